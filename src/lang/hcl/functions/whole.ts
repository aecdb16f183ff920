import { asInteger, type Num } from '../number.ts'
import type { Problem } from '../problem.ts'
import type { Val } from '../value.ts'
import { badArgument, failed } from './failure.ts'

const smallest = -(2n ** 63n)
const largest = 2n ** 63n - 1n

/** What Terraform says of a number that is not a 64-bit integer where it needs one. */
export const notWhole = 'value must be a whole number, between -9223372036854775808 and 9223372036854775807'

/** The 64-bit integer that a number is; undefined for fractions and what does not fit. */
export function int64(value: Num): bigint | undefined {
  const whole = asInteger(value)
  return whole === undefined || whole < smallest || whole > largest ? undefined : whole
}

/** The number an argument holds; arguments of parameters of type number hold one when they are neither null nor unknown. */
export function numberIn(value: Val | undefined): Num {
  return value?.kind === 'number' ? value.value : 0
}

/** The text an argument holds; arguments of parameters of type string hold one when they are neither null nor unknown. */
export function textIn(value: Val | undefined): string {
  return value?.kind === 'string' ? value.value : ''
}

/** A count or position in an argument, at most the largest a length can be; or the problem, with what it is of in front. */
export function positionIn(value: Val | undefined, of = '', argument?: number): number | Problem {
  const whole = int64(numberIn(value))
  if (whole !== undefined) return Number(whole)
  return argument === undefined ? failed(`${of}${notWhole}`) : badArgument(argument, `${of}${notWhole}`)
}

/** What is left of a position after the length of a list is taken off it as often as it goes: exact, however large it is. */
export function wrappedIn(value: Val | undefined, length: number, of: string): number | Problem {
  const whole = int64(numberIn(value))
  return whole === undefined ? failed(`${of}${notWhole}`) : Number(whole % BigInt(length))
}
