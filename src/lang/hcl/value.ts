import type { OriginId } from '../../kernel/origin.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { Cause, Marks } from '../../kernel/value.ts'
import type { Num } from './number.ts'
import { boolType, dynamicType, numberType, objectOf, stringType, tupleOf, type Type } from './types.ts'

interface Common {
  /** Row of the reading's origin table; 0 inside a container means "as the container's". */
  readonly origin: OriginId
  readonly marks: Marks
}

/** What is known of an unknown value besides its type. */
export interface Refinement {
  readonly notNull?: boolean
  /** A known beginning of a string. */
  readonly prefix?: string
  readonly min?: { readonly value: Num; readonly inclusive: boolean }
  readonly max?: { readonly value: Num; readonly inclusive: boolean }
  readonly minLength?: number
  readonly maxLength?: number
}

/** A typed value as Terraform has it. Entries of maps and objects are in byte order of their keys, items of sets in set order, once each. */
export type Val =
  | (Common & { readonly kind: 'string'; readonly value: string; readonly outline?: Outline })
  | (Common & { readonly kind: 'number'; readonly value: Num })
  | (Common & { readonly kind: 'bool'; readonly value: boolean })
  | (Common & { readonly kind: 'null'; readonly type: Type })
  | (Common & {
      readonly kind: 'unknown'
      readonly type: Type
      readonly because: readonly Cause[]
      readonly refinement: Refinement | undefined
      readonly outline?: Outline
    })
  | (Common & {
      readonly kind: 'tuple'
      readonly items: readonly Val[]
      /** Set on blocks of a body whose schema is not known: an attribute may be asked of the only one. */
      readonly open: Cause | undefined
    })
  | (Common & {
      readonly kind: 'object'
      readonly entries: ReadonlyMap<string, Val>
      /** Set where the schema is not known: attributes that are not listed are unknown, because of this. */
      readonly open: Cause | undefined
    })
  | (Common & { readonly kind: 'list'; readonly element: Type; readonly items: readonly Val[] })
  | (Common & { readonly kind: 'set'; readonly element: Type; readonly items: readonly Val[] })
  | (Common & { readonly kind: 'map'; readonly element: Type; readonly entries: ReadonlyMap<string, Val> })

/**
 * What is known of a text beside its letters, also where it is unknown: the value that it encodes, or its pieces in
 * order. Of what a condition chooses that isn't known: the values it chooses from. It plays no part in the language; it is for those who look into policies and the like.
 */
export type Outline =
  | { readonly kind: 'json'; readonly value: Val }
  | { readonly kind: 'text'; readonly parts: readonly (string | Val)[] }
  | { readonly kind: 'choice'; readonly values: readonly Val[] }

/** Entries of which some are made only when they are looked at, each time anew. */
export interface LaterEntries extends ReadonlyMap<string, Val> {
  /** The type of the object that has these entries, where its maker knows it. */
  readonly type: Type | undefined
  /** Values with the types, the marks and what is unknown of the entries, without making them. */
  samples(): Iterable<Val>
  /** Some of these, which together have every mark that one of them has, and all that is unknown in them. */
  telling(): Iterable<Val>
}

/** Values that stand for the parts of a container where only types, marks and what is unknown count. */
export function samplesOf(parts: readonly Val[] | ReadonlyMap<string, Val> | LaterEntries): Iterable<Val> {
  return 'samples' in parts ? parts.samples() : parts.values()
}

/** The same where only marks and what is unknown in the whole container count. */
export function tellingOf(parts: readonly Val[] | ReadonlyMap<string, Val> | LaterEntries): Iterable<Val> {
  return 'telling' in parts ? parts.telling() : parts.values()
}

export type ValOf<Kind extends Val['kind']> = Extract<Val, { readonly kind: Kind }>

export function string(value: string, origin: OriginId = 0, marks: Marks = 0): ValOf<'string'> {
  return { kind: 'string', value, origin, marks }
}

export function number(value: Num, origin: OriginId = 0, marks: Marks = 0): ValOf<'number'> {
  return { kind: 'number', value, origin, marks }
}

export function bool(value: boolean, origin: OriginId = 0, marks: Marks = 0): ValOf<'bool'> {
  return { kind: 'bool', value, origin, marks }
}

export function nullOf(type: Type, origin: OriginId = 0, marks: Marks = 0): ValOf<'null'> {
  return { kind: 'null', type, origin, marks }
}

export function unknown(
  type: Type,
  because: readonly Cause[],
  refinement?: Refinement,
  origin: OriginId = 0,
  marks: Marks = 0,
): ValOf<'unknown'> {
  return { kind: 'unknown', type, because, refinement, origin, marks }
}

export function tuple(items: readonly Val[], origin: OriginId = 0, marks: Marks = 0): ValOf<'tuple'> {
  return { kind: 'tuple', items, open: undefined, origin, marks }
}

/** An object; the entries are put in byte order of their keys. */
export function object(
  entries: ReadonlyMap<string, Val>,
  origin: OriginId = 0,
  marks: Marks = 0,
): ValOf<'object'> {
  return { kind: 'object', entries: inKeyOrder(entries), open: undefined, origin, marks }
}

/** An object whose entries are in order already. */
export function objectInOrder(entries: ReadonlyMap<string, Val>, origin: OriginId): ValOf<'object'> {
  return { kind: 'object', entries, open: undefined, origin, marks: 0 }
}

export function list(
  element: Type,
  items: readonly Val[],
  origin: OriginId = 0,
  marks: Marks = 0,
): ValOf<'list'> {
  return { kind: 'list', element, items, origin, marks }
}

/** A map; the entries are put in byte order of their keys. */
export function map(
  element: Type,
  entries: ReadonlyMap<string, Val>,
  origin: OriginId = 0,
  marks: Marks = 0,
): ValOf<'map'> {
  return { kind: 'map', element, entries: inKeyOrder(entries), origin, marks }
}

/**
 * The same value with another origin and marks. Said kind by kind, because an object spread over ten kinds of object
 * is the slowest thing that an evaluation does.
 */
export function copyOf<One extends Val>(value: One, origin: OriginId, marks: Marks): One
export function copyOf(value: Val, origin: OriginId, marks: Marks): Val {
  switch (value.kind) {
    case 'string':
      if (value.outline !== undefined) return { ...value, origin, marks }
      return { kind: 'string', value: value.value, origin, marks }
    case 'number':
      return { kind: 'number', value: value.value, origin, marks }
    case 'bool':
      return { kind: 'bool', value: value.value, origin, marks }
    case 'null':
      return { kind: 'null', type: value.type, origin, marks }
    case 'unknown': {
      const { type, because, refinement } = value
      if (value.outline !== undefined) return { ...value, origin, marks }
      return { kind: 'unknown', type, because, refinement, origin, marks }
    }
    case 'tuple':
      return { kind: 'tuple', items: value.items, open: value.open, origin, marks }
    case 'object':
      return { kind: 'object', entries: value.entries, open: value.open, origin, marks }
    case 'list':
    case 'set':
      return { kind: value.kind, element: value.element, items: value.items, origin, marks }
    case 'map':
      return { kind: 'map', element: value.element, entries: value.entries, origin, marks }
    default:
      return unreachable(value)
  }
}

const types = new WeakMap<object, Type>()

/** The exact type of a value; derived once for tuples and objects, and kept. */
export function typeOf(value: Val): Type {
  switch (value.kind) {
    case 'string':
      return stringType
    case 'number':
      return numberType
    case 'bool':
      return boolType
    case 'null':
    case 'unknown':
      return value.type
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: value.element }
    case 'tuple':
    case 'object':
      return structural(value)
  }
}

/** Sorts strings as Terraform does: by the bytes of their UTF-8, which is by code point. */
export function byBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

function structural(value: ValOf<'tuple'> | ValOf<'object'>): Type {
  if (value.open !== undefined) return dynamicType
  const parts = value.kind === 'tuple' ? value.items : value.entries
  const kept = 'samples' in parts ? (parts as LaterEntries).type : types.get(parts)
  if (kept !== undefined) return kept
  const made = value.kind === 'tuple' ? tupleOf(value.items.map(typeOf)) : objectOf(typesOf(value.entries))
  if (isWorthKeeping(made)) types.set(parts, made)
  return made
}

/** Small flat types are quicker made again than kept: a weak map of all of them is much work for the collector. */
function isWorthKeeping(type: Type): boolean {
  const inner = type.kind === 'tuple' ? type.elements : type.kind === 'object' ? type.attributes : undefined
  if (inner === undefined || ('size' in inner ? inner.size : inner.length) >= 8) return true
  for (const one of inner.values()) if ('elements' in one || 'attributes' in one) return true
  return false
}

function typesOf(entries: ReadonlyMap<string, Val>): ReadonlyMap<string, Type> {
  const found = new Map<string, Type>()
  for (const [name, one] of entries) found.set(name, typeOf(one))
  return found
}

/** The entries in byte order of their keys. */
export function inKeyOrder<Entry>(entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  let last: string | undefined
  for (const key of entries.keys()) {
    if (last !== undefined && byBytes(last, key) > 0) {
      return new Map([...entries].toSorted(([a], [b]) => byBytes(a, b)))
    }
    last = key
  }
  return entries
}

/** Surrogates stand for code points above every other unit, so they rank last. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
