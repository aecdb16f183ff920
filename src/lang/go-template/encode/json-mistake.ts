import { quoted } from '../quoted.ts'

/** As deep as Go reads JSON. */
const deepest = 10_000
const cutOff = 'unexpected end of JSON input'

type Expecting = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'after'

/**
 * What Go's encoding/json says of a text that isn't JSON; undefined of one that is.
 *
 * See `scanner.go` of https://pkg.go.dev/encoding/json.
 */
export function jsonMistake(text: string): string | undefined {
  return new Scan(text).mistake()
}

/** Goes through a text token by token; each step gives where the next begins, or what is wrong. */
class Scan {
  readonly #text: string
  readonly #open: string[] = []
  #expecting: Expecting = 'value'

  constructor(text: string) {
    this.#text = text
  }

  mistake(): string | undefined {
    const text = this.#text
    for (let at = skipBlanks(text, 0); at < text.length;) {
      const next = this.#step(at)
      if (typeof next === 'string') return next
      at = skipBlanks(text, next)
    }
    return this.#expecting === 'after' && this.#open.length === 0 ? undefined : cutOff
  }

  #step(at: number): number | string {
    const one = this.#text.charAt(at)
    if (this.#expecting === 'after') return this.#after(at, one)
    if (this.#expecting === 'colon') {
      this.#expecting = 'value'
      return one === ':' ? at + 1 : unexpected(this.#text, at, 'after object key')
    }
    if (isEnd(one, this.#expecting)) {
      this.#open.pop()
      this.#expecting = 'after'
      return at + 1
    }
    if (this.#expecting === 'key' || this.#expecting === 'key or end') {
      this.#expecting = 'colon'
      if (one === '"') return scalar(this.#text, at)
      return unexpected(this.#text, at, 'looking for beginning of object key string')
    }
    if (one !== '{' && one !== '[') {
      this.#expecting = 'after'
      return scalar(this.#text, at)
    }
    this.#expecting = one === '{' ? 'key or end' : 'value or end'
    return this.#open.push(one) > deepest ? 'exceeded max depth' : at + 1
  }

  #after(at: number, one: string): number | string {
    const around = this.#open.at(-1)
    const next = afterValue(one, around)
    if (next === undefined) return unexpected(this.#text, at, contextAfter(around))
    if (next === 'after') this.#open.pop()
    this.#expecting = next
    return at + 1
  }
}

function isEnd(one: string, expecting: Expecting): boolean {
  return (one === ']' && expecting === 'value or end') || (one === '}' && expecting === 'key or end')
}

/** What comes after a value and this character; undefined where the character can't stand there. */
function afterValue(one: string, around: string | undefined): Expecting | undefined {
  if (around === undefined) return undefined
  if (one === ',') return around === '{' ? 'key' : 'value'
  return one === (around === '{' ? '}' : ']') ? 'after' : undefined
}

function contextAfter(around: string | undefined): string {
  if (around === undefined) return 'after top-level value'
  return around === '{' ? 'after object key:value pair' : 'after array element'
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
  return at
}

/** Where a scalar ends, or what is wrong with it. */
function scalar(text: string, at: number): number | string {
  const one = text.charAt(at)
  if (one === '"') return string(text, at)
  const word = words.get(one)
  if (word !== undefined) return literal(text, at, word)
  if (one === '-' || /\d/u.test(one)) return number(text, at)
  return unexpected(text, at, 'looking for beginning of value')
}

const words = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
])

function literal(text: string, start: number, word: string): number | string {
  for (let at = 1; at < word.length; at++) {
    if (text.charAt(start + at) !== word.charAt(at))
      return unexpected(text, start + at, `in literal ${word} (expecting '${word.charAt(at)}')`)
  }
  return start + word.length
}

function string(text: string, start: number): number | string {
  let at = start + 1
  for (; at < text.length; at++) {
    const one = text.charAt(at)
    if (one === '"') return at + 1
    if (one < ' ') return unexpected(text, at, 'in string literal')
    if (one !== '\\') continue
    at++
    const letter = text.charAt(at)
    if (letter === '' || !'bfnrt\\/"u'.includes(letter)) return unexpected(text, at, 'in string escape code')
    if (letter !== 'u') continue
    for (let digit = 0; digit < 4; digit++) {
      at++
      if (!/^[\da-fA-F]$/u.test(text.charAt(at)))
        return unexpected(text, at, String.raw`in \u hexadecimal character escape`)
    }
  }
  return cutOff
}

function number(text: string, start: number): number | string {
  let at = text.charAt(start) === '-' ? start + 1 : start
  if (text.charAt(at) === '0') at++
  else {
    const whole = digits(text, at)
    if (whole === at) return unexpected(text, at, 'in numeric literal')
    at = whole
  }
  if (text.charAt(at) === '.') {
    const fraction = digits(text, at + 1)
    if (fraction === at + 1) return unexpected(text, fraction, 'after decimal point in numeric literal')
    at = fraction
  }
  if (!/^[eE]$/u.test(text.charAt(at))) return at
  const sign = /^[-+]$/u.test(text.charAt(at + 1)) ? at + 2 : at + 1
  const end = digits(text, sign)
  return end === sign ? unexpected(text, end, 'in exponent of numeric literal') : end
}

function digits(text: string, from: number): number {
  let at = from
  while (at < text.length && /\d/u.test(text.charAt(at))) at++
  return at
}

/** Go names the byte, not the character. */
function unexpected(text: string, at: number, context: string): string {
  // At the end its scanner is given a blank.
  const code = text.codePointAt(at) ?? 0x20
  const [byte = 0] = new TextEncoder().encode(String.fromCodePoint(code))
  const shown =
    byte === 0x27 ? String.raw`\'` : byte === 0x22 ? '"' : quoted(String.fromCharCode(byte)).slice(1, -1)
  return `invalid character '${shown}' ${context}`
}
