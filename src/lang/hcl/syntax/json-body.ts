import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block, BlockTypes, Body, Content } from '../body.ts'
import { firstChild, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'
import { bodyProblem } from './body-problems.ts'
import { literalString } from './literal.ts'

/** A property of a body: in JSON these are arguments, block types and labels alike. */
interface Property {
  readonly name: string
  readonly key: Node
  readonly value: Node
}

/** A body of a JSON file: its root, or the one at a node. */
export function jsonBody(tree: Tree, node: Node = tree.root): Body {
  return {
    span: spanOf(tree, node),
    syntax: 'json',
    content: (blocks) => new JsonContent(tree, blocks).read(node),
  }
}

class JsonContent {
  readonly #tree: Tree
  readonly #types: BlockTypes
  readonly #attributes = new Map<string, Attribute>()
  readonly #blocks: Block[] = []
  readonly #diagnostics: Diagnostic[] = []

  constructor(tree: Tree, types: BlockTypes) {
    this.#tree = tree
    this.#types = types
  }

  read(body: Node): Content {
    for (const property of this.#properties(body)) {
      // By custom a comment.
      if (property.name === '//') continue
      const labels = this.#types.get(property.name) ?? this.#types.get('*')
      if (labels === undefined) this.#attribute(property)
      else this.#unpack(property, property.value, [], labels)
    }
    return { attributes: this.#attributes, blocks: this.#blocks, diagnostics: this.#diagnostics }
  }

  /** The properties of an object, or of the objects of an array one after the other. Null has none. */
  #properties(node: Node): Property[] {
    const tree = this.#tree
    switch (tree.kinds[node]) {
      case nodeKind.object:
        return this.#ofObject(node)
      case nodeKind.tuple: {
        const all: Property[] = []
        for (let item = firstChild(tree, node); item !== -1; item = nextSibling(tree, item)) {
          if (tree.kinds[item] === nodeKind.object) for (const one of this.#ofObject(item)) all.push(one)
          else if (tree.kinds[item] !== nodeKind.null) this.#problem('hcl/not-an-object', item)
        }
        return all
      }
      case nodeKind.null:
        return []
      default:
        this.#problem('hcl/not-an-object', node)
        return []
    }
  }

  #ofObject(object: Node): Property[] {
    const tree = this.#tree
    const all: Property[] = []
    for (let item = firstChild(tree, object); item !== -1; item = nextSibling(tree, item)) {
      const key = firstChild(tree, item)
      const name = literalString(tree, key)
      if (name !== undefined) all.push({ name, key, value: nextSibling(tree, key) })
    }
    return all
  }

  #attribute({ name, key, value }: Property): void {
    const tree = this.#tree
    if (value === -1) return
    if (this.#attributes.has(name)) {
      this.#diagnostics.push(bodyProblem('hcl/duplicate-argument', spanOf(tree, key), name))
      return
    }
    const nameSpan = spanOf(tree, key)
    const span = { ...nameSpan, end: tree.ends[value] ?? nameSpan.end }
    this.#attributes.set(name, { name, nameSpan, span, expression: { tree, node: value } })
  }

  /** Labels are the keys of nested objects; inside of them are one body, or an array of bodies. */
  #unpack(type: Property, value: Node, labels: readonly Property[], left: number): void {
    const tree = this.#tree
    if (left > 0) {
      const properties = this.#properties(value)
      if (properties.length === 0 && tree.kinds[value] !== nodeKind.error) {
        this.#diagnostics.push(bodyProblem('hcl/missing-label', spanOf(tree, value), type.name))
      }
      for (const one of properties) this.#unpack(type, one.value, [...labels, one], left - 1)
      return
    }
    switch (tree.kinds[value]) {
      case nodeKind.null:
        return
      case nodeKind.object:
        this.#blocks.push(this.#block(type, labels, value))
        return
      case nodeKind.tuple:
        for (let item = firstChild(tree, value); item !== -1; item = nextSibling(tree, item)) {
          this.#blocks.push(this.#block(type, labels, item))
        }
        return
      default:
        if (value !== -1 && tree.kinds[value] !== nodeKind.error) {
          this.#diagnostics.push(bodyProblem('hcl/not-a-block', spanOf(tree, value), type.name))
        }
    }
  }

  #block(type: Property, labels: readonly Property[], body: Node): Block {
    const tree = this.#tree
    const span = spanOf(tree, type.key)
    const last = labels.at(-1) ?? type
    return {
      type: type.name,
      labels: labels.map(({ name }) => name),
      labelSpans: labels.map(({ key }) => spanOf(tree, key)),
      headSpan: spanOf(tree, last.key),
      span: { ...spanOf(tree, last.key), end: tree.ends[body] ?? span.end },
      body: jsonBody(tree, body),
    }
  }

  #problem(code: 'hcl/not-an-object', node: Node): void {
    if (node === -1 || this.#tree.kinds[node] === nodeKind.error) return
    this.#diagnostics.push(bodyProblem(code, spanOf(this.#tree, node)))
  }
}

function spanOf(tree: Tree, node: Node): Span {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}
