import { unreachable } from '../../../kernel/unreachable.ts'
import type { GoValue } from '../value.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/**
 * A value as an `int64`, as the `cast` package has it: 0 for what is no number.
 * https://pkg.go.dev/github.com/spf13/cast#ToInt64
 */
export function toInt64(value: GoValue): bigint {
  switch (value.kind) {
    case 'int':
      return value.type === 'time.Duration' ? 0n : BigInt.asIntN(64, value.value)
    case 'float':
      return truncated(value.value)
    case 'string':
      return parsedInt(withoutZeroDecimals(value.text.value), 0) ?? 0n
    case 'bool':
      return value.value ? 1n : 0n
    case 'nil':
    case 'bytes':
    case 'list':
    case 'map':
    case 'object':
      return 0n
    default:
      return unreachable(value)
  }
}

/** A value as a `float64`: 0 for what is no number. https://pkg.go.dev/github.com/spf13/cast#ToFloat64 */
export function toFloat64(value: GoValue): number {
  switch (value.kind) {
    case 'int':
      return value.type === 'time.Duration' ? 0 : Number(value.value)
    case 'float':
      return value.value
    case 'string':
      return parsedFloat(value.text.value.replaceAll(/(?<=\d)_(?=\d)/gu, '')) ?? 0
    case 'bool':
      return value.value ? 1 : 0
    case 'nil':
    case 'bytes':
    case 'list':
    case 'map':
    case 'object':
      return 0
    default:
      return unreachable(value)
  }
}

/** A float as an integer, as the processor does it: what doesn't fit becomes the least one. */
function truncated(value: number): bigint {
  if (!Number.isFinite(value)) return least
  const whole = BigInt(Math.trunc(value))
  return whole < least || whole > most ? least : whole
}

/** `12.000` without its zeros. */
function withoutZeroDecimals(text: string): string {
  return text.replace(/\.0+$/u, '')
}

const digitsOf: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 }

/** `strconv.ParseInt`; a base of 0 is told by the text's own prefix. */
export function parsedInt(text: string, base: number): bigint | undefined {
  const sign = /^[+-]/u.exec(text)?.[0] ?? ''
  const body = text.slice(sign.length)
  const digits = base === 0 ? digitsByPrefix(body) : { base, text: body }
  if (digits === undefined) return undefined
  const value = wholeOf(digits.text.toLowerCase(), digits.base)
  if (value === undefined) return undefined
  const signed = sign === '-' ? -value : value
  return signed < least || signed > most ? undefined : signed
}

function digitsByPrefix(body: string): { readonly base: number; readonly text: string } | undefined {
  const [, letter = '', rest = ''] = /^0([box]?)(.*)$/isu.exec(body) ?? []
  if (body.includes('_') && !/^(?:0[box]_?)?[0-9a-f]+(?:_[0-9a-f]+)*$/iu.test(body)) return undefined
  if (letter !== '') return { base: digitsOf[letter.toLowerCase()] ?? 10, text: rest.replaceAll('_', '') }
  if (body.startsWith('0') && body.length > 1) return { base: 8, text: rest.replaceAll('_', '') }
  return { base: 10, text: body.replaceAll('_', '') }
}

function wholeOf(digits: string, base: number): bigint | undefined {
  const letters = '0123456789abcdef'.slice(0, base)
  if (digits === '' || digits.length > 70) return undefined
  for (const digit of digits) if (!letters.includes(digit)) return undefined
  if (base === 10) return BigInt(digits)
  const prefix = base === 2 ? '0b' : base === 8 ? '0o' : '0x'
  return BigInt(prefix + digits)
}

/** `strconv.ParseFloat`: nothing for what is no number, or too large for one. */
function parsedFloat(text: string): number | undefined {
  const special = /^([+-]?)(?:(inf|infinity)|nan)$/iu.exec(text)
  if (special !== null) {
    if (special[2] === undefined) return special[1] === '' ? Number.NaN : undefined
    return special[1] === '-' ? -Infinity : Infinity
  }
  if (/^[+-]?0x/iu.test(text)) return hexadecimal(text)
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function hexadecimal(text: string): number | undefined {
  const found = /^([+-]?)0x_?([0-9a-f]*(?:_[0-9a-f]+)*)\.?([0-9a-f]*)p([+-]?\d+)$/iu.exec(text)
  if (found === null) return undefined
  const [, sign = '', whole = '', fraction = '', power = '0'] = found
  const digits = whole.replaceAll('_', '') + fraction
  if (digits === '') return undefined
  const value = Number(BigInt(`0x${digits}`)) * 2 ** (Number(power) - 4 * fraction.length)
  if (!Number.isFinite(value)) return undefined
  return sign === '-' ? -value : value
}
