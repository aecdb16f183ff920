import { numberType, stringType } from '../../types.ts'
import type { HclFunction } from '../function.ts'
import { graphemesIn } from '../graphemes.ts'
import { text } from '../normal.ts'
import { positionIn, textIn } from '../whole.ts'

export const strrev: HclFunction = {
  name: 'strrev',
  summary: 'The characters of a text from last to first.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(graphemesIn(textIn(given)).toReversed().join('')),
}

export const substr: HclFunction = {
  name: 'substr',
  summary: 'A part of a text, by the position of its first character and its length.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'offset', type: numberType },
    { name: 'length', type: numberType },
  ],
  returns: () => stringType,

  call([given, from, count]) {
    const offset = positionIn(from)
    if (typeof offset !== 'number') return offset
    const length = positionIn(count)
    if (typeof length !== 'number') return length
    const characters = graphemesIn(textIn(given))
    const start = offset < 0 ? Math.max(0, characters.length + offset) : offset
    // Seen in Terraform: with a length of 0 an offset from the end gives all that is left, another offset nothing.
    const isRest = length < 0 || (length === 0 && offset < 0)
    const end = isRest ? characters.length : start + length
    return text(characters.slice(start, end).join(''))
  },
}
