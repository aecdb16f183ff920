import { isListData, isMapData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { endOfLineAt, indentAt, lineBreak } from '../../text/blocks.ts'
import {
  middleOf,
  nestedData,
  partAt,
  removePart,
  setPart,
  type Parts,
  type Path,
} from '../../text/part-edits.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonRoot,
  jsonSource,
  jsonString,
  type JsonMember,
  type JsonNode,
  type JsonTree,
} from '../tree.ts'

/** Minimal edits of JSON: https://www.rfc-editor.org/rfc/rfc8259. Each gives what to change, or undefined where it can't be done this way. */

/** Gives the value that begins at a place another one. Of containers that begin there, the outermost. */
export function replaceJson(tree: JsonTree, start: number, data: Data): readonly TextEdit[] | undefined {
  const node = jsonNodeAt(tree, start)
  return node === undefined ? undefined : replaced(tree, node, data)
}

/** Gives what lies at a path another value; what isn't there is added. */
export function setJson(
  tree: JsonTree,
  root: JsonNode,
  path: Path,
  data: Data,
): readonly TextEdit[] | undefined {
  return setPart(partsIn(tree), root, path, data)
}

/** Takes what lies at a path out; nothing is to be done where nothing is. */
export function removeJson(tree: JsonTree, root: JsonNode, path: Path): readonly TextEdit[] | undefined {
  return removePart(partsIn(tree), root, path)
}

/** Takes the member or item out whose value begins at a place. */
export function removeJsonAt(tree: JsonTree, start: number): readonly TextEdit[] | undefined {
  const node = jsonNodeAt(tree, start)
  const parent = node === undefined ? undefined : parentOf(tree, node)
  return node === undefined || parent === undefined ? undefined : removed(tree, parent, node)
}

/** Gives the member at a path another name. */
export function renameJson(tree: JsonTree, path: Path, name: string): readonly TextEdit[] | undefined {
  const root = jsonRoot(tree)
  const here = root === undefined ? undefined : partAt(partsIn(tree), root, path.slice(0, -1))
  const key = here === undefined ? undefined : memberOf(tree, here, String(path.at(-1)))?.key
  return key === undefined ? undefined : [edit(tree, key, JSON.stringify(name))]
}

/** The node that begins at a place. */
export function jsonNodeAt(tree: JsonTree, start: number): JsonNode | undefined {
  for (let node = 0; node < tree.size; node++) if (tree.starts[node] === start) return node
  return undefined
}

function partsIn(tree: JsonTree): Parts<JsonNode> {
  return {
    childOf: (node, step) => childOf(tree, node, step),
    replaced: (node, data) => replaced(tree, node, data),
    added: (node, rest, data) => added(tree, node, rest, data),
    removed: (parent, node) => removed(tree, parent, node),
  }
}

function childOf(tree: JsonTree, node: JsonNode, step: string | number): JsonNode | undefined {
  if (jsonKind(tree, node) === 'object') return memberOf(tree, node, String(step))?.value
  return typeof step === 'number' ? [...jsonItems(tree, node)][step] : undefined
}

/** Of a name that is there twice, the last. */
function memberOf(tree: JsonTree, node: JsonNode, name: string): JsonMember | undefined {
  return [...jsonMembers(tree, node)].findLast(({ key }) => jsonString(tree, key) === name)
}

function parentOf(tree: JsonTree, child: JsonNode): JsonNode | undefined {
  let found: JsonNode | undefined
  for (let node = 0; node < child; node++) if ((tree.afters[node] ?? 0) > child) found = node
  return found
}

function replaced(tree: JsonTree, node: JsonNode, data: Data): readonly TextEdit[] | undefined {
  if (says(tree, node, data)) return []
  const kind = jsonKind(tree, node)
  if (kind === 'object' && isMapData(data)) return replacedObject(tree, node, data)
  if (kind === 'array' && isListData(data)) return replacedArray(tree, node, data)
  return [whole(tree, node, data)]
}

function replacedObject(
  tree: JsonTree,
  node: JsonNode,
  data: { readonly [key: string]: Data },
): readonly TextEdit[] | undefined {
  const members = [...jsonMembers(tree, node)]
  const names = members.map(({ key }) => jsonString(tree, key))
  if (!names.some((name) => Object.hasOwn(data, name))) return [whole(tree, node, data)]
  const fresh = Object.entries(data).filter(([name]) => !names.includes(name))
  const changes = members.map(({ value }, at) => {
    const wanted = data[names[at] ?? '']
    return wanted === undefined ? removed(tree, node, value) : replaced(tree, value, wanted)
  })
  const last = members.at(-1)
  return together(tree, node, data, [
    ...changes,
    ...fresh.map(([name, one]) => after(tree, node, last?.value, member(tree, node, name, one))),
  ])
}

function replacedArray(
  tree: JsonTree,
  node: JsonNode,
  data: readonly Data[],
): readonly TextEdit[] | undefined {
  const items = [...jsonItems(tree, node)]
  const { head, old, wanted } = middleOf(items, data, (item, one) => says(tree, item, one))
  const changes = old.map((item, at) => {
    const one = wanted[at]
    return one === undefined ? removed(tree, node, item) : replaced(tree, item, one)
  })
  const before = items[head + old.length - 1]
  // Nothing to stand after: the list is written anew.
  if (wanted.length > old.length && before === undefined) return [whole(tree, node, data)]
  const fresh = wanted.slice(old.length).map((one) => after(tree, node, before, jsonText(tree, node, one)))
  return together(tree, node, data, [...changes, ...fresh])
}

function together(
  tree: JsonTree,
  node: JsonNode,
  data: Data,
  changes: readonly (readonly TextEdit[] | undefined)[],
): readonly TextEdit[] {
  const edits = changes.flatMap((one) => one ?? []).toSorted((a, b) => a.start - b.start || a.end - b.end)
  const isMuddle = edits.some((one, at) => {
    const before = edits[at - 1]
    if (before === undefined) return false
    const bothAdd = one.start === one.end && before.start === before.end
    return one.start < before.end || (one.start === before.end && !bothAdd)
  })
  return changes.includes(undefined) || isMuddle ? [whole(tree, node, data)] : edits
}

/** Whether a node says a value as it stands. */
function says(tree: JsonTree, node: JsonNode, data: Data): boolean {
  const kind = jsonKind(tree, node)
  if (isListData(data)) {
    const items = [...jsonItems(tree, node)]
    return (
      kind === 'array' &&
      items.length === data.length &&
      items.every((one, at) => says(tree, one, data[at] ?? null))
    )
  }
  if (isMapData(data)) {
    const members = [...jsonMembers(tree, node)]
    return (
      kind === 'object' &&
      members.length === Object.keys(data).length &&
      members.every(({ key, value }) => {
        const wanted = data[jsonString(tree, key)]
        return wanted !== undefined && says(tree, value, wanted)
      })
    )
  }
  if (typeof data === 'string') return kind === 'string' && jsonString(tree, node) === data
  return kind !== 'string' && jsonSource(tree, node) === JSON.stringify(data)
}

function added(tree: JsonTree, node: JsonNode, rest: Path, data: Data): readonly TextEdit[] | undefined {
  const [step = '', ...below] = rest
  const made = nestedData(below, data)
  const kind = jsonKind(tree, node)
  if (kind === 'null') return [whole(tree, node, typeof step === 'number' ? [made] : { [step]: made })]
  if (kind === 'array' && typeof step === 'number') {
    const last = [...jsonItems(tree, node)].at(-1)
    return last === undefined
      ? [whole(tree, node, [made])]
      : after(tree, node, last, jsonText(tree, node, made))
  }
  if (kind !== 'object') return undefined
  const last = [...jsonMembers(tree, node)].at(-1)
  if (last === undefined) return [whole(tree, node, { [step]: made })]
  return after(tree, node, last.value, member(tree, node, String(step), made))
}

/** After the part of a container that ends with a node: in its line, or on a line of its own as that part is. */
function after(
  tree: JsonTree,
  container: JsonNode,
  last: JsonNode | undefined,
  text: string,
): readonly TextEdit[] | undefined {
  if (last === undefined) return undefined
  const at = tree.ends[last] ?? 0
  const between = isSpread(tree, container) ? newLine(tree) + innerIndent(tree, container) : ' '
  return [{ file: tree.file, start: at, end: at, text: `,${between}${text}` }]
}

function member(tree: JsonTree, container: JsonNode, name: string, data: Data): string {
  const [first] = [...jsonMembers(tree, container)]
  const colon =
    first === undefined ? ': ' : tree.text.slice(tree.ends[first.key] ?? 0, tree.starts[first.value] ?? 0)
  return `${JSON.stringify(name)}${/^\s*:[ \t]*$/u.test(colon) ? colon : ': '}${jsonText(tree, container, data)}`
}

/** A value as it is to stand inside of a container. */
function jsonText(tree: JsonTree, container: JsonNode, data: Data): string {
  if (!isSpread(tree, container)) return lineText(data)
  const step = stepOf(tree)
  const text = JSON.stringify(data, undefined, step) ?? 'null'
  return text.replaceAll('\n', newLine(tree) + innerIndent(tree, container))
}

function lineText(data: Data): string {
  if (isListData(data)) return `[${data.map(lineText).join(', ')}]`
  if (!isMapData(data)) return JSON.stringify(data)
  return `{${Object.entries(data)
    .map(([name, one]) => `${JSON.stringify(name)}: ${lineText(one)}`)
    .join(', ')}}`
}

/** A value in place of another, spread over lines where its surroundings are. */
function whole(tree: JsonTree, node: JsonNode, data: Data): TextEdit {
  const parent = parentOf(tree, node)
  const spreads = parent === undefined ? tree.text.trimEnd().includes('\n') : isSpread(tree, parent)
  const isSmall = !isListData(data) && !isMapData(data)
  if (isSmall || !spreads) return edit(tree, node, lineText(data))
  const indent = indentAt(tree.text, firstInLine(tree.text, tree.starts[node] ?? 0))
  const text = JSON.stringify(data, undefined, stepOf(tree)) ?? 'null'
  return edit(tree, node, text.replaceAll('\n', newLine(tree) + indent))
}

function firstInLine(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start + (/^[ \t]*/u.exec(text.slice(start))?.[0].length ?? 0)
}

function edit(tree: JsonTree, node: JsonNode, text: string): TextEdit {
  return { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0, text }
}

/** Whether each part of a container has a line of its own. */
function isSpread(tree: JsonTree, container: JsonNode): boolean {
  const start = tree.starts[container] ?? 0
  return /^.\s*?\r?\n/u.test(tree.text.slice(start, tree.ends[container]))
}

function innerIndent(tree: JsonTree, container: JsonNode): string {
  const first = tree.starts[container + 1] ?? 0
  const isInside = (tree.afters[container] ?? 0) > container + 1
  return isInside
    ? indentAt(tree.text, first)
    : indentAt(tree.text, tree.starts[container] ?? 0) + stepOf(tree)
}

/** What a container's parts are indented by. */
function stepOf(tree: JsonTree): string {
  const found = /^([ \t]*)\S.*[[{]\r?\n\1([ \t]+)/mu.exec(tree.text)
  return found?.[2] ?? /^[[{]\r?\n([ \t]+)/u.exec(tree.text)?.[1] ?? '  '
}

function newLine({ text }: JsonTree): string {
  return lineBreak(text)
}

/** Takes a part of a container out, with its comma and its line. */
function removed(tree: JsonTree, container: JsonNode, node: JsonNode): readonly TextEdit[] | undefined {
  const { file, text } = tree
  const parts = partsOf(tree, container)
  const at = parts.findIndex(({ value }) => value === node)
  const part = parts[at]
  if (part === undefined) return undefined
  const next = parts[at + 1]
  const before = parts[at - 1]
  if (next !== undefined) return [{ file, start: part.start, end: next.start, text: '' }]
  if (before !== undefined) return [{ file, start: before.end, end: part.end, text: '' }]
  const start = (tree.starts[container] ?? 0) + 1
  const end = (tree.ends[container] ?? 0) - 1
  const comment = text.slice(endOfLineAt(text, part.end), end).trim()
  return comment === '' ? [{ file, start, end, text: '' }] : undefined
}

function partsOf(
  tree: JsonTree,
  container: JsonNode,
): readonly { readonly value: JsonNode; readonly start: number; readonly end: number }[] {
  const members = [...jsonMembers(tree, container)].map(({ key, value }) => ({ value, first: key }))
  const items = [...jsonItems(tree, container)].map((value) => ({ value, first: value }))
  return [...members, ...items].map(({ value, first }) => ({
    value,
    start: tree.starts[first] ?? 0,
    end: tree.ends[value] ?? 0,
  }))
}
