import type { Value } from '../kernel/value.ts'
import type { Origins } from '../kernel/origins.ts'
import { steps, type OriginId } from '../kernel/origin.ts'
import { scalarText } from '../model/scalar.ts'

/**
 * What two names share when they are the same text, also where nobody knows it: `var.name` is in both, or
 * `"${var.name}-logs"`. Undefined where that can't be told, as for what a function makes of something unknown.
 */
export function nameOf(value: Value, origins: Origins): string | undefined {
  const text = scalarText(value)
  if (text !== undefined) return `=${text}`
  if (value.kind !== 'unknown') return undefined
  if (value.outline?.kind === 'text') return pieces(value.outline.parts, origins)
  const [cause, ...more] = value.because
  if (cause === undefined || more.length > 0 || !asksOne(cause.kind)) return undefined
  return isHandedOn(value.origin, origins) ? `?${cause.kind} ${cause.what}` : undefined
}

function pieces(parts: readonly (string | Value)[], origins: Origins): string | undefined {
  const names = parts.map((part) => (typeof part === 'string' ? `=${part}` : nameOf(part, origins)))
  return names.includes(undefined) ? undefined : names.join('\u0001')
}

/** Whether the cause is one input, rather than that nothing can be said. */
function asksOne(kind: string): boolean {
  return kind === 'variable' || kind === 'data' || kind === 'random' || kind === 'computed'
}

/** Whether a value came from its input unchanged, through references, locals and modules only. */
function isHandedOn(origin: OriginId, origins: Origins): boolean {
  for (let here = origin; here !== 0;) {
    const [next = 0, ...more] = origins.inputs(here)
    if (next === 0) return true
    if (!steps[origins.step(here)].identity || more.length > 0) return false
    here = next
  }
  return true
}
