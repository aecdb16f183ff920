import type { Value } from '../../kernel/value.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { textOf } from './text.ts'
import type { GoMap, GoValue } from './value.ts'

/**
 * A value of a values file as templates see it: it came through JSON, so every number is a float64. What cannot be known is a
 * placeholder that says why.
 */
export function goValue(value: Value): GoValue {
  return made(value, false)
}

/** A value whose whole numbers are exact, as those of an object are that is only printed. */
export function exactGoValue(value: Value): GoValue {
  return made(value, true)
}

function made(value: Value, isExact: boolean): GoValue {
  const { origin } = value
  switch (value.kind) {
    case 'scalar': {
      const { scalar } = value
      if (scalar === null) return { kind: 'nil', origin }
      if (typeof scalar === 'boolean') return { kind: 'bool', value: scalar, origin }
      if (typeof scalar === 'string') return { kind: 'string', text: textOf(scalar, origin) }
      if (typeof scalar === 'number') return { kind: 'float', value: scalar, origin }
      if (isExact && /^-?\d+$/u.test(scalar.number))
        return { kind: 'int', type: 'int64', value: BigInt(scalar.number), origin }
      return { kind: 'float', value: Number(scalar.number), origin }
    }
    case 'list':
      return { kind: 'list', items: value.items.map((one) => made(one, isExact)), origin }
    case 'map':
      return mapOf(value, isExact)
    case 'unknown': {
      const [because] = value.because
      return { kind: 'string', text: textOf('unknown', origin, true, because) }
    }
    case 'absent':
      return { kind: 'nil', origin }
    default:
      return unreachable(value)
  }
}

/** A mapping as templates see it. */
export function goMap(value: Value & { readonly kind: 'map' }): GoMap {
  return mapOf(value, false)
}

function mapOf({ entries, origin }: Value & { readonly kind: 'map' }, isExact: boolean): GoMap {
  const own = [...entries].map(([key, one]) => [key, made(one, isExact)] as const)
  return { kind: 'map', entries: new Map(own), origin }
}

/** A mapping of values whose origins have gone to a table that adopted their own, as a copy that may be changed. */
export function movedMap(map: GoMap, offset: number): GoMap {
  const entries = new Map<string, GoValue>()
  for (const [key, one] of map.entries) entries.set(key, movedValue(one, offset))
  return { ...map, entries, origin: moved(map.origin, offset) }
}

function movedValue(value: GoValue, offset: number): GoValue {
  switch (value.kind) {
    case 'map':
      return movedMap(value, offset)
    case 'list':
      return {
        ...value,
        items: value.items.map((one) => movedValue(one, offset)),
        origin: moved(value.origin, offset),
      }
    case 'string': {
      const { text } = value
      const pieces = text.pieces.map((piece) => ({
        ...piece,
        origin: moved(piece.origin, offset),
        under: moved(piece.under, offset),
      }))
      return { kind: 'string', text: { value: text.value, pieces } }
    }
    default:
      return { ...value, origin: moved(value.origin, offset) }
  }
}

function moved(origin: number, offset: number): number {
  return origin === 0 ? 0 : origin + offset
}
