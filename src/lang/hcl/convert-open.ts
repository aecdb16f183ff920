import type { Cause } from '../../kernel/value.ts'
import { withoutOptional } from './type-relation.ts'
import type { Type } from './types.ts'
import { object, tuple, unknown, type Val, type ValOf } from './value.ts'

/**
 * A block or object whose schema is not known, as one of a type: what it lists is converted, what it does not list is
 * unknown. Undefined when it cannot be one whatever the schema says.
 */
export function convertOpen<Refusal extends object>(
  value: ValOf<'tuple'> | ValOf<'object'>,
  open: Cause,
  type: Type,
  convert: (value: Val, type: Type) => Val | Refusal,
): Val | Refusal | undefined {
  if (value.kind === 'tuple') {
    const isSequence = type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple'
    if (!isSequence) return undefined
    return convert(tuple(value.items, value.origin, value.marks), type)
  }
  if (type.kind === 'map') {
    return unknown(withoutOptional(type), [open], { notNull: true }, value.origin, value.marks)
  }
  if (type.kind !== 'object') return undefined
  const entries = new Map<string, Val>()
  for (const [name, wanted] of type.attributes) {
    const entry = value.entries.get(name) ?? unknown(withoutOptional(wanted), [open])
    const made = convert(entry, wanted)
    if (!('kind' in made) || !('marks' in made)) return made
    entries.set(name, made)
  }
  return object(entries, value.origin, value.marks)
}
