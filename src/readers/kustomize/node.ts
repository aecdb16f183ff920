import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { marks, type Cause, type Value } from '../../kernel/value.ts'
import { movedOrigin } from '../../model/moved.ts'
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
  /** A null of no letters in brackets, which the real program writes as an empty text in quotes. */
  readonly isBlank?: boolean
  /** Why it isn't known what is written; its text stands for it. */
  readonly because?: readonly Cause[]
  /** What it was to be, a number for instance, and is not: which is a mistake if it stays so to the end. */
  readonly wrongFor?: string
  /** Those that are one node with it for the real program. */
  readonly twins?: Twins | undefined
  readonly origin: OriginId
}

/** Whether it isn't known what is written. */
export function isUnknown(node: Node): node is ScalarNode & { readonly because: readonly Cause[] } {
  return node.kind === 'scalar' && node.because !== undefined
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
  /** The keys that are texts only because they stand in quotes, such as "1"; or that all of them are texts. */
  quoted?: ReadonlySet<string> | 'all' | undefined
  readonly origin: OriginId
}

/** The text of the file that a span is in. */
export type TextOf = (span: Span, origin: OriginId) => string

/** How the values are written that nodes are made of. */
export interface Written {
  readonly origins: Origins
  readonly textOf: TextOf
  /** The origin of all of them, if it is one. */
  readonly all?: OriginId
  /** Whether they came by way of JSON, which has neither dates nor folded texts. */
  readonly isJson?: boolean
}

/** A value as nodes. Origins stay those of the value, unless all are to be one. */
export function nodeOf(value: Value, written: Written, isInBrackets = false): Node {
  const { origins, textOf, all } = written
  const origin = all ?? value.origin
  const isInside = (): boolean =>
    isInBrackets || /^[[{]/u.test(textOf(origins.site(value.origin), value.origin))
  switch (value.kind) {
    case 'list': {
      const inside = isInside()
      return { kind: 'list', items: value.items.map((one) => nodeOf(one, written, inside)), origin }
    }
    case 'map': {
      const inside = isInside()
      const entries = [...value.entries].map(([key, one]) => [key, nodeOf(one, written, inside)] as const)
      return { kind: 'map', entries: new Map(entries), origin }
    }
    case 'scalar':
      return scalarNodeOf(value, written, isInBrackets)
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
  { origins, textOf, all, isJson = false }: Written,
  isInBrackets: boolean,
): ScalarNode {
  const origin = all ?? own
  const literal = literalOf(own, origins)
  const source = textOf(origins.site(literal), own)
  if (typeof scalar === 'string') {
    const text = { kind: 'scalar', scalar, text: scalar } as const
    if (isJson) return { ...text, origin }
    return { ...writtenText(text, source, isInBrackets, () => origins.site(literal)), origin }
  }
  if (typeof scalar === 'object' && scalar !== null && scalar.number.endsWith('e9999'))
    throw refuse('kustomize/invalid-yaml', origins.site(literal), 'JSON has no infinite number')
  if (scalar === null && source === '' && isInBrackets && !isJson)
    return { kind: 'scalar', scalar, text: '', isBlank: true, origin }
  const plain = /^[\w.+~-]*$/u.test(source) ? source : String(scalarJson(scalar))
  return { kind: 'scalar', scalar, text: plain, origin }
}

/** What is written, behind the hops that it came by. */
function literalOf(origin: OriginId, origins: Origins): OriginId {
  let literal = origin
  while (origins.step(literal) !== 'literal' && origins.inputs(literal).length === 1)
    literal = origins.inputs(literal)[0] ?? 0
  return literal
}

type WrittenText = Omit<ScalarNode, 'origin' | 'scalar'> & { readonly scalar: string }

/** What is told of a text by how it is written. In brackets one with a colon is written in quotes, and is no time from then on. */
function writtenText(
  text: WrittenText,
  source: string,
  isInBrackets: boolean,
  site: () => Span,
): Omit<ScalarNode, 'origin'> {
  const { scalar } = text
  if (/^\d{4}-/u.test(scalar) && source.startsWith(scalar) && isoOf(scalar) !== undefined)
    return isInBrackets && scalar.includes(':') ? text : { ...text, isTime: true }
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

/** A copy whose origins have gone to another table: `offset` is what that table gave when it adopted the old one. */
export function movedNode(node: Node, offset: number): Node {
  const origin = movedOrigin(node.origin, offset)
  if (node.kind === 'scalar') return { ...node, origin }
  if (node.kind === 'list')
    return { kind: 'list', items: node.items.map((one) => movedNode(one, offset)), origin }
  const entries = new Map<string, Node>()
  for (const [key, one] of node.entries) entries.set(key, movedNode(one, offset))
  return { kind: 'map', entries, quoted: node.quoted, origin }
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

function finalScalar(node: ScalarNode, origins: Origins): Value {
  const { scalar, because, wrongFor, text, origin } = node
  if (because !== undefined) return { kind: 'unknown', because, origin, marks: marks.none }
  if (wrongFor !== undefined)
    throw refuse(
      'kustomize/invalid-replacement',
      origins.site(origin),
      `${text} is put where a ${wrongFor} is`,
    )
  const again = writtenAgain(node)
  if (again === undefined) return { kind: 'scalar', scalar: jsonNumber(scalar), origin, marks: marks.none }
  const made = origins.at('convert', origins.site(origin), { inputs: [origin] })
  return { kind: 'scalar', scalar: again, origin: again === scalar ? origin : made, marks: marks.none }
}

/** The text that becomes of a scalar which the real program writes and reads in another way; undefined for others. */
function writtenAgain({ scalar, text, isFolded, isTime, isBlank }: ScalarNode): string | undefined {
  if (isFolded === true && typeof scalar === 'string') return refolded(scalar)
  if (isTime === true) return isoOf(text) ?? text
  return isBlank === true ? '' : undefined
}

/** Makes of an object what becomes of it as JSON, where every number is a float and every key a text. */
export function throughJson(node: Node, origins: Origins): Node {
  if (node.kind === 'list') {
    for (const [at, one] of node.items.entries()) node.items[at] = throughJson(one, origins)
    return node
  }
  if (node.kind === 'map') {
    node.quoted = 'all'
    for (const [key, one] of node.entries) node.entries.set(key, throughJson(one, origins))
    return node
  }
  const { scalar, origin } = node
  const again = writtenAgain(node)
  if (again !== undefined) {
    const made = origins.at('convert', origins.site(origin), { inputs: [origin] })
    return textNode(again, again === scalar ? origin : made)
  }
  if (typeof scalar !== 'object' || scalar === null) return node
  const double = Number(scalar.number)
  return { ...node, scalar: double, text: String(double) }
}

/** What is too large for an integer of 64 bits is a floating-point number. */
function jsonNumber(scalar: ScalarNode['scalar']): ScalarNode['scalar'] {
  if (typeof scalar !== 'object' || scalar === null) return scalar
  if (!/^[-+]?\d+$/u.test(scalar.number)) return Number(scalar.number)
  const whole = BigInt(scalar.number)
  return whole > int64.unsigned || whole < int64.least ? Number(scalar.number) : { number: whole.toString() }
}
