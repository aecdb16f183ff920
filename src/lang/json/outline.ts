import type { FilePath } from '../../kernel/brand.ts'
import { groupOf, leafOf, type Found, type Outline } from '../merge/outline.ts'
import { parseJson } from './parse.ts'
import { jsonScalar } from './scalar.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonRoot,
  jsonSource,
  jsonString,
  type JsonNode,
  type JsonTree,
} from './tree.ts'

/** A JSON text as an outline; undefined when it isn't JSON. A blank text has nothing in it. */
export function jsonOutline(file: FilePath, text: string): Outline | undefined {
  if (text.trim() === '') return leafOf(text, '', { empty: true })
  const tree = parseJson(file, text)
  const root = jsonRoot(tree)
  if (root === undefined || tree.diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const found: Found = {
    key: 'root',
    sort: 'root',
    name: '',
    value: { start: tree.starts[root] ?? 0, end: tree.ends[root] ?? 0 },
    node: outlineOf(tree, root, deepest),
  }
  const whole = { start: 0, end: text.length }
  const frame = { form: 'file', layout: 'lines', ordered: false, compact: false, isFile: false } as const
  return groupOf(text, { ...frame, inside: whole, outside: whole }, [found], skipBlank)
}

/** What is nested deeper than anybody writes is not taken apart. */
const deepest = 100

function outlineOf(tree: JsonTree, node: JsonNode, depth: number): Outline {
  const kind = jsonKind(tree, node)
  const [start, end] = [tree.starts[node] ?? 0, tree.ends[node] ?? 0]
  if (depth === 0 || (kind !== 'object' && kind !== 'array')) return leaf(tree, node)
  const found = kind === 'object' ? members(tree, node, depth) : items(tree, node, depth)
  const frame = {
    form: kind === 'object' ? 'map' : 'list',
    layout: 'commas',
    ordered: kind === 'array',
    compact: false,
    inside: { start: start + 1, end: end - 1 },
    outside: { start, end },
    isFile: false,
  } as const
  return groupOf(tree.text, frame, found, skipBlank)
}

function leaf(tree: JsonTree, node: JsonNode): Outline {
  const source = jsonSource(tree, node)
  const kind = jsonKind(tree, node)
  if (kind === 'object' || kind === 'array') return leafOf(source, source)
  return leafOf(source, JSON.stringify(jsonScalar(tree, node)), { empty: kind === 'null' })
}

function members(tree: JsonTree, node: JsonNode, depth: number): readonly Found[] {
  return [...jsonMembers(tree, node)].map(({ key, value }) => {
    const name = jsonString(tree, key)
    return {
      key: name,
      sort: 'key',
      name,
      value: rangeOf(tree, value),
      node: outlineOf(tree, value, depth - 1),
    }
  })
}

function items(tree: JsonTree, node: JsonNode, depth: number): readonly Found[] {
  return [...jsonItems(tree, node)].map((item, at) => ({
    key: undefined,
    sort: jsonKind(tree, item) === 'object' ? 'map' : 'item',
    name: `[${at}]`,
    value: rangeOf(tree, item),
    node: outlineOf(tree, item, depth - 1),
  }))
}

function rangeOf(tree: JsonTree, node: JsonNode): { readonly start: number; readonly end: number } {
  return { start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

function skipBlank(text: string, at: number): number {
  let next = at
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next++
  return next
}
