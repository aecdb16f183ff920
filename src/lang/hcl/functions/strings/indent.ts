import { numberType, stringType } from '../../types.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { longest, tooLong } from '../longest.ts'
import { text } from '../normal.ts'
import { positionIn, textIn } from '../whole.ts'

export const indent: HclFunction = {
  name: 'indent',
  summary: 'A text with spaces before each line but the first.',
  parameters: [
    { name: 'spaces', type: numberType },
    { name: 'str', type: stringType },
  ],
  returns: () => stringType,

  call([spaces, given]) {
    const count = positionIn(spaces)
    if (typeof count !== 'number') return count
    if (count < 0) return failed('panic in function implementation: strings: negative Repeat count')
    const lines = textIn(given).split('\n')
    if (count * lines.length > longest) return tooLong()
    return text(lines.join(`\n${' '.repeat(count)}`))
  },
}
