import type { FilePath } from '../../../kernel/brand.ts'
import type { Outcome } from '../../../kernel/diagnostic.ts'
import type { Node, Tree } from '../tree.ts'
import { Parser } from './blocks.ts'

/** One parser serves all files, one after the other, so that its arrays are made once. It keeps nothing of a file. */
const parser = new Parser()

/** Reads a native file: the root is a body. Total: whatever the text, a tree and what is wrong with it. */
export function parseHcl(file: FilePath, text: string): Outcome<Tree> {
  return parsed(file, text, () => parser.wholeFile())
}

/** Reads one expression, over several lines if need be: the root is the expression. */
export function parseHclExpression(file: FilePath, text: string): Outcome<Tree> {
  return parsed(file, text, () => parser.wholeExpression())
}

/** Reads a template file: the root is a template whose parts are not quoted. */
export function parseHclTemplate(file: FilePath, text: string): Outcome<Tree> {
  return parsed(file, text, () => parser.wholeTemplate())
}

function parsed(file: FilePath, text: string, read: () => Node): Outcome<Tree> {
  parser.open(file, text)
  const root = read()
  const value = parser.tree.finish(file, text, root)
  const { diagnostics } = parser
  parser.close()
  return { value, diagnostics }
}
