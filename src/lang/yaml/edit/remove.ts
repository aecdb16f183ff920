import type { TextEdit } from '../../../kernel/edit.ts'
import { wholeLines } from '../../text/blocks.ts'
import { yamlEntries, yamlItems, yamlKind, yamlStyle, type YamlNode, type YamlTree } from '../tree.ts'
import { beginOf, colonOf, dashOf, isFirstInLine, endOf } from './places.ts'

/** Takes an entry out of a mapping, or an item out of a list: with its lines, but for a comment above it. */
export function removeNode(
  tree: YamlTree,
  parent: YamlNode,
  node: YamlNode,
): readonly TextEdit[] | undefined {
  const parts = partsOf(tree, parent)
  const at = parts.findIndex((one) => one.value === node)
  const part = parts[at]
  if (part === undefined) return undefined
  const { file, text } = tree
  if (yamlStyle(tree, parent) === 'flow') {
    const next = parts[at + 1]
    const before = parts[at - 1]
    if (next !== undefined) return [{ file, start: part.start, end: next.start, text: '' }]
    if (before !== undefined) return [{ file, start: before.end, end: part.end, text: '' }]
    return [{ file, start: part.start, end: part.end, text: '' }]
  }
  if (parts.length === 1) return emptied(tree, parent)
  if (isFirstInLine(text, part.start)) {
    const lines = wholeLines(text, part.start, Math.max(part.start, part.end - 1))
    return [{ file, ...lines, text: '' }]
  }
  // The first in the line of a dash: what comes next takes its place.
  const next = parts[at + 1]
  return next === undefined ? undefined : [{ file, start: part.start, end: next.start, text: '' }]
}

interface Part {
  readonly value: YamlNode
  readonly start: number
  readonly end: number
}

function partsOf(tree: YamlTree, parent: YamlNode): readonly Part[] {
  const isBlock = yamlStyle(tree, parent) !== 'flow'
  const entries = [...yamlEntries(tree, parent)].map(({ key, value }) => ({
    value,
    start: beginOf(tree, key),
    end: Math.max(colonOf(tree, key) + 1, value < 0 ? 0 : endOf(tree, value)),
  }))
  const items = [...yamlItems(tree, parent)].map((value) => ({
    value,
    start: isBlock ? dashOf(tree, value) : beginOf(tree, value),
    end: endOf(tree, value),
  }))
  return [...entries, ...items]
}

/** The last one gone leaves brackets, as nothing at all would mean null. */
function emptied(tree: YamlTree, parent: YamlNode): readonly TextEdit[] | undefined {
  const { file, text } = tree
  const brackets = yamlKind(tree, parent) === 'map' ? '{}' : '[]'
  const [part] = partsOf(tree, parent)
  if (part === undefined) return undefined
  const before = /:([ \t]*(?:#[^\n]*)?\r?\n[ \t]*)$/u.exec(text.slice(0, part.start))
  if (before === null || /#/u.test(before[1] ?? ''))
    return [{ file, start: part.start, end: part.end, text: brackets }]
  return [{ file, start: before.index + 1, end: part.end, text: ` ${brackets}` }]
}
