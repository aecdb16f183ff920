import type { Builder } from './builder.ts'
import { afterBreak, char, endOfLine, isBlank, isBreak, isMarker, isSpace } from './chars.ts'

/** Where the reading is: shared by the parts of the parser. */
export class Source {
  readonly text: string
  readonly builder: Builder
  at = 0
  lineStart = 0
  /** Whether the token at `at` is the first of its line. */
  fresh = true
  /** Where a tab stands in the blanks before the token on its line, or -1. */
  tab = -1
  /** Quotes and brackets end where the indentation does: the second reading of a document in which one ran away. */
  strict = false

  constructor(text: string, builder: Builder) {
    this.text = text
    this.builder = builder
  }

  get column(): number {
    return this.at - this.lineStart
  }

  get code(): number {
    return this.text.charCodeAt(this.at)
  }

  /** Goes to the next token, over blanks, line breaks and comments. */
  skip(): void {
    const { text } = this
    let at = this.at
    this.fresh = at === this.lineStart
    this.tab = -1
    for (; ; at++) {
      const code = text.charCodeAt(at)
      if (code > char.hash) break
      if (code === char.space) continue
      if (code === char.tab) {
        if (this.tab < 0) this.tab = at
      } else if (isBreak(code)) {
        at = afterBreak(text, at) - 1
        this.lineStart = at + 1
        this.fresh = true
        this.tab = -1
      } else if (
        code === char.hash &&
        (at === this.lineStart || isSpace(text.charCodeAt(at - 1)) || isMark(text, at - 1))
      ) {
        const end = endOfLine(text, at)
        this.builder.comment(at, end)
        at = end - 1
      } else break
    }
    this.at = at
  }

  /** Whether the document ends here: at the end of the text, or at a marker. */
  atEnd(): boolean {
    return this.at >= this.text.length || (this.at === this.lineStart && isMarker(this.text, this.at))
  }

  /** Whether the character at an offset is followed by a blank. */
  blankAfter(at: number): boolean {
    return isBlank(this.text.charCodeAt(at + 1))
  }

  /** How many spaces the line begins with. */
  spaces(): number {
    return (this.tab < 0 || !this.fresh ? this.at : this.tab) - this.lineStart
  }

  /** Goes over this line and those below it that are indented more than `indent`. */
  skipDeeper(indent: number): void {
    do {
      this.toEndOfLine()
      this.skip()
    } while (!this.atEnd() && this.column > indent)
  }

  toEndOfLine(): void {
    this.at = endOfLine(this.text, this.at)
  }
}

function isMark(text: string, at: number): boolean {
  return text.charCodeAt(at) === char.byteOrderMark
}
