import type { FilePath } from '../../kernel/brand.ts'
import { groupOf, leafOf, type Found, type Frame, type Outline, type Range } from '../merge/outline.ts'
import { parseHcl } from './syntax/index.ts'
import { childrenOf, literalText, nodeKind, sourceOf, type Node, type Tree } from './tree.ts'

/** A file in HCL's native syntax as an outline; undefined when it can't be read. */
export function hclOutline(file: FilePath, text: string): Outline | undefined {
  const { value: tree, diagnostics } = parseHcl(file, text)
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const whole = { start: 0, end: text.length }
  return bodyOf(tree, tree.root, { outside: whole, inside: whole, isFile: true }, deepest)
}

/** What is nested deeper than anybody writes is not taken apart. */
const deepest = 100

function bodyOf(
  tree: Tree,
  body: Node,
  place: Pick<Frame, 'outside' | 'inside' | 'isFile'>,
  depth: number,
): Outline {
  const found = childrenOf(tree, body).map((child) =>
    tree.kinds[child] === nodeKind.block
      ? blockFound(tree, child, depth)
      : attributeFound(tree, child, depth),
  )
  return groupOf(
    tree.text,
    { ...place, form: 'body', layout: 'lines', ordered: false, compact: false },
    found,
    skipTrivia,
  )
}

function attributeFound(tree: Tree, attribute: Node, depth: number): Found {
  const [name = -1, value = -1] = childrenOf(tree, attribute)
  const text = sourceOf(tree, name)
  const node = expressionOf(tree, value, depth - 1)
  return { key: text, sort: 'argument', name: text, value: rangeOf(tree, value), node }
}

function blockFound(tree: Tree, block: Node, depth: number): Found {
  const parts = childrenOf(tree, block)
  const [type = -1] = parts
  const body = parts.at(-1) ?? -1
  const labels = parts.slice(1, -1).map((label) => labelText(tree, label))
  const sort = `block ${sourceOf(tree, type)}`
  const range = rangeOf(tree, body)
  const outside = rangeOf(tree, block)
  const inside = { start: range.start + 1, end: range.end - 1 }
  const isShort = depth > 0
  return {
    key: labels.length === 0 && !single.has(sourceOf(tree, type)) ? undefined : JSON.stringify(labels),
    sort,
    name: [sourceOf(tree, type), ...labels].join('.'),
    value: outside,
    node: isShort
      ? bodyOf(tree, body, { outside, inside, isFile: false }, depth - 1)
      : leafOf(tree.text.slice(outside.start, outside.end), meaningOf(tree, block)),
  }
}

/** Blocks without a label that are there once in what they stand in, and so are one and the same whatever they say. */
const single: ReadonlySet<string> = new Set(['lifecycle', 'terraform', 'locals', 'timeouts', 'content'])

function expressionOf(tree: Tree, node: Node, depth: number): Outline {
  if (depth > 0) {
    if (tree.kinds[node] === nodeKind.object) return collection(tree, node, 'map', depth)
    if (tree.kinds[node] === nodeKind.tuple) return collection(tree, node, 'list', depth)
    if (tree.kinds[node] === nodeKind.call) return callOf(tree, node, depth)
  }
  const source = sourceOf(tree, node)
  const isHeredoc = tree.kinds[node] === nodeKind.heredoc
  return leafOf(source, meaningOf(tree, node), { prose: isHeredoc, empty: source === 'null' })
}

function collection(tree: Tree, node: Node, form: 'map' | 'list', depth: number): Outline {
  const outside = rangeOf(tree, node)
  const found = childrenOf(tree, node).map((child, at) =>
    form === 'map' ? memberFound(tree, child, depth) : elementFound(tree, child, at, depth),
  )
  const frame = {
    form,
    layout: form === 'map' ? 'loose' : 'commas',
    ordered: form === 'list',
    compact: false,
    inside: { start: outside.start + 1, end: outside.end - 1 },
    outside,
    isFile: false,
  } as const
  return groupOf(tree.text, frame, found, skipTrivia)
}

function memberFound(tree: Tree, item: Node, depth: number): Found {
  const [key = -1, value = -1] = childrenOf(tree, item)
  const name = keyText(tree, key)
  return {
    key: name,
    sort: 'key',
    name,
    value: rangeOf(tree, value),
    node: expressionOf(tree, value, depth - 1),
  }
}

function elementFound(tree: Tree, node: Node, at: number, depth: number): Found {
  const sort = tree.kinds[node] === nodeKind.object ? 'map' : 'item'
  return {
    key: undefined,
    sort,
    name: `[${at}]`,
    value: rangeOf(tree, node),
    node: expressionOf(tree, node, depth - 1),
  }
}

/** A call is a group of its arguments by position, so that what two people change in an object inside of it is two changes. */
function callOf(tree: Tree, node: Node, depth: number): Outline {
  const [name = -1, ...given] = childrenOf(tree, node)
  const outside = rangeOf(tree, node)
  const open = tree.text.indexOf('(', tree.ends[name] ?? outside.start)
  const found = given.map((one, at) => ({
    ...elementFound(tree, one, at, depth),
    key: String(at),
    sort: 'argument',
  }))
  const frame = {
    form: `call ${sourceOf(tree, name)} ${given.length}${tree.extras[node] === 1 ? ' expanded' : ''}`,
    layout: 'commas',
    ordered: true,
    compact: false,
    inside: { start: open + 1, end: outside.end - 1 },
    outside,
    isFile: false,
  } as const
  return groupOf(tree.text, frame, found, skipTrivia)
}

function keyText(tree: Tree, key: Node): string {
  const kind = tree.kinds[key]
  if (kind === nodeKind.identifier) return sourceOf(tree, key)
  const [part = -1, ...more] = childrenOf(tree, key)
  const isPlain = kind === nodeKind.template && more.length === 0 && tree.kinds[part] === nodeKind.text
  return isPlain ? literalText(tree, part) : sourceOf(tree, key)
}

function labelText(tree: Tree, label: Node): string {
  if (tree.kinds[label] === nodeKind.identifier) return sourceOf(tree, label)
  return childrenOf(tree, label)
    .map((part) => literalText(tree, part))
    .join('')
}

/** An expression without its white space and comments: kinds, operators and texts, told without recursion. */
function meaningOf(tree: Tree, node: Node): string {
  const said: string[] = []
  const open: (Node | string)[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      said.push(next)
      continue
    }
    const children = childrenOf(tree, next)
    const kind = tree.kinds[next] ?? 0
    const isQuoted = kind === nodeKind.template || kind === nodeKind.heredoc
    said.push(`${isQuoted ? 'q' : kind}${tree.extras[next] === 0 ? '' : `.${tree.extras[next]}`}`)
    if (children.length === 0) {
      said.push(JSON.stringify(isQuoted ? '' : literalText(tree, next)))
      continue
    }
    open.push(')', ...children.toReversed())
    said.push('(')
  }
  return said.join(' ')
}

function rangeOf(tree: Tree, node: Node): Range {
  return { start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
}

/** Over blanks and comments: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#comments-and-whitespace */
function skipTrivia(text: string, at: number): number {
  let next = at
  for (;;) {
    while (next < text.length && ' \t\r\n\uFEFF'.includes(text.charAt(next))) next++
    if (text[next] === '#' || text.startsWith('//', next)) {
      const feed = text.indexOf('\n', next)
      next = feed === -1 ? text.length : feed
    } else if (text.startsWith('/*', next)) {
      const close = text.indexOf('*/', next + 2)
      next = close === -1 ? text.length : close + 2
    } else return next
  }
}
