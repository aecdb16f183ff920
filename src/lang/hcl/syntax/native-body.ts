import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block, BlockTypes, Body, Content } from '../body.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nextSibling,
  nodeKind,
  sourceOf,
  type Node,
  type Tree,
} from '../tree.ts'
import { bodyProblem } from './body-problems.ts'

/** A body of a native file: its root, or the one at a node. */
export function nativeBody(tree: Tree, node: Node = tree.root): Body {
  return {
    span: spanOf(tree, node),
    syntax: 'native',
    content: (blocks) => contentOf(tree, node, blocks),
  }
}

function contentOf(tree: Tree, body: Node, types: BlockTypes): Content {
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  const diagnostics: Diagnostic[] = []
  for (let item = firstChild(tree, body); item !== -1; item = nextSibling(tree, item)) {
    if (tree.kinds[item] === nodeKind.attribute) {
      const attribute = attributeOf(tree, item)
      // A repeated argument is a syntax error, told by the parser; the first one stands.
      if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute)
    } else if (tree.kinds[item] === nodeKind.block) {
      const block = blockOf(tree, item)
      const problem = labelProblem(block, types)
      if (problem === undefined) blocks.push(block)
      else diagnostics.push(problem)
    }
  }
  return { attributes, blocks, diagnostics }
}

function attributeOf(tree: Tree, node: Node): Attribute {
  const name = firstChild(tree, node)
  return {
    name: sourceOf(tree, name),
    nameSpan: spanOf(tree, name),
    span: spanOf(tree, node),
    expression: { tree, node: nextSibling(tree, name) },
  }
}

function blockOf(tree: Tree, node: Node): Block {
  const parts = childrenOf(tree, node)
  const [type = -1] = parts
  const labels = parts.slice(1, -1)
  const last = labels.at(-1) ?? type
  const span = spanOf(tree, node)
  return {
    type: sourceOf(tree, type),
    labels: labels.map((label) => labelText(tree, label)),
    labelSpans: labels.map((label) => spanOf(tree, label)),
    headSpan: { ...span, end: tree.ends[last] ?? span.end },
    span,
    body: nativeBody(tree, parts.at(-1) ?? -1),
  }
}

function labelText(tree: Tree, label: Node): string {
  if (tree.kinds[label] === nodeKind.identifier) return sourceOf(tree, label)
  const text = firstChild(tree, label)
  return text === -1 ? '' : literalText(tree, text)
}

function labelProblem(block: Block, types: BlockTypes): Diagnostic | undefined {
  const wanted = types.get(block.type)
  if (wanted === undefined || wanted === block.labels.length) return undefined
  const extra = block.labelSpans[wanted]
  if (extra !== undefined) return bodyProblem('hcl/extra-label', extra, block.type)
  return bodyProblem('hcl/missing-label', block.headSpan, block.type)
}

function spanOf(tree: Tree, node: Node): Span {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}
