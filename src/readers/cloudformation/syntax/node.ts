import type { Step } from '../../../kernel/origin.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Value } from '../../../kernel/value.ts'

/** What a scalar of a template may be. */
export type Scalar = Extract<Value, { readonly kind: 'scalar' }>['scalar']

/**
 * A template as both of its languages write it. A short form such as `!Sub` is the map with one entry that its long form
 * is, so nothing after the parser knows two ways to say a thing.
 */
export type Node =
  | {
      readonly kind: 'scalar'
      readonly span: Span
      readonly scalar: Scalar
      /** How it is written, where a name might be taken for something else: `No` is a boolean in YAML. */
      readonly written?: string
      /** Nobody wrote it: a transform or the service gives it. */
      readonly given?: boolean
    }
  | { readonly kind: 'list'; readonly span: Span; readonly items: readonly Node[] }
  | { readonly kind: 'map'; readonly span: Span; readonly entries: ReadonlyMap<string, Entry> }
  /** What came another way than by standing here: an alias, what a transform merged in. */
  | {
      readonly kind: 'hop'
      readonly span: Span
      readonly step: Step
      readonly node: Node
      /** What it has overridden, strongest first. */
      readonly losers: readonly Node[]
    }
  /** What can't be known: nested too deeply, or made by a tool that is not run. */
  | {
      readonly kind: 'broken'
      readonly span: Span
      readonly what: string
      readonly because: 'error' | 'elsewhere'
    }

/** One entry of a map. */
export interface Entry {
  readonly key: string
  readonly keySpan: Span
  readonly value: Node
}

export type MapNode = Extract<Node, { readonly kind: 'map' }>
export type ListNode = Extract<Node, { readonly kind: 'list' }>

/** A node without the ways it came. */
export function bare(node: Node): Exclude<Node, { readonly kind: 'hop' }> {
  let here = node
  while (here.kind === 'hop') here = here.node
  return here
}

/** The map that a node is, or undefined. */
export function asMap(node: Node | undefined): MapNode | undefined {
  const here = node === undefined ? undefined : bare(node)
  return here?.kind === 'map' ? here : undefined
}

/** The list that a node is, or undefined. */
export function asList(node: Node | undefined): ListNode | undefined {
  const here = node === undefined ? undefined : bare(node)
  return here?.kind === 'list' ? here : undefined
}

/** The text of a scalar that is written as one; undefined for null, collections and functions. */
export function asText(node: Node | undefined): string | undefined {
  const here = node === undefined ? undefined : bare(node)
  if (here?.kind !== 'scalar' || here.scalar === null) return undefined
  return typeof here.scalar === 'object' ? here.scalar.number : String(here.scalar)
}

/** The name that a scalar is: what is written, also where YAML has a boolean or a number of it. */
export function asName(node: Node | undefined): string | undefined {
  const here = node === undefined ? undefined : bare(node)
  return here?.kind === 'scalar' && here.written !== undefined ? here.written : asText(node)
}

/** The value of an entry of a map. */
export function member(node: Node | undefined, key: string): Node | undefined {
  return asMap(node)?.entries.get(key)?.value
}

/** A function of the template language: its name and what it is given. */
export interface Call {
  readonly name: string
  readonly nameSpan: Span
  readonly argument: Node
}

/** The function that a node calls: a map whose only entry is `Ref` or begins with `Fn::`. */
export function callOf(node: Node): Call | undefined {
  if (node.kind !== 'map' || node.entries.size !== 1) return undefined
  for (const { key, keySpan, value } of node.entries.values()) {
    if (!isFunction(key)) return undefined
    return { name: key, nameSpan: keySpan, argument: value }
  }
  return undefined
}

/** Whether a key is the name of a function. A loop is a key like others: it stands beside them. */
export function isFunction(key: string): boolean {
  return key === 'Ref' || (key.startsWith('Fn::') && !isLoop(key))
}

/** Whether a key begins a loop. */
export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::')
}
