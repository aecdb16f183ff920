import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'

/** The kinds of node. Numbers, because they live in a typed array; the names are for reading. */
export const nodeKind = {
  /** A malformed place; whatever could be read of it are its children. */
  error: 0,
  /** Children: attributes and blocks in source order. */
  body: 1,
  /** Children: name (identifier), expression. */
  attribute: 2,
  /** Children: type (identifier), labels (identifier or template), body. */
  block: 3,
  /** A bare word where it is a name: attribute name, block type or label, object key, for variable. */
  identifier: 4,

  number: 5,
  true: 6,
  false: 7,
  null: 8,
  /** A quoted template: children are its parts. */
  template: 9,
  /** A heredoc: children are its parts, already without the flush indentation. */
  heredoc: 10,
  /** A literal part of a template; `literalText` gives its cooked text. */
  text: 11,
  /** `${ expression }`; child: the expression. */
  interpolation: 12,
  /** `%{if}`; children: condition, then-parts (`parts`), optionally else-parts (`parts`). */
  ifDirective: 13,
  /** `%{for}`; children: one or two identifiers, collection, `parts`. */
  forDirective: 14,
  /** A sequence of template parts. */
  parts: 15,

  /** A root name in an expression; its text is the name. */
  variable: 16,
  /** `x.name`; children: x, identifier. */
  getAttribute: 17,
  /** `x[key]`; children: x, key. */
  index: 18,
  /** `x.0`; children: x, number. */
  legacyIndex: 19,
  /** `x.*` with what follows; children: x, each (an expression over `splatItem`). Only attributes and legacy indexes go inside. */
  attributeSplat: 20,
  /** `x[*]` with what follows; children: x, each (an expression over `splatItem`). */
  fullSplat: 21,
  /** The item that a splat goes over; no text of its own. */
  splatItem: 22,
  /** Child: operand; `operator` tells which. */
  unary: 23,
  /** Children: left, right. */
  binary: 24,
  /** Children: condition, yes, no. */
  conditional: 25,
  /** `( x )`; child: x. */
  parenthesis: 26,
  /** `[a, b]`. */
  tuple: 27,
  /** `{a = b}`; children: items. */
  object: 28,
  /** Children: key (identifier for a bare word, otherwise an expression), value. */
  objectItem: 29,
  /** Children: one or two identifiers, collection, value, optionally condition (`forCondition`). */
  forTuple: 30,
  /** Children: one or two identifiers, collection, key, value, optionally `forCondition`; `flag` when grouping with `...`. */
  forObject: 31,
  /** `if x` of a for expression; child: x. */
  forCondition: 32,
  /** `f(a, b...)`; children: name (identifier, with `::` for namespaces), arguments; `flag` when the last is expanded. */
  call: 33,
} as const

export type NodeKind = (typeof nodeKind)[keyof typeof nodeKind]

/** Operators, stored in a node's `operator`. */
export const operator = {
  none: 0,
  or: 1,
  and: 2,
  equal: 3,
  notEqual: 4,
  less: 5,
  lessOrEqual: 6,
  greater: 7,
  greaterOrEqual: 8,
  add: 9,
  subtract: 10,
  multiply: 11,
  divide: 12,
  modulo: 13,
  negate: 14,
  not: 15,
} as const

/** A node: an index into the tree's arrays; -1 is "none". */
export type Node = number

/**
 * A lossless syntax tree in flat arrays. Offsets are UTF-16 into `text`; what lies between the nodes (comments,
 * white space, punctuation) is the text itself, so printing a tree is printing its text.
 */
export interface Tree {
  readonly file: FilePath
  readonly text: string
  /** Node 0: the body of a file, or the expression or template that was parsed. */
  readonly root: Node
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly firstChildren: Int32Array
  readonly nextSiblings: Int32Array
  /** Operators of unary and binary nodes; 1 for a node whose `flag` is set. */
  readonly extras: Uint8Array
  /** Cooked texts that differ from the source, by node: escapes, heredoc indentation, strip markers, JSON strings. */
  readonly cooked: ReadonlyMap<Node, string>
  /**
   * What is wrong in the templates of a JSON file's strings, by their `error` node. To be told only when the string is
   * evaluated: where it is read statically (`literalString`) it is no template.
   */
  readonly deferred?: ReadonlyMap<Node, readonly Diagnostic[]>
}

export function firstChild(tree: Tree, node: Node): Node {
  return tree.firstChildren[node] ?? -1
}

export function nextSibling(tree: Tree, node: Node): Node {
  return tree.nextSiblings[node] ?? -1
}

/** The children of a node in source order. */
export function childrenOf(tree: Tree, node: Node): Node[] {
  const all: Node[] = []
  for (let child = firstChild(tree, node); child !== -1; child = nextSibling(tree, child)) all.push(child)
  return all
}

/** The source text of a node. */
export function sourceOf(tree: Tree, node: Node): string {
  return tree.text.slice(tree.starts[node], tree.ends[node])
}

/** The text a literal part, identifier or name stands for: cooked where that differs from the source, NFC-normalised. */
export function literalText(tree: Tree, node: Node): string {
  return tree.cooked.get(node) ?? sourceOf(tree, node)
}
