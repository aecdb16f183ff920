import { friendlyName } from '../../json-type.ts'
import { parseInteger } from '../../number.ts'
import { dynamicType, numberType } from '../../types.ts'
import { number, typeOf } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { quoted } from '../quoted.ts'
import { int64, notWhole, numberIn, textIn } from '../whole.ts'

export const parseint: HclFunction = {
  name: 'parseint',
  summary: 'The integer that a text says in a base from 2 to 62.',
  parameters: [
    { name: 'number', type: dynamicType },
    { name: 'base', type: numberType },
  ],

  returns([given]) {
    if (given === undefined || typeOf(given).kind === 'string') return numberType
    return badArgument(0, `first argument must be a string, not ${friendlyName(typeOf(given))}`)
  },

  call([given, inBase]) {
    const base = int64(numberIn(inBase))
    if (base === undefined) return badArgument(1, notWhole)
    if (base < 2n || base > 62n) {
      return badArgument(1, 'base must be a whole number between 2 and 62 inclusive')
    }
    const text = textIn(given)
    const value = parseInteger(text, Number(base))
    return value === undefined
      ? badArgument(0, `cannot parse ${quoted(text)} as a base ${base} integer`)
      : number(value)
  },
}
