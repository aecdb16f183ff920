import { Lexer } from '@actions/expressions/lexer'
import { Parser } from '@actions/expressions/parser'
import { ExpressionError } from '@actions/expressions/errors'
import { accessesIn } from './accesses.ts'

/** One expression in a text. Offsets are in that text. */
export interface GithubExpression {
  /** With its `${{` and `}}`, where it has them. */
  readonly start: number
  readonly end: number
  /**
   * What it reads, as paths such as `github.event.issue.title`; `*` stands for every key, and for one that is only
   * known later. Names are compared without regard to case by GitHub; the first is given in lower case.
   */
  readonly contexts: readonly string[]
  /** Why GitHub refuses it, and where. */
  readonly problem: { readonly message: string; readonly start: number; readonly end: number } | undefined
}

/** The expressions `${{ … }}` of a text, in order. See https://docs.github.com/actions/reference/workflows-and-actions/expressions */
export function expressionsIn(text: string): readonly GithubExpression[] {
  const found: GithubExpression[] = []
  for (let start = text.indexOf('${{'); start !== -1;) {
    const close = endOf(text, start + 3)
    const end = close === -1 ? text.length : close + 2
    if (close === -1) {
      const problem = { message: 'The closing }} is missing', start, end: start + 3 }
      found.push({ start, end, contexts: [], problem })
    } else found.push({ ...parsed(text, start + 3, close), start, end })
    start = text.indexOf('${{', end)
  }
  return found
}

/** A text that is an expression as a whole, as `if` takes it. */
export function wholeExpression(text: string): GithubExpression {
  return { ...parsed(text, 0, text.length), start: 0, end: text.length }
}

const contexts = 'env github inputs job jobs matrix needs runner secrets steps strategy vars'.split(' ')

/** The functions that only workflows have; the parser knows the others. It calls none of them. */
const functions = [
  ...['always', 'cancelled', 'failure', 'success'].map((name) => functionOf(name, 0)),
  functionOf('hashFiles', 1),
]

function functionOf(name: string, minArgs: number): ConstructorParameters<typeof Parser>[2][number] {
  return { name, minArgs, maxArgs: 255 }
}

/** Where the `}}` is that closes an expression: not one inside a string, whose quotes are doubled to mean a quote. */
function endOf(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted
    else if (!quoted && text[at] === '}' && text[at + 1] === '}') return at
  }
  return -1
}

function parsed(text: string, start: number, end: number): Pick<GithubExpression, 'contexts' | 'problem'> {
  const body = text.slice(start, end)
  if (body.trim() === '')
    return { contexts: [], problem: { message: 'An expression is missing', start, end } }
  try {
    const { tokens } = new Lexer(body).lex()
    return { contexts: accessesIn(new Parser(tokens, contexts, functions).parse()), problem: undefined }
  } catch (error) {
    // The parser tells of every mistake by throwing.
    const message = error instanceof Error ? error.message : 'It is no expression'
    const at = error instanceof ExpressionError ? start + offsetOf(body, error.pos) : start
    return {
      contexts: [],
      problem: { message, start: Math.min(at, end), end: Math.min(wordEnd(text, at), end) },
    }
  }
}

/** Lines and columns count from 0. */
function offsetOf(
  body: string,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  let start = 0
  for (let count = 0; count < line; count++) start = body.indexOf('\n', start) + 1
  return start + column
}

function wordEnd(text: string, at: number): number {
  const [word = ' '] = /^[\w.-]+|^'[^']*'?/u.exec(text.slice(at)) ?? []
  return at + word.length
}
