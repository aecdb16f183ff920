import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { marks, type Cause, type Value } from '../../kernel/value.ts'
import { naturalOrder } from './natural-order.ts'
import { refuse } from './problems.ts'
import { refolded } from './refolded.ts'
import { isoOf } from './time.ts'
import type { Twins } from './twins.ts'

/**
 * What a build works on: an object that is changed in place, step by step, as the real program does; what it does where
 * two steps meet in one list can be said in no other way. Scalars are replaced, never changed.
 */
export type Node = ScalarNode | ListNode | MapNode

/** A scalar, and the text that it is written as. */
export interface ScalarNode {
  readonly kind: 'scalar'
  readonly scalar: (Value & { readonly kind: 'scalar' })['scalar']
  readonly text: string
  /** A text that is written folded, which the real program writes and reads once more. */
  readonly isFolded?: boolean
  /** A date or time, which becomes a text in one form in the end. */
  readonly isTime?: boolean
  /** Why it isn't known what is written; its text stands for it. */
  readonly because?: readonly Cause[]
  /** What it was to be, a number for instance, and is not: which is a mistake if it stays so to the end. */
  readonly wrongFor?: string
  /** Those that are one node with it for the real program. */
  readonly twins?: Twins | undefined
  readonly origin: OriginId
}

/** A list that changes. */
export interface ListNode {
  readonly kind: 'list'
  items: Node[]
  readonly origin: OriginId
}

/** A map that changes. */
export interface MapNode {
  readonly kind: 'map'
  readonly entries: Map<string, Node>
  readonly origin: OriginId
}

/** The text of the file that a span is in. */
export type TextOf = (span: Span, origin: OriginId) => string

/** A value as nodes. `origins` stay those of the value, unless all are to be one. */
export function nodeOf(value: Value, origins: Origins, textOf: TextOf, all?: OriginId): Node {
  const origin = all ?? value.origin
  switch (value.kind) {
    case 'list':
      return { kind: 'list', items: value.items.map((one) => nodeOf(one, origins, textOf, all)), origin }
    case 'map': {
      const entries = [...value.entries].map(
        ([key, one]) => [key, nodeOf(one, origins, textOf, all)] as const,
      )
      return { kind: 'map', entries: new Map(entries), origin }
    }
    case 'scalar':
      return scalarNodeOf(value, origins, textOf, origin)
    case 'unknown':
      if (value.because.every(({ kind }) => kind !== 'error'))
        return { kind: 'scalar', scalar: 'unknown', text: 'unknown', because: value.because, origin }
      throw refuse('kustomize/invalid-yaml', origins.site(value.origin), 'it is nested too deeply')
    default:
      throw refuse('kustomize/invalid-yaml', origins.site(value.origin), 'it is nested too deeply')
  }
}

function scalarNodeOf(
  { scalar, origin: own }: Value & { readonly kind: 'scalar' },
  origins: Origins,
  textOf: TextOf,
  origin: OriginId,
): ScalarNode {
  let written = own
  while (origins.step(written) !== 'literal' && origins.inputs(written).length === 1)
    written = origins.inputs(written)[0] ?? 0
  const source = textOf(origins.site(written), own)
  if (typeof scalar === 'string')
    return { ...writtenText(scalar, source, () => origins.site(written)), origin }
  if (typeof scalar === 'object' && scalar !== null && scalar.number.endsWith('e9999'))
    throw refuse('kustomize/invalid-yaml', origins.site(written), 'JSON has no infinite number')
  const plain = /^[\w.+~-]*$/u.test(source) ? source : String(scalarJson(scalar))
  return { kind: 'scalar', scalar, text: plain, origin }
}

/** What is told of a text by how it is written. */
function writtenText(scalar: string, source: string, site: () => Span): Omit<ScalarNode, 'origin'> {
  const text = { kind: 'scalar', scalar, text: scalar } as const
  if (/^\d{4}-/u.test(scalar) && source.startsWith(scalar) && isoOf(scalar) !== undefined)
    return { ...text, isTime: true }
  if (/^[-+]?\.(?:nan|inf)$/iu.test(scalar) && source.startsWith(scalar))
    throw refuse('kustomize/invalid-yaml', site(), `JSON has no ${scalar}`)
  return source.startsWith('>') && scalar.includes('\n') ? { ...text, isFolded: true } : text
}

function scalarJson(scalar: ScalarNode['scalar']): string | number | boolean | null {
  return typeof scalar === 'object' && scalar !== null ? scalar.number : scalar
}

/** A text that came about here. */
export function textNode(text: string, origin: OriginId): ScalarNode {
  return { kind: 'scalar', scalar: text, text, origin }
}

/** A map that came about here. */
export function mapNode(origin: OriginId, entries: readonly (readonly [string, Node])[] = []): MapNode {
  return { kind: 'map', entries: new Map(entries), origin }
}

/** A copy that shares nothing that changes. */
export function copyOf<One extends Node>(node: One): One
export function copyOf(node: Node): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map(copyOf) }
  if (node.kind === 'map')
    return { ...node, entries: new Map([...node.entries].map(([key, one]) => [key, copyOf(one)])) }
  return node
}

/** Whether a node is left out or null. */
export function isMissing(node: Node | undefined): boolean {
  return node === undefined || isNull(node)
}

/** Whether a node is null. */
export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.scalar === null
}

/** Whether there is nothing in a node. */
export function isEmpty(node: Node | undefined): boolean {
  if (node === undefined || isNull(node)) return true
  return node.kind === 'list' ? node.items.length === 0 : node.kind === 'map' && node.entries.size === 0
}

/** The value of a key of a map; undefined for what is no map or has no such key. */
export function fieldOf(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let here = node
  for (const key of keys) here = here?.kind === 'map' ? here.entries.get(key) : undefined
  return here
}

/** The text of a scalar; undefined for null and what is no scalar. */
export function textIn(node: Node | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(node, ...keys)
  return found?.kind === 'scalar' && found.scalar !== null ? found.text : undefined
}

/** The items of a list, none for anything else. */
export function itemsIn(node: Node | undefined, ...keys: readonly string[]): readonly Node[] {
  const found = fieldOf(node, ...keys)
  return found?.kind === 'list' ? found.items : []
}

/** The entries of a map, none for anything else. */
export function entriesIn(
  node: Node | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Node])[] {
  const found = fieldOf(node, ...keys)
  return found?.kind === 'map' ? [...found.entries] : []
}

const int64 = {
  most: 9_223_372_036_854_775_807n,
  least: -9_223_372_036_854_775_808n,
  unsigned: 18_446_744_073_709_551_615n,
}

/** The origins of the scalars in a node. */
export function leafOrigins(node: Node): readonly OriginId[] {
  if (node.kind === 'scalar') return [node.origin]
  const inner = node.kind === 'map' ? [...node.entries.values()] : node.items
  return inner.flatMap(leafOrigins)
}

/** What a build gives: keys in the order in which they are printed, numbers and times as JSON has them. */
export function valueOf(node: Node, origins: Origins): Value {
  switch (node.kind) {
    case 'list': {
      const items = node.items.map((one) => valueOf(one, origins))
      return { kind: 'list', items, origin: builtOf(node, items, origins), marks: marks.none }
    }
    case 'map': {
      const entries = [...node.entries]
        .toSorted(([left], [right]) => naturalOrder(left, right))
        .map(([key, one]) => [key, valueOf(one, origins)] as const)
      const origin = builtOf(
        node,
        entries.map(([, one]) => one),
        origins,
      )
      return { kind: 'map', entries: new Map(entries), origin, marks: marks.none }
    }
    default:
      return finalScalar(node, origins)
  }
}

function builtOf({ origin }: Node, parts: readonly Value[], origins: Origins): OriginId {
  return origins.at('construct', origins.site(origin), { inputs: parts.map((one) => one.origin) })
}

function finalScalar(
  { scalar, isFolded, isTime, because, wrongFor, text, origin }: ScalarNode,
  origins: Origins,
): Value {
  if (because !== undefined) return { kind: 'unknown', because, origin, marks: marks.none }
  if (wrongFor !== undefined)
    throw refuse(
      'kustomize/invalid-replacement',
      origins.site(origin),
      `${text} is put where a ${wrongFor} is`,
    )
  if (isFolded === true && typeof scalar === 'string') {
    const made = origins.at('convert', origins.site(origin), { inputs: [origin] })
    const again = refolded(scalar)
    return { kind: 'scalar', scalar: again, origin: again === scalar ? origin : made, marks: marks.none }
  }
  if (isTime === true) {
    const iso = isoOf(text) ?? text
    const made = origins.at('convert', origins.site(origin), { inputs: [origin] })
    return { kind: 'scalar', scalar: iso, origin: made, marks: marks.none }
  }
  return { kind: 'scalar', scalar: jsonNumber(scalar), origin, marks: marks.none }
}

/** What is too large for an integer of 64 bits is a floating-point number. */
function jsonNumber(scalar: ScalarNode['scalar']): ScalarNode['scalar'] {
  if (typeof scalar !== 'object' || scalar === null) return scalar
  if (!/^[-+]?\d+$/u.test(scalar.number)) return Number(scalar.number)
  const whole = BigInt(scalar.number)
  return whole > int64.unsigned || whole < int64.least ? Number(scalar.number) : { number: whole.toString() }
}
