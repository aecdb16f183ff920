import type { DockerfileProblem } from './problems.ts'

/** A part of a word: letters that stand for themselves, or a variable. Offsets are in the word's text. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly start: number
      readonly end: number
      readonly operator: Operator
      /** What follows the operator: a default, a pattern. */
      readonly operand: readonly WordPart[]
      /** What a pattern is replaced by. */
      readonly replacement: readonly WordPart[]
    }

/** What may follow the name of a variable in its braces. */
export type Operator = '' | ':-' | '-' | ':+' | '+' | ':?' | '?' | '#' | '##' | '%' | '%%' | '/' | '//'

/** How quotes are taken: as part of the syntax, or as letters like any other (in here-documents). */
export interface WordSyntax {
  readonly escape: string
  readonly quotes: boolean
}

/** The parts of a word, and what is wrong with it. */
export interface Word {
  readonly parts: readonly WordPart[]
  readonly problem: { readonly code: DockerfileProblem; readonly start: number } | undefined
}

/** Takes a word apart, quotes and escapes removed. Source: https://docs.docker.com/reference/dockerfile/#environment-replacement. */
export function wordParts(text: string, syntax: WordSyntax): Word {
  return new WordReader(text, syntax).read()
}

const deepest = 50
const operators: readonly Operator[] = [':-', ':+', ':?', '-', '+', '?', '##', '#', '%%', '%', '//', '/']

class WordReader {
  readonly #text: string
  readonly #syntax: WordSyntax
  #at = 0
  #problem: Word['problem']

  constructor(text: string, syntax: WordSyntax) {
    this.#text = text
    this.#syntax = syntax
  }

  read(): Word {
    const parts = this.#until('', 0)
    return { parts, problem: this.#problem }
  }

  /** The parts up to a letter that stands outside of quotes, which is not consumed. */
  #until(stop: string, depth: number): readonly WordPart[] {
    const parts: WordPart[] = []
    const open = new OpenText(parts)
    while (this.#at < this.#text.length) {
      const letter = this.#text.charAt(this.#at)
      if (letter === stop) break
      if (letter === '$') this.#dollar(open, depth)
      else if (this.#syntax.quotes && letter === "'") this.#single(open)
      else if (this.#syntax.quotes && letter === '"') this.#double(open, depth)
      else if (letter === this.#syntax.escape) this.#escaped(open)
      else this.#letter(open)
    }
    open.close()
    return parts
  }

  #letter(open: OpenText): void {
    open.add(this.#text.charAt(this.#at), this.#at, this.#at + 1)
    this.#at++
  }

  #escaped(open: OpenText): void {
    if (this.#at + 1 < this.#text.length) open.add(this.#text.charAt(this.#at + 1), this.#at, this.#at + 2)
    this.#at += 2
  }

  #single(open: OpenText): void {
    const start = this.#at
    const end = this.#text.indexOf("'", start + 1)
    if (end === -1) this.#say('dockerfile/unclosed-quote', start)
    const last = end === -1 ? this.#text.length : end
    open.add(this.#text.slice(start + 1, last), start, Math.min(last + 1, this.#text.length))
    this.#at = last + 1
  }

  #double(open: OpenText, depth: number): void {
    const start = this.#at
    this.#at++
    open.add('', start, start + 1)
    while (this.#at < this.#text.length) {
      const letter = this.#text.charAt(this.#at)
      if (letter === '"') {
        open.add('', this.#at, this.#at + 1)
        this.#at++
        return
      }
      const next = this.#text.charAt(this.#at + 1)
      const isEscape = letter === this.#syntax.escape && ['"', '$', this.#syntax.escape].includes(next)
      if (letter === '$') this.#dollar(open, depth)
      else if (isEscape && next !== '') this.#escaped(open)
      else this.#letter(open)
    }
    this.#say('dockerfile/unclosed-quote', start)
  }

  #dollar(open: OpenText, depth: number): void {
    const start = this.#at
    if (this.#text.charAt(start + 1) === '{') return this.#braces(open, depth)
    const name = this.#nameAt(start + 1)
    if (name === '') return this.#letter(open)
    this.#at = start + 1 + name.length
    open.variable({ ...plainVariable, name, start, end: this.#at })
  }

  #braces(open: OpenText, depth: number): void {
    const start = this.#at
    const name = this.#nameAt(start + 2)
    this.#at = start + 2 + name.length
    const operator = operators.find((one) => this.#text.startsWith(one, this.#at)) ?? ''
    const closed = this.#text.charAt(this.#at) === '}'
    if (name === '' || (operator === '' && !closed) || depth >= deepest) {
      const code =
        this.#at >= this.#text.length
          ? 'dockerfile/unclosed-variable'
          : depth >= deepest
            ? 'dockerfile/too-deep'
            : 'dockerfile/unknown-modifier'
      this.#say(code, start)
      // What can't be understood stands for itself.
      this.#at = Math.max(this.#at, start + 2)
      open.add(this.#text.slice(start, this.#at), start, this.#at)
      return
    }
    this.#at += operator.length
    const operand = operator === '' ? [] : this.#until(operator.startsWith('/') ? '/' : '}', depth + 1)
    let replacement: readonly WordPart[] = []
    if (operator.startsWith('/') && this.#text.charAt(this.#at) === '/') {
      this.#at++
      replacement = this.#until('}', depth + 1)
    }
    if (this.#text.charAt(this.#at) !== '}') this.#say('dockerfile/unclosed-variable', start)
    this.#at++
    const end = Math.min(this.#at, this.#text.length)
    open.variable({ kind: 'variable', name, start, end, operator, operand, replacement })
  }

  #nameAt(start: number): string {
    const name = /^(?:[a-zA-Z_]\w*|\d+|[@*#?$!-])/u
    // Names are short; a slice keeps this from looking at all of a long text.
    const found = name.exec(this.#text.slice(start, start + 256))?.[0] ?? ''
    return found
  }

  #say(code: DockerfileProblem, start: number): void {
    this.#problem ??= { code, start }
  }
}

const plainVariable = { kind: 'variable', operator: '', operand: [], replacement: [] } as const

/** Letters that are being gathered into one part. */
class OpenText {
  readonly #parts: WordPart[]
  #letters: string[] = []
  #start = -1
  #end = -1

  constructor(parts: WordPart[]) {
    this.#parts = parts
  }

  add(letters: string, start: number, end: number): void {
    if (this.#start === -1) this.#start = start
    this.#letters.push(letters)
    this.#end = end
  }

  variable(part: WordPart): void {
    this.close()
    this.#parts.push(part)
  }

  close(): void {
    const text = this.#letters.join('')
    if (text !== '') this.#parts.push({ kind: 'text', text, start: this.#start, end: this.#end })
    this.#letters = []
    this.#start = -1
  }
}
