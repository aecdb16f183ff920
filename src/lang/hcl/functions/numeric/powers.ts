import { log as logarithm, pow as power, toDouble, type Num } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { numberType } from '../../types.ts'
import { number, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { numberIn } from '../whole.ts'

export const log: HclFunction = {
  name: 'log',
  summary: 'The logarithm of a number in a base.',
  parameters: [
    { name: 'num', type: numberType },
    { name: 'base', type: numberType },
  ],
  returns: () => numberType,
  call: ([value, base]) => throughDoubles(logarithm, value, base),
}

export const pow: HclFunction = {
  name: 'pow',
  summary: 'A number raised to a power.',
  parameters: [
    { name: 'num', type: numberType },
    { name: 'power', type: numberType },
  ],
  returns: () => numberType,
  call: ([value, exponent]) => throughDoubles(power, value, exponent),
}

type Operation = (left: Num, right: Num) => Num | undefined

function throughDoubles(operation: Operation, left: Val | undefined, right: Val | undefined): Val | Problem {
  const a = numberIn(left)
  const b = numberIn(right)
  if (!fits(a) || !fits(b)) return failed(outOfRange())
  const result = operation(a, b)
  return result === undefined ? failed('the result is not a number') : number(result)
}

/** Whether a double can hold it; what is infinite itself stays so. */
function fits(value: Num): boolean {
  return typeof value === 'number' || Number.isFinite(toDouble(value))
}

function outOfRange(): string {
  const largest = `${BigInt(Number.MAX_VALUE)}.000000`
  return `value must be between -${largest} and ${largest} inclusive`
}
