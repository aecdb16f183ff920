/** The kinds of tokens inside an action; `text` is what stands outside. */
export type TokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'name'
  | 'field'
  | 'variable'
  | 'number'
  | 'character'
  | 'string'
  | 'raw'
  | 'declare'
  | 'assign'
  | 'pipe'
  | 'comma'
  | 'open'
  | 'close'
  | 'dot'
  | 'sign'
  | 'end'
  | 'error'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** What is wrong, for an error. */
  readonly message?: string
}

/**
 * The tokens of a template's text, as Go's text/template/parse finds them: trim markers are already applied to the texts
 * around them, comments are gone. It ends with `end` or with an `error`.
 *
 * See https://pkg.go.dev/text/template#hdr-Text_and_spaces.
 */
export function tokensOf(text: string): readonly Token[] {
  return new Lexer(text).run()
}

const space = ' \t\r\n'
const wordEnd = /[\p{L}\p{Nd}_]*/uy
const numberText =
  /[-+]?(?:0[xX][\da-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[\d_]*)(?:\.[\da-fA-F_]*)?(?:[eEpP][-+]?[\d_]*)?i?/uy

class Lexer {
  readonly #text: string
  readonly #tokens: Token[] = []
  #at = 0
  #trimNext = false
  #depth = 0
  #failed = false

  constructor(text: string) {
    this.#text = text
  }

  run(): readonly Token[] {
    while (!this.#failed && this.#outside()) this.#action()
    if (!this.#failed) this.#add('end', this.#text.length, this.#text.length)
    return this.#tokens
  }

  /** Reads up to the next action; false when there is none. */
  #outside(): boolean {
    const text = this.#text
    const open = text.indexOf('{{', this.#at)
    let start = this.#at
    let end = open === -1 ? text.length : open
    if (this.#trimNext) while (start < end && space.includes(text.charAt(start))) start++
    if (open !== -1 && hasLeftTrim(text, open)) {
      while (end > start && space.includes(text.charAt(end - 1))) end--
    }
    if (end > start) this.#add('text', start, end)
    this.#trimNext = false
    this.#at = open
    return open !== -1
  }

  #action(): void {
    const text = this.#text
    const open = this.#at
    const inside = open + (hasLeftTrim(text, open) ? 3 : 2)
    const first = inside === open + 3 ? inside + 1 : inside
    if (text.startsWith('/*', first)) return this.#comment(first)
    this.#add('left', open, inside)
    this.#at = inside
    this.#depth = 0
    while (!this.#failed) {
      const closing = this.#closing()
      if (closing > 0) {
        if (this.#depth > 0) return this.#fail('unclosed left paren')
        this.#trimNext = closing === 4
        this.#add('right', this.#at, this.#at + closing)
        this.#at += closing
        return
      }
      this.#token()
    }
  }

  #comment(start: number): void {
    const end = this.#text.indexOf('*/', start)
    if (end === -1) return this.#fail('unclosed comment')
    this.#at = end + 2
    const closing = this.#closing()
    if (closing === 0) return this.#fail('comment ends before closing delimiter')
    this.#trimNext = closing === 4
    this.#at += closing
  }

  /** How long the closing delimiter here is, with its trim marker; 0 where there is none. */
  #closing(): number {
    const text = this.#text
    if (text.startsWith('}}', this.#at)) return 2
    return space.includes(text.charAt(this.#at) || 'x') && text.startsWith('-}}', this.#at + 1) ? 4 : 0
  }

  #token(): void {
    const text = this.#text
    const start = this.#at
    const char = text.charAt(start)
    if (char === '') return this.#fail('unclosed action')
    if (space.includes(char)) return this.#spaces()
    switch (char) {
      case '=':
        return this.#take('assign', 1)
      case ':':
        if (text.charAt(start + 1) !== '=') return this.#fail('expected :=')
        return this.#take('declare', 2)
      case '|':
        return this.#take('pipe', 1)
      case ',':
        return this.#take('comma', 1)
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string')
      case "'":
        return this.#quoted("'", 'character', 'unterminated character constant')
      case '`':
        return this.#raw()
      case '(':
        this.#depth++
        return this.#take('open', 1)
      case ')':
        this.#depth--
        if (this.#depth < 0) return this.#fail('unexpected right paren')
        return this.#take('close', 1)
      default:
        return this.#word(char)
    }
  }

  #word(char: string): void {
    const text = this.#text
    const start = this.#at
    if (char === '$' || (char === '.' && !/\d/u.test(text.charAt(start + 1)))) {
      const end = this.#nameEnd(start + 1)
      const kind = char === '$' ? 'variable' : end === start + 1 ? 'dot' : 'field'
      return this.#ended(kind, end)
    }
    if (/[-+.\d]/u.test(char)) {
      numberText.lastIndex = start
      const end = start + (numberText.exec(text)?.[0].length ?? 0)
      if (end > start && !/[\p{L}\p{Nd}_+-]/u.test(text.charAt(end))) return this.#take('number', end - start)
      if (/[+-]/u.test(text.charAt(end)))
        return this.#fail(`bad number syntax: ${goQuoted(text.slice(start, end + 1))}`)
      return this.#fail(`bad number syntax: ${goQuoted(text.slice(start, this.#nameEnd(end) + 1))}`)
    }
    if (/[!-@[-^`{-~]/u.test(char)) return this.#take('sign', 1)
    if (!/[\p{L}_]/u.test(char)) return this.#fail(`unrecognized character in action: ${codePoint(char)}`)
    this.#ended('name', this.#nameEnd(start))
  }

  /** Takes a word, which must be followed by something that can follow one. */
  #ended(kind: TokenKind, end: number): void {
    const next = this.#text.charAt(end)
    const isGood = next === '' || `${space}.,|:=)(`.includes(next) || this.#text.startsWith('}}', end)
    if (!isGood) return this.#fail(`bad character ${codePoint(next)}`)
    this.#take(kind, end - this.#at)
  }

  #nameEnd(start: number): number {
    wordEnd.lastIndex = start
    return start + (wordEnd.exec(this.#text)?.[0].length ?? 0)
  }

  #spaces(): void {
    let end = this.#at
    while (end < this.#text.length && space.includes(this.#text.charAt(end))) end++
    // The space before a trim marker belongs to it.
    if (this.#text.startsWith('-}}', end)) end--
    if (end > this.#at) this.#take('space', end - this.#at)
  }

  #quoted(quote: string, kind: TokenKind, message: string): void {
    const text = this.#text
    for (let at = this.#at + 1; at < text.length; at++) {
      const char = text.charAt(at)
      if (char === '\n') break
      if (char === '\\') at++
      else if (char === quote) return this.#take(kind, at + 1 - this.#at)
    }
    this.#fail(message)
  }

  #raw(): void {
    const end = this.#text.indexOf('`', this.#at + 1)
    if (end === -1) return this.#fail('unterminated raw quoted string')
    this.#take('raw', end + 1 - this.#at)
  }

  #take(kind: TokenKind, length: number): void {
    this.#add(kind, this.#at, this.#at + length)
    this.#at += length
  }

  #add(kind: TokenKind, start: number, end: number): void {
    this.#tokens.push({ kind, start, end })
  }

  #fail(message: string): void {
    this.#failed = true
    this.#tokens.push({ kind: 'error', start: this.#at, end: this.#at, message })
  }
}

function hasLeftTrim(text: string, open: number): boolean {
  return text.charAt(open + 2) === '-' && space.includes(text.charAt(open + 3) || 'x')
}

function codePoint(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `U+${code} '${char}'`
}

/** A text as Go's `%q` prints plain ones. */
export function goQuoted(text: string): string {
  return JSON.stringify(text)
}
