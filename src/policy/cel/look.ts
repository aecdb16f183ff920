import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import { pathOf } from '../../model/value-json.ts'
import { at, isGiven } from '../../rules/facts.ts'
import { noOptional, optionalOf } from './language.ts'
import { decidedOn, isStopped, plain, stoppedBy, type Outcome, type Stopped } from './outcome.ts'

type Tree = Extract<Outcome, { readonly kind: 'tree' }>

/** The resource as conditions see it: nothing is copied before it is asked for. */
export function resourceOf(live: Live): Outcome {
  return seen(live, live.values, '')
}

/** A value of a resource at its path. */
function seen(live: Live, value: Value, path: string): Outcome {
  switch (value.kind) {
    case 'scalar':
      return plain(scalarOf(value.scalar), path)
    case 'list':
    case 'map':
      return { kind: 'tree', live, value, on: path }
    case 'unknown':
      return { kind: 'unknown', fact: { live, path, value }, on: path }
    case 'absent':
      return plain(null, path)
    default:
      return unreachable(value)
  }
}

/** Whole numbers are CEL's `int`, others its `double`. */
function scalarOf(scalar: Extract<Value, { readonly kind: 'scalar' }>['scalar']): unknown {
  const number = typeof scalar === 'object' && scalar !== null ? scalar.number : scalar
  if (typeof number === 'number') return Number.isSafeInteger(number) ? BigInt(number) : number
  if (typeof scalar !== 'object' || scalar === null) return scalar
  const whole = /^-?\d+$/u.test(scalar.number) ? BigInt(scalar.number) : undefined
  return whole !== undefined && whole === BigInt.asIntN(64, whole) ? whole : Number(scalar.number)
}

/** Whether a key of a map is there: what is null or absent isn't, and what is unknown may yet turn out to be null. */
type Presence =
  | { readonly kind: 'present'; readonly outcome: Outcome }
  | { readonly kind: 'missing'; readonly on: string }
  /** Whether it is there isn't known. */
  | { readonly kind: 'open'; readonly outcome: Stopped }

/** The member of a map of a resource. */
export function memberOf({ live, value, on }: Tree, key: string): Presence {
  const path = pathOf(on, key)
  const member = value.kind === 'map' ? value.entries.get(key) : undefined
  if (member === undefined || isNothing(member)) {
    const fact = at(live, path)
    if (fact.value.kind !== 'unknown') return { kind: 'missing', on: path }
    return { kind: 'open', outcome: { kind: 'unknown', fact, on: path } }
  }
  const outcome = seen(live, member, path)
  return outcome.kind === 'unknown' && mayBeNull(member)
    ? { kind: 'open', outcome }
    : { kind: 'present', outcome }
}

function isNothing(value: Value): boolean {
  return value.kind === 'absent' || (value.kind === 'scalar' && value.scalar === null)
}

/** What other resources give is never null; an input may be. */
function mayBeNull(value: Value): boolean {
  return value.kind === 'unknown' && !value.because.every(isGiven)
}

/** An item of what is iterated over; a key that may not be there is not sure. */
export interface Item {
  readonly outcome: Outcome
  readonly open: Stopped | undefined
}

/** What a comprehension goes through: the items of a list or the keys of a map; undefined for what is neither. */
export function rangeOf(outcome: Outcome): readonly Item[] | Stopped | undefined {
  switch (outcome.kind) {
    case 'tree':
      return outcome.value.kind === 'list' ? sure(itemsOf(outcome)) : keysOf(outcome)
    case 'list':
      return sure(outcome.items)
    case 'map':
      return sure([...outcome.entries.keys()].map((key) => plain(key, outcome.on)))
    case 'plain':
      return plainRange(outcome.plain, outcome.on)
    case 'optional':
      return undefined
    case 'unknown':
    case 'failed':
      return outcome
    default:
      return unreachable(outcome)
  }
}

function sure(items: readonly Outcome[]): readonly Item[] {
  return items.map((outcome) => ({ outcome, open: undefined }))
}

function itemsOf({ live, value, on }: Tree): readonly Outcome[] {
  return value.kind === 'list' ? value.items.map((item, index) => seen(live, item, pathOf(on, index))) : []
}

function keysOf(tree: Tree): readonly Item[] | Stopped {
  const elsewhere = isOpenEnded(tree)
  if (elsewhere !== undefined) return elsewhere
  const keys = tree.value.kind === 'map' ? [...tree.value.entries.keys()] : []
  return keys.flatMap((key) => {
    const member = memberOf(tree, key)
    if (member.kind === 'missing') return []
    return [
      {
        outcome: plain(key, pathOf(tree.on, key)),
        open: member.kind === 'open' ? member.outcome : undefined,
      },
    ]
  })
}

/** Whether members may be set elsewhere, so that nobody can say how many there are. */
function isOpenEnded({ live, on }: Tree): Stopped | undefined {
  if (!live.partial) return undefined
  const fact = at(live, pathOf(on, 'a member that nobody has named'))
  return fact.value.kind === 'unknown' ? { kind: 'unknown', fact: { ...fact, path: on }, on } : undefined
}

function plainRange(value: unknown, on: string | undefined): readonly Item[] | undefined {
  if (Array.isArray(value)) return sure(value.map((one: unknown) => plain(one, on)))
  if (value instanceof Map) return sure([...value.keys()].map((one: unknown) => plain(one, on)))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return undefined
  return sure(Object.keys(value).map((one) => plain(one, on)))
}

/** How many items or keys there are, without looking into them; undefined for what has no size of that kind. */
export function sizeOf(outcome: Outcome): Outcome | undefined {
  if (outcome.kind !== 'tree' && outcome.kind !== 'list' && outcome.kind !== 'map') return undefined
  const range = rangeOf(outcome)
  if (range === undefined || 'kind' in range) return range
  const open = stoppedBy(range.flatMap((one) => one.open ?? []))
  return open ?? plain(BigInt(range.length), outcome.on)
}

/** The whole of an outcome as the library has it, or what of it isn't known or can't be said. */
export function wholeOf(outcome: Outcome): Extract<Outcome, { readonly kind: 'plain' }> | Stopped {
  switch (outcome.kind) {
    case 'plain':
    case 'unknown':
    case 'failed':
      return outcome
    case 'tree':
      return outcome.value.kind === 'list' ? wholeList(itemsOf(outcome), outcome.on) : wholeTree(outcome)
    case 'list':
      return wholeList(outcome.items, outcome.on)
    case 'map':
      return wholeMap([...outcome.entries], outcome.on)
    case 'optional':
      return wholeOptional(outcome)
    default:
      return unreachable(outcome)
  }
}

type Whole = ReturnType<typeof wholeOf>

function wholeList(items: readonly Outcome[], on: string | undefined): Whole {
  const wholes = items.map(wholeOf)
  return stoppedBy(wholes) ?? wholly(wholes.map(plainOf), on)
}

function wholeTree(tree: Tree): Whole {
  const range = keysOf(tree)
  if ('kind' in range) return range
  const open = stoppedBy(range.flatMap((one) => one.open ?? []))
  if (open !== undefined) return open
  const entries = range.map(({ outcome }): readonly [unknown, Outcome] => {
    const key = plainOf(outcome)
    const member = memberOf(tree, String(key))
    return [key, member.kind === 'present' ? member.outcome : outcome]
  })
  return wholeMap(entries, tree.on)
}

function wholeMap(entries: readonly (readonly [unknown, Outcome])[], on: string | undefined): Whole {
  const wholes = entries.map(([key, one]) => [key, wholeOf(one)] as const)
  const stopped = stoppedBy(wholes.map(([, one]) => one))
  return stopped ?? wholly(new Map(wholes.map(([key, one]) => [key, plainOf(one)])), on)
}

function wholeOptional({ inner, on }: Extract<Outcome, { readonly kind: 'optional' }>): Whole {
  if (inner === undefined) return wholly(noOptional(), on)
  const whole = wholeOf(inner)
  return isStopped(whole) ? whole : wholly(optionalOf(whole.plain), on)
}

function wholly(value: unknown, on: string | undefined): Whole {
  return { kind: 'plain', plain: value, on }
}

/** What the library has of a whole outcome. */
export function plainOf(outcome: Outcome): unknown {
  return outcome.kind === 'plain' ? outcome.plain : undefined
}

/** The item at a position of a list of a resource. */
export function itemAt(tree: Tree, index: number): Outcome | undefined {
  const item = tree.value.kind === 'list' ? tree.value.items[index] : undefined
  return item && decidedOn(seen(tree.live, item, pathOf(tree.on, index)), tree.on)
}

/** How many parts an outcome has; a long text counts as several. */
export function weightOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'tree':
      return partsOf(outcome.value)
    case 'list':
      return outcome.items.reduce((sum, one) => sum + weightOf(one), 1)
    case 'map':
      return [...outcome.entries.values()].reduce((sum, one) => sum + weightOf(one), 1)
    case 'plain':
      if (typeof outcome.plain === 'string') return outcome.plain.length / 64
      return Array.isArray(outcome.plain) ? outcome.plain.length : 0
    default:
      return 0
  }
}

function partsOf(value: Value): number {
  const known = parts.get(value)
  if (known !== undefined) return known
  let count = 1
  if (value.kind === 'list') for (const item of value.items) count += partsOf(item)
  if (value.kind === 'map') for (const one of value.entries.values()) count += partsOf(one)
  parts.set(value, count)
  return count
}

const parts = new WeakMap<Value, number>()
