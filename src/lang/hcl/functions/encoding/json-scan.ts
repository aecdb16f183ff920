import { Buffer } from 'node:buffer'
import { quotedCharacter } from '../quoted.ts'

/** A string, number, `true`, `false` or `null`, and where it ends; or what is wrong with it. */
export type Scanned =
  | { readonly kind: 'scalar'; readonly scalar: string | boolean | null; readonly end: number }
  | { readonly kind: 'number'; readonly text: string; readonly end: number }
  | { readonly kind: 'broken'; readonly why: string }

/** Reads the scalar that starts at a place. */
export function scanScalar(text: string, at: number): Scanned {
  const sign = text[at]
  if (sign === '"') return scanString(text, at)
  if (sign === 't') return scanLiteral(text, at, 'true', true)
  if (sign === 'f') return scanLiteral(text, at, 'false', false)
  return sign === 'n' ? scanLiteral(text, at, 'null', null) : scanNumber(text, at)
}

/** What is said of a character where it does not belong. */
export function invalidAt(text: string, at: number, where: string): { kind: 'broken'; why: string } {
  const point = text.codePointAt(at)
  if (point === undefined) return { kind: 'broken', why: 'unexpected EOF' }
  // Terraform looks at bytes: of a character beyond ASCII it sees the first.
  const [byte = 0] = Buffer.from(String.fromCodePoint(point))
  return { kind: 'broken', why: `invalid character ${quotedCharacter(String.fromCodePoint(byte))}${where}` }
}

function scanLiteral(text: string, start: number, word: string, scalar: boolean | null): Scanned {
  for (let at = 1; at < word.length; at++) {
    if (text[start + at] === word[at]) continue
    return invalidAt(text, start + at, ` in literal ${word} (expecting '${word[at] ?? ''}')`)
  }
  return { kind: 'scalar', scalar, end: start + word.length }
}

const written = /(-)?(0|[1-9]\d*)?(?:(\.)(\d+)?)?(?:([eE])[+-]?(\d+)?)?/uy

function scanNumber(text: string, start: number): Scanned {
  written.lastIndex = start
  const [all = '', minus, whole, point, fraction, exponent, power] = written.exec(text) ?? []
  const after = start + (minus ?? '').length
  if (whole === undefined) {
    const where = minus === undefined ? ' looking for beginning of value' : ' in numeric literal'
    return invalidAt(text, after, where)
  }
  const afterPoint = after + whole.length + 1
  if (point !== undefined && fraction === undefined) {
    return invalidAt(text, afterPoint, ' after decimal point in numeric literal')
  }
  if (exponent !== undefined && power === undefined) {
    const place = start + all.length
    return invalidAt(text, place, ' in exponent of numeric literal')
  }
  return { kind: 'number', text: all, end: start + all.length }
}

/** A run of what stands for itself. */
// oxlint-disable-next-line no-control-regex -- control characters are what may not stand in a string
const plain = /[^"\\\u0000-\u001f]*/uy

const escapes: ReadonlyMap<string | undefined, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function scanString(text: string, start: number): Scanned {
  const pieces: string[] = []
  let at = start + 1
  for (;;) {
    plain.lastIndex = at
    const run = plain.exec(text)?.[0] ?? ''
    pieces.push(run)
    at += run.length
    if (text[at] === '"') return { kind: 'scalar', scalar: pieces.join('').toWellFormed(), end: at + 1 }
    if (text[at] !== '\\') return invalidAt(text, at, ' in string literal')
    const escaped = escapes.get(text[at + 1])
    if (escaped !== undefined) {
      pieces.push(escaped)
      at += 2
    } else if (text[at + 1] === 'u') {
      const digits = /^[\da-f]{0,4}/iu.exec(text.slice(at + 2, at + 6))?.[0] ?? ''
      if (digits.length < 4) {
        return invalidAt(text, at + 2 + digits.length, String.raw` in \u hexadecimal character escape`)
      }
      pieces.push(String.fromCharCode(Number.parseInt(digits, 16)))
      at += 6
    } else return invalidAt(text, at + 1, ' in string escape code')
  }
}
