import { filePath, type FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { isDigit, nameEnd, startsName, widthAt } from './characters.ts'
import { numberEnd } from './numbers.ts'
import { syntaxProblems, type SyntaxProblem } from './problems.ts'

/** The kinds of token. The binary operators stand in the order of `operator`, after an offset. */
export const token = {
  end: 0,
  newline: 1,
  name: 2,
  number: 3,
  quote: 4,
  heredoc: 5,
  openBrace: 6,
  closeBrace: 7,
  openBracket: 8,
  closeBracket: 9,
  openParen: 10,
  closeParen: 11,
  comma: 12,
  dot: 13,
  ellipsis: 14,
  question: 15,
  colon: 16,
  doubleColon: 17,
  equals: 18,
  arrow: 19,
  or: 20,
  and: 21,
  equal: 22,
  notEqual: 23,
  less: 24,
  lessOrEqual: 25,
  greater: 26,
  greaterOrEqual: 27,
  plus: 28,
  minus: 29,
  star: 30,
  slash: 31,
  percent: 32,
  not: 33,
  stripBrace: 34,
  invalid: 35,
} satisfies Readonly<Record<string, number>>

/** An operator's number is its token's, less this. */
export const firstOperator = token.or - 1

const mostProblems = 100

/**
 * Cuts a text into tokens, one at a time: the current one is in `token`, `start` and `end`. There are no token
 * objects. `newlines` says whether line ends count; `limit` is where the text ends for the parser.
 */
export class Scanner {
  file: FilePath = filePath('')
  text = ''
  limit = 0
  token = 0
  start = 0
  end = 0
  newlines = true
  diagnostics: Diagnostic[] = []
  /** Nothing is told while a malformed part is skipped. */
  muted = false
  /** From here on no comment is closed: known once it has been looked for. */
  #unclosedFrom = 0

  open(file: FilePath, text: string): void {
    this.file = file
    this.diagnostics = []
    this.muted = false
    this.retarget(text)
  }

  /** Begins with another text of the same file. */
  protected retarget(text: string): void {
    this.text = text
    this.limit = text.length
    this.token = token.end
    this.start = 0
    this.end = text.charCodeAt(0) === 0xfeff ? 1 : 0
    this.newlines = true
    this.#unclosedFrom = text.length
  }

  /** Lets go of the text. */
  close(): void {
    this.text = ''
    this.limit = 0
    this.diagnostics = []
  }

  problem(code: SyntaxProblem, start: number, end: number, word = ''): void {
    const { length } = this.diagnostics
    if (this.muted || length > mostProblems) return
    const { summary, detail } = syntaxProblems[length === mostProblems ? 'hcl/too-many-problems' : code]
    this.diagnostics.push({
      code: length === mostProblems ? 'hcl/too-many-problems' : code,
      severity: 'error',
      summary,
      detail: detail.replace('{}', () => word),
      span: { file: this.file, start, end },
    })
  }

  /** Goes to the next token. */
  advance(): void {
    const { text, limit } = this
    let at = this.end
    while (at < limit) {
      const code = text.charCodeAt(at)
      if (code === 0x20 || code === 0x09) at++
      else if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) === 0x0a)) {
        const after = code === 0x0a ? at + 1 : at + 2
        if (this.newlines) {
          this.#take(token.newline, at, after)
          return
        }
        at = after
      } else if (code === 0x23 || (code === 0x2f && this.#comments(at))) {
        at = this.#commentEnd(at)
        if (at === -1) return
      } else {
        this.#scan(code, at)
        return
      }
    }
    this.#take(token.end, limit, limit)
  }

  /** Whether the current token is a certain word. */
  isKeyword(word: string): boolean {
    return (
      this.token === token.name &&
      this.end - this.start === word.length &&
      this.text.startsWith(word, this.start)
    )
  }

  #take(kind: number, start: number, end: number): void {
    this.token = kind
    this.start = start
    this.end = end
  }

  #comments(at: number): boolean {
    const next = this.text.charCodeAt(at + 1)
    return next === 0x2f || next === 0x2a
  }

  /** Where a comment ends (before its newline), or -1 after a token for one that doesn't. */
  #commentEnd(at: number): number {
    const { text, limit } = this
    if (text.charCodeAt(at) === 0x23 || text.charCodeAt(at + 1) === 0x2f) {
      const newline = text.indexOf('\n', at)
      return newline === -1 || newline > limit ? limit : newline
    }
    const close = at >= this.#unclosedFrom ? -1 : text.indexOf('*/', at + 2)
    if (close !== -1 && close + 2 <= limit) return close + 2
    if (at < this.#unclosedFrom) this.#unclosedFrom = at
    this.problem('hcl/unclosed-comment', at, at + 2)
    this.#take(token.invalid, at, at + 2)
    return -1
  }

  #scan(code: number, at: number): void {
    const { text } = this
    if (code > 127 || startsName(text, at)) {
      const end = nameEnd(text, at, this.limit)
      if (end > at) this.#take(token.name, at, end)
      else this.#invalid(code, at)
    } else if (isDigit(code)) this.#take(token.number, at, numberEnd(text, at, this.limit))
    else this.#scanSign(code, at, at + 1 < this.limit ? text.charCodeAt(at + 1) : 0)
  }

  // oxlint-disable-next-line complexity -- one case for each sign, each a single line
  #scanSign(code: number, at: number, next: number): void {
    switch (code) {
      case 0x22:
        return this.#take(token.quote, at, at + 1)
      case 0x7b:
        return this.#take(token.openBrace, at, at + 1)
      case 0x7d:
        return this.#take(token.closeBrace, at, at + 1)
      case 0x5b:
        return this.#take(token.openBracket, at, at + 1)
      case 0x5d:
        return this.#take(token.closeBracket, at, at + 1)
      case 0x28:
        return this.#take(token.openParen, at, at + 1)
      case 0x29:
        return this.#take(token.closeParen, at, at + 1)
      case 0x2c:
        return this.#take(token.comma, at, at + 1)
      case 0x2e:
        if (next === 0x2e && at + 2 < this.limit && this.text.charCodeAt(at + 2) === 0x2e) {
          return this.#take(token.ellipsis, at, at + 3)
        }
        return this.#take(token.dot, at, at + 1)
      case 0x3f:
        return this.#take(token.question, at, at + 1)
      case 0x3a:
        return this.#either(next === 0x3a, token.doubleColon, token.colon, at)
      case 0x3d:
        if (next === 0x3e) return this.#take(token.arrow, at, at + 2)
        return this.#either(next === 0x3d, token.equal, token.equals, at)
      case 0x21:
        return this.#either(next === 0x3d, token.notEqual, token.not, at)
      case 0x3e:
        return this.#either(next === 0x3d, token.greaterOrEqual, token.greater, at)
      case 0x3c:
        if (next === 0x3c && this.#heredoc(at)) return
        return this.#either(next === 0x3d, token.lessOrEqual, token.less, at)
      case 0x2b:
        return this.#take(token.plus, at, at + 1)
      case 0x2d:
        return this.#take(token.minus, at, at + 1)
      case 0x2a:
        return this.#take(token.star, at, at + 1)
      case 0x2f:
        return this.#take(token.slash, at, at + 1)
      case 0x25:
        return this.#take(token.percent, at, at + 1)
      default:
        if (code === 0x7c && next === 0x7c) this.#take(token.or, at, at + 2)
        else if (code === 0x26 && next === 0x26) this.#take(token.and, at, at + 2)
        else if (code === 0x7e && next === 0x7d) this.#take(token.stripBrace, at, at + 2)
        else this.#invalid(code, at)
    }
  }

  #either(isLong: boolean, long: number, short: number, at: number): void {
    if (isLong) this.#take(long, at, at + 2)
    else this.#take(short, at, at + 1)
  }

  /** `<<` or `<<-`, a name, and the end of the line. */
  #heredoc(at: number): boolean {
    const { text, limit } = this
    const from = text.charCodeAt(at + 2) === 0x2d ? at + 3 : at + 2
    const end = nameEnd(text, from, limit)
    if (end === from || end >= limit) return false
    const newline = text.charCodeAt(end) === 0x0d ? end + 1 : end
    if (newline >= limit || text.charCodeAt(newline) !== 0x0a) return false
    this.#take(token.heredoc, at, newline + 1)
    return true
  }

  #invalid(code: number, at: number): void {
    const end = Math.min(at + widthAt(this.text, at), this.limit)
    this.#take(token.invalid, at, end)
    this.problem(problemOf(code), at, end)
  }
}

function problemOf(code: number): SyntaxProblem {
  switch (code) {
    case 0x27:
      return 'hcl/single-quote'
    case 0x60:
      return 'hcl/backtick'
    case 0x3b:
      return 'hcl/semicolon'
    case 0x26:
    case 0x7c:
    case 0x5e:
    case 0x7e:
      return 'hcl/unsupported-operator'
    case 0x201c:
    case 0x201d:
      return 'hcl/curly-quote'
    default:
      return 'hcl/invalid-character'
  }
}
