import { refuse } from '../../refuse.ts'

/** A decimal number: `digits` times ten to the power of `exponent`. https://pkg.go.dev/github.com/shopspring/decimal */
export interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

/** How many places a quotient has. */
const places = 16

/** The shortest decimal that is this number. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
    throw refuse(`Cannot create a Decimal from ${name}`)
  }
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

export function numberOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`)
}

export function sum(one: Decimal, other: Decimal): Decimal {
  const exponent = Math.min(one.exponent, other.exponent)
  return { digits: scaled(one, exponent) + scaled(other, exponent), exponent }
}

export function difference(one: Decimal, other: Decimal): Decimal {
  return sum(one, { digits: -other.digits, exponent: other.exponent })
}

export function product(one: Decimal, other: Decimal): Decimal {
  return { digits: one.digits * other.digits, exponent: one.exponent + other.exponent }
}

/** Rounded at the sixteenth place, halves away from zero. */
export function quotient(one: Decimal, other: Decimal): Decimal {
  if (other.digits === 0n) throw refuse('decimal division by 0')
  const exponent = Math.min(one.exponent, other.exponent)
  const over = other.exponent - exponent
  const numerator = scaled(one, exponent) * 10n ** BigInt(places)
  const denominator = other.digits * 10n ** BigInt(over)
  const whole = numerator / denominator
  const rest = absolute(numerator - whole * denominator)
  if (rest * 2n < absolute(denominator)) return { digits: whole, exponent: -places }
  const away = numerator < 0n === denominator < 0n ? 1n : -1n
  return { digits: whole + away, exponent: -places }
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to)
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
