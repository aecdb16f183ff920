import { isWhollyKnown, withMarks } from '../mark.ts'
import { copyOf, type Val, type ValOf } from '../value.ts'

/** What holds its items in an order. */
export type Sequence = ValOf<'list'> | ValOf<'tuple'> | ValOf<'set'>

/** What holds its entries under names. */
export type Mapping = ValOf<'map'> | ValOf<'object'>

export function isSequence(value: Val | undefined): value is Sequence {
  return value !== undefined && 'items' in value
}

export function isMapping(value: Val | undefined): value is Mapping {
  return value !== undefined && 'entries' in value
}

/** A part on its own: without an origin of its own it has that of what it was taken out of. */
export function taken(part: Val, from: Val): Val {
  return part.origin !== 0 || from.origin === 0 ? part : copyOf(part, from.origin, part.marks)
}

/** The items of a sequence, each on its own; none for any other value. */
export function itemsOf(value: Val | undefined): readonly Val[] {
  if (!isSequence(value)) return []
  if (value.origin === 0 || value.items.every((item) => item.origin !== 0)) return value.items
  return value.items.map((item) => taken(item, value))
}

/** A part handed on with the marks of what it was taken out of. */
export function handedOn(part: Val, from: Val): Val {
  return withMarks(taken(part, from), from.marks)
}

/** How many items there will be; undefined for a set whose unknown items may turn out to be equal to others. */
export function lengthOf(value: Sequence): number | undefined {
  const { length } = value.items
  return value.kind === 'set' && length > 1 && !isWhollyKnown(value) ? undefined : length
}
