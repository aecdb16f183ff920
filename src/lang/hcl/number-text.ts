import { bitLength, fullPrecision, partsOf, precisionOf, rounded, type Num, type Parts } from './bigfloat.ts'

const plain = /^-?\d{1,15}$/u
const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?$/u
const infinite = /^([+-]?)[iI]nf$/u

/** Reads a number as Terraform reads literals and strings: decimal with an exponent, no other base; undefined when it is none. */
export function parseNumber(text: string): Num | undefined {
  if (plain.test(text)) return Number(text)
  const infinity = infinite.exec(text)
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const match = written.exec(text)
  return match ? ofParts(match) : undefined
}

function ofParts([, sign, whole = '', fraction = '', letter, power = '0']: RegExpExecArray): Num | undefined {
  const exponent = Number(power)
  if (whole + fraction === '' || Math.abs(exponent) > 9e18) return undefined
  const digits = BigInt(whole + fraction)
  if (digits === 0n) return sign === '-' ? -0 : 0
  const isBinary = letter?.toLowerCase() === 'p'
  const fives = (isBinary ? 0 : exponent) - fraction.length
  return scaled(sign === '-' ? -digits : digits, fives, isBinary ? exponent : 0)
}

const exponentLimit = 2_147_483_647

/** mantissa × 10^fives × 2^twos. Powers of five are made with 64 bits more, as Go's big.Float does. */
function scaled(mantissa: bigint, fives: number, twos: number): Num | undefined {
  const size = bitLength(mantissa < 0n ? -mantissa : mantissa)
  const exponent = fives + twos
  if (Math.abs(exponent + size) > exponentLimit) return undefined
  if (fives === 0) return rounded(mantissa, exponent, fullPrecision)
  const power = powerOfFive(Math.abs(fives))
  if (fives > 0) return rounded(mantissa * power.mantissa, exponent + power.exponent, fullPrecision)
  const shift = Math.max(0, fullPrecision + 2 - size + bitLength(power.mantissa))
  return quotient(mantissa << BigInt(shift), power.mantissa, exponent - shift - power.exponent, fullPrecision)
}

/** A quotient rounded once: what the division leaves becomes one more bit below, which only breaks ties. */
export function quotient(mantissa: bigint, divisor: bigint, exponent: number, precision: number): Num {
  const whole = mantissa / divisor
  const exact = whole * divisor === mantissa
  const sticky = mantissa < 0n === divisor < 0n ? 1n : -1n
  return rounded(whole * 2n + (exact ? 0n : sticky), exponent - 1, precision)
}

const exactPowers = 220

function powerOfFive(power: number): Parts {
  if (power <= exactPowers) return { mantissa: 5n ** BigInt(power), exponent: 0 }
  let result: Parts = { mantissa: 5n ** 27n, exponent: 0 }
  let factor: Parts = { mantissa: 5n, exponent: 0 }
  for (let left = power - 27; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, factor, fullPrecision + 64)
    factor = product(factor, factor, fullPrecision + 128)
  }
  return result
}

function product(left: Parts, right: Parts, precision: number): Parts {
  return partsOf(rounded(left.mantissa * right.mantissa, left.exponent + right.exponent, precision))
}

/** As tostring and jsonencode print it: plain digits, never an exponent, the fewest that read back as the same number. */
export function formatNumber(value: Num): string {
  if (typeof value === 'number') return formatPlain(value)
  const size = value.mantissa < 0n ? -value.mantissa : value.mantissa
  const sign = value.mantissa < 0n ? '-' : ''
  if (Math.abs(value.exponent) > printable) return `${sign}${size}p${value.exponent}`
  return sign + placePoint(shortest(size, value.exponent, precisionOf(value)))
}

/** Beyond so many bits the plain digits would fill megabytes; the text then has a binary exponent, which `parseNumber` reads. */
const printable = 4_000_000

/** With so many significant digits, and an exponent where that is shorter: what `%g` prints. */
export function generalText(value: Num, count: number): string {
  if (typeof value === 'number' && Math.abs(value) < 10 ** count) return formatPlain(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return formatPlain(value)
  const { mantissa, exponent } = partsOf(value)
  const sign = mantissa < 0n ? '-' : ''
  const exact = decimal(mantissa < 0n ? -mantissa : mantissa, exponent)
  const near = rounds(exact.digits, count) ? roundUp(exact, count) : roundDown(exact, count)
  const power = near.point - 1
  if (power >= -4 && power < count) return sign + placePoint(near)
  const fraction = near.digits.length > 1 ? `.${near.digits.slice(1)}` : ''
  const size = String(Math.abs(power)).padStart(2, '0')
  return `${sign}${near.digits[0] ?? '0'}${fraction}e${power < 0 ? '-' : '+'}${size}`
}

function formatPlain(value: number): string {
  if (Object.is(value, -0)) return '-0'
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '+Inf' : '-Inf'
}

/** 0.DIGITS × 10^point; without zeros at the end. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

/** Half a unit in the last place around the number, on both sides, is what reads back as it. */
function shortest(size: bigint, exponent: number, precision: number): Decimal {
  const shift = precision + 1 - bitLength(size)
  const middle = size << BigInt(shift)
  const scale = exponent - shift
  const exact = decimal(size, exponent)
  const lower = decimal(middle - 1n, scale).digits
  const upper = decimal(middle + 1n, scale).digits
  const inclusive = (middle & 2n) === 0n
  const { digits } = exact
  for (let at = 0; at < digits.length; at++) {
    const low = lower[at] ?? '0'
    const own = digits[at] ?? '0'
    const high = upper[at] ?? '0'
    const down = low !== own || (inclusive && at + 1 === lower.length)
    const more = inclusive || Number(own) + 1 < Number(high) || at + 1 < upper.length
    const up = own !== high && more
    if (down || up) return cut(exact, at + 1, down, up)
  }
  return exact
}

function cut(exact: Decimal, count: number, down: boolean, up: boolean): Decimal {
  const isUp = down && up ? rounds(exact.digits, count) : up
  return isUp ? roundUp(exact, count) : roundDown(exact, count)
}

function decimal(size: bigint, exponent: number): Decimal {
  const all = exponent >= 0 ? size << BigInt(exponent) : size * 5n ** BigInt(-exponent)
  const text = all.toString()
  const point = text.length + Math.min(exponent, 0)
  return { digits: trimmed(text), point }
}

function rounds(digits: string, count: number): boolean {
  if (count >= digits.length) return false
  const isHalf = digits[count] === '5' && count + 1 === digits.length
  if (isHalf) return Number(digits[count - 1]) % 2 === 1
  return (digits[count] ?? '0') >= '5'
}

function roundDown({ digits, point }: Decimal, count: number): Decimal {
  return { digits: trimmed(digits.slice(0, count)), point }
}

function roundUp({ digits, point }: Decimal, count: number): Decimal {
  let last = Math.min(count, digits.length) - 1
  if (count >= digits.length) return { digits, point }
  while (last >= 0 && digits[last] === '9') last--
  if (last < 0) return { digits: '1', point: point + 1 }
  return { digits: digits.slice(0, last) + String(Number(digits[last]) + 1), point }
}

function trimmed(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.codePointAt(end - 1) === 0x30) end--
  return digits.slice(0, end)
}

function placePoint({ digits, point }: Decimal): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  if (digits.length <= point) return digits + '0'.repeat(point - digits.length)
  return `${digits.slice(0, point)}.${digits.slice(point)}`
}
