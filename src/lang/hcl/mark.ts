import type { Marks } from '../../kernel/value.ts'
import { hasDynamic } from './type-relation.ts'
import { copyOf, tellingOf, type Val } from './value.ts'

/** The value with these marks beside its own. */
export function withMarks<Value extends Val>(value: Value, marks: Marks): Value {
  return (value.marks | marks) === value.marks ? value : copyOf(value, value.origin, value.marks | marks)
}

/** All marks of a value and of what it contains, at every depth. */
export function marksDeep(value: Val): Marks {
  return factsOf(value) & ~(unknownInside | unknownTypeInside)
}

/** Whether the value or anything inside it has a mark. */
export function containsMarked(value: Val): boolean {
  return marksDeep(value) !== 0
}

/** Whether nothing in the value is unknown, at any depth. */
export function isWhollyKnown(value: Val): boolean {
  return (factsOf(value) & unknownInside) === 0
}

/** Whether no type of the value or of what is inside it is still open. An untyped null is known to be one. */
export function hasKnownType(value: Val): boolean {
  return (factsOf(value) & unknownTypeInside) === 0
}

/** The value without marks at any depth; what has none is handed on as it is. */
export function unmarkDeep(value: Val): Val {
  if (!containsMarked(value)) return value
  const bare = { ...value, marks: 0 }
  if ('items' in bare) return { ...bare, items: bare.items.map(unmarkDeep) }
  if (!('entries' in bare)) return bare
  return { ...bare, entries: new Map([...bare.entries].map(([key, entry]) => [key, unmarkDeep(entry)])) }
}

/** Bits above those of marks. */
const unknownInside = 1 << 30
const unknownTypeInside = 1 << 29

/** Facts of large containers, so that asking again of them or of what holds them costs nothing. */
const known = new WeakMap<object, number>()

const worthKeeping = 16

function factsOf(value: Val): number {
  const parts = partsOf(value)
  if (parts === undefined) return ownFacts(value)
  const kept = known.get(parts)
  if (kept !== undefined) return kept | ownFacts(value)
  const facts = factsWithin(parts)
  const size = 'size' in parts ? parts.size : parts.length
  if (size >= worthKeeping) known.set(parts, facts)
  return facts | ownFacts(value)
}

type Parts = readonly Val[] | ReadonlyMap<string, Val>

/** Walks with a list of its own: values may be nested deeper than the stack. */
function factsWithin(parts: Parts): number {
  let facts = 0
  let waiting: Parts[] | undefined
  for (let next: Parts | undefined = parts; next !== undefined; next = waiting?.pop()) {
    for (const part of tellingOf(next)) {
      facts |= ownFacts(part)
      const inner = partsOf(part)
      if (inner === undefined) continue
      const kept = known.get(inner)
      if (kept === undefined) (waiting ??= []).push(inner)
      else facts |= kept
    }
  }
  return facts
}

function partsOf(value: Val): Parts | undefined {
  switch (value.kind) {
    case 'tuple':
    case 'list':
    case 'set':
      return value.items
    case 'object':
    case 'map':
      return value.entries
    default:
      return undefined
  }
}

function ownFacts(value: Val): number {
  const isOpen = (value.kind === 'tuple' || value.kind === 'object') && value.open !== undefined
  if (isOpen) return value.marks | unknownInside | unknownTypeInside
  if (value.kind !== 'unknown') return value.marks
  return value.marks | unknownInside | (hasDynamic(value.type) ? unknownTypeInside : 0)
}
