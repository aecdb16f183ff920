import { abs as absolute, ceil as up, compare, floor as down, sign } from '../../number.ts'
import { numberType } from '../../types.ts'
import { number, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { int64, notWhole, numberIn } from '../whole.ts'

const parameters = [{ name: 'num', type: numberType }]

export const abs: HclFunction = {
  name: 'abs',
  summary: 'The number without its sign.',
  parameters,
  returns: () => numberType,
  call: ([given]) => unlessSame(given, absolute(numberIn(given))),
}

export const ceil: HclFunction = {
  name: 'ceil',
  summary: 'The smallest whole number that is not smaller.',
  parameters,
  returns: () => numberType,
  call: ([given]) => unlessSame(given, up(numberIn(given))),
}

export const floor: HclFunction = {
  name: 'floor',
  summary: 'The largest whole number that is not larger.',
  parameters,
  returns: () => numberType,
  call: ([given]) => unlessSame(given, down(numberIn(given))),
}

export const signum: HclFunction = {
  name: 'signum',
  summary: '-1, 0 or 1 as the number is negative, zero or positive.',
  parameters,
  returns: () => numberType,
  call([given]) {
    const value = numberIn(given)
    return int64(value) === undefined ? failed(notWhole) : number(sign(value))
  },
}

/** The argument itself when its number is the result, so that it keeps its origin. */
function unlessSame(given: Val | undefined, result: ReturnType<typeof numberIn>): Val {
  return given !== undefined && compare(numberIn(given), result) === 0 ? given : number(result)
}
