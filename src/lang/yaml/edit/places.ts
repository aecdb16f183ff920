import { indentAt, lineBreak, startOfLineAt } from '../../text/blocks.ts'
import { scalarText } from '../cook.ts'
import { yamlEntries, yamlItems, yamlKind, yamlStyle, type YamlNode, type YamlTree } from '../tree.ts'
import type { YamlManner } from './write.ts'

/** The node above each node: of a value the collection that it is in; -1 for a document's root. */
export function parentsOf(tree: YamlTree): Int32Array {
  const known = allParents.get(tree)
  if (known !== undefined) return known
  const made = parentsIn(tree)
  allParents.set(tree, made)
  return made
}

const allParents = new WeakMap<YamlTree, Int32Array>()

function parentsIn(tree: YamlTree): Int32Array {
  const parents = new Int32Array(tree.size).fill(-1)
  for (let node = 0; node < tree.size; node++) {
    for (const { key, value } of yamlEntries(tree, node)) {
      parents[key] = node
      if (value >= 0) parents[value] = node
    }
    for (const item of yamlItems(tree, node)) parents[item] = node
  }
  return parents
}

/** The scalar, alias or empty node that begins at a place. */
export function yamlLeafAt(tree: YamlTree, start: number): YamlNode | undefined {
  const known = allLeaves.get(tree) ?? leavesIn(tree)
  allLeaves.set(tree, known)
  return known.get(start)
}

const allLeaves = new WeakMap<YamlTree, ReadonlyMap<number, YamlNode>>()

/** The leaves by where they begin; of several that begin at one place the first. */
function leavesIn(tree: YamlTree): ReadonlyMap<number, YamlNode> {
  const leaves = new Map<number, YamlNode>()
  for (let node = 0; node < tree.size; node++) {
    const start = startOf(tree, node)
    if (!leaves.has(start) && !isContainer(tree, node)) leaves.set(start, node)
  }
  return leaves
}

/**
 * The collection that a place means: one that begins there, or the value of a key that does. Where there are several, the first that
 * has all of the keys, and among these one that ends where the place does.
 */
export function yamlContainerAt(
  tree: YamlTree,
  at: { readonly start: number; readonly end?: number; readonly keys?: readonly string[] },
): YamlNode | undefined {
  const found: YamlNode[] = []
  for (let node = 0; node < tree.size; node++) {
    if (startOf(tree, node) === at.start && isContainer(tree, node)) found.push(node)
    for (const { key, value } of yamlEntries(tree, node))
      if (startOf(tree, key) === at.start && value >= 0) found.push(value)
  }
  const fits = found.filter((node) =>
    (at.keys ?? []).every((key) => yamlValue(tree, node, key) !== undefined),
  )
  const some = fits.length > 0 ? fits : found
  return (
    some.find((node) => endOf(tree, node) === at.end) ??
    some.find((node) => isContainer(tree, node)) ??
    some[0]
  )
}

function isContainer(tree: YamlTree, node: YamlNode): boolean {
  const kind = yamlKind(tree, node)
  return kind === 'map' || kind === 'list'
}

/** The value of a key; of a key that is there twice, the last. */
export function yamlValue(tree: YamlTree, map: YamlNode, key: string): YamlNode | undefined {
  let found: YamlNode | undefined
  for (const entry of yamlEntries(tree, map)) if (scalarText(tree, entry.key) === key) found = entry.value
  return found
}

/** The column of an offset, as the spaces of indentation count. */
export function columnOf(text: string, offset: number): number {
  const start = startOfLineAt(text, offset)
  const marks = text.charCodeAt(start) === 0xfeff ? 1 : 0
  return offset - start - marks
}

/** How what is added to a collection is to look. */
export function mannerAt(tree: YamlTree, near: YamlNode): YamlManner {
  const { text } = tree
  const around = quotesAmong(tree, siblingsOf(tree, near))
  const quote =
    around ??
    quotesAmong(
      tree,
      Array.from({ length: tree.size }, (_, node) => node),
    ) ??
    'double'
  return {
    quote,
    always: yamlStyle(tree, near) === 'flow' && keysAreQuoted(tree, near),
    step: stepOf(text),
    indentsLists: !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /mu.test(text),
    lineBreak: lineBreak(text),
    blocks: text.endsWith('\n'),
  }
}

function siblingsOf(tree: YamlTree, near: YamlNode): readonly YamlNode[] {
  const values = [...yamlEntries(tree, near)].map(({ value }) => value)
  return [...values, ...yamlItems(tree, near)]
}

function quotesAmong(tree: YamlTree, nodes: readonly YamlNode[]): YamlManner['quote'] | undefined {
  let single = 0
  let double = 0
  for (const node of nodes) {
    if (yamlKind(tree, node) !== 'scalar') continue
    const style = yamlStyle(tree, node)
    if (style === 'single') single++
    else if (style === 'double') double++
  }
  if (single === double) return single === 0 ? undefined : 'double'
  return single > double ? 'single' : 'double'
}

/** Keys in quotes are the sign of JSON. */
function keysAreQuoted(tree: YamlTree, node: YamlNode): boolean {
  const keys = [...yamlEntries(tree, node)].map(({ key }) => key)
  return keys.length > 0 && keys.every((key) => yamlStyle(tree, key) === 'double')
}

/** By how much the first block that is deeper than its parent is deeper. */
function stepOf(text: string): number {
  const found = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1( +)[^\s#-]/mu.exec(text)
  const [, , deeper = '  '] = found ?? []
  return deeper.length > 8 ? 2 : deeper.length
}

/** Where the dash of a block list's item stands. */
export function dashOf(tree: YamlTree, item: YamlNode): number {
  const start = tree.properties.get(item)?.start ?? tree.starts[item] ?? 0
  const before = /-[ \t]*(?:(?:#[^\n]*)?\r?\n[ \t]*)*$/u.exec(tree.text.slice(0, start))
  return before === null ? start : before.index
}

/** Where the colon of a key stands. */
export function colonOf(tree: YamlTree, key: YamlNode): number {
  const end = tree.ends[key] ?? 0
  const colon = tree.text.indexOf(':', end)
  return colon === -1 ? end : colon
}

/** Where a node begins, with its anchor and tag. */
export function beginOf(tree: YamlTree, node: YamlNode): number {
  return tree.properties.get(node)?.start ?? tree.starts[node] ?? 0
}

/** Whether an offset is the first that is written in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return indentAt(text, offset).length === columnOf(text, offset)
}

/** Where a node is written, without its anchor and tag. */
export function startOf(tree: YamlTree, node: YamlNode): number {
  return tree.starts[node] ?? 0
}

/** Where what is written of a node ends; 0 for none. */
export function endOf(tree: YamlTree, node: YamlNode): number {
  return node < 0 ? 0 : (tree.ends[node] ?? 0)
}
