import type { Value } from '../kernel/value.ts'
import { entryOf } from './path.ts'
import { scalarText } from './scalar.ts'

/** The value at some keys, one within the other. */
export function fieldOf(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  let here = value
  for (const key of keys) here = entryOf(here, key)
  return here
}

/** The text at some keys; undefined where there is none, or it isn't known. */
export function textIn(value: Value | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(value, ...keys)
  return found === undefined ? undefined : scalarText(found)
}

/** Whether the value at some keys is true. */
export function isTrue(value: Value | undefined, ...keys: readonly string[]): boolean {
  return textIn(value, ...keys) === 'true'
}

/** The items of the list at some keys. */
export function itemsIn(value: Value | undefined, ...keys: readonly string[]): readonly Value[] {
  const found = fieldOf(value, ...keys)
  return found?.kind === 'list' ? found.items : []
}

/** The entries of the map at some keys. */
export function entriesIn(
  value: Value | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Value])[] {
  const found = fieldOf(value, ...keys)
  return found?.kind === 'map' ? [...found.entries] : []
}
