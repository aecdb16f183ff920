import type { Attribute } from '../../../lang/hcl/body.ts'
import { isConstantKey } from '../../../lang/hcl/evaluate/index.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nodeKind,
  type Node,
  type Tree,
} from '../../../lang/hcl/tree.ts'

/** A name with attributes and constant indexes after it. */
export function isTraversal(tree: Tree, item: Node): boolean {
  let node = item
  for (;;) {
    const kind = tree.kinds[node]
    if (kind === nodeKind.variable) return true
    if (kind === nodeKind.index && !isConstantKey(tree, node)) return false
    if (kind !== nodeKind.getAttribute && kind !== nodeKind.index && kind !== nodeKind.legacyIndex)
      return false
    node = firstChild(tree, node)
  }
}

/** The text of an argument that is a plain string. */
export function textOf({ expression: { tree, node } }: Pick<Attribute, 'expression'>): string {
  return childrenOf(tree, node)
    .map((part) => literalText(tree, part))
    .join('')
}
