import {
  isListData,
  isMapData,
  trimmedEdit,
  type Data,
  type ScalarData,
  type TextEdit,
} from '../../../kernel/edit.ts'
import { middleOf } from '../../text/part-edits.ts'
import { scalarText as cooked } from '../cook.ts'
import {
  yamlEntries,
  yamlItems,
  yamlKind,
  yamlStyle,
  type YamlEntry,
  type YamlNode,
  type YamlTree,
} from '../tree.ts'
import { insertEntry, insertItem } from './insert.ts'
import { beginOf, colonOf, columnOf, dashOf, mannerAt, parentsOf, endOf, startOf } from './places.ts'
import { removeNode } from './remove.ts'
import {
  afterColon,
  canBeBlock,
  canBeSingle,
  doubleText,
  flowText,
  isPlain,
  itemText,
  literalText,
  scalarText,
  singleText,
  type YamlManner,
} from './write.ts'

/** Gives a node another value: of a collection only what is different in it changes. */
export function replaceNode(tree: YamlTree, node: YamlNode, data: Data): readonly TextEdit[] | undefined {
  const kind = yamlKind(tree, node)
  if (kind === 'map' && isMapData(data) && Object.keys(data).length > 0) return replaceMap(tree, node, data)
  if (kind === 'list' && isListData(data) && data.length > 0) return replaceList(tree, node, data)
  const isCollection = isListData(data) || isMapData(data)
  if (kind === 'scalar' && !isCollection) return replaceScalar(tree, node, data)
  return replaceWhole(tree, node, data)
}

function replaceMap(
  tree: YamlTree,
  map: YamlNode,
  data: { readonly [key: string]: Data },
): readonly TextEdit[] | undefined {
  const entries = [...yamlEntries(tree, map)]
  // A merge key, or nothing left of what was there, is too much for small edits.
  if (entries.some(({ key }) => cooked(tree, key) === '<<')) return undefined
  if (!entries.some(({ key }) => Object.hasOwn(data, cooked(tree, key)))) return replaceWhole(tree, map, data)
  const known = new Set(entries.map(({ key }) => cooked(tree, key)))
  const changes = entries.map(({ key, value }) => {
    const wanted = data[cooked(tree, key)]
    if (wanted !== undefined && saysAlready(tree, value, wanted)) return []
    return wanted === undefined ? removeNode(tree, map, value) : replaceNode(tree, value, wanted)
  })
  const fresh = Object.entries(data).filter(([key]) => !known.has(key))
  return together(tree, map, data, [
    ...changes,
    ...fresh.map(([key, one]) => insertEntry(tree, map, key, one)),
  ])
}

/** Small changes as one; the whole is written anew where one of them can't be made or they get in each other's way. */
function together(
  tree: YamlTree,
  node: YamlNode,
  data: Data,
  changes: readonly (readonly TextEdit[] | undefined)[],
): readonly TextEdit[] | undefined {
  const edits = changes.flatMap((one) => one ?? [])
  return changes.includes(undefined) || overlap(edits) ? replaceWhole(tree, node, data) : edits
}

/** What is the same at both ends stays; of what is left, items are changed in place, taken out or added. */
function replaceList(tree: YamlTree, list: YamlNode, data: readonly Data[]): readonly TextEdit[] | undefined {
  const items = [...yamlItems(tree, list)]
  if (items.length === 0) return replaceWhole(tree, list, data)
  const { tail, old, wanted } = middleOf(items, data, (item, one) => saysAlready(tree, item, one))
  // Something new in the middle: the list is written anew rather than guessed at.
  if (wanted.length > old.length && tail > 0) return replaceWhole(tree, list, data)
  const changes = old.map((item, at) => {
    const one = wanted[at]
    return one === undefined ? removeNode(tree, list, item) : replaceNode(tree, item, one)
  })
  return together(tree, list, data, [
    ...changes,
    ...wanted.slice(old.length).map((one) => insertItem(tree, list, one)),
  ])
}

function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return sorted.some((one, at) => {
    const before = sorted[at - 1]
    return before !== undefined && one.start <= before.end
  })
}

/** Whether a node says a value as it stands. */
function saysAlready(tree: YamlTree, node: YamlNode, data: Data): boolean {
  if (isListData(data)) {
    const items = [...yamlItems(tree, node)]
    return (
      yamlKind(tree, node) === 'list' &&
      items.length === data.length &&
      items.every((item, at) => saysAlready(tree, item, data[at] ?? null))
    )
  }
  if (isMapData(data)) {
    const entries = [...yamlEntries(tree, node)]
    return (
      yamlKind(tree, node) === 'map' &&
      entries.length === Object.keys(data).length &&
      entries.every(({ key, value }) => {
        const wanted = data[cooked(tree, key)]
        return wanted !== undefined && saysAlready(tree, value, wanted)
      })
    )
  }
  if (yamlKind(tree, node) !== 'scalar' || tree.properties.get(node)?.tag !== undefined) return false
  const text = cooked(tree, node)
  if (typeof data === 'string')
    return text === data && (yamlStyle(tree, node) !== 'plain' || isPlain(text, true))
  return yamlStyle(tree, node) === 'plain' && text === String(data)
}

/** A scalar in place of another, in the same manner if it can be. */
function replaceScalar(tree: YamlTree, node: YamlNode, data: ScalarData): readonly TextEdit[] | undefined {
  const { file } = tree
  const start = startWithoutTag(tree, node)
  const end = endOf(tree, node)
  const parents = parentsOf(tree)
  const parent = parents[node] ?? -1
  const flow = isInFlow(tree, node, parents)
  const around = mannerAt(tree, parent < 0 ? node : parent)
  // Only what ends the file needs the end of its last line.
  const manner = { ...around, blocks: around.blocks || end < tree.text.trimEnd().length }
  const text = inMannerOf(tree, node, data, { manner, flow })
  const edit = { file, start, end, text }
  const isBlock = yamlStyle(tree, node) === 'literal' || yamlStyle(tree, node) === 'folded'
  return [isBlock && text.includes('\n') ? trimmedEdit(edit, tree.text, true) : edit]
}

function inMannerOf(
  tree: YamlTree,
  node: YamlNode,
  data: ScalarData,
  { manner, flow }: { readonly manner: YamlManner; readonly flow: boolean },
): string {
  if (typeof data !== 'string') return scalarText(data, manner, flow)
  const style = yamlStyle(tree, node)
  if (style === 'literal' || style === 'folded') {
    const last = tree.text[endOf(tree, node) - 1] === '\n' ? manner.lineBreak : ''
    if (manner.blocks && canBeBlock(data))
      return literalText(data, tree.firsts[node] ?? 0, manner.lineBreak) + last
    return scalarText(data, manner, flow) + last
  }
  if (style === 'double') return doubleText(data)
  if (style === 'single' && canBeSingle(data)) return singleText(data)
  if (!flow && manner.blocks && canBeBlock(data)) {
    const line = columnOf(tree.text, lineKey(tree, node))
    return literalText(data, line + manner.step, manner.lineBreak)
  }
  return scalarText(data, manner, flow)
}

/** Where the key or dash of a scalar stands, for what is indented below it. */
function lineKey(tree: YamlTree, node: YamlNode): number {
  const parent = parentsOf(tree)[node] ?? -1
  const entry = [...yamlEntries(tree, parent)].find(({ value }) => value === node)
  if (entry !== undefined) return startOf(tree, entry.key)
  return parent < 0 ? startOf(tree, node) : dashOf(tree, node)
}

/** A local tag such as `!Ref` says what the old value meant, so it goes with it. */
function startWithoutTag(tree: YamlTree, node: YamlNode): number {
  const properties = tree.properties.get(node)
  return properties?.tag === undefined || properties.anchor !== undefined
    ? startOf(tree, node)
    : properties.start
}

function isInFlow(tree: YamlTree, node: YamlNode, parents: Int32Array): boolean {
  const parent = parents[node] ?? -1
  return parent >= 0 && yamlStyle(tree, parent) === 'flow'
}

/** Something of another kind in place of a node. */
function replaceWhole(tree: YamlTree, node: YamlNode, data: Data): readonly TextEdit[] | undefined {
  const { file } = tree
  const parents = parentsOf(tree)
  const parent = parents[node] ?? -1
  if (parent < 0) return undefined
  const manner = mannerAt(tree, parent)
  const stays = isBrackets(tree, node)
  if (isInFlow(tree, node, parents) || stays) {
    const own = stays ? mannerAt(tree, node) : manner
    return [{ file, start: startWithoutTag(tree, node), end: endOf(tree, node), text: flowText(data, own) }]
  }
  const entry = [...yamlEntries(tree, parent)].find(({ value }) => value === node)
  return [entry === undefined ? anewItem(tree, node, data, manner) : anewEntry(tree, entry, data, manner)]
}

/** Whether a collection stands in brackets that hold something. */
function isBrackets(tree: YamlTree, node: YamlNode): boolean {
  const kind = yamlKind(tree, node)
  if (kind !== 'map' && kind !== 'list') return false
  return yamlStyle(tree, node) === 'flow' && endOf(tree, node) - startOf(tree, node) > 2
}

function anewEntry(tree: YamlTree, { key, value }: YamlEntry, data: Data, manner: YamlManner): TextEdit {
  const colon = colonOf(tree, key) + 1
  const column = columnOf(tree.text, startOf(tree, key))
  const end = Math.max(colon, yamlKind(tree, value) === 'empty' ? 0 : endOf(tree, value))
  return { file: tree.file, start: colon, end, text: afterColon(data, column, manner) }
}

function anewItem(tree: YamlTree, node: YamlNode, data: Data, manner: YamlManner): TextEdit {
  const dash = dashOf(tree, node)
  const start = Math.max(dash + 1, beginOf(tree, node))
  const made = itemText(data, columnOf(tree.text, dash) + 2, manner)
  const end = Math.max(start, endOf(tree, node))
  return { file: tree.file, start, end, text: start === dash + 1 ? ` ${made}` : made }
}
