import type { JsonValue } from '../lang/json/value.ts'
import { severities, type Severity } from '../model/finding.ts'

/** A member of an object, also of several below each other; undefined when anything on the way isn't there. */
export function member(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  let here = value
  for (const key of keys)
    here = here instanceof Map ? (here as ReadonlyMap<string, JsonValue>).get(key) : undefined
  return here ?? undefined
}

/** The text at a place; empty when it isn't there or is none. */
export function textAt(value: JsonValue | undefined, ...keys: readonly string[]): string {
  const found = member(value, ...keys)
  return typeof found === 'string' ? found : ''
}

/** The whole number at a place, from 1; 0 when it isn't there or is none. */
export function lineIn(value: JsonValue | undefined, ...keys: readonly string[]): number {
  const found = member(value, ...keys)
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : 0
}

/** The items of the list at a place. */
export function itemsAt(value: JsonValue | undefined, ...keys: readonly string[]): readonly JsonValue[] {
  const found = member(value, ...keys)
  return Array.isArray(found) ? (found as readonly JsonValue[]) : []
}

/** A severity by the word that a tool has for it; medium when it says none. */
export function severityOf(word: string): Severity {
  const lower = word.toLowerCase()
  return severities.find((one) => one === lower) ?? 'medium'
}

/** The first text that says anything. */
export function firstOf(...texts: readonly string[]): string {
  return texts.find((text) => text.trim() !== '') ?? ''
}
