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
  if (isInfinite(value)) return undefined
  const whole = asInteger(value)
  if (whole === undefined) return undefined
  if (isBeyond(verb)) return noVerb('Int', whole.toString())
  if (Math.max(verb.width ?? 0, verb.precision ?? 0) > longest) return tooLong()
  const { flags, letter, precision } = verb
  const size = (whole < 0n ? -whole : whole).toString(bases[letter])
  if (size === '0' && precision === 0) return ''
  const digits = (letter === 'X' ? size.toUpperCase() : size).padStart(precision ?? 0, '0')
  const prefix = flags.has('#') ? (prefixes[letter] ?? '') : ''
  const before = signOf(whole < 0n, flags) + prefix
  const missing = (verb.width ?? 0) - before.length - digits.length
  if (missing <= 0) return before + digits
  if (flags.has('-')) return before + digits + ' '.repeat(missing)
  if (flags.has('0') && precision === undefined) return before + '0'.repeat(missing) + digits
  return ' '.repeat(missing) + before + digits
}

/** A number as one of %e %E %f %g %G. */
export function floatText(value: Num, verb: Verb): string | Problem {
  const { flags, letter, precision, width } = verb
  if (isBeyond(verb)) return noVerb('Float', isInfinite(value) ? formatNumber(value) : shortText(value))
  if (Math.max(width ?? 0, precision ?? 0) > longest) return tooLong()
  if (!isInfinite(value) && !isPrintable(value)) return tooLong()
  const isNegative = sign(value) < 0 || Object.is(value, -0)
  const size = isInfinite(value) ? 'Inf' : sizeOf(value, letter, precision)
  const before = isInfinite(value) && !isNegative && !flags.has(' ') ? '+' : signOf(isNegative, flags)
  const missing = Math.max(0, (width ?? 0) - before.length - size.length)
  if (flags.has('0') && !isInfinite(value)) return before + '0'.repeat(missing) + size
  if (flags.has('-')) return before + size + ' '.repeat(missing)
  return ' '.repeat(missing) + before + size
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

function isBeyond({ width, precision }: Verb): boolean {
  return (width ?? 0) > mostColumns || (precision ?? 0) > mostColumns
}

function noVerb(type: string, value: string): string {
  return `%!(NOVERB)%!(EXTRA *big.${type}=${value})`
}
