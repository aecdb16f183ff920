import { isListData, isMapData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { endOfLineAt, lineBreak } from '../../text/blocks.ts'
import {
  yamlEntries,
  yamlItems,
  yamlKind,
  yamlStyle,
  type YamlEntry,
  type YamlNode,
  type YamlTree,
} from '../tree.ts'
import { colonOf, columnOf, dashOf, mannerAt, endOf, startOf } from './places.ts'
import { afterColon, flowText, itemText, keyText } from './write.ts'

/** Adds an entry to a mapping, after its last one. Undefined where the mapping can't be added to. */
export function insertEntry(
  tree: YamlTree,
  map: YamlNode,
  key: string,
  data: Data,
): readonly TextEdit[] | undefined {
  const entries = [...yamlEntries(tree, map)]
  const last = entries.at(-1)
  if (yamlKind(tree, map) !== 'map') return undefined
  const manner = mannerAt(tree, map)
  if (last === undefined || yamlStyle(tree, map) === 'flow') {
    const text = `${keyText(key, manner, true)}: ${flowText(data, manner)}`
    return inBrackets(tree, map, last === undefined ? undefined : endOfEntry(tree, last), text)
  }
  const column = columnOf(tree.text, tree.starts[entries[0]?.key ?? last.key] ?? 0)
  const text = `${' '.repeat(column)}${keyText(key, manner, false)}:${afterColon(data, column, manner)}`
  const blank = isApart(
    tree,
    entries.map((one) => [tree.starts[one.key] ?? 0, endOfEntry(tree, one)]),
  )
  return [newLine(tree, endOfEntry(tree, last), text, { ending: manner.lineBreak, blank })]
}

/** Adds an item at the end of a list. */
export function insertItem(tree: YamlTree, list: YamlNode, data: Data): readonly TextEdit[] | undefined {
  const items = [...yamlItems(tree, list)]
  const last = items.at(-1)
  if (yamlKind(tree, list) !== 'list') return undefined
  const manner = mannerAt(tree, list)
  if (last === undefined || yamlStyle(tree, list) === 'flow')
    return inBrackets(tree, list, last === undefined ? undefined : tree.ends[last], flowText(data, manner))
  const column = columnOf(tree.text, dashOf(tree, last))
  const inLine = yamlKind(tree, last) !== 'scalar' && yamlStyle(tree, last) === 'flow'
  const text =
    inLine && (isListData(data) || isMapData(data))
      ? flowText(data, manner)
      : itemText(data, column + 2, manner)
  return [
    newLine(tree, endOfNode(tree, last, dashOf(tree, last) + 1), `${' '.repeat(column)}- ${text}`, {
      ending: manner.lineBreak,
      blank: isApart(
        tree,
        items.map((one) => [dashOf(tree, one), endOfNode(tree, one, dashOf(tree, one) + 1)]),
      ),
    }),
  ]
}

/** Whether there is an empty line between each two of several neighbours. */
function isApart({ text }: YamlTree, places: readonly (readonly [start: number, end: number])[]): boolean {
  return (
    places.length > 1 &&
    places.slice(1).every(([start], at) => {
      const end = places[at]?.[1] ?? 0
      const between = text.slice(end, start)
      return (text[end - 1] === '\n' ? /(?:^|\n)[ \t]*\r?\n/u : /\n[ \t]*\r?\n/u).test(between)
    })
  )
}

function endOfEntry(tree: YamlTree, { key, value }: YamlEntry): number {
  return endOfNode(tree, value, colonOf(tree, key) + 1)
}

/** Where what is written of a node ends; `before` is where it would begin, if it is empty. */
function endOfNode(tree: YamlTree, node: YamlNode, before: number): number {
  if (node < 0 || yamlKind(tree, node) === 'empty')
    return Math.max(before, tree.properties.get(node)?.end ?? 0)
  return Math.max(before, endOf(tree, node))
}

/** A line of its own below that of an offset, whose comment stays where it is. */
function newLine(
  { file, text: whole }: YamlTree,
  after: number,
  text: string,
  { ending, blank }: { readonly ending: string; readonly blank: boolean },
): TextEdit {
  const above = blank ? ending : ''
  // A block whose last line ends count has its break inside of it.
  if (after > 0 && whole[after - 1] === '\n')
    return { file, start: after, end: after, text: above + text + ending }
  const at = endOfLineAt(whole, after)
  return { file, start: at, end: at, text: above + ending + text }
}

/** Adds to a collection in brackets: in its line, or on a line of its own where each has one. */
function inBrackets(
  tree: YamlTree,
  node: YamlNode,
  last: number | undefined,
  text: string,
): readonly TextEdit[] | undefined {
  const { file, text: whole } = tree
  const start = startOf(tree, node)
  const end = endOf(tree, node)
  if (whole[start] !== '{' && whole[start] !== '[') return undefined
  if (last === undefined) return [{ file, start: start + 1, end: end - 1, text }]
  const before = /(?:\r?\n)([ \t]*)[^\n]*$/u.exec(whole.slice(start, last))
  const isOwnLine = before !== null && /^\s*\r?\n/u.test(whole.slice(start + 1))
  return [
    {
      file,
      start: last,
      end: last,
      text: `,${isOwnLine ? lineBreak(whole) + (before[1] ?? '') : ' '}${text}`,
    },
  ]
}
