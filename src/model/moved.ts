import type { OriginId } from '../kernel/origin.ts'
import type { Outline, Value } from '../kernel/value.ts'

/** A value whose origins have gone to another table: `offset` is what that table gave when it adopted the old one. */
export function movedValue(value: Value, offset: number): Value {
  if (offset === 0) return value
  const origin = movedOrigin(value.origin, offset)
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((item) => movedValue(item, offset)), origin }
    case 'map': {
      const entries = new Map<string, Value>()
      for (const [key, one] of value.entries) entries.set(key, movedValue(one, offset))
      return { kind: 'map', entries, origin, marks: value.marks }
    }
    case 'scalar':
      if (value.outline !== undefined)
        return { ...value, outline: movedOutline(value.outline, offset), origin }
      return { kind: 'scalar', scalar: value.scalar, origin, marks: value.marks }
    case 'unknown':
      if (value.outline !== undefined)
        return { ...value, outline: movedOutline(value.outline, offset), origin }
      return { ...value, origin }
    default:
      return { ...value, origin }
  }
}

/** An id in the table that adopted its own; no origin stays none. */
export function movedOrigin(origin: OriginId, offset: number): OriginId {
  return origin === 0 ? 0 : origin + offset
}

function movedOutline(outline: Outline, offset: number): Outline {
  if (outline.kind === 'choice')
    return { kind: 'choice', values: outline.values.map((one) => movedValue(one, offset)) }
  if (outline.kind !== 'text') return { ...outline, value: movedValue(outline.value, offset) }
  const parts = outline.parts.map((part) => (typeof part === 'string' ? part : movedValue(part, offset)))
  return { kind: 'text', parts }
}
