import { isPrintable, exponentText, fixedText, generalText } from './decimal.ts'
import { asInteger, formatNumber, sign, type Num } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { longest, tooLong } from '../longest.ts'
import type { Verb } from './specification.ts'

const bases: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 }
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' }

/** Whether a verb prints integers only. */
export function isIntegerVerb(letter: string): boolean {
  return letter in bases
}

/** An integer in the base of the verb; undefined for other numbers. */
export function integerText(value: Num, verb: Verb): string | Problem | undefined {
  const whole = isInfinite(value) ? undefined : asInteger(value)
  if (whole === undefined) return undefined
  const refused = beyond(verb, 'Int', () => whole.toString())
  if (refused !== undefined) return refused
  const { flags, letter, precision } = verb
  const size = (whole < 0n ? -whole : whole).toString(bases[letter])
  if (size === '0' && precision === 0) return ''
  const digits = (letter === 'X' ? size.toUpperCase() : size).padStart(precision ?? 0, '0')
  const prefix = flags.has('#') ? (prefixes[letter] ?? '') : ''
  const fillsWithZeros = flags.has('0') && !flags.has('-') && precision === undefined
  return laidOut(signOf(whole < 0n, flags) + prefix, digits, verb, fillsWithZeros)
}

/** A number as one of %e %E %f %g %G. */
export function floatText(value: Num, verb: Verb): string | Problem {
  const refused = beyond(verb, 'Float', () => shortText(value))
  if (refused !== undefined) return refused
  const { flags, letter, precision } = verb
  const isNegative = sign(value) < 0 || Object.is(value, -0)
  if (isInfinite(value)) {
    const positive = flags.has(' ') ? ' ' : '+'
    return laidOut(isNegative ? '-' : positive, 'Inf', verb, false)
  }
  if (!isPrintable(value)) return tooLong()
  return laidOut(signOf(isNegative, flags), sizeOf(value, letter, precision), verb, flags.has('0'))
}

/** A number in the width of its verb. */
function laidOut(
  before: string,
  digits: string,
  { flags, width = 0 }: Verb,
  fillsWithZeros: boolean,
): string {
  const missing = Math.max(0, width - before.length - digits.length)
  if (fillsWithZeros) return before + '0'.repeat(missing) + digits
  return flags.has('-') ? before + digits + ' '.repeat(missing) : ' '.repeat(missing) + before + digits
}

/** A number as %v prints it. */
export function shortText(value: Num): string {
  if (isInfinite(value)) return formatNumber(value)
  const isNegative = sign(value) < 0 || Object.is(value, -0)
  return (isNegative ? '-' : '') + generalText(value, undefined)
}

function sizeOf(value: Num, letter: string, precision: number | undefined): string {
  switch (letter) {
    case 'f':
      return fixedText(value, precision ?? 6)
    case 'e':
    case 'E':
      return cased(exponentText(value, precision ?? 6), letter)
    default:
      return cased(generalText(value, precision), letter)
  }
}

function cased(text: string, letter: string): string {
  return letter === letter.toUpperCase() ? text.toUpperCase() : text
}

function signOf(isNegative: boolean, flags: ReadonlySet<string>): string {
  if (isNegative) return '-'
  if (flags.has('+')) return '+'
  return flags.has(' ') ? ' ' : ''
}

function isInfinite(value: Num): value is number {
  return typeof value === 'number' && !Number.isFinite(value)
}

/** From here on Go's printer, which Terraform uses for numbers, gives up on a width or precision, and says so in its result. */
const mostColumns = 10_000_009

function beyond(
  { width = 0, precision = 0 }: Verb,
  type: string,
  plain: () => string,
): string | Problem | undefined {
  const columns = Math.max(width, precision)
  if (columns > mostColumns) return `%!(NOVERB)%!(EXTRA *big.${type}=${plain()})`
  return columns > longest ? tooLong() : undefined
}
