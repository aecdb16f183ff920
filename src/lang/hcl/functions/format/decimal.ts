import { bitLength, partsOf, type Num } from '../../bigfloat.ts'
import { formatNumber } from '../../number.ts'

/** 0.DIGITS × 10^point, without zeros at either end; no digits for zero. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

/** The size of a finite number with so many digits after the point. */
export function fixedText(value: Num, precision: number): string {
  const exact = exactly(value)
  return fixed(rounded(exact, exact.point + precision), precision)
}

/** The size of a finite number as d.ddde±dd with so many digits after the point. */
export function exponentText(value: Num, precision: number): string {
  return exponential(rounded(exactly(value), precision + 1), precision)
}

/** The size of a finite number in whichever form is shorter; without a precision, the fewest digits that are this number. */
export function generalText(value: Num, precision: number | undefined): string {
  if (precision === undefined) {
    const shortest = decimalOf(formatNumber(value))
    return general(shortest, shortest.digits.length, 6)
  }
  const count = Math.max(1, precision)
  const near = rounded(exactly(value), count)
  const isWhole = count > near.digits.length && near.digits.length >= near.point
  return general(near, count, isWhole ? near.digits.length : count)
}

function general(decimal: Decimal, count: number, exponentFrom: number): string {
  const { digits, point } = decimal
  const exponent = digits === '' ? -1 : point - 1
  if (exponent < -4 || exponent >= exponentFrom) {
    return exponential(decimal, Math.min(count, digits.length) - 1)
  }
  return fixed(decimal, Math.max((count > point ? digits.length : count) - point, 0))
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (precision <= 0) return whole
  const after = '0'.repeat(Math.min(precision, Math.max(0, -point))) + digits.slice(Math.max(0, point))
  return `${whole}.${after.slice(0, precision).padEnd(precision, '0')}`
}

function exponential({ digits, point }: Decimal, precision: number): string {
  const exponent = digits === '' ? 0 : point - 1
  const fraction = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, '0')}` : ''
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits[0] ?? '0'}${fraction}e${exponent < 0 ? '-' : '+'}${size}`
}

/** The first so many digits, rounded to the nearest, a half to even. */
function rounded(decimal: Decimal, count: number): Decimal {
  const { digits, point } = decimal
  if (count < 0 || count >= digits.length) return count < 0 ? { digits: '', point: 0 } : decimal
  const next = digits[count] ?? '0'
  const isHalf = next === '5' && count + 1 === digits.length
  const isUp = isHalf ? count > 0 && Number(digits[count - 1]) % 2 === 1 : next >= '5'
  if (!isUp) return trimmed(digits.slice(0, count), point)
  let last = count - 1
  while (last >= 0 && digits[last] === '9') last--
  if (last < 0) return { digits: '1', point: point + 1 }
  return { digits: digits.slice(0, last) + String(Number(digits[last]) + 1), point }
}

function trimmed(digits: string, point: number): Decimal {
  const kept = digits.replace(/0+$/u, '')
  return kept === '' ? { digits: '', point: 0 } : { digits: kept, point }
}

function exactly(value: Num): Decimal {
  const { mantissa, exponent } = partsOf(value)
  const size = mantissa < 0n ? -mantissa : mantissa
  if (size === 0n) return { digits: '', point: 0 }
  const all = (exponent >= 0 ? size << BigInt(exponent) : size * 5n ** BigInt(-exponent)).toString()
  return trimmed(all, all.length + Math.min(exponent, 0))
}

function decimalOf(plain: string): Decimal {
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.')
  const all = whole + fraction
  const zeros = /^0*/u.exec(all)?.[0].length ?? 0
  return trimmed(all.slice(zeros), whole.length - zeros)
}

/** Numbers of more bits than this before or after the point are not spelled out. */
const mostBits = 4_000_000

/** Whether a number's digits can be written out within bounds. */
export function isPrintable(value: Num): boolean {
  const { mantissa, exponent } = partsOf(value)
  const size = mantissa < 0n ? -mantissa : mantissa
  return Math.abs(exponent) + bitLength(size) < mostBits
}
