import { bitLength, fullPrecision, ofDouble, partsOf, precisionOf, rounded, type Num } from './bigfloat.ts'
import { goLogarithm, goPower } from './float64.ts'
import { formatNumber, quotient } from './number-text.ts'
import { problem, type Problem } from './problem.ts'

export type { Num } from './bigfloat.ts'
export { formatNumber, generalText, parseNumber } from './number-text.ts'

/** The number that a double is, exactly. It prints as a double does when it comes from `pow` or `log`: see `asDouble`. */
export function fromDouble(value: number): Num {
  return ofDouble(value, fullPrecision)
}

/** A double as Terraform's float functions give it: its precision stays 53 bits, so it prints in a double's digits. */
export function asDouble(value: number): Num {
  return ofDouble(value, 53)
}

/** An integer; a longer one than 512 bits keeps them all. */
export function fromBigint(value: bigint): Num {
  const size = bitLength(value < 0n ? -value : value)
  return rounded(value, 0, Math.max(size, fullPrecision))
}

/**
 * An integer as Terraform's lengths and positions are: equal to the plain one in all but this, that dividing two of
 * them gives 64 bits.
 */
export function fromLength(value: number): Num {
  if (value === 0) return 0
  return { mantissa: BigInt(value), exponent: 0, precision: 64 }
}

/** The nearest double. */
export function toDouble(value: Num): number {
  if (typeof value === 'number') return value
  const { mantissa, exponent } = value
  const size = bitLength(mantissa < 0n ? -mantissa : mantissa)
  const top = exponent + size
  if (top > 1024) return mantissa < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (top < -1074) return mantissa < 0n ? -0 : 0
  const bits = top < -1021 ? top + 1074 : 53
  const { mantissa: kept, exponent: scale } = bits > 0 ? scaledTo(mantissa, exponent, bits) : tiny(mantissa)
  return scale < -1000 ? Number(kept) * 2 ** -1000 * 2 ** (scale + 1000) : Number(kept) * 2 ** scale
}

function scaledTo(mantissa: bigint, exponent: number, bits: number): { mantissa: bigint; exponent: number } {
  const value = rounded(mantissa, exponent, bits)
  if (typeof value !== 'number') return value
  return { mantissa: BigInt(value), exponent: 0 }
}

/** Between nothing and the smallest double: a half rounds to even, which is nothing. */
function tiny(mantissa: bigint): { mantissa: bigint; exponent: number } {
  const isHalf = mantissa === 1n || mantissa === -1n
  if (isHalf) return { mantissa: 0n, exponent: 0 }
  return { mantissa: mantissa < 0n ? -1n : 1n, exponent: -1074 }
}

/** Integers of more bits than this are not spelled out. */
const largestInteger = 4_000_000

/** The integer that it is; undefined for fractions, infinities, and integers beyond four million bits. */
export function asInteger(value: Num): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  if (value.exponent < 0 || value.exponent > largestInteger) return undefined
  return value.mantissa << BigInt(value.exponent)
}

export function isInteger(value: Num): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : value.exponent >= 0
}

/** -1, 0 or 1. */
export function sign(value: Num): -1 | 0 | 1 {
  const size = typeof value === 'number' ? value : value.mantissa
  if (size > 0) return 1
  return size < 0 ? -1 : 0
}

export function negate(value: Num): Num {
  return typeof value === 'number' ? -value : { ...value, mantissa: -value.mantissa }
}

export function abs(value: Num): Num {
  if (typeof value === 'number') return Math.abs(value)
  return value.mantissa < 0n ? negate(value) : value
}

/** The order of two numbers; -0 is 0. */
export function compare(left: Num, right: Num): -1 | 0 | 1 {
  if (typeof left === 'number' && typeof right === 'number') return orderOf(left, right)
  const signs = sign(left) - sign(right)
  if (signs !== 0) return signs < 0 ? -1 : 1
  if (!isFinite(left) || !isFinite(right)) return orderOf(toDouble(left), toDouble(right))
  const a = partsOf(left)
  const b = partsOf(right)
  const tops = topOf(a) - topOf(b)
  if (tops !== 0) return tops < 0 === sign(left) > 0 ? -1 : 1
  const common = Math.min(a.exponent, b.exponent)
  return orderOf(a.mantissa << BigInt(a.exponent - common), b.mantissa << BigInt(b.exponent - common))
}

/** Whether Terraform's `==` calls two numbers equal: integers by value, others when they print alike. */
export function equalNumbers(left: Num, right: Num): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right
  if (compare(left, right) === 0) return true
  if (isInteger(left) || isInteger(right) || precisionOf(left) === precisionOf(right)) return false
  return formatNumber(left) === formatNumber(right)
}

function isFinite(value: Num): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

function topOf({ mantissa, exponent }: { mantissa: bigint; exponent: number }): number {
  return exponent + bitLength(mantissa < 0n ? -mantissa : mantissa)
}

function orderOf<Size extends number | bigint>(left: Size, right: Size): -1 | 0 | 1 {
  if (left === right) return 0
  return left < right ? -1 : 1
}

export function add(left: Num, right: Num): Num | Problem {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right
    if (Number.isSafeInteger(sum)) return sum
  }
  if (!isFinite(left) || !isFinite(right)) return addInfinite(left, right)
  return addFinite(left, right)
}

function addInfinite(left: Num, right: Num): Num | Problem {
  if (isFinite(left)) return right
  return isFinite(right) || left === right ? left : failed("can't subtract infinity from itself")
}

function addFinite(left: Num, right: Num): Num {
  const precision = commonPrecision(left, right)
  if (sign(right) === 0) return withPrecision(left, precision)
  if (sign(left) === 0) return withPrecision(right, precision)
  const [high, low] = topOf(partsOf(left)) >= topOf(partsOf(right)) ? [left, right] : [right, left]
  const a = partsOf(high)
  const b = partsOf(low)
  const isFar = topOf(a) - topOf(b) > precision + 8 && a.exponent > b.exponent
  if (isFar) return withPrecision(high, precision)
  const common = Math.min(a.exponent, b.exponent)
  const sum = (a.mantissa << BigInt(a.exponent - common)) + (b.mantissa << BigInt(b.exponent - common))
  return rounded(sum, common, precision)
}

function commonPrecision(left: Num, right: Num): number {
  return Math.max(precisionOf(left), precisionOf(right))
}

function withPrecision(value: Num, precision: number): Num {
  if (typeof value === 'number') return value
  return rounded(value.mantissa, value.exponent, precision)
}

export function subtract(left: Num, right: Num): Num | Problem {
  return add(left, negate(right))
}

export function multiply(left: Num, right: Num): Num | Problem {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right
    if (Number.isSafeInteger(product)) return product
  }
  if (!isFinite(left) || !isFinite(right)) {
    if (sign(left) === 0 || sign(right) === 0) return failed("can't multiply zero by infinity")
    return sign(left) === sign(right) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  }
  const a = partsOf(left)
  const b = partsOf(right)
  const exact = rounded(a.mantissa * b.mantissa, a.exponent + b.exponent, fullPrecision)
  if (exact === 0) return isNegative(left) === isNegative(right) ? 0 : -0
  return withPrecision(exact, Math.max(commonPrecision(left, right), neededBits(exact)))
}

function neededBits(value: Num): number {
  return typeof value === 'number' ? 53 : bitLength(value.mantissa < 0n ? -value.mantissa : value.mantissa)
}

function isNegative(value: Num): boolean {
  return sign(value) < 0 || Object.is(value, -0)
}

/** Division by zero is infinite, as in Terraform; only 0/0 and Inf/Inf are problems. */
export function divide(left: Num, right: Num): Num | Problem {
  if (isEdge(left) || isEdge(right)) return divideEdges(edgeOf(left), edgeOf(right))
  if (typeof left === 'number' && typeof right === 'number') {
    const plain = left / right
    if (Number.isSafeInteger(plain) && plain * right === left) return plain
  }
  return divideFinite(left, right)
}

/** Zeros and infinities divide as doubles do. */
function divideEdges(left: number, right: number): number | Problem {
  const quotientOfEdges = left / right
  return Number.isNaN(quotientOfEdges)
    ? failed("can't divide zero by zero or infinity by infinity")
    : quotientOfEdges
}

function isEdge(value: Num): boolean {
  return sign(value) === 0 || !isFinite(value)
}

function edgeOf(value: Num): number {
  return typeof value === 'number' ? value : sign(value)
}

function divideFinite(left: Num, right: Num): Num {
  const precision = commonPrecision(left, right)
  const a = partsOf(left)
  const b = partsOf(right)
  const sizes = topOf({ ...b, exponent: 0 }) - topOf({ ...a, exponent: 0 })
  const shift = Math.max(0, precision + 2 + sizes)
  return quotient(a.mantissa << BigInt(shift), b.mantissa, a.exponent - shift - b.exponent, precision)
}

/** The rest of a division that rounds towards zero, so it has the sign of the left side; the rest of x by 0 is x. */
export function modulo(left: Num, right: Num): Num | Problem {
  if (sign(right) === 0) return left
  if (!isFinite(left) || !isFinite(right)) return failed("can't use modulo with zero and infinity")
  if (typeof left === 'number' && typeof right === 'number') {
    const rest = left % right
    return rest === 0 && left !== 0 ? 0 : rest
  }
  const times = truncated(divideFinite(left, right))
  const precision = precisionOf(left)
  const a = partsOf(withPrecision(times, precision))
  const b = partsOf(right)
  const taken = rounded(a.mantissa * b.mantissa, a.exponent + b.exponent, precision)
  const rest = add(left, negate(taken))
  return typeof rest === 'object' && 'kind' in rest ? rest : withPrecision(rest, precision)
}

function truncated(value: Num): Num {
  if (typeof value === 'number' || value.exponent >= 0) return value
  const size = value.mantissa < 0n ? -value.mantissa : value.mantissa
  const whole = fromBigint(size >> BigInt(-value.exponent))
  return value.mantissa < 0n ? negate(whole) : whole
}

export function floor(value: Num): Num {
  return toWhole(value, -1)
}

export function ceil(value: Num): Num {
  return toWhole(value, 1)
}

/** There is no negative zero in what floor and ceil give. */
function toWhole(value: Num, direction: -1 | 1): Num {
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (value.exponent >= 0) return value
  const down = value.mantissa >> BigInt(-value.exponent)
  return fromBigint(direction < 0 ? down : down + 1n)
}

/** x to the power of y through doubles, as Terraform has it; undefined where that is not a number. */
export function pow(left: Num, right: Num): Num | undefined {
  return answerOf(goPower(toDouble(left), toDouble(right)))
}

/** The logarithm through doubles, as Terraform has it; undefined where that is not a number. */
export function log(value: Num, base: Num): Num | undefined {
  return answerOf(goLogarithm(toDouble(value)) / goLogarithm(toDouble(base)))
}

function answerOf(value: number): Num | undefined {
  return Number.isNaN(value) ? undefined : asDouble(value)
}

/** An integer written in a base from 2 to 62: digits, then a to z, then A to Z (in bases up to 36 both cases are alike). */
export function parseInteger(text: string, base: number): Num | undefined {
  const [matched, minus, digits = ''] = /^([+-]?)([\dA-Za-z]+)$/u.exec(text) ?? []
  if (matched === undefined) return undefined
  const values = Array.from(digits, (digit) => digitValue(digit, base))
  if (values.some((value) => value >= base)) return undefined
  const size = fold(values, BigInt(base))
  return fromBigint(minus === '-' ? -size : size)
}

function digitValue(digit: string, base: number): number {
  if (base <= 36) return Number.parseInt(digit, 36)
  if (digit >= 'A' && digit <= 'Z') return digit.charCodeAt(0) - 65 + 36
  return Number.parseInt(digit, 36)
}

/** Pairs of digits become digits of the squared base, so that a long text costs little more than its product. */
function fold(values: readonly number[], base: bigint): bigint {
  let digits = values.map(BigInt)
  let factor = base
  while (digits.length > 1) {
    const halved: bigint[] = []
    const odd = digits.length % 2
    if (odd === 1) halved.push(digits[0] ?? 0n)
    for (let at = odd; at < digits.length; at += 2) {
      halved.push((digits[at] ?? 0n) * factor + (digits[at + 1] ?? 0n))
    }
    digits = halved
    factor *= factor
  }
  return digits[0] ?? 0n
}

function failed(why: string): Problem {
  return problem('Operation failed', `Error during operation: ${why}.`)
}
