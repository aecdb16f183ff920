import { ofDouble, partsOf, rounded } from './bigfloat.ts'

/** x to the power of y as Go's math.Pow computes it, whose last digits differ from the platform's own. */
export function goPower(x: number, y: number): number {
  const special = specialPower(x, y)
  if (special !== undefined) return special
  let whole = Math.trunc(Math.abs(y))
  let fraction = Math.abs(y) - whole
  if (fraction !== 0 && x < 0) return Number.NaN
  if (whole >= 2 ** 63) return hugePower(x, y)
  let result = 1
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction -= 1
      whole += 1
    }
    result = goExponential(fraction * goLogarithm(x))
  }
  const [mantissa, exponent] = wholePower(x, whole, result)
  return y < 0 ? scale(1 / mantissa, -exponent) : scale(mantissa, exponent)
}

/** The natural logarithm as Go's math.Log computes it: the polynomial of FreeBSD's, with its parts summed in Go's order. */
export function goLogarithm(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log(x)
  let [mantissa, exponent] = taken(x)
  if (mantissa < Math.SQRT1_2) {
    mantissa *= 2
    exponent -= 1
  }
  const f = mantissa - 1
  const s = f / (2 + f)
  const s2 = s * s
  const s4 = s2 * s2
  const odd =
    s2 *
    (0.6666666666666735 + s4 * (0.2857142874366239 + s4 * (0.1818357216161805 + s4 * 0.14798198605116586)))
  const even = s4 * (0.3999999999940942 + s4 * (0.22222198432149784 + s4 * 0.15313837699209373))
  const half = 0.5 * f * f
  return exponent * ln2High - (half - (s * (half + (odd + even)) + exponent * ln2Low) - f)
}

const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/** e to the power of x as Go's math.Exp does it on processors with fused multiplication, which are nearly all. */
function goExponential(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  const exponent = roundToEven(x * Math.LOG2E)
  const upper = fused(-exponent, ln2Upper, x)
  const reduced = fused(-exponent, ln2Lower, upper) / 16
  let sum = 1 / 40_320
  for (const coefficient of taylor) sum = fused(sum, reduced, coefficient)
  let result = reduced * sum
  for (let doubling = 0; doubling < 3; doubling++) result *= result + 2
  return scale(fused(result, result + 2, 1), exponent)
}

const ln2Upper = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75
const ln2Lower = 2.823_529_056_303_157_7e-13
const taylor = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5, 1]

function roundToEven(x: number): number {
  const down = Math.floor(x)
  if (x - down !== 0.5) return Math.round(x)
  return down % 2 === 0 ? down : down + 1
}

/** a × b + c, rounded once. */
function fused(a: number, b: number, c: number): number {
  const x = partsOf(ofDouble(a, 53))
  const y = partsOf(ofDouble(b, 53))
  const z = partsOf(ofDouble(c, 53))
  const exponent = Math.min(x.exponent + y.exponent, z.exponent)
  const product = (x.mantissa * y.mantissa) << BigInt(x.exponent + y.exponent - exponent)
  const sum = partsOf(rounded(product + (z.mantissa << BigInt(z.exponent - exponent)), exponent, 53))
  return Number(sum.mantissa) * 2 ** sum.exponent
}

function specialPower(x: number, y: number): number | undefined {
  if (y === 0 || x === 1) return 1
  if (y === 1) return x
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
    if (x === -1 && !Number.isFinite(y)) return 1
    return x ** y
  }
  if (y === 0.5) return Math.sqrt(x)
  if (y === -0.5) return 1 / Math.sqrt(x)
  return undefined
}

function hugePower(x: number, y: number): number {
  if (x === -1) return 1
  return Math.abs(x) < 1 === y > 0 ? 0 : Number.POSITIVE_INFINITY
}

/** start × x^power by squaring, as a mantissa and a power of two. */
function wholePower(x: number, power: number, start: number): readonly [number, number] {
  let [factor, factorExponent] = taken(x)
  let result = start
  let exponent = 0
  for (let left = power; left !== 0; left = Math.floor(left / 2)) {
    if (factorExponent < -4096 || factorExponent > 4096) {
      exponent += factorExponent
      break
    }
    if (left % 2 === 1) {
      result *= factor
      exponent += factorExponent
    }
    factor *= factor
    factorExponent *= 2
    if (factor < 0.5) {
      factor += factor
      factorExponent -= 1
    }
  }
  return [result, exponent]
}

/** A number as a mantissa from 0.5 up to 1 and a power of two. */
function taken(x: number): [number, number] {
  const isSmall = Math.abs(x) < 2 ** -1022
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, isSmall ? x * 2 ** 52 : x)
  const high = bits.getUint32(0)
  const exponent = ((high >>> 20) & 0x7ff) - 1022 - (isSmall ? 52 : 0)
  bits.setUint32(0, ((high & 0x800fffff) | (1022 << 20)) >>> 0)
  return [bits.getFloat64(0), exponent]
}

function scale(mantissa: number, exponent: number): number {
  if (exponent > 1000) return mantissa * 2 ** 1000 * 2 ** Math.min(exponent - 1000, 1023)
  if (exponent < -1000) return tinyScale(mantissa, exponent)
  return mantissa * 2 ** exponent
}

/** Only the last product may round. */
function tinyScale(mantissa: number, exponent: number): number {
  const [part, own] = taken(mantissa)
  const total = own + exponent
  if (total < -1100) return mantissa < 0 ? -0 : 0
  return part * 2 ** -1000 * 2 ** (total + 1000)
}
