import type { OriginId } from '../../kernel/origin.ts'
import type { LaterValues, Outline, Value } from '../../kernel/value.ts'
import { planned } from '../../lang/hcl/json-value.ts'
import type { Val, ValOf } from '../../lang/hcl/value.ts'
import { BodyEntries } from './evaluate/body-entries.ts'
import { LaterMap } from './later-map.ts'

/** A typed value as the structural value that every other room sees. Parts without an origin have their container's. */
export function lowered(value: Val, outer = 0): Value {
  const origin = value.origin === 0 ? outer : value.origin
  const { marks } = value
  switch (value.kind) {
    case 'string': {
      const outline = outlineOf(value, origin)
      if (outline !== undefined) return { kind: 'scalar', scalar: value.value, origin, marks, outline }
      return { kind: 'scalar', scalar: value.value, origin, marks }
    }
    case 'bool':
      return { kind: 'scalar', scalar: value.value, origin, marks }
    case 'number':
      return { kind: 'scalar', scalar: scalarOf(value.value), origin, marks }
    case 'null':
      return { kind: 'scalar', scalar: null, origin, marks }
    case 'unknown': {
      const { because } = value
      const outline = outlineOf(value, origin)
      if (outline !== undefined) return { kind: 'unknown', because, origin, marks, outline }
      return { kind: 'unknown', because, origin, marks }
    }
    case 'tuple':
    case 'list':
    case 'set':
      return { kind: 'list', items: value.items.map((item) => lowered(item, origin)), origin, marks }
    case 'object':
    case 'map': {
      if (value.entries instanceof BodyEntries)
        return { kind: 'map', entries: new LoweredEntries(value.entries, origin), origin, marks }
      const entries = new Map<string, Value>()
      for (const [key, one] of value.entries) entries.set(key, lowered(one, origin))
      return { kind: 'map', entries, origin, marks }
    }
  }
}

/** The entries of a body: most of them were written by nobody, and are looked at by nobody. */
class LoweredEntries extends LaterMap<Value> implements LaterValues {
  readonly #entries: BodyEntries
  readonly #origin: OriginId
  readonly #written = new Map<string, Value>()

  constructor(entries: BodyEntries, origin: OriginId) {
    super(entries.names)
    this.#entries = entries
    this.#origin = origin
  }

  get written(): ReadonlyMap<string, Value> {
    const { written } = this.#entries
    if (this.#written.size < written.size) for (const name of written.keys()) this.get(name)
    return this.#written
  }

  isUnset(name: string): boolean {
    return this.#entries.isUnset(name)
  }

  override get(name: string): Value | undefined {
    const known = this.#written.get(name)
    if (known !== undefined) return known
    const value = this.#entries.get(name)
    const made = value && lowered(value, this.#origin)
    if (made !== undefined && this.#entries.written.has(name)) this.#written.set(name, made)
    return made
  }

  override has(name: string): boolean {
    return this.#entries.has(name)
  }
}

function outlineOf(value: ValOf<'string'> | ValOf<'unknown'>, origin: number): Outline | undefined {
  const { outline } = value
  if (outline?.kind === 'json') return { kind: 'json', value: lowered(outline.value, origin) }
  if (outline?.kind === 'text') {
    const parts = outline.parts.map((part) => (typeof part === 'string' ? part : lowered(part, origin)))
    return { kind: 'text', parts }
  }
  // A known beginning is a piece too.
  const prefix = value.kind === 'unknown' ? value.refinement?.prefix : undefined
  if (prefix === undefined && outline?.kind === 'choice')
    return { kind: 'choice', values: outline.values.map((one) => lowered(one, origin)) }
  if (prefix === undefined || value.kind !== 'unknown') return undefined
  const rest: Value = { kind: 'unknown', because: value.because, origin, marks: value.marks }
  return { kind: 'text', parts: [prefix, rest] }
}

function scalarOf(value: Extract<Val, { kind: 'number' }>['value']): number | { readonly number: string } {
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return value
  // JSON has no infinity, but every reader of JSON makes it of this.
  if (typeof value === 'number' && !Number.isFinite(value))
    return { number: value > 0 ? '1e9999' : '-1e9999' }
  const text = planned(value)
  // A double says it when printing the double gives the same text.
  const double = Number(text)
  return Number.isFinite(double) && String(double) === text ? double : { number: text }
}
