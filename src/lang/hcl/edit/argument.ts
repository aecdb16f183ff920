import type { TextEdit } from '../../../kernel/edit.ts'
import { literalString } from '../syntax/literal.ts'
import { childrenOf, literalText, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import { insertPart } from './insert.ts'
import { hclNodeAt, itemsOf, partsOf } from './places.ts'

type Path = readonly (string | number)[]

/** The innermost expression that is written on the way to a value in a block. */
export interface HclArgument {
  readonly start: number
  readonly end: number
  readonly text: string
  /** What the expression holds the value under. */
  readonly rest: Path
  /** Conditions that hold for the one repetition of `dynamic` blocks that the value is in. */
  readonly tests: readonly string[]
}

/** Finds it in the block at a part of the text: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
export function hclArgument(
  tree: Tree,
  block: { readonly start: number; readonly end: number },
  path: Path,
): HclArgument | undefined {
  const body = hclNodeAt(tree, block)
  if (body === undefined) return undefined
  let here: Place = { node: body, length: 0, tests: [] }
  for (let next = stepInto(tree, here, path); next !== undefined; next = stepInto(tree, here, path))
    here = next
  const { node, length, tests } = here
  const start = tree.starts[node] ?? 0
  if (length === 0 || tree.kinds[node] === nodeKind.body) return undefined
  return {
    start,
    end: start + sourceOf(tree, node).length,
    text: sourceOf(tree, node),
    rest: path.slice(length),
    tests,
  }
}

/** Adds an argument that is an expression to the block at a part of the text. */
export function addHclArgument(
  tree: Tree,
  block: { readonly start: number; readonly end: number },
  name: string,
  expression: string,
): readonly TextEdit[] | undefined {
  const node = hclNodeAt(tree, block)
  if (node === undefined || tree.kinds[node] !== nodeKind.body) return undefined
  return insertPart(tree, node, { name, data: null, expression, path: [], isBlock: () => false })
}

interface Place {
  readonly node: Node
  /** So many steps of the path lead there. */
  readonly length: number
  readonly tests: readonly string[]
}

function stepInto(tree: Tree, { node, length, tests }: Place, path: Path): Place | undefined {
  const step = path[length]
  if (step === undefined) return undefined
  if (typeof step === 'number') {
    const item = itemsOf(tree, node)[step]
    return item === undefined ? undefined : { node: item, length: length + 1, tests }
  }
  const parts = partsOf(tree, node)
  const argument = parts.find(({ name, kind }) => name === step && kind === 'argument')
  if (argument !== undefined) return { node: argument.value, length: length + 1, tests }
  if (tree.kinds[node] !== nodeKind.body) return undefined
  const next = path[length + 1]
  const number = typeof next === 'number' ? next : 0
  const to = length + (typeof next === 'number' ? 2 : 1)
  const block = parts.filter(({ name, kind }) => name === step && kind === 'block')[number]
  if (block !== undefined) return { node: block.value, length: to, tests }
  const dynamic = parts.find((one) => one.name === 'dynamic' && labelOf(tree, one.node) === step)
  return dynamic === undefined ? undefined : inDynamic(tree, dynamic.value, { step, number, to, tests })
}

function inDynamic(
  tree: Tree,
  body: Node,
  {
    step,
    number,
    to,
    tests,
  }: {
    readonly step: string
    readonly number: number
    readonly to: number
    readonly tests: readonly string[]
  },
): Place | undefined {
  const parts = partsOf(tree, body)
  const content = parts.find(({ name, kind }) => name === 'content' && kind === 'block')
  const iterator = parts.find(({ name }) => name === 'iterator')
  if (content === undefined) return undefined
  const name = iterator === undefined ? step : sourceOf(tree, iterator.value)
  return { node: content.value, length: to, tests: [...tests, `${name}.key == ${number}`] }
}

function labelOf(tree: Tree, block: Node): string {
  const [, label = -1] = childrenOf(tree, block)
  return literalString(tree, label) ?? literalText(tree, label)
}
