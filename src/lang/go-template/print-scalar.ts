import { binary, floatText } from './float-text.ts'
import { isPrintable, quotedCharacter } from './quoted.ts'

/** What stands between `%` and the verb. `v` with `+` or `#` is kept apart, as there they mean another thing. */
export interface Flags {
  readonly minus: boolean
  readonly plus: boolean
  readonly sharp: boolean
  readonly space: boolean
  readonly zero: boolean
  readonly plusV: boolean
  readonly sharpV: boolean
  readonly width: number | undefined
  readonly precision: number | undefined
}

export const plainly: Flags = {
  minus: false,
  plus: false,
  sharp: false,
  space: false,
  zero: false,
  plusV: false,
  sharpV: false,
  width: undefined,
  precision: undefined,
}

/** What is put before or after a text to make it as wide as asked for, in characters. */
export function padding(text: string, { width, zero, minus }: Flags): string {
  if (width === undefined) return ''
  return (zero && !minus ? '0' : ' ').repeat(Math.max(width - lengthOf(text), 0))
}

/** Where a text is cut: after as many characters as the precision says. */
export function cutAt(text: string, { precision }: Flags): number {
  if (precision === undefined || text.length <= precision) return text.length
  let at = 0
  for (let count = 0; count < precision && at < text.length; count++)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return at
}

/** A boolean; undefined where the verb isn't for one. */
export function boolVerb(value: boolean, verb: string, flags: Flags): string | undefined {
  return verb === 't' || verb === 'v' ? padded(String(value), flags) : undefined
}

/** An integer; undefined where the verb isn't for one. */
export function intVerb(value: bigint, isSigned: boolean, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV && !isSigned ? hexadecimal(value, true, flags) : integer(value, 10, verb, flags)
    case 'd':
      return integer(value, 10, verb, flags)
    case 'b':
      return integer(value, 2, verb, flags)
    case 'o':
    case 'O':
      return integer(value, 8, verb, flags)
    case 'x':
    case 'X':
      return integer(value, 16, verb, flags)
    case 'c':
      return padded(characterOf(value), flags)
    case 'q':
      return padded(quotedCharacter(characterOf(value), flags.plus ? 'ascii' : 'printable'), flags)
    case 'U':
      return unicode(value, flags)
    default:
      return undefined
  }
}

/** An unsigned number as `%#v` and `%p` write it. */
export function hexadecimal(value: bigint, sharp: boolean, flags: Flags): string {
  return integer(value, 16, 'v', { ...flags, sharp })
}

/** A float; undefined where the verb isn't for one. */
export function floatVerb(value: number, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return float(value, 'g', flags.precision, flags)
    case 'e':
    case 'E':
    case 'f':
      return float(value, verb, flags.precision ?? 6, flags)
    case 'F':
      return float(value, 'f', flags.precision ?? 6, flags)
    case 'g':
    case 'G':
    case 'b':
    case 'x':
    case 'X':
      return float(value, verb, flags.precision, flags)
    default:
      return undefined
  }
}

/** Bytes as pairs of hexadecimal digits, not padded. */
export function hexVerb(bytes: Uint8Array, verb: 'x' | 'X', { sharp, space, precision }: Flags): string {
  const taken = bytes.subarray(0, Math.min(precision ?? bytes.length, bytes.length))
  if (taken.length === 0) return ''
  const pairs = Array.from(taken, (byte) => byte.toString(16).padStart(2, '0'))
  const start = sharp ? '0x' : ''
  const made = start + pairs.join(space ? ` ${start}` : '')
  return verb === 'X' ? made.toUpperCase() : made
}

/** A text as wide as asked for. */
function padded(text: string, flags: Flags): string {
  const pad = padding(text, flags)
  return flags.minus ? text + pad : pad + text
}

function lengthOf(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0xdc00 && code <= 0xdfff) count--
  }
  return count
}

function characterOf(value: bigint): string {
  const isCharacter = value >= 0n && value <= 0x10_ff_ffn && (value < 0xd800n || value > 0xdfffn)
  return isCharacter ? String.fromCodePoint(Number(value)) : '\ufffd'
}

function integer(value: bigint, base: number, verb: string, flags: Flags): string {
  const { precision, width, zero, minus } = flags
  const negative = value < 0n
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  const plain = { ...flags, zero: false }
  if (precision === 0 && value === 0n) return padding('', plain)
  const least = precision ?? (zero && !minus && width !== undefined ? width - sign.length : 0)
  const lower = (negative ? -value : value).toString(base).padStart(least, '0')
  const digits = verb === 'X' ? lower.toUpperCase() : lower
  return padded(sign + prefixOf(digits, base, verb, flags) + digits, plain)
}

function prefixOf(digits: string, base: number, verb: string, { sharp }: Flags): string {
  const octal = sharp && base === 8 && !digits.startsWith('0') ? '0' : ''
  if (verb === 'O') return `0o${octal}`
  if (!sharp) return ''
  if (base === 2) return '0b'
  if (base === 8) return octal
  if (base === 16) return verb === 'X' ? '0X' : '0x'
  return ''
}

function unicode(value: bigint, flags: Flags): string {
  const code = BigInt.asUintN(64, value)
  const digits = code.toString(16).toUpperCase()
  const made = `U+${digits.padStart(Math.max(flags.precision ?? 0, 4), '0')}`
  const character = code <= 0x10_ff_ffn ? characterOf(code) : ''
  const shown = flags.sharp && isPrintable(character) ? ` '${character}'` : ''
  return padded(made + shown, { ...flags, zero: false })
}

type FloatVerb = 'e' | 'E' | 'f' | 'g' | 'G' | 'b' | 'x' | 'X'

function float(value: number, verb: FloatVerb, precision: number | undefined, flags: Flags): string {
  const text = floatBase(value, verb, precision)
  const unsigned = text.replace(/^[-+]/u, '')
  const isNegative = text.startsWith('-')
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  if (!Number.isFinite(value)) {
    const shown = value === Infinity && sign === '' ? '+' : sign
    return padded(shown + unsigned, { ...flags, zero: false })
  }
  const number = flags.sharp && verb !== 'b' ? withPoint(unsigned, verb, precision) : unsigned
  if (sign === '') return padded(number, flags)
  const { zero, minus, width } = flags
  const fills = zero && !minus && width !== undefined && width > sign.length + number.length
  return fills ? sign + number.padStart(width - sign.length, '0') : padded(sign + number, flags)
}

function floatBase(value: number, verb: FloatVerb, precision: number | undefined): string {
  if (!Number.isFinite(value)) return floatText(value, 'g')
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  switch (verb) {
    case 'b': {
      const { mantissa, exponent } = binary(Math.abs(value))
      return `${sign}${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`
    }
    case 'x':
      return sign + hexFloat(Math.abs(value), precision)
    case 'X':
      return sign + hexFloat(Math.abs(value), precision).toUpperCase()
    default:
      return floatText(value, verb, precision)
  }
}

/** `0x1.8p+00`: the mantissa in hexadecimal, the exponent of two in decimal. */
function hexFloat(size: number, precision: number | undefined): string {
  if (size === 0)
    return `0x0${precision === undefined || precision === 0 ? '' : `.${'0'.repeat(precision)}`}p+00`
  const found = binary(size)
  let { mantissa } = found
  let power = found.exponent + 52
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n
    power--
  }
  if (precision !== undefined && precision < 13) {
    const dropped = BigInt(52 - precision * 4)
    const half = 1n << (dropped - 1n)
    const rest = mantissa & ((1n << dropped) - 1n)
    const isOdd = ((mantissa >> dropped) & 1n) === 1n
    mantissa = (mantissa >> dropped) + (rest > half || (rest === half && isOdd) ? 1n : 0n)
    mantissa <<= dropped
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n
      power++
    }
  }
  const all = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const digits =
    precision === undefined ? all.replace(/0+$/u, '') : all.slice(0, precision).padEnd(precision, '0')
  const exponent = String(Math.abs(power)).padStart(2, '0')
  return `0x1${digits === '' ? '' : `.${digits}`}p${power < 0 ? '-' : '+'}${exponent}`
}

/** `#` keeps the point, and for `g` the zeros after it. */
function withPoint(number: string, verb: FloatVerb, precision: number | undefined): string {
  const keeps = verb === 'g' || verb === 'G' || verb === 'x'
  const isHex = verb === 'x' || verb === 'X'
  const tailAt = number.search(isHex ? /p/iu : /e/iu)
  const body = tailAt < 0 ? number : number.slice(0, tailAt)
  const tail = tailAt < 0 ? '' : number.slice(tailAt)
  const wanted = keeps ? (precision ?? 6) : 0
  const significant = body.replaceAll(/[.]/gu, '').replace(/^0+/u, '').length
  const hasPoint = body.includes('.')
  const missing = wanted - significant - (!hasPoint && body === '0' ? 1 : 0)
  return body + (hasPoint ? '' : '.') + '0'.repeat(Math.max(missing, 0)) + tail
}
