import type { OriginId } from '../../kernel/origin.ts'
import type { Marks } from '../../kernel/value.ts'
import { equal } from './equal.ts'
import { marksDeep, unmarkDeep } from './mark.ts'
import { compare } from './number.ts'
import { setKey } from './set-key.ts'
import type { Type } from './types.ts'
import { byBytes, type Val, type ValOf } from './value.ts'

/**
 * A set of these values (already of the element type): each once, in Terraform's order, what is unknown kept apart.
 * Marks of the values, at any depth, become marks of the whole set.
 */
export function makeSet(
  element: Type,
  items: readonly Val[],
  origin: OriginId = 0,
  marks: Marks = 0,
): ValOf<'set'> {
  let inside: Marks = 0
  for (const item of items) inside |= marksDeep(item)
  const bare = inside === 0 ? items : items.map(unmarkDeep)
  return { kind: 'set', element, items: inSetOrder(bare, element), origin, marks: marks | inside }
}

function inSetOrder(items: readonly Val[], { kind }: Type): readonly Val[] {
  if (items.length < 2) return items
  if (kind === 'string') return stringsInOrder(items)
  const keys = new Map(items.map((item) => [item, setKey(item)]))
  const order = kind === 'number' || kind === 'bool' ? primitiveOrder : byKey(keys)
  return distinct(items, keys).toSorted(order)
}

function stringsInOrder(items: readonly Val[]): readonly Val[] {
  if (isAscending(items)) return items
  const seen = new Set<string>()
  const kept = items.filter((item) => {
    if (item.kind !== 'string') return true
    return seen.size < seen.add(item.value).size
  })
  return distinctNulls(kept).toSorted(primitiveOrder)
}

function isAscending(items: readonly Val[]): boolean {
  let last: string | undefined
  for (const item of items) {
    if (item.kind !== 'string' || (last !== undefined && byBytes(last, item.value) >= 0)) return false
    last = item.value
  }
  return true
}

function distinctNulls(items: readonly Val[]): readonly Val[] {
  let has = false
  return items.filter((item) => {
    if (item.kind !== 'null') return true
    const first = !has
    has = true
    return first
  })
}

/** The first of those that are equal; an unknown value equals none. */
function distinct(items: readonly Val[], keys: ReadonlyMap<Val, string>): Val[] {
  const buckets = new Map<string, Val[]>()
  return items.filter((item) => {
    const key = keys.get(item) ?? ''
    const bucket = buckets.get(key)
    if (bucket === undefined) {
      buckets.set(key, [item])
      return true
    }
    if (bucket.some((other) => equal(other, item) === 'yes')) return false
    bucket.push(item)
    return true
  })
}

/** Known values first, then unknown ones, then null. */
function rank(value: Val): number {
  if (value.kind === 'null') return 2
  return value.kind === 'unknown' ? 1 : 0
}

function primitiveOrder(left: Val, right: Val): number {
  const ranks = rank(left) - rank(right)
  if (ranks !== 0) return ranks
  if (left.kind === 'string' && right.kind === 'string') return byBytes(left.value, right.value)
  if (left.kind === 'number' && right.kind === 'number') {
    return (
      compare(left.value, right.value) ||
      Number(Object.is(right.value, -0)) - Number(Object.is(left.value, -0))
    )
  }
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.value) - Number(right.value)
  return 0
}

function byKey(keys: ReadonlyMap<Val, string>): (left: Val, right: Val) => number {
  return (left, right) => rank(left) - rank(right) || byBytes(keys.get(left) ?? '', keys.get(right) ?? '')
}
