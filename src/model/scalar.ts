import type { Value } from '../kernel/value.ts'

/** The text of a known scalar, numbers with all their digits; undefined for null and for everything that is no scalar. */
export function scalarText(value: Value): string | undefined {
  if (value.kind !== 'scalar' || value.scalar === null) return undefined
  return typeof value.scalar === 'object' ? value.scalar.number : String(value.scalar)
}
