import { childrenOf, literalText, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'

const names = new Map<number, string>(Object.entries(nodeKind).map(([name, kind]) => [kind, name]))

/** A tree as a person reads it: `binary(number 1, variable x)`. For tests and for looking at trees. */
export function shapeOf(tree: Tree, node: Node = tree.root): string {
  const name = names.get(tree.kinds[node] ?? 0) ?? ''
  const children = childrenOf(tree, node).map((child) => shapeOf(tree, child))
  if (children.length > 0) return `${name}(${children.join(', ')})`
  switch (tree.kinds[node]) {
    case nodeKind.text:
      return JSON.stringify(literalText(tree, node))
    case nodeKind.identifier:
    case nodeKind.variable:
      return `${name} ${literalText(tree, node)}`
    case nodeKind.number:
      return sourceOf(tree, node)
    default:
      return name
  }
}
