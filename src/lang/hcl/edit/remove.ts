import type { TextEdit } from '../../../kernel/edit.ts'
import { indentAt, startOfLineAt, wholeLines } from '../../text/blocks.ts'
import { childrenOf, nodeKind, type Node, type Tree } from '../tree.ts'
import { hclParents } from './places.ts'

/** Takes an argument, block, item or element out, with its lines where it has lines of its own. */
export function removed(tree: Tree, value: Node): readonly TextEdit[] | undefined {
  const parents = hclParents(tree)
  const above = parents[value] ?? -1
  const holder = isHolder(tree, above) ? above : value
  const container = parents[holder] ?? -1
  if (container === -1) return undefined
  const { file, text } = tree
  const { start, end } = rangeOf(tree, holder)
  const comma = /^[ \t]*,/u.exec(text.slice(end))?.[0].length ?? 0
  if (isAlone(text, start, end + comma))
    return [withBlankLine(tree, { file, ...wholeLines(text, start, end + comma), text: '' })]
  return [{ file, ...inLine(tree, container, holder), text: '' }]
}

/** Of a part in a line with others: up to the next one, or from the one before. */
function inLine(tree: Tree, container: Node, holder: Node): { readonly start: number; readonly end: number } {
  const siblings = childrenOf(tree, container)
  const at = siblings.indexOf(holder)
  const { start, end } = rangeOf(tree, holder)
  const next = siblings[at + 1]
  const before = siblings[at - 1]
  if (next !== undefined) return { start, end: rangeOf(tree, next).start }
  if (before === undefined || tree.kinds[holder] === nodeKind.block) return { start, end }
  return { start: rangeOf(tree, before).end, end }
}

function rangeOf(tree: Tree, node: Node): { readonly start: number; readonly end: number } {
  return { start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

/** Whether nothing else is written in the lines of a part but a comment. */
function isAlone(text: string, start: number, end: number): boolean {
  const isFirst = indentAt(text, start).length === start - startOfLineAt(text, start)
  return isFirst && /^[ \t]*(?:\r?\n|#|\/\/|$)/u.test(text.slice(end))
}

function isHolder(tree: Tree, node: Node): boolean {
  const kind = tree.kinds[node]
  return kind === nodeKind.attribute || kind === nodeKind.objectItem || kind === nodeKind.block
}

/** Of two blank lines that would meet, or one before a closing brace, the one above goes too. */
function withBlankLine(tree: Tree, one: TextEdit): TextEdit {
  const before = /(?:^|\n)([ \t]*\r?\n)$/u.exec(tree.text.slice(0, one.start))?.[1]
  const meets = /^[ \t]*(?:\r?\n|\}|\]|$)/u.test(tree.text.slice(one.end))
  return before !== undefined && meets ? { ...one, start: one.start - before.length } : one
}
