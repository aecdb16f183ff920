/** How Go's strconv writes a float: by exponent, by point, or whichever is shorter. */
export type FloatForm = 'e' | 'E' | 'f' | 'g' | 'G'

/**
 * A float as `strconv.FormatFloat` writes it. Without a precision it is the shortest text that reads back as the same
 * number.
 *
 * See https://pkg.go.dev/strconv#FormatFloat.
 */
export function floatText(value: number, form: FloatForm, precision?: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  if (size === Infinity) return value < 0 ? '-Inf' : '+Inf'
  const lower = form === 'E' ? 'e' : form === 'G' ? 'g' : form
  const text =
    precision === undefined ? shortest(size, lower) : toPrecision(size, lower, Math.max(precision, 0))
  return sign + (lower === form ? text : text.toUpperCase())
}

/** Digits without zeros around them, and how many of them stand before the point. */
interface Digits {
  readonly digits: string
  readonly point: number
}

type LowerForm = 'e' | 'f' | 'g'

function shortest(size: number, form: LowerForm): string {
  const number = shortestDigits(size)
  const { digits, point } = number
  const count = digits.length
  switch (form) {
    case 'e':
      return byExponent(number, Math.max(count - 1, 0))
    case 'f':
      return byPoint(number, Math.max(count - point, 0))
    default:
      return point - 1 < -4 || point - 1 >= 6
        ? byExponent(number, Math.max(count - 1, 0))
        : byPoint(number, Math.max(count - point, 0))
  }
}

function toPrecision(size: number, form: LowerForm, precision: number): string {
  const exact = exactDigits(size)
  switch (form) {
    case 'e':
      return byExponent(rounded(exact, precision + 1), precision)
    case 'f':
      return byPoint(rounded(exact, exact.point + precision), precision)
    default: {
      const wanted = Math.max(precision, 1)
      const number = rounded(exact, wanted)
      const { digits, point } = number
      const least = wanted > digits.length && digits.length >= point ? digits.length : wanted
      return point - 1 < -4 || point - 1 >= least
        ? byExponent(number, Math.max(Math.min(wanted, digits.length) - 1, 0))
        : byPoint(number, Math.max(digits.length - point, 0))
    }
  }
}

function byExponent({ digits, point }: Digits, precision: number): string {
  const first = digits.slice(0, 1) || '0'
  const rest = digits.slice(1, precision + 1).padEnd(precision, '0')
  const exponent = digits === '' ? 0 : point - 1
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${first}${precision > 0 ? '.' : ''}${rest}e${exponent < 0 ? '-' : '+'}${power}`
}

function byPoint({ digits, point }: Digits, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (precision === 0) return whole
  const after = '0'.repeat(Math.min(Math.max(-point, 0), precision)) + digits.slice(Math.max(point, 0))
  return `${whole}.${after.slice(0, precision).padEnd(precision, '0')}`
}

function shortestDigits(size: number): Digits {
  if (size === 0) return { digits: '', point: 0 }
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e')
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 }
}

/** All digits that the binary number has. */
function exactDigits(size: number): Digits {
  if (size === 0) return { digits: '', point: 0 }
  const { mantissa, exponent } = binary(size)
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)
  const all = String(whole)
  return { digits: all.replace(/0+$/u, ''), point: all.length - Math.max(-exponent, 0) }
}

/** A positive float as `mantissa * 2 ** exponent`. */
export function binary(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, size)
  const all = bits.getBigUint64(0)
  const power = Number((all >> 52n) & 0x7ffn)
  const fraction = all & ((1n << 52n) - 1n)
  if (power === 0) return { mantissa: fraction, exponent: -1074 }
  return { mantissa: fraction | (1n << 52n), exponent: power - 1075 }
}

/** The nearest number with so many digits; of two as near, that with an even last digit. */
function rounded({ digits, point }: Digits, count: number): Digits {
  if (count >= digits.length) return { digits, point }
  if (count < 0) return { digits: '', point: 0 }
  const kept = digits.slice(0, count)
  const rest = digits.slice(count)
  const isHalf = rest === '5'
  const isUp = isHalf ? Number(kept.at(-1) ?? '0') % 2 === 1 : rest >= '5'
  if (!isUp) {
    const cut = kept.replace(/0+$/u, '')
    return { digits: cut, point: cut === '' ? 0 : point }
  }
  const next = String(BigInt(kept === '' ? '0' : kept) + 1n)
  const grown = next.length - kept.length
  return { digits: next.replace(/0+$/u, ''), point: point + grown }
}
