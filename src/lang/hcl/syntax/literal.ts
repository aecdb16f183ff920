import { firstChild, literalText, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'

/**
 * The text of a string that is read as it stands, as descriptions and labels are: a template without sequences, and in JSON
 * syntax any string, sequences and all. Undefined when the node is no such string.
 */
export function literalString(tree: Tree, node: Node): string | undefined {
  const { [node]: kind } = tree.kinds
  const whole = tree.cooked.get(node)
  if (whole !== undefined && (kind === nodeKind.template || kind === nodeKind.error)) return whole
  if (kind !== nodeKind.template && kind !== nodeKind.heredoc) return undefined
  const part = firstChild(tree, node)
  if (part === -1) return ''
  const isOnlyText = tree.kinds[part] === nodeKind.text && nextSibling(tree, part) === -1
  return isOnlyText ? literalText(tree, part) : undefined
}
