/**
 * What is not a plain `number`: mantissa × 2^exponent, the mantissa odd (or a value would have two forms).
 * Terraform's numbers carry how many bits their mantissa may have: 512 for all that is written or converted from
 * text, 53 for results of `pow` and `log`, 64 for lengths and positions. It decides how they print and divide.
 */
export interface BigFloat {
  readonly mantissa: bigint
  readonly exponent: number
  /** Left out when it is 512. */
  readonly precision?: number
}

/**
 * Numbers as Terraform has them: binary floats, rounded to nearest even. A safe integer is a plain `number` (also
 * -0), and ±Infinity; everything else is a `BigFloat`, as is an integer of 64 bits' precision.
 */
export type Num = number | BigFloat

export const fullPrecision = 512

/** A finite number taken apart; the mantissa may be of any size and zero. */
export interface Parts {
  readonly mantissa: bigint
  readonly exponent: number
}

export function partsOf(value: Num): Parts {
  return typeof value === 'number' ? { mantissa: BigInt(value), exponent: 0 } : value
}

export function precisionOf(value: Num): number {
  return typeof value === 'number' ? fullPrecision : (value.precision ?? fullPrecision)
}

/** mantissa × 2^exponent, rounded to so many bits, in the one form that a value has. */
export function rounded(mantissa: bigint, exponent: number, precision: number): Num {
  if (mantissa === 0n) return 0
  const negative = mantissa < 0n
  let size = negative ? -mantissa : mantissa
  let shift = exponent
  const excess = bitLength(size) - precision
  if (excess > 0) {
    size = withoutLowBits(size, excess)
    shift += excess
  }
  const zeros = trailingZeros(size)
  size >>= BigInt(zeros)
  shift += zeros
  return canonical(negative ? -size : size, shift, precision)
}

/** The number that a double is. */
export function ofDouble(value: number, precision: number): Num {
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return value
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) - 53)
  const wide = exponent < -1000 ? value * 2 ** 600 * 2 ** (-exponent - 600) : value * 2 ** -exponent
  return rounded(BigInt(wide), exponent, precision)
}

export function bitLength(size: bigint): number {
  const digits = size.toString(16)
  return digits.length * 4 - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)) + 28
}

const largestExponent = 2_147_483_647

function canonical(mantissa: bigint, exponent: number, precision: number): Num {
  const size = bitLength(mantissa < 0n ? -mantissa : mantissa)
  const top = exponent + size
  if (exponent >= 0 && top <= 53) return Number(mantissa) * 2 ** exponent
  if (top > largestExponent) return mantissa < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (top < -largestExponent - 1) return mantissa < 0n ? -0 : 0
  return precision === fullPrecision ? { mantissa, exponent } : { mantissa, exponent, precision }
}

function withoutLowBits(size: bigint, count: number): bigint {
  const kept = size >> BigInt(count)
  const dropped = size - (kept << BigInt(count))
  const half = 1n << BigInt(count - 1)
  const up = dropped > half || (dropped === half && (kept & 1n) === 1n)
  return up ? kept + 1n : kept
}

function trailingZeros(size: bigint): number {
  return (size & 1n) === 1n ? 0 : bitLength(size & -size) - 1
}
