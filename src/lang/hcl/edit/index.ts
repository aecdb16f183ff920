import { isListData, isMapData, sameData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { indentAt, lineBreak, startOfLineAt } from '../../text/blocks.ts'
import { nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import { insertElement, insertPart } from './insert.ts'
import { hclLiteral, hclManner, hclNodeAt, hclParents, itemsOf, partsOf } from './places.ts'
import { removed } from './remove.ts'
import { expressionText, heredocLines, keyText, quotedText, type IsBlock } from './write.ts'

/**
 * Minimal edits of HCL: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. Each gives what to change, or undefined where it
 * can't be done this way.
 */

type Path = readonly (string | number)[]

interface Range {
  readonly start: number
  readonly end: number
}

/** Gives the expression at a part of the text another value; a part of a template stays in its quotes. */
export function replaceHcl(tree: Tree, at: Range, data: Data): readonly TextEdit[] | undefined {
  const node = hclNodeAt(tree, at)
  return node === undefined ? undefined : replaced(tree, node, data)
}

/** Puts another expression where the whole one of an argument, an item or an element stands. */
export function rewriteHcl(
  tree: Tree,
  at: Range,
  make: (textOf: (data: Data) => string) => string,
): readonly TextEdit[] | undefined {
  const node = hclNodeAt(tree, at)
  const above = node === undefined ? undefined : tree.kinds[hclParents(tree)[node] ?? -1]
  const isWhole = above === nodeKind.attribute || above === nodeKind.objectItem || above === nodeKind.tuple
  if (node === undefined || !isWhole) return undefined
  const manner = hclManner(tree, never)
  return [
    edit(
      tree,
      node,
      make((data) => expressionText(data, manner, undefined)),
    ),
  ]
}

/** Gives what lies at a path below a body or expression another value; what isn't there is added. */
export function setHcl(
  tree: Tree,
  root: Node,
  path: Path,
  { data, isBlock }: { readonly data: Data; readonly isBlock: IsBlock },
): readonly TextEdit[] | undefined {
  const names: string[] = []
  let here = root
  for (const [position, step] of path.entries()) {
    const next = childOf(tree, here, step, path[position + 1])
    if (next === undefined) return added(tree, here, { names, rest: path.slice(position), data, isBlock })
    if (typeof step === 'string') names.push(step)
    here = next
  }
  return tree.kinds[here] === nodeKind.body ? undefined : replaced(tree, here, data)
}

/** Takes what lies at a path below a body or expression out; nothing is to be done where nothing is. */
export function removeHcl(tree: Tree, root: Node, path: Path): readonly TextEdit[] | undefined {
  let here = root
  for (const [position, step] of path.entries()) {
    const next = childOf(tree, here, step, path[position + 1])
    if (next === undefined) return []
    here = next
  }
  return here === root ? undefined : removed(tree, here)
}

/** Takes the argument, block or item out whose value is at a part of the text. */
export function removeHclAt(tree: Tree, at: Range): readonly TextEdit[] | undefined {
  const node = hclNodeAt(tree, at)
  return node === undefined ? undefined : removed(tree, node)
}

/** Gives an argument, an item of an object, or blocks of a type another name. */
export function renameHcl(tree: Tree, root: Node, path: Path, name: string): readonly TextEdit[] | undefined {
  let above: Node | undefined = root
  for (const step of path.slice(0, -1)) above = above === undefined ? undefined : childOf(tree, above, step)
  if (above === undefined) return undefined
  const isObject = tree.kinds[above] === nodeKind.object
  const named = partsOf(tree, above).filter((one) => one.name === path.at(-1))
  if (named.length === 0) return undefined
  return named.map(({ node }) => {
    const first = tree.firstChildren[node] ?? -1
    const isQuoted = tree.text[tree.starts[first] ?? 0] === '"'
    const plain = isObject ? keyText(name) : name
    return edit(tree, first, isQuoted ? `"${quotedText(name)}"` : plain)
  })
}

/** Inside of an expression there are no blocks. */
function never(): boolean {
  return false
}

/** What is to be added below a node. */
interface Adding {
  readonly names: readonly string[]
  readonly rest: Path
  readonly data: Data
  readonly isBlock: IsBlock
}

/** A step into a body, object or tuple. Blocks of one type are a list, whose only item needs no number. */
function childOf(tree: Tree, node: Node, step: string | number, next?: string | number): Node | undefined {
  if (typeof step === 'number') {
    const items = itemsOf(tree, node)
    // The number after the type of a block has been heeded with it.
    return tree.kinds[node] === nodeKind.body ? node : items[step]
  }
  const named = partsOf(tree, node).filter(({ name }) => name === step)
  const first = named[0]
  if (first?.kind !== 'block') return named.at(-1)?.value
  return named[typeof next === 'number' ? next : 0]?.value
}

function added(
  tree: Tree,
  node: Node,
  { names, rest, data, isBlock }: Adding,
): readonly TextEdit[] | undefined {
  const [step = '', ...below] = rest
  if (typeof step === 'number') {
    return insertElement(tree, node, wrapped(below, data), isBlock)
  }
  if (tree.kinds[node] !== nodeKind.body && tree.kinds[node] !== nodeKind.object) {
    return tree.kinds[node] === nodeKind.null ? replaced(tree, node, wrapped(rest, data)) : undefined
  }
  return insertPart(tree, node, { name: step, data: wrapped(below, data), path: names, isBlock })
}

/** What a path leads to is a map of a map; numbers make lists. */
function wrapped(path: Path, data: Data): Data {
  return path.reduceRight<Data>((made, step) => (typeof step === 'number' ? [made] : { [step]: made }), data)
}

function replaced(tree: Tree, node: Node, data: Data): readonly TextEdit[] | undefined {
  const kind = tree.kinds[node]
  if (kind === nodeKind.text) return typeof data === 'string' ? textPart(tree, node, data) : undefined
  if (kind === nodeKind.body) return undefined
  const known = hclLiteral(tree, node)
  if (known !== undefined && sameData(known, data)) return []
  if (kind === nodeKind.object && isMapData(data)) return replacedObject(tree, node, data)
  if (kind === nodeKind.tuple && isListData(data)) return replacedTuple(tree, node, data)
  if (kind === nodeKind.heredoc && typeof data === 'string') {
    const text = heredocText(tree, node, data)
    if (text !== undefined) return [text]
  }
  return [whole(tree, node, data)]
}

/** A literal piece of a template, in quotes or in a heredoc. */
function textPart(tree: Tree, node: Node, data: string): readonly TextEdit[] | undefined {
  const parents = hclParents(tree)
  const isQuoted = tree.kinds[parents[node] ?? -1] === nodeKind.template
  if (isQuoted) return [edit(tree, node, quotedText(data))]
  return data.includes('\n') ? undefined : [edit(tree, node, quotedText(data).replaceAll('\\"', '"'))]
}

function replacedObject(
  tree: Tree,
  node: Node,
  data: { readonly [key: string]: Data },
): readonly TextEdit[] | undefined {
  const parts = partsOf(tree, node)
  if (parts.length === 0 || !parts.some(({ name }) => Object.hasOwn(data, name)))
    return [whole(tree, node, data)]
  const fresh = Object.entries(data).filter(([name]) => !parts.some((one) => one.name === name))
  const changes = parts.map(({ name, value }) => {
    const wanted = data[name]
    return wanted === undefined ? removed(tree, value) : replaced(tree, value, wanted)
  })
  const additions = fresh.map(([name, one]) =>
    insertPart(tree, node, { name, data: one, path: [], isBlock: never }),
  )
  return together(tree, node, data, [...changes, ...additions])
}

function replacedTuple(tree: Tree, node: Node, data: readonly Data[]): readonly TextEdit[] | undefined {
  const items = itemsOf(tree, node)
  const same = (item: Node, one: Data | undefined): boolean => {
    const known = hclLiteral(tree, item)
    return known !== undefined && one !== undefined && sameData(known, one)
  }
  let head = 0
  while (head < items.length && head < data.length && same(items[head] ?? -1, data[head])) head++
  let tail = 0
  const most = Math.min(items.length, data.length) - head
  while (tail < most && same(items.at(-1 - tail) ?? -1, data.at(-1 - tail))) tail++
  const old = items.slice(head, items.length - tail)
  const wanted = data.slice(head, data.length - tail)
  if (items.length === 0 || (wanted.length > old.length && tail > 0)) return [whole(tree, node, data)]
  const changes = old.map((item, at) => {
    const one = wanted[at]
    return one === undefined ? removed(tree, item) : replaced(tree, item, one)
  })
  const fresh = wanted.slice(old.length).map((one) => insertElement(tree, node, one, never))
  return together(tree, node, data, [...changes, ...fresh])
}

function together(
  tree: Tree,
  node: Node,
  data: Data,
  changes: readonly (readonly TextEdit[] | undefined)[],
): readonly TextEdit[] {
  const edits = changes.flatMap((one) => one ?? [])
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const isMuddle = inOrder.some((one, at) => {
    const before = inOrder[at - 1]
    const bothAdd = before !== undefined && one.start === one.end && before.start === before.end
    return before !== undefined && one.start <= before.end && !bothAdd
  })
  const commas = edits.filter(({ text }) => text === ',').length
  return changes.includes(undefined) || isMuddle || commas > 1 ? [whole(tree, node, data)] : edits
}

/** An expression in place of another, over lines where that one was. */
function whole(tree: Tree, node: Node, data: Data): TextEdit {
  const old = sourceOf(tree, node)
  const manner = hclManner(tree, never)
  const start = startOfLineAt(tree.text, tree.starts[node] ?? 0)
  const indent = /^[ \t]*/u.exec(tree.text.slice(start))?.[0] ?? ''
  const isTall = old.includes('\n') || (isMapData(data) && tree.kinds[node] !== nodeKind.object)
  return edit(tree, node, expressionText(data, manner, isTall ? indent : undefined))
}

function edit(tree: Tree, node: Node, text: string): TextEdit {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0, text }
}

/** A heredoc stays one: its marker, and how far its lines are indented. */
function heredocText(tree: Tree, node: Node, data: string): TextEdit | undefined {
  const source = sourceOf(tree, node)
  const [head = '', flush, marker = ''] = /^<<(-?)([^\r\n]+)\r?\n/u.exec(source) ?? []
  if (head === '') return undefined
  const last = source.lastIndexOf(marker)
  const closing = startOfLineAt(source, last)
  const body = source.slice(head.length, closing)
  const indents = body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/u.exec(line)?.[0] ?? '')
  const indent =
    flush === '-' ? (indents.toSorted((a, b) => a.length - b.length)[0] ?? indentAt(source, last)) : ''
  // The text of a heredoc ends its lines as the file does.
  const ends = lineBreak(tree.text)
  if (ends === '\r\n' && data.replaceAll('\r\n', '').includes('\n')) return undefined
  const lines = heredocLines(data.replaceAll(ends, '\n'), indent, marker.trim(), ends)
  if (lines === undefined) return undefined
  const from = (tree.starts[node] ?? 0) + head.length
  return { file: tree.file, start: from, end: from + body.length, text: lines }
}
