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
  return new NativeBody(tree, node)
}

/** Looked into once, however many instances of its block there are and whatever is asked of it. */
class NativeBody implements Body {
  readonly syntax = 'native'
  readonly #tree: Tree
  readonly #node: Node
  #items: Pick<Content, 'attributes' | 'blocks'> | undefined

  constructor(tree: Tree, node: Node) {
    this.#tree = tree
    this.#node = node
  }

  get span(): Span {
    return spanOf(this.#tree, this.#node)
  }

  content(types: BlockTypes): Content {
    this.#items ??= itemsOf(this.#tree, this.#node)
    const { attributes, blocks } = this.#items
    const diagnostics: Diagnostic[] = []
    const good = blocks.filter((block) => {
      const problem = labelProblem(block, types)
      if (problem !== undefined) diagnostics.push(problem)
      return problem === undefined
    })
    return { attributes, blocks: good, diagnostics }
  }
}

function itemsOf(tree: Tree, body: Node): Pick<Content, 'attributes' | 'blocks'> {
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  for (let item = firstChild(tree, body); item !== -1; item = nextSibling(tree, item)) {
    if (tree.kinds[item] === nodeKind.attribute) {
      const attribute = attributeOf(tree, item)
      // A repeated argument is a syntax error, told by the parser; the first one stands.
      if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute)
    } else if (tree.kinds[item] === nodeKind.block) {
      blocks.push(blockOf(tree, item))
    }
  }
  return { attributes, blocks }
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
