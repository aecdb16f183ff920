import type { Value } from '../../kernel/value.ts'
import { fingerprint } from '../difference/fingerprint.ts'

/**
 * What a plan would make of a resource whose code was edited after the plan was made: where the code says what it said, the plan's
 * own value, with what the provider adds to it; else what the code says now.
 */
export function asEdited(seen: Value, now: Value, planned: Value): Value {
  if (fingerprint(seen) === fingerprint(now)) return planned
  if (seen.kind === 'map' && now.kind === 'map' && planned.kind === 'map') {
    const names = new Set([...planned.entries.keys(), ...now.entries.keys()])
    const entries = [...names].flatMap((name): readonly (readonly [string, Value])[] => {
      const [was, is, made] = [seen.entries.get(name), now.entries.get(name), planned.entries.get(name)]
      if (is === undefined) return was === undefined && made !== undefined ? [[name, made]] : []
      return [[name, was === undefined || made === undefined ? is : asEdited(was, is, made)]]
    })
    return { ...planned, entries: new Map(entries) }
  }
  if (
    seen.kind === 'list' &&
    now.kind === 'list' &&
    planned.kind === 'list' &&
    new Set([seen.items.length, now.items.length, planned.items.length]).size === 1
  ) {
    const items = now.items.map((one, at) => {
      const [was, made] = [seen.items[at], planned.items[at]]
      return was === undefined || made === undefined ? one : asEdited(was, one, made)
    })
    return { ...planned, items }
  }
  return now
}
