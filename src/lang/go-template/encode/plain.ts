import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import type { Cause } from '../../../kernel/value.ts'
import { unknownOf } from '../functions/placeholder.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import { typeName, originOf, type GoObject, type GoValue } from '../value.ts'

/**
 * A value as a notation sees it: keys are in the order in which they are written, structs are maps. Numbers are texts
 * that need no quotes.
 */
export type Plain =
  | {
      readonly kind: 'word'
      readonly word: string
      readonly origin: OriginId
      /** Why it is only a placeholder. */
      readonly because?: Cause
    }
  | { readonly kind: 'string'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Plain[]; readonly origin: OriginId }
  | { readonly kind: 'map'; readonly entries: readonly PlainEntry[]; readonly origin: OriginId }

export interface PlainEntry {
  readonly key: string
  readonly value: Plain
  /** What made the entry's value, and so the entry. */
  readonly origin: OriginId
}

/** What differs from notation to notation when values are made plain. */
export interface Plainness {
  readonly origins: Origins
  readonly float: (value: number) => string
  readonly order: (left: string, right: string) => number
  /** The name of a struct's field. */
  readonly field: (name: string, type: string) => string
  readonly bytes: (value: Uint8Array, origin: OriginId) => Plain
  readonly duration: (value: bigint, origin: OriginId) => Plain
}

/** What is refused whatever a function makes of errors. */
export const tooLarge = 'what is encoded is too large'

/** Values inside each other deeper than this are one inside itself. */
const deepest = 500
/** More values than any chart needs: a list of lists of lists may stand for more than a machine can hold. */
const most = 1_000_000
/** So many letters count as one value. */
const lettersOfOne = 50

/** Makes values plain for one notation; refuses those that hold themselves. What was read from files can't, and isn't asked. */
export function plainOf(value: GoValue, plainness: Plainness, isFinite = false): Plain {
  return new Flattening(plainness, isFinite).value(value)
}

class Flattening {
  readonly #plainness: Plainness
  readonly #isFinite: boolean
  #depth = 0
  #count = 0

  constructor(plainness: Plainness, isFinite: boolean) {
    this.#plainness = plainness
    this.#isFinite = isFinite
  }

  value(value: GoValue): Plain {
    this.#count++
    if (this.#count > most && !this.#isFinite) throw refuse(tooLarge)
    switch (value.kind) {
      case 'nil':
        return word('null', value)
      case 'bool':
        return word(String(value.value), value)
      case 'int':
        if (value.type === 'time.Duration') return this.#plainness.duration(value.value, value.origin)
        return word(String(value.value), value)
      case 'float':
        return word(this.#plainness.float(value.value), value)
      case 'string':
        this.#count += value.text.value.length / lettersOfOne
        return value
      case 'bytes':
        return this.#plainness.bytes(value.value, value.origin)
      case 'list':
        return this.#deeper(value, () => ({
          kind: 'list',
          items: value.items.map((item) => this.value(item)),
          origin: value.origin,
        }))
      case 'map':
        return this.#deeper(value, () => this.#map(value.entries, value.origin))
      case 'object':
        return this.#deeper(value, () => this.#object(value))
      default:
        return unreachable(value)
    }
  }

  #deeper(value: GoValue, work: () => Plain): Plain {
    if (this.#depth >= deepest && !this.#isFinite)
      throw refuse(`json: unsupported value: encountered a cycle via ${typeName(value)}`)
    this.#depth++
    const made = work()
    this.#depth--
    return made
  }

  #map(values: ReadonlyMap<string, GoValue>, origin: OriginId): Plain {
    const { order, origins } = this.#plainness
    const entries = [...values].map(([key, value]) => ({
      key,
      value: this.value(value),
      origin: originOf(value, origins),
    }))
    return { kind: 'map', entries: entries.toSorted((one, other) => order(one.key, other.key)), origin }
  }

  /** A struct writes its fields in their own order; one that prints as something else is that text. */
  #object(value: GoObject): Plain {
    const { origins, field } = this.#plainness
    if (value.fields.size === 0) {
      const text = value.type === 'time.Time' ? timeText(value.printed) : value.printed
      return { kind: 'string', text: textOf(text, value.origin, text === value.printed, unknownOf(value)) }
    }
    const entries = [...value.fields].map(([name, one]) => ({
      key: field(name, value.type),
      value: this.value(one),
      origin: originOf(one, origins),
    }))
    return { kind: 'map', entries, origin: value.origin }
  }
}

function word(text: string, value: GoValue & { readonly origin: OriginId }): Plain {
  const because = unknownOf(value)
  const plain = { kind: 'word', word: text, origin: value.origin } as const
  return because === undefined ? plain : { ...plain, because }
}

/** A time as it is written in JSON: `2006-01-02T15:04:05Z`. */
function timeText(printed: string): string {
  const found = /^([\d-]+) ([\d:.]+) ([-+]\d\d)(\d\d)/u.exec(printed)
  if (found === null) return printed
  const [, date = '', time = '', hours = '', minutes = ''] = found
  return `${date}T${time}${hours === '+00' && minutes === '00' ? 'Z' : `${hours}:${minutes}`}`
}
