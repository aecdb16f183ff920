import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { jsonKinds, type JsonKind } from './kinds.ts'
import { cookString } from './strings.ts'

/** A node is a row of the tree's arrays; nodes come in the order in which they begin. */
export type JsonNode = number

/**
 * A JSON text and its nodes in flat arrays. A container's children are the nodes from `node + 1` to `afters[node]`
 * (for an object: key, value, key, value …); what lies between nodes is blank, punctuation or, after a problem, kept
 * text, so the text is never lost.
 */
export interface JsonTree {
  readonly file: FilePath
  readonly text: string
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The node that comes after the whole of this one. */
  readonly afters: Int32Array
  readonly size: number
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
}

/** One property of an object. The key is a string, or what stands in its place when the text is broken. */
export interface JsonMember {
  readonly key: JsonNode
  readonly value: JsonNode
}

/** The text's value: node 0, or undefined when the text is blank. */
export function jsonRoot(tree: JsonTree): JsonNode | undefined {
  return tree.size === 0 ? undefined : 0
}

/** What a node is; `invalid` where the text is broken. */
export function jsonKind(tree: JsonTree, node: JsonNode): JsonKind {
  return jsonKinds[tree.kinds[node] ?? 0] ?? 'invalid'
}

/** Where a node is, with its quotes or brackets. */
export function jsonSpan(tree: JsonTree, node: JsonNode): Span {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

/** A node's text as written: the way to a number that a double would not hold. */
export function jsonSource(tree: JsonTree, node: JsonNode): string {
  return tree.text.slice(tree.starts[node], tree.ends[node])
}

/** The text that a string stands for. A node that isn't a string gives its source. */
export function jsonString(tree: JsonTree, node: JsonNode): string {
  const source = jsonSource(tree, node)
  return source.charCodeAt(0) === 0x22 ? cookString(source) : source
}

/** The items of an array. */
export function* jsonItems(tree: JsonTree, node: JsonNode): Generator<JsonNode, void> {
  if (jsonKind(tree, node) !== 'array') return
  const after = tree.afters[node] ?? 0
  for (let item = node + 1; item < after; item = tree.afters[item] ?? after) yield item
}

/** The properties of an object in the order of the text, duplicates included. */
export function* jsonMembers(tree: JsonTree, node: JsonNode): Generator<JsonMember, void> {
  if (jsonKind(tree, node) !== 'object') return
  const after = tree.afters[node] ?? 0
  for (let key = node + 1; key < after;) {
    const value = tree.afters[key] ?? after
    yield { key, value }
    key = tree.afters[value] ?? after
  }
}
