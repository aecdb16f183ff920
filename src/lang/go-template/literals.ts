import type { NumberNode } from './ast.ts'

/** The string between quotes, with Go's escapes undone; undefined when one of them is invalid. */
export function unquoted(written: string): string | undefined {
  const inner = written.slice(1, -1)
  if (!inner.includes('\\')) return inner
  const bytes: number[] = []
  let made = ''
  for (let at = 0; at < inner.length;) {
    const found = escapeAt(inner, at)
    if (found === undefined) return undefined
    if (typeof found.made === 'number') bytes.push(found.made)
    else {
      made += flushed(bytes) + found.made
    }
    at += found.length
  }
  return made + flushed(bytes)
}

/** Bytes that were escaped one by one are UTF-8 together. */
function flushed(bytes: number[]): string {
  return bytes.length === 0 ? '' : new TextDecoder().decode(new Uint8Array(bytes.splice(0)))
}

const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

function escapeAt(
  text: string,
  at: number,
): { readonly made: string | number; readonly length: number } | undefined {
  if (text.charAt(at) !== '\\') return { made: text.charAt(at), length: 1 }
  const letter = text.charAt(at + 1)
  const plain = simple[letter]
  if (plain !== undefined) return { made: plain, length: 2 }
  const octal = /^[0-7]{3}/u.exec(text.slice(at + 1, at + 4))
  if (octal !== null) return { made: Number.parseInt(octal[0], 8), length: 4 }
  const width = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
  const digits = text.slice(at + 2, at + 2 + width)
  if (width === 0 || digits.length < width || !/^[\da-fA-F]+$/u.test(digits)) return undefined
  const code = Number.parseInt(digits, 16)
  if (width === 2) return { made: code, length: 4 }
  return code > 0x10_ff_ff ? undefined : { made: String.fromCodePoint(code), length: 2 + width }
}

const int64 = 1n << 63n

/** A number as Go reads it; undefined when it is none. */
export function numberOf(written: string, start: number, end: number): NumberNode | undefined {
  const bare = withoutSeparators(written)
  const negative = bare.startsWith('-')
  const digits = bare.replace(/^[-+]/u, '')
  const whole = wholeOf(digits)
  const isFloat = whole === undefined
  const float = whole === undefined ? floatOf(digits) : Number(whole)
  if (float === undefined || !Number.isFinite(float)) return undefined
  const signed = whole === undefined ? fromFloat(float) : whole
  const int = signed !== undefined && negative ? -signed : signed
  const fits = int !== undefined && int >= -int64 && int < int64
  if (!isFloat && !fits) return undefined
  return {
    kind: 'number',
    int: fits ? int : undefined,
    float: negative ? -float : float,
    form: isFloat ? 'float' : 'int',
    start,
    end,
  }
}

/** A character between single quotes is its code. */
export function characterOf(written: string, start: number, end: number): NumberNode | undefined {
  const text = unquoted(written)
  const code = text?.codePointAt(0)
  if (text === undefined || code === undefined || String.fromCodePoint(code) !== text) return undefined
  return { kind: 'number', int: BigInt(code), float: code, form: 'character', start, end }
}

function wholeOf(digits: string): bigint | undefined {
  if (/^0[xX][\da-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/u.test(digits)) return BigInt(digits.toLowerCase())
  if (/^0[0-7]+$/u.test(digits)) return BigInt(`0o${digits.slice(1)}`)
  return /^(?:0|[1-9]\d*)$/u.test(digits) ? BigInt(digits) : undefined
}

/** Underscores stand between digits, or after the letter that tells the base; nothing where they stand elsewhere. */
function withoutSeparators(written: string): string {
  const isWrong = /__|_$|_[^\da-fA-F]|[^\da-fA-FxXoO]_|^[-+]?_/u.test(written)
  return isWrong ? '' : written.replaceAll('_', '')
}

function floatOf(digits: string): number | undefined {
  // What looks like a whole number and was none, as `08`, is none as a float either.
  if (/^\d+$/u.test(digits) && digits.length > 1 && digits.startsWith('0')) return undefined
  if (/^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/u.test(digits)) return Number(digits)
  const hexadecimal = /^0[xX](?=\.?[\da-fA-F])([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([-+]?\d+)$/u.exec(digits)
  if (hexadecimal === null) return undefined
  const [, whole = '', fraction = '', power = ''] = hexadecimal
  return Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length)
}

/** A float that is whole may stand where an integer is wanted. */
function fromFloat(float: number): bigint | undefined {
  return Number.isInteger(float) ? BigInt(float) : undefined
}

/** What Go says of what looks like a number and is none. */
export function numberMistake(written: string): string {
  const isWhole = /^[-+]?(?:0[xXoObB])?[\d_a-dA-D]+$/u.test(written) && !/__|_$/u.test(written)
  const isNumber = isWhole && Number.isFinite(Number(written.replaceAll('_', '').replace(/^[-+]/u, '')))
  return `${isNumber && !/^[-+]?0\d*[89]/u.test(written) ? 'integer overflow' : 'bad number syntax'}: ${JSON.stringify(written)}`
}

/** Of a letter that can't be read Go says less than of several of them. */
export function characterMistake(written: string): string {
  const inner = written.slice(1, -1)
  const [first = ''] = /^(?:\\(?:[0-7]{3}|x.{2}|u.{4}|U.{8}|[^])|[^])/u.exec(inner) ?? []
  if (first === '' || first === '\\"' || unquoted(`"${first}"`) === undefined) return 'invalid syntax'
  return `malformed character constant: ${written}`
}
