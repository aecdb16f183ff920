import type { Span } from '../../../kernel/span.ts'
import { lineBreak } from '../../text/blocks.ts'
import { literalString } from '../syntax/literal.ts'
import { childrenOf, literalText, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import type { HclManner, IsBlock } from './write.ts'

/** What an argument, block or item is called, and where its value is. */
export interface HclPart {
  readonly node: Node
  readonly name: string
  /** The expression of an argument or item, the body of a block. */
  readonly value: Node
  readonly kind: 'argument' | 'block'
}

/** The node that a part of the text is: of several the outermost that is a value, a body or a part of a template. */
export function hclNodeAt(
  tree: Tree,
  { start, end }: { readonly start: number; readonly end: number },
): Node | undefined {
  let found: Node | undefined
  for (let node = 0; node < tree.kinds.length; node++) {
    if (tree.starts[node] !== start || tree.ends[node] !== end) continue
    const kind = tree.kinds[node]
    if (kind === nodeKind.attribute || kind === nodeKind.objectItem) return childrenOf(tree, node)[1]
    if (kind === nodeKind.block) return childrenOf(tree, node).at(-1)
    if (found === undefined || depthBelow(tree, node, found)) found = node
  }
  return found
}

/** What the innermost condition chooses from that has a part of the text in one of its sides. */
export function hclSidesAround(
  tree: Tree,
  { start, end }: { readonly start: number; readonly end: number },
): readonly [yes: Span, no: Span] | undefined {
  let found: readonly [Span, Span] | undefined
  for (let node = 0; node < tree.kinds.length; node++) {
    if (tree.kinds[node] !== nodeKind.conditional) continue
    const [, yes = -1, no = -1] = childrenOf(tree, node)
    const sides = [spanIn(tree, yes), spanIn(tree, no)] as const
    const isIn = sides.some((one) => one.start <= start && one.end >= end)
    if (isIn && (found === undefined || sides[0].start > found[0].start)) found = sides
  }
  return found
}

function spanIn({ file, starts, ends }: Tree, node: Node): Span {
  return { file, start: starts[node] ?? 0, end: ends[node] ?? 0 }
}

/** Whether one node lies inside of another that covers the same text; nodes are made from the inside out or from the outside in. */
function depthBelow(tree: Tree, outer: Node, inner: Node): boolean {
  return childrenOf(tree, outer).includes(inner)
}

/** The node above each node; -1 above the root. */
export function hclParents(tree: Tree): Int32Array {
  const parents = new Int32Array(tree.kinds.length).fill(-1)
  for (let node = 0; node < tree.kinds.length; node++) {
    for (const child of childrenOf(tree, node)) parents[child] = node
  }
  return parents
}

/** Arguments and blocks of a body, or items of an object, in the order of the text. */
export function partsOf(tree: Tree, node: Node): readonly HclPart[] {
  return childrenOf(tree, node).flatMap((child): readonly HclPart[] => {
    const inner = childrenOf(tree, child)
    const [first = -1, second = -1] = inner
    switch (tree.kinds[child]) {
      case nodeKind.attribute:
      case nodeKind.objectItem:
        return [{ node: child, name: nameOf(tree, first), value: second, kind: 'argument' }]
      case nodeKind.block:
        return [{ node: child, name: nameOf(tree, first), value: inner.at(-1) ?? -1, kind: 'block' }]
      default:
        return []
    }
  })
}

function nameOf(tree: Tree, node: Node): string {
  return literalString(tree, node) ?? literalText(tree, node)
}

/** The items of a tuple. */
export function itemsOf(tree: Tree, node: Node): readonly Node[] {
  return tree.kinds[node] === nodeKind.tuple ? childrenOf(tree, node) : []
}

/** The keys of an object or the positions of a tuple; undefined for what is neither, or has a key twice. */
export function hclKeys(tree: Tree, node: Node): readonly string[] | undefined {
  if (tree.kinds[node] === nodeKind.tuple) return itemsOf(tree, node).map((_, at) => String(at))
  if (tree.kinds[node] !== nodeKind.object) return undefined
  const names = partsOf(tree, node).map(({ name }) => name)
  return new Set(names).size === names.length ? names : undefined
}

/** How what is added to a text is to look. */
export function hclManner(tree: Tree, isBlock: IsBlock): HclManner {
  const found = /^[^\n#/]*[{[(][ \t]*(?:#[^\n]*)?\r?\n([ \t]+)\S/mu.exec(tree.text)
  const step = found?.[1] ?? '  '
  return { step: step.length > 8 ? '  ' : step, lineBreak: lineBreak(tree.text), isBlock }
}

/** What a literal expression says; undefined for everything that has to be evaluated. */
export function hclLiteral(tree: Tree, node: Node): string | number | boolean | null | undefined {
  switch (tree.kinds[node]) {
    case nodeKind.number:
      return Number(sourceOf(tree, node))
    case nodeKind.true:
      return true
    case nodeKind.false:
      return false
    case nodeKind.null:
      return null
    case nodeKind.text:
      return literalText(tree, node)
    case nodeKind.unary: {
      const [operand = -1] = childrenOf(tree, node)
      return tree.kinds[operand] === nodeKind.number && sourceOf(tree, node).startsWith('-')
        ? -Number(sourceOf(tree, operand))
        : undefined
    }
    default:
      return literalString(tree, node)
  }
}
