import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { kindOf, yamlKinds, yamlStyles, type YamlKind, type YamlStyle } from './kinds.ts'

/** A node is a row of the tree's arrays. */
export type YamlNode = number

/** An anchor and a tag before a node, and where they stand. */
export interface Properties {
  readonly start: number
  readonly end: number
  readonly anchor: string | undefined
  /** The whole tag: `!!str` is `tag:yaml.org,2002:str`, `!Ref` is `!Ref`, a lone `!` is `!`. */
  readonly tag: string | undefined
}

/**
 * A YAML text and its nodes in flat arrays. The text is kept whole: what lies between nodes is indentation, indicators and
 * comments (whose places are in `comments`) or, after a problem, text that was understood as nothing.
 */
export interface YamlTree {
  readonly file: FilePath
  readonly text: string
  readonly kinds: Uint8Array
  readonly styles: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The first child of a collection, the anchored node of an alias (or -1), the indentation of a block scalar. */
  readonly firsts: Int32Array
  /** The next sibling, or -1. */
  readonly nexts: Int32Array
  readonly size: number
  readonly properties: ReadonlyMap<YamlNode, Properties>
  /** The root node of each document. */
  readonly documents: readonly YamlNode[]
  /** The start and end of each comment, from its # to the end of its line. */
  readonly comments: Int32Array
  readonly diagnostics: readonly Diagnostic[]
}

/** One entry of a mapping. Either side may be an `empty` node. */
export interface YamlEntry {
  readonly key: YamlNode
  readonly value: YamlNode
}

/** What a node is. */
export function yamlKind(tree: YamlTree, node: YamlNode): YamlKind {
  return yamlKinds[tree.kinds[node] ?? 0] ?? 'empty'
}

/** How a node is written. */
export function yamlStyle(tree: YamlTree, node: YamlNode): YamlStyle {
  return yamlStyles[(tree.styles[node] ?? 0) & 0xf] ?? 'plain'
}

/** Where a node is, with its quotes, brackets or block header, without its anchor and tag. */
export function yamlSpan(tree: YamlTree, node: YamlNode): Span {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

/** A node's text as written. */
export function yamlSource(tree: YamlTree, node: YamlNode): string {
  return tree.text.slice(tree.starts[node], tree.ends[node])
}

/** The name of a node's anchor. */
export function yamlAnchor(tree: YamlTree, node: YamlNode): string | undefined {
  return tree.properties.get(node)?.anchor
}

/** The whole tag of a node, if it has one. */
export function yamlTag(tree: YamlTree, node: YamlNode): string | undefined {
  return tree.properties.get(node)?.tag
}

/** The node that an alias stands for, or undefined when there is no such anchor. */
export function yamlTarget(tree: YamlTree, alias: YamlNode): YamlNode | undefined {
  const target = tree.kinds[alias] === kindOf.alias ? (tree.firsts[alias] ?? -1) : -1
  return target < 0 ? undefined : target
}

/** The items of a list. */
export function* yamlItems(tree: YamlTree, node: YamlNode): Generator<YamlNode, void> {
  if (tree.kinds[node] !== kindOf.list) return
  for (let item = tree.firsts[node] ?? -1; item >= 0; item = tree.nexts[item] ?? -1) yield item
}

/** The entries of a mapping in the order of the text, duplicates included. */
export function* yamlEntries(tree: YamlTree, node: YamlNode): Generator<YamlEntry, void> {
  if (tree.kinds[node] !== kindOf.map) return
  for (let key = tree.firsts[node] ?? -1; key >= 0;) {
    const value = tree.nexts[key] ?? -1
    yield { key, value }
    key = value < 0 ? -1 : (tree.nexts[value] ?? -1)
  }
}
