import { listOf, stringType } from '../../types.ts'
import type { Problem } from '../../problem.ts'
import { list, unknown } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import { isWhollyKnown } from '../../mark.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { itemsOf } from '../taken.ts'
import { textIn } from '../whole.ts'

export const join: HclFunction = {
  name: 'join',
  summary: 'The strings of lists with a separator between them.',
  parameters: [{ name: 'separator', type: stringType }],
  variadic: { name: 'lists', type: listOf(stringType) },
  returns: () => stringType,

  call([separator, ...lists], _, type) {
    if (lists.length === 0) return failed('at least one list is required')
    if (!lists.every(isWhollyKnown)) return unknown(type, [])
    const all: string[] = []
    for (const [position, one] of lists.entries()) {
      for (const [at, item] of itemsOf(one).entries()) {
        if (item.kind === 'null') return nullItem(at, position, lists.length)
        all.push(textIn(item))
      }
    }
    return text(all.join(textIn(separator)))
  },
}

function nullItem(at: number, position: number, count: number): Problem {
  const where = count > 1 ? ` of list ${position + 1}` : ''
  return badArgument(position + 1, `element ${at}${where} is null; cannot concatenate null values`)
}

export const split: HclFunction = {
  name: 'split',
  summary: 'The parts of a text between separators.',
  parameters: [
    { name: 'separator', type: stringType },
    { name: 'str', type: stringType },
  ],
  returns: () => listOf(stringType),
  call: ([separator, given]) => list(stringType, pieces(textIn(given), textIn(separator)).map(text)),
}

/** Without a separator, every code point is a part. */
function pieces(whole: string, separator: string): readonly string[] {
  return separator === '' ? Array.from(whole) : whole.split(separator)
}
