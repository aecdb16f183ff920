import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { kindNumber } from './kinds.ts'
import { jsonProblems, type JsonProblem } from './problems.ts'
import type { JsonTree } from './tree.ts'

/** How strictly to read; JSON's own grammar when nothing is said. */
export interface JsonOptions {
  /** What to do with a byte order mark at the start: `refuse` it with a diagnostic, or `skip` it silently. */
  readonly byteOrderMark?: 'refuse' | 'skip'
}

/**
 * Reads a JSON text into a tree. Total: whatever the text, it ends, gives a tree, and says what is wrong and where;
 * a mistake costs only the part that it stands in. Nesting has no limit; at most 100 problems are listed.
 */
export function parseJson(file: FilePath, text: string, options: JsonOptions = {}): JsonTree {
  return new JsonParser(file, text, options).parse()
}

const mostProblems = 100
const code = {
  tab: 0x09,
  feed: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  star: 0x2a,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  equals: 0x3d,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  byteOrderMark: 0xfeff,
}
const strictNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u
const strictEscape = /\\(?:u[\da-fA-F]{4}|["\\/bfnrt])/uy
const words: Readonly<Record<string, number>> = {
  true: kindNumber.true,
  false: kindNumber.false,
  null: kindNumber.null,
}

type Expecting = 'value' | 'first' | 'key' | 'colon' | 'more'

/** Reads token by token, with the open containers on a stack of its own. */
class JsonParser {
  readonly #file: FilePath
  readonly #text: string
  readonly #options: JsonOptions
  readonly #diagnostics: Diagnostic[] = []
  #kinds: Uint8Array
  #starts: Int32Array
  #ends: Int32Array
  #afters: Int32Array
  #size = 0
  /** The containers that are open, innermost last. */
  readonly #open: number[] = []
  #openObjects = 0
  #at = 0
  #expecting: Expecting = 'value'
  /** The comma just before, or -1. */
  #comma = -1

  constructor(file: FilePath, text: string, options: JsonOptions) {
    this.#file = file
    this.#text = text
    this.#options = options
    const room = (text.length >>> 3) + 8
    this.#kinds = new Uint8Array(room)
    this.#starts = new Int32Array(room)
    this.#ends = new Int32Array(room)
    this.#afters = new Int32Array(room)
  }

  parse(): JsonTree {
    if (this.#text.charCodeAt(0) === code.byteOrderMark) {
      if (this.#options.byteOrderMark !== 'skip') this.#problem('json/byte-order-mark', 0, 1)
      this.#at = 1
    }
    while (this.#skipBlank()) {
      if (this.#expecting === 'more' && this.#open.length === 0) {
        this.#problem('json/extra-text', this.#at, this.#text.length)
        break
      }
      this.#step()
    }
    this.#finish()
    return {
      file: this.#file,
      text: this.#text,
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      afters: this.#afters,
      size: this.#size,
      diagnostics: this.#diagnostics,
    }
  }

  #step(): void {
    const next = this.#text.charCodeAt(this.#at)
    switch (this.#expecting) {
      case 'value':
      case 'first':
        return this.#value(next)
      case 'key':
        return this.#key(next)
      case 'colon':
        return this.#colon(next)
      case 'more':
        return this.#more(next)
      default:
        return unreachable(this.#expecting)
    }
  }

  #value(next: number): void {
    const start = this.#at
    if (next === code.quote) this.#leaf(kindNumber.string, start, this.#string())
    else if (next === code.openBrace || next === code.openBracket) this.#container(next === code.openBrace)
    else if (next === code.minus || (next >= code.zero && next <= code.nine)) this.#number()
    else if (next === code.closeBracket && this.#inArray()) {
      if (this.#expecting === 'value') this.#trailingComma()
      this.#close()
    } else if (isPunctuation(next)) {
      if (this.#open.length === 0) {
        this.#problem('json/unexpected', start, start + 1)
        this.#at = start + 1
        return
      }
      this.#problem('json/missing-value', start, start + 1)
      this.#leaf(kindNumber.invalid, start, start)
    } else this.#word()
  }

  #key(next: number): void {
    const start = this.#at
    this.#expecting = 'colon'
    if (next === code.quote) this.#node(kindNumber.string, start, this.#string())
    else if (next === code.closeBrace || next === code.closeBracket) {
      if (next === code.closeBrace) this.#trailingComma()
      this.#more(next)
    } else if (next === code.comma) {
      this.#problem('json/missing-key', start, start + 1)
      this.#at = start + 1
      this.#expecting = 'key'
    } else if (next === code.colon) {
      this.#problem('json/missing-key', start, start + 1)
      this.#node(kindNumber.invalid, start, start)
    } else if (next === code.openBrace || next === code.openBracket) {
      this.#problem('json/missing-key', start, start + 1)
      this.#node(kindNumber.invalid, start, start)
      this.#expecting = 'value'
    } else {
      const end = this.#endOfWord()
      this.#problem('json/unquoted-key', start, end)
      this.#node(kindNumber.invalid, start, end)
    }
  }

  #colon(next: number): void {
    this.#expecting = 'value'
    if (next === code.colon) this.#at++
    else {
      this.#problem('json/missing-colon', this.#at, this.#at + 1)
      if (next === code.equals) this.#at++
      else if (isPunctuation(next)) this.#leaf(kindNumber.invalid, this.#at, this.#at)
    }
  }

  #more(next: number): void {
    const start = this.#at
    if (next === code.comma) {
      this.#comma = start
      this.#at = start + 1
      this.#expecting = this.#inArray() ? 'value' : 'key'
    } else if (next === code.closeBrace || next === code.closeBracket)
      this.#closeKind(next === code.closeBrace)
    else if (next === code.colon) {
      this.#problem('json/unexpected', start, start + 1)
      this.#at = start + 1
      this.#expecting = 'more'
    } else {
      this.#problem('json/missing-comma', start, start + 1)
      this.#expecting = this.#inArray() ? 'value' : 'key'
      this.#step()
    }
  }

  /** Closes the innermost container of a kind, and those inside it, which the text forgot to close. */
  #closeKind(object: boolean): void {
    const some = object ? this.#openObjects > 0 : this.#open.length > this.#openObjects
    if (!some) {
      this.#problem('json/unexpected', this.#at, this.#at + 1)
      this.#at++
      this.#expecting = 'more'
      return
    }
    while (this.#inArray() === object) {
      const forgotten = this.#starts[this.#innermost()] ?? 0
      this.#problem('json/unclosed', forgotten, forgotten + 1)
      this.#leave(this.#at)
    }
    this.#close()
  }

  #close(): void {
    this.#at++
    this.#leave(this.#at)
    this.#expecting = 'more'
  }

  /** Ends the innermost container. A key that got no value gets an empty one. */
  #leave(end: number): void {
    const node = this.#open.pop() ?? 0
    if (this.#kinds[node] === kindNumber.object) this.#openObjects--
    this.#ends[node] = end
    this.#afters[node] = this.#size
  }

  #finish(): void {
    const end = this.#text.length
    if (this.#size === 0) this.#problem('json/empty', 0, end)
    if (
      this.#expecting === 'colon' ||
      (this.#expecting === 'value' && this.#open.length > 0 && !this.#inArray())
    ) {
      this.#problem('json/missing-value', end, end)
      this.#leaf(kindNumber.invalid, end, end)
    }
    if (this.#open.length > 0) {
      const innermost = this.#starts[this.#innermost()] ?? 0
      this.#problem('json/unclosed', innermost, innermost + 1)
    }
    while (this.#open.length > 0) this.#leave(end)
  }

  #container(object: boolean): void {
    const node = this.#node(object ? kindNumber.object : kindNumber.array, this.#at, this.#at + 1)
    this.#open.push(node)
    if (object) this.#openObjects++
    this.#expecting = object ? 'key' : 'first'
  }

  #number(): void {
    const start = this.#at
    const text = this.#text
    let end = start + 1
    let simple = text.charCodeAt(start) !== code.minus && text.charCodeAt(start) !== code.zero
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end)
      if (next >= code.zero && next <= code.nine) continue
      if (!isWordPart(next)) break
      simple = false
    }
    const good = simple || strictNumber.test(text.slice(start, end))
    if (!good) this.#problem('json/invalid-number', start, end)
    this.#leaf(good ? kindNumber.number : kindNumber.invalid, start, end)
  }

  #word(): void {
    const start = this.#at
    const end = this.#endOfWord()
    const kind = end - start > 5 ? undefined : words[this.#text.slice(start, end)]
    if (kind === undefined) {
      const letters = isWordPart(this.#text.charCodeAt(start))
      this.#problem(letters ? 'json/unknown-word' : 'json/unexpected', start, end)
    }
    this.#leaf(kind ?? kindNumber.invalid, start, end)
  }

  #endOfWord(): number {
    const text = this.#text
    let end = this.#at + 1
    if (!isWordPart(text.charCodeAt(this.#at))) {
      while (end < text.length && isGarbage(text.charCodeAt(end))) end++
      return end
    }
    while (end < text.length && isWordPart(text.charCodeAt(end))) end++
    return end
  }

  /** The end of the string that begins here. One that isn't closed ends with its line. */
  #string(): number {
    const text = this.#text
    const start = this.#at
    for (let at = start + 1; at < text.length;) {
      const next = text.charCodeAt(at)
      if (next === code.quote) return at + 1
      if (next === code.backslash) at += this.#escape(at)
      else if (next >= code.space) at++
      else if (next === code.feed || next === code.return) {
        this.#problem('json/unclosed-string', start, at)
        return at
      } else {
        this.#problem('json/control-character', at, at + 1)
        at++
      }
    }
    this.#problem('json/unclosed-string', start, text.length)
    return text.length
  }

  #escape(at: number): number {
    strictEscape.lastIndex = at
    if (strictEscape.test(this.#text)) return strictEscape.lastIndex - at
    this.#problem('json/invalid-escape', at, Math.min(at + 2, this.#text.length))
    return 1
  }

  #leaf(kind: number, start: number, end: number): void {
    this.#node(kind, start, end)
    this.#expecting = 'more'
  }

  #node(kind: number, start: number, end: number): number {
    this.#comma = -1
    const node = this.#size++
    if (node >= this.#kinds.length) this.#grow()
    this.#kinds[node] = kind
    this.#starts[node] = start
    this.#ends[node] = end
    this.#afters[node] = node + 1
    this.#at = end
    return node
  }

  #grow(): void {
    const room = this.#kinds.length * 2
    this.#kinds = copied(this.#kinds, new Uint8Array(room))
    this.#starts = copied(this.#starts, new Int32Array(room))
    this.#ends = copied(this.#ends, new Int32Array(room))
    this.#afters = copied(this.#afters, new Int32Array(room))
  }

  #innermost(): number {
    return this.#open.at(-1) ?? 0
  }

  #inArray(): boolean {
    return this.#open.length > 0 && this.#kinds[this.#innermost()] === kindNumber.array
  }

  #trailingComma(): void {
    if (this.#comma !== -1) this.#problem('json/trailing-comma', this.#comma, this.#comma + 1)
  }

  /** Goes to the next token; false at the end of the text. */
  #skipBlank(): boolean {
    const text = this.#text
    let at = this.#at
    for (; at < text.length; at++) {
      const next = text.charCodeAt(at)
      if (next === code.slash) {
        const end = endOfComment(text, at)
        if (end === at) break
        this.#problem('json/comment', at, end)
        at = end - 1
      } else if (!isBlank(next)) break
    }
    this.#at = at
    return at < text.length
  }

  #problem(problem: JsonProblem, start: number, end: number): void {
    if (this.#diagnostics.length > mostProblems) return
    const listed = this.#diagnostics.length === mostProblems ? 'json/too-many-problems' : problem
    const { summary, detail } = jsonProblems[listed]
    this.#diagnostics.push({
      code: listed,
      severity: 'error',
      summary,
      detail,
      span: { file: this.#file, start, end },
    })
  }
}

function copied<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

function isBlank(next: number): boolean {
  return next === code.space || next === code.feed || next === code.return || next === code.tab
}

function isPunctuation(next: number): boolean {
  return next === code.comma || next === code.colon || next === code.closeBrace || next === code.closeBracket
}

/** Letters, digits and what stands in numbers: `1.5e+3`, `NaN`, `a-b`. */
function isWordPart(next: number): boolean {
  const letter = next | 0x20
  if (letter >= 0x61 && letter <= 0x7a) return true
  if (next >= code.zero && next <= code.nine) return true
  return next === code.minus || next === code.plus || next === code.dot || next === 0x5f || next === 0x24
}

function isGarbage(next: number): boolean {
  if (isBlank(next) || isPunctuation(next)) return false
  return next !== code.quote && next !== code.openBrace && next !== code.openBracket && next !== code.slash
}

function endOfComment(text: string, at: number): number {
  const kind = text.charCodeAt(at + 1)
  if (kind !== code.slash && kind !== code.star) return at
  const end = kind === code.slash ? text.indexOf('\n', at) : text.indexOf('*/', at + 2)
  if (end === -1) return text.length
  return kind === code.slash ? end : end + 2
}
