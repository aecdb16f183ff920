import type { Data, TextEdit } from '../../../kernel/edit.ts'
import { nestedData, partAt, removePart, setPart, type Parts, type Path } from '../../text/part-edits.ts'
import { blockText, doubleText, singleText, canBeSingle, scalarText, type YamlManner } from './write.ts'
import { scalarText as cooked } from '../cook.ts'
import {
  yamlEntries,
  yamlItems,
  yamlKind,
  yamlStyle,
  yamlTarget,
  type YamlNode,
  type YamlTree,
} from '../tree.ts'
import { insertEntry, insertItem } from './insert.ts'
import { mannerAt, parentsOf, yamlContainerAt, yamlLeafAt, yamlValue, endOf, startOf } from './places.ts'
import { removeNode } from './remove.ts'
import { replaceNode } from './replace.ts'

/** Minimal edits of YAML: https://yaml.org/spec/1.2.2/. Each gives what to change, or undefined where it can't be done this way. */

/** Gives the scalar, or the collection, that begins at a place another value. */
export function replaceYaml(tree: YamlTree, start: number, data: Data): readonly TextEdit[] | undefined {
  const isCollection = typeof data === 'object' && data !== null
  const node = isCollection
    ? (yamlContainerAt(tree, { start }) ?? yamlLeafAt(tree, start))
    : (yamlLeafAt(tree, start) ?? yamlContainerAt(tree, { start }))
  return node === undefined ? undefined : replaceNode(tree, node, data)
}

/** Gives what lies at a path below a node another value; what isn't there is added. */
export function setYaml(
  tree: YamlTree,
  root: YamlNode,
  path: Path,
  data: Data,
): readonly TextEdit[] | undefined {
  return setPart(partsIn(tree), root, path, data)
}

/** A file of its own that says one thing. */
export function yamlText(path: Path, data: Data): string {
  return `${blockText(nestedData(path, data), 0, plainManner)}\n`
}

const plainManner: YamlManner = {
  quote: 'double',
  always: false,
  step: 2,
  indentsLists: true,
  lineBreak: '\n',
  blocks: true,
}

/** Takes what lies at a path below a node out; nothing is to be done where nothing is. */
export function removeYaml(tree: YamlTree, root: YamlNode, path: Path): readonly TextEdit[] | undefined {
  return removePart(partsIn(tree), root, path)
}

/** Gives the entry whose value is at a path another key. */
export function renameYaml(
  tree: YamlTree,
  root: YamlNode,
  path: Path,
  name: string,
): readonly TextEdit[] | undefined {
  const map = partAt(partsIn(tree), root, path.slice(0, -1))
  const entry =
    map === undefined
      ? undefined
      : [...yamlEntries(tree, map)].find(({ key }) => cooked(tree, key) === path.at(-1))
  if (map === undefined || entry === undefined) return undefined
  const { key } = entry
  const style = yamlStyle(tree, key)
  const plain = scalarText(name, mannerAt(tree, map), true)
  const quoted = style === 'single' && canBeSingle(name) ? singleText(name) : plain
  const text = style === 'double' ? doubleText(name) : quoted
  return [{ file: tree.file, start: startOf(tree, key), end: endOf(tree, key), text }]
}

/** The node whose value begins at a place, and the collection that it is in. */
function yamlEntryAt(
  tree: YamlTree,
  start: number,
): { readonly parent: YamlNode; readonly node: YamlNode } | undefined {
  const node = yamlLeafAt(tree, start) ?? yamlContainerAt(tree, { start })
  const parent = node === undefined ? -1 : (parentsOf(tree)[node] ?? -1)
  return node === undefined || parent < 0 ? undefined : { parent, node }
}

/** Takes the entry or item out whose value begins at a place. */
export function removeYamlAt(tree: YamlTree, start: number): readonly TextEdit[] | undefined {
  const found = yamlEntryAt(tree, start)
  return found === undefined ? undefined : removeNode(tree, found.parent, found.node)
}

function partsIn(tree: YamlTree): Parts<YamlNode> {
  return {
    childOf: (node, step) => childOf(tree, node, step),
    replaced: (node, data) => replaceNode(tree, node, data),
    added: (node, rest, data) => added(tree, node, rest, data),
    removed: (parent, node) => removeNode(tree, parent, node),
  }
}

function childOf(tree: YamlTree, node: YamlNode, step: string | number): YamlNode | undefined {
  if (yamlKind(tree, node) === 'alias') {
    const target = yamlTarget(tree, node)
    return target === undefined ? undefined : childOf(tree, target, step)
  }
  if (yamlKind(tree, node) === 'map') return yamlValue(tree, node, String(step))
  return typeof step === 'number' ? [...yamlItems(tree, node)][step] : undefined
}

/** What is added for the rest of a path: one entry that holds all of it. */
function added(tree: YamlTree, here: YamlNode, rest: Path, data: Data): readonly TextEdit[] | undefined {
  const [step = '', ...below] = rest
  const whole = nestedData(below, data)
  const kind = yamlKind(tree, here)
  const isNothing = kind === 'empty' || (kind === 'scalar' && ['null', '~'].includes(cooked(tree, here)))
  const isEmpty =
    (kind === 'map' && yamlEntries(tree, here).next().done === true) ||
    (kind === 'list' && yamlItems(tree, here).next().done === true)
  const inFlow = isEmpty && yamlStyle(tree, parentsOf(tree)[here] ?? -1) === 'flow'
  if (isNothing || (isEmpty && !inFlow))
    return replaceNode(tree, here, typeof step === 'number' ? [whole] : { [step]: whole })
  return typeof step === 'number' ? insertItem(tree, here, whole) : insertEntry(tree, here, step, whole)
}

/** Where the last key of a path begins, in the document that a place is in. */
export function yamlKeyAt(tree: YamlTree, place: number, path: Path): number | undefined {
  const root = tree.documents.findLast((one) => startOf(tree, one) <= place) ?? tree.documents[0]
  const here = root === undefined ? undefined : partAt(partsIn(tree), root, path.slice(0, -1))
  if (here === undefined || yamlKind(tree, here) !== 'map') return undefined
  const entry = [...yamlEntries(tree, here)].findLast(({ key }) => cooked(tree, key) === path.at(-1))
  return entry === undefined ? undefined : startOf(tree, entry.key)
}

/** The path from the root of its document to the scalar, or else the collection, that begins at a place. */
export function yamlPathAt(tree: YamlTree, start: number): Path | undefined {
  const node = yamlLeafAt(tree, start) ?? yamlContainerAt(tree, { start })
  if (node === undefined) return undefined
  const parents = parentsOf(tree)
  const path: (string | number)[] = []
  for (let here = node; (parents[here] ?? -1) >= 0; here = parents[here] ?? -1) {
    const above = parents[here] ?? -1
    const entry = [...yamlEntries(tree, above)].find(({ value }) => value === here)
    path.unshift(entry === undefined ? [...yamlItems(tree, above)].indexOf(here) : cooked(tree, entry.key))
  }
  return path
}
