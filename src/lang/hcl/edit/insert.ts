import type { Data, TextEdit } from '../../../kernel/edit.ts'
import { endOfLineAt, indentAt, startOfLineAt } from '../../text/blocks.ts'
import { nodeKind, type Node, type Tree } from '../tree.ts'
import { hclManner, itemsOf, partsOf, type HclPart } from './places.ts'
import { blocksOf, blockText, expressionText, keyText, type HclManner, type IsBlock } from './write.ts'

/** What is to be added, and under which names the container stands. */
export interface HclAdding {
  readonly name: string
  readonly data: Data
  /** Written in place of the data, where it is more than a value. */
  readonly expression?: string | undefined
  readonly path: readonly string[]
  readonly isBlock: IsBlock
}

/** Adds an argument or blocks to a body, or an item to an object. */
export function insertPart(tree: Tree, node: Node, adding: HclAdding): readonly TextEdit[] | undefined {
  const manner = hclManner(tree, adding.isBlock)
  if (tree.kinds[node] === nodeKind.object) return insertItem(tree, node, adding, manner)
  if (tree.kinds[node] !== nodeKind.body) return undefined
  const body: Body = {
    tree,
    node,
    manner,
    parts: partsOf(tree, node),
    indent: bodyIndent(tree, node, manner),
  }
  return adding.isBlock([...adding.path, adding.name])
    ? insertBlocks(body, adding)
    : insertArgument(body, adding)
}

/** Adds an item at the end of a tuple. */
export function insertElement(
  tree: Tree,
  node: Node,
  data: Data,
  isBlock: IsBlock,
): readonly TextEdit[] | undefined {
  const last = itemsOf(tree, node).at(-1)
  const manner = hclManner(tree, isBlock)
  if (tree.kinds[node] !== nodeKind.tuple) return undefined
  const start = startOf(tree, node)
  if (last === undefined) {
    return [
      {
        file: tree.file,
        start: start + 1,
        end: endOf(tree, node) - 1,
        text: expressionText(data, manner, undefined),
      },
    ]
  }
  return inBrackets(tree, node, last, { manner, text: (indent) => expressionText(data, manner, indent) })
}

interface Body {
  readonly tree: Tree
  readonly node: Node
  readonly manner: HclManner
  readonly parts: readonly HclPart[]
  /** Of the lines in it. */
  readonly indent: string
}

function startOf(tree: Tree, node: Node): number {
  return tree.starts[node] ?? 0
}

function endOf(tree: Tree, node: Node): number {
  return tree.ends[node] ?? 0
}

function bodyIndent(tree: Tree, node: Node, manner: HclManner): string {
  const [first] = partsOf(tree, node)
  if (first !== undefined && startOfLineAt(tree.text, startOf(tree, first.node)) > startOf(tree, node))
    return indentAt(tree.text, startOf(tree, first.node))
  return isFile(tree, node) ? '' : ownIndent(tree, node) + manner.step
}

function isFile(tree: Tree, node: Node): boolean {
  return tree.text[startOf(tree, node)] !== '{' || node === tree.root
}

/** The indentation of the line that a body or object begins in. */
function ownIndent(tree: Tree, node: Node): string {
  const start = startOfLineAt(tree.text, startOf(tree, node))
  return /^[ \t]*/u.exec(tree.text.slice(start))?.[0] ?? ''
}

function insertArgument(body: Body, adding: HclAdding): readonly TextEdit[] | undefined {
  const { tree, parts, manner, indent } = body
  const { name } = adding
  const value = adding.expression ?? expressionText(adding.data, manner, indent)
  if (isOneLine(body)) return spread(body, [`${indent}${name} = ${value}`])
  const firstBlock = parts.findIndex(({ kind }) => kind === 'block')
  const before = (firstBlock === -1 ? parts : parts.slice(0, firstBlock)).filter((one) => !isLast(one))
  const after = before.at(-1)
  if (after === undefined) return beforeFirst(body, `${indent}${name} = ${value}`)
  const width = alignment(tree, before)
  const label = !value.includes('\n') && width >= name.length ? name.padEnd(width) : name
  const text = `${indent}${label} = ${value}`
  const at = endOfLineAt(tree.text, endOf(tree, after.node))
  const isTall = tree.text.slice(startOf(tree, after.node), endOf(tree, after.node)).includes('\n')
  return [
    { file: tree.file, start: at, end: at, text: (isTall ? manner.lineBreak : '') + manner.lineBreak + text },
  ]
}

/** These stand at the end of a block by habit. */
function isLast({ name }: HclPart): boolean {
  return name === 'depends_on'
}

/** Before everything that is in a body already. */
function beforeFirst({ tree, node, parts, manner }: Body, text: string): readonly TextEdit[] {
  const [first] = parts
  const { file } = tree
  if (first === undefined && isFile(tree, node)) {
    const end = tree.text.length
    const between = tree.text === '' || tree.text.endsWith('\n') ? '' : manner.lineBreak
    return [{ file, start: end, end, text: `${between}${text}${manner.lineBreak}` }]
  }
  if (first !== undefined && isFile(tree, node)) {
    const at = startOfLineAt(tree.text, startOf(tree, first.node))
    return [{ file, start: at, end: at, text: `${text}${manner.lineBreak}${manner.lineBreak}` }]
  }
  const at = startOf(tree, node) + 1
  return [
    {
      file,
      start: at,
      end: at,
      text: manner.lineBreak + text + (first === undefined ? '' : manner.lineBreak),
    },
  ]
}

/** How far the equals signs of the lines just above stand, where they stand below each other. */
function alignment(tree: Tree, parts: readonly HclPart[]): number {
  let width = -1
  let line = Number.POSITIVE_INFINITY
  for (const { node } of parts.toReversed()) {
    const start = startOf(tree, node)
    const text = tree.text.slice(start, endOf(tree, node))
    const isNeighbour =
      line === Number.POSITIVE_INFINITY || endOfLineAt(tree.text, endOf(tree, node)) >= line - 2
    if (!isNeighbour || text.includes('\n')) break
    const equals = text.indexOf('=')
    if (width !== -1 && equals !== width) break
    width = equals
    line = startOfLineAt(tree.text, start)
  }
  return width - 1
}

function isOneLine({ tree, node }: Body): boolean {
  return !isFile(tree, node) && !tree.text.slice(startOf(tree, node), endOf(tree, node)).includes('\n')
}

/** A body in one line gets lines. */
function spread({ tree, node, parts, manner, indent }: Body, lines: readonly string[]): readonly TextEdit[] {
  const own = ownIndent(tree, node)
  const old = parts.map((part) => indent + tree.text.slice(startOf(tree, part.node), endOf(tree, part.node)))
  const text = ['{', ...old, ...lines, `${own}}`].join(manner.lineBreak)
  return [{ file: tree.file, start: startOf(tree, node), end: endOf(tree, node), text }]
}

function insertBlocks(body: Body, { name, data, path }: HclAdding): readonly TextEdit[] | undefined {
  const { tree, node, parts, manner, indent } = body
  const made = blocksOf(data).map((one) => blockText(name, one, { manner, indent, path: [...path, name] }))
  if (made.length === 0) return undefined
  const text = made.join(manner.lineBreak + manner.lineBreak)
  if (isOneLine(body)) return spread(body, parts.length === 0 ? [text] : ['', text])
  const same = parts.findLast((one) => one.name === name && one.kind === 'block')
  const after = same ?? parts.filter((one) => !isLast(one)).at(-1)
  if (after === undefined) return beforeFirst({ tree, node, parts, manner, indent }, text)
  const at = endOfLineAt(tree.text, endOf(tree, after.node))
  return [{ file: tree.file, start: at, end: at, text: manner.lineBreak + manner.lineBreak + text }]
}

function insertItem(
  tree: Tree,
  node: Node,
  { name, data }: HclAdding,
  manner: HclManner,
): readonly TextEdit[] | undefined {
  const items = partsOf(tree, node)
  const last = items.at(-1)
  const { file } = tree
  if (last === undefined) {
    const text = expressionText({ [name]: data }, manner, ownIndent(tree, node))
    return [{ file, start: startOf(tree, node), end: endOf(tree, node), text }]
  }
  const isColon = /^\s*:/u.test(tree.text.slice(keyEnd(tree, last)))
  const width = alignment(tree, items)
  const key = keyText(name)
  const isSpread = startOfLineAt(tree.text, startOf(tree, last.node)) > startOf(tree, node)
  const label = isSpread && !isColon && width >= key.length ? key.padEnd(width) : key
  return inBrackets(tree, node, last.node, {
    manner,
    text: (indent) => {
      const value = expressionText(data, manner, indent)
      return `${value.includes('\n') ? key : label}${isColon ? ':' : ' ='} ${value}`
    },
  })
}

function keyEnd(tree: Tree, item: HclPart): number {
  return endOf(tree, tree.firstChildren[item.node] ?? -1)
}

/** After the last part in brackets: in its line, or on a line of its own as that part is. */
function inBrackets(
  tree: Tree,
  node: Node,
  last: Node,
  { manner, text }: { readonly manner: HclManner; readonly text: (indent: string | undefined) => string },
): readonly TextEdit[] {
  const { file, text: whole } = tree
  const end = endOf(tree, last)
  const isSpread = startOfLineAt(whole, startOf(tree, last)) > startOf(tree, node)
  if (!isSpread) return [{ file, start: end, end, text: `, ${text(undefined)}` }]
  const indent = indentAt(whole, startOf(tree, last))
  const hasComma = /^[ \t]*,/u.test(whole.slice(end))
  const isTuple = tree.kinds[node] === nodeKind.tuple
  const line = manner.lineBreak + indent + text(indent)
  const at = endOfLineAt(whole, end)
  // A heredoc ends with its line, so that its comma stands on the next.
  if (at >= endOf(tree, node)) return [{ file, start: end, end, text: `,${line}` }]
  if (hasComma || !isTuple) return [{ file, start: at, end: at, text: line + (hasComma ? ',' : '') }]
  return [
    { file, start: end, end, text: ',' },
    { file, start: at, end: at, text: line },
  ]
}
