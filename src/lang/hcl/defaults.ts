import { unify } from './convertible.ts'
import { convert } from './convert.ts'
import { refineNotNull } from './refine.ts'
import { makeSet } from './set.ts'
import type { Type } from './types.ts'
import { list, map, object, tuple, typeOf, type Val, type ValOf } from './value.ts'

/** The defaults of a type's `optional()` attributes, at every depth. */
export interface Defaults {
  /** Of attributes of this object. */
  readonly defaults: ReadonlyMap<string, Val>
  /** Below attributes and positions, by name; below all elements of a collection, by the empty name. */
  readonly children: ReadonlyMap<string, Defaults>
}

/**
 * The value with the defaults of its type put in wherever an attribute is missing or null. Done before the value is
 * converted to that type, so a map may turn into an object; null and unknown values stay.
 */
export function applyDefaults(value: Val, defaults: Defaults | undefined): Val {
  if (defaults === undefined || (defaults.defaults.size === 0 && defaults.children.size === 0)) return value
  if ('items' in value) return toItems(value, defaults)
  return 'entries' in value ? toEntries(value, defaults) : value
}

type Sequence = ValOf<'list'> | ValOf<'set'> | ValOf<'tuple'>

function toItems(value: Sequence, defaults: Defaults): Val {
  let changed = false
  const items = value.items.map((item, at) => {
    const made = applyDefaults(item, below(defaults, String(at)))
    changed ||= made !== item
    return made
  })
  if (!changed) return value
  const { origin, marks } = value
  if (value.kind === 'tuple') return { ...value, items }
  const common = shared(items)
  if (common === undefined) return tuple(items, origin, marks)
  return value.kind === 'list'
    ? list(common.type, common.items, origin, marks)
    : makeSet(common.type, common.items, origin, marks)
}

function below({ children }: Defaults, key: string): Defaults | undefined {
  return children.get(key) ?? children.get('')
}

interface Shared {
  readonly type: Type
  readonly items: readonly Val[]
}

/** Items of one type again, after some have got attributes; undefined when they have none in common. */
function shared(items: readonly Val[]): Shared | undefined {
  const type = unify(items.map(typeOf))
  if (type === undefined) return undefined
  const made: Val[] = []
  for (const item of items) {
    const one = convert(item, type)
    if ('summary' in one) return undefined
    made.push(one)
  }
  return { type, items: made }
}

function toEntries(value: ValOf<'map'> | ValOf<'object'>, defaults: Defaults): Val {
  const entries = new Map<string, Val>()
  let changed = false
  for (const [key, entry] of value.entries) {
    const made = applyDefaults(entry, below(defaults, key))
    changed ||= made !== entry
    entries.set(key, made)
  }
  for (const [key, fallback] of defaults.defaults) {
    const given = entries.get(key)
    const made =
      given === undefined || given.kind === 'null'
        ? applyDefaults(fallback, defaults.children.get(key))
        : given
    const sure = isNeverNull(fallback) ? refineNotNull(made) : made
    changed ||= sure !== given
    entries.set(key, sure)
  }
  if (!changed) return value
  return value.kind === 'map'
    ? mapOfEntries(value, entries)
    : { ...object(entries, value.origin, value.marks), open: value.open }
}

function isNeverNull(value: Val): boolean {
  return value.kind === 'unknown' ? value.refinement?.notNull === true : value.kind !== 'null'
}

function mapOfEntries(value: ValOf<'map'>, entries: ReadonlyMap<string, Val>): Val {
  const { origin, marks } = value
  const common = shared([...entries.values()])
  if (common === undefined) return object(entries, origin, marks)
  const keys = [...entries.keys()]
  return map(common.type, new Map(common.items.map((item, at) => [keys[at] ?? '', item])), origin, marks)
}
