import type { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { marks, type Marks, type Value } from '../../kernel/value.ts'
import { jsonKind, type JsonNode } from '../json/tree.ts'
import { jsonScalar } from '../json/scalar.ts'
import { kindNumber } from '../json/kinds.ts'
import type { JsonDocument } from './document.ts'

/** A value of a plan or a state, and what is said of its parts in trees of the same shape. */
export interface Masked {
  readonly value: JsonNode | undefined
  /** As `after_unknown`: true where the value is known after apply only. */
  readonly unknown?: JsonNode | undefined
  /** As `after_sensitive`. */
  readonly sensitive?: JsonNode | undefined
}

/** How values are made of a document. */
export interface Making {
  readonly document: JsonDocument
  readonly origins: Origins
  readonly step: 'plan' | 'state'
  /** What unknown parts wait for: the address of the resource that they belong to. */
  readonly address: string
}

/** The value of a part of a plan or a state. Source: https://developer.hashicorp.com/terraform/internals/json-format. */
export function maskedValue(masked: Masked, making: Making): Value {
  return new Lowering(making).value(masked, { depth: 0, marks: marks.none, path: making.address })
}

const deepest = 1000

interface Place {
  readonly depth: number
  readonly marks: Marks
  readonly path: string
}

class Lowering {
  readonly #document: JsonDocument
  readonly #making: Making

  constructor(making: Making) {
    this.#document = making.document
    this.#making = making
  }

  value(masked: Masked, outer: Place): Value {
    const { value, unknown, sensitive } = masked
    const document = this.#document
    const place = document.isTrue(sensitive) ? { ...outer, marks: outer.marks | marks.sensitive } : outer
    if (document.isTrue(unknown)) return this.#unknown(unknown, place, 'computed')
    if (place.depth > deepest) return this.#unknown(value, place, 'error')
    const shape = value !== undefined && document.isThere(value) ? value : this.#shaped(unknown)
    const kind = shape === undefined ? 'null' : jsonKind(document.tree, shape)
    if (kind === 'object') return this.#map(masked, shape, place)
    if (kind === 'array') return this.#list(masked, shape, place)
    if (value === undefined) return { kind: 'absent', origin: 0, marks: place.marks }
    return {
      kind: 'scalar',
      scalar: jsonScalar(this.#document.tree, value, exactNumber),
      origin: this.#origin(value),
      marks: place.marks,
    }
  }

  /** A tree of unknown parts says the shape of a value that isn't there, if any part of it is unknown. */
  #shaped(unknown: JsonNode | undefined): JsonNode | undefined {
    if (unknown === undefined) return undefined
    const { kinds, afters } = this.#document.tree
    const after = afters[unknown] ?? unknown
    for (let node = unknown; node < after; node++) if (kinds[node] === trueKind) return unknown
    return undefined
  }

  #map({ value, unknown, sensitive }: Masked, shape: JsonNode | undefined, place: Place): Value {
    const known = this.#document.members(value)
    const waiting = this.#document.members(unknown)
    const secret = this.#document.members(sensitive)
    const entries = new Map<string, Value>()
    for (const key of new Set([...known.keys(), ...waiting.keys()])) {
      const inner = { value: known.get(key), unknown: waiting.get(key), sensitive: secret.get(key) }
      const made = this.value(inner, this.#inside(place, `.${key}`))
      if (made.kind !== 'absent') entries.set(key, made)
    }
    return { kind: 'map', entries, origin: this.#origin(shape), marks: place.marks }
  }

  #list({ value, unknown, sensitive }: Masked, shape: JsonNode | undefined, place: Place): Value {
    const known = this.#document.items(value)
    const waiting = this.#document.items(unknown)
    const secret = this.#document.items(sensitive)
    const items: Value[] = []
    for (let at = 0; at < Math.max(known.length, waiting.length); at++) {
      const inner = { value: known[at], unknown: waiting[at], sensitive: secret[at] }
      items.push(this.value(inner, this.#inside(place, `[${at}]`)))
    }
    return { kind: 'list', items, origin: this.#origin(shape), marks: place.marks }
  }

  /** Causes name an attribute of the resource; deeper parts wait for the same. */
  #inside({ depth, marks: outer, path }: Place, step: string): Place {
    return { depth: depth + 1, marks: outer, path: depth === 0 ? path + step : path }
  }

  #unknown(node: JsonNode | undefined, place: Place, kind: 'computed' | 'error'): Value {
    const what = kind === 'error' ? 'a value that is nested too deeply' : place.path
    return { kind: 'unknown', because: [{ kind, what }], origin: this.#origin(node), marks: place.marks }
  }

  #origin(node: JsonNode | undefined): OriginId {
    if (node === undefined) return 0
    return this.#making.origins.at(this.#making.step, this.#document.span(node))
  }
}

const trueKind = kindNumber.true

/** A double says a number when printing it gives the same digits. */
function exactNumber(text: string): number | { readonly number: string } {
  const double = Number(text)
  return Number.isFinite(double) && String(double) === text ? double : { number: text }
}
