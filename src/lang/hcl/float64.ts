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
    result = goExponential(fraction * Math.log(x))
  }
  const [mantissa, exponent] = wholePower(x, whole, result)
  return y < 0 ? scale(1 / mantissa, -exponent) : scale(mantissa, exponent)
}

/** The natural logarithm as Go's math.Log computes it. */
export function goLogarithm(x: number): number {
  return Math.log(x)
}

function goExponential(x: number): number {
  return Math.exp(x)
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
