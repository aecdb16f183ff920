const newline = 0x0a
const carriage = 0x0d

/** A tab, a line end or what the reader of go-yaml allows beside letters; all else it refuses. */
// oxlint-disable-next-line no-control-regex -- these are the characters that it refuses
const refused = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/u

/** How many bytes the reader takes at once. */
const chunk = 512

/**
 * The letters of a text one after the other, with line and column, as the reader of go-yaml gives them. After a mistake there is
 * nothing more to read, so that whatever is reading comes to its end.
 */
export class Input {
  line = 0
  column = 0
  index = 0
  mistake: string | undefined
  #at = 0
  #end: number
  readonly #text: string
  /** How many letters of the text were left out at its beginning. */
  readonly #left: number
  /** Where the bytes begin that hold the first letter that is refused. */
  readonly #poisoned: number

  constructor(text: string) {
    this.#left = text.startsWith('\ufeff') ? 1 : 0
    this.#text = text.slice(this.#left)
    this.#end = this.#text.length
    this.#poisoned = poisonedFrom(this.#text)
  }

  /** How far it was read, in the text that was given. */
  get offset(): number {
    return this.#at + this.#left
  }

  /** Ends the reading; the first mistake is the one that is said. */
  fail(mistake: string): void {
    this.mistake ??= mistake
    this.#at = this.#end
  }

  /** A mistake of the scanner, which counts lines from 1, but says nothing of the first one. */
  failHere(what: string): void {
    this.fail(this.line === 0 ? what : `line ${this.line + 1}: ${what}`)
  }

  /** What must be there before letters are looked at: a letter that is refused is found when its bytes are read. */
  need(count: number): void {
    if (this.#at + count > this.#poisoned) this.fail('control characters are not allowed')
  }

  /** The code of the letter after `ahead` others; 0 after the end. */
  code(ahead = 0): number {
    const at = this.#at + ahead
    return at < this.#end ? this.#text.charCodeAt(at) : 0
  }

  char(): string {
    return this.#at < this.#end ? this.#text.charAt(this.#at) : ''
  }

  startsWith(text: string): boolean {
    return this.#at < this.#end && this.#text.startsWith(text, this.#at)
  }

  /** Goes over a letter that is no line end, and gives it. */
  skip(): string {
    const one = this.char()
    const code = this.code()
    this.#at++
    if (code >= 0xdc00 && code <= 0xdfff) return one
    this.index++
    this.column++
    return one
  }

  /** Goes over a line end. */
  skipLine(): void {
    const length = this.code() === carriage && this.code(1) === newline ? 2 : 1
    this.#at += length
    this.index += length
    this.column = 0
    this.line++
  }
}

function poisonedFrom(text: string): number {
  const first = text.search(refused)
  if (first < 0) return Infinity
  let start = 0
  for (;;) {
    const end = endOfChunk(text, start)
    if (first < end || end === start) return start
    start = end
  }
}

function endOfChunk(text: string, start: number): number {
  let [at, bytes] = [start, 0]
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
    if (bytes > chunk) return at
    at += code < 0x1_0000 ? 1 : 2
  }
  return at
}

/** Whether a code is a line end: YAML 1.1 has more of them than 1.2. */
export function isLineEnd(code: number): boolean {
  return code === newline || code === carriage || code === 0x85 || code === 0x20_28 || code === 0x20_29
}

export function isSpaceOrTab(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** A blank, a line end, or the end. */
export function isBlankOrEnd(code: number): boolean {
  return code === 0 || isSpaceOrTab(code) || isLineEnd(code)
}

/** A letter, a digit, `_` or `-`. */
export function isNameLetter(code: number): boolean {
  return /[\w-]/u.test(String.fromCharCode(code))
}
