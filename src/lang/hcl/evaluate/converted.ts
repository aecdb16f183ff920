import type { OriginId } from '../../../kernel/origin.ts'
import type { Defaults } from '../defaults.ts'
import type { Val } from '../value.ts'
import { withOrigin } from './scope.ts'

/**
 * The value `after` a conversion of `before`, in which scalars that the conversion changed (a text made a number)
 * have an origin that says so: editing their literal does not simply set the value. `convertedAt` adds that origin.
 */
export function withConversions(before: Val, after: Val, convertedAt: (from: OriginId) => OriginId): Val {
  if (before === after) return after
  const kinds = new Map<OriginId, Val['kind']>()
  const open: Val[] = [before]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if ('items' in one) for (const item of one.items) open.push(item)
    else if ('entries' in one) for (const entry of one.entries.values()) open.push(entry)
    else if (one.origin !== 0) kinds.set(one.origin, one.kind)
  }
  return said(after, kinds, convertedAt)
}

function said(
  value: Val,
  kinds: ReadonlyMap<OriginId, Val['kind']>,
  convertedAt: (from: OriginId) => OriginId,
): Val {
  if ('items' in value) {
    const items = value.items.map((item) => said(item, kinds, convertedAt))
    return items.every((item, at) => item === value.items[at]) ? value : { ...value, items }
  }
  if ('entries' in value) {
    let changed = false
    const entries = new Map<string, Val>()
    for (const [key, entry] of value.entries) {
      const next = said(entry, kinds, convertedAt)
      changed ||= next !== entry
      entries.set(key, next)
    }
    return changed ? { ...value, entries } : value
  }
  const was = kinds.get(value.origin)
  if (was === undefined || was === value.kind || value.kind === 'null') return value
  return withOrigin(value, convertedAt(value.origin))
}

/**
 * The value in which each part that stands in place of an `optional()` default says so: `overriding` adds an origin
 * that names what has lost.
 */
export function withLostDefaults(
  value: Val,
  defaults: Defaults | undefined,
  overriding: (winner: OriginId, loser: OriginId) => OriginId,
): Val {
  if (defaults === undefined) return value
  if ('items' in value) {
    const items = value.items.map((item, at) => {
      const below = defaults.children.get(String(at)) ?? defaults.children.get('')
      return withLostDefaults(item, below, overriding)
    })
    return { ...value, items }
  }
  if (!('entries' in value)) return value
  const entries = new Map<string, Val>()
  for (const [key, entry] of value.entries) {
    const below = defaults.children.get(key) ?? defaults.children.get('')
    const made = withLostDefaults(entry, below, overriding)
    const lost = defaults.defaults.get(key)
    const isLoss = lost !== undefined && isLeaf(made) && made.origin !== 0 && made.origin !== lost.origin
    entries.set(key, isLoss ? withOrigin(made, overriding(made.origin, lost.origin)) : made)
  }
  return { ...value, entries }
}

function isLeaf(value: Val): boolean {
  return value.kind !== 'null' && !('items' in value) && !('entries' in value)
}
