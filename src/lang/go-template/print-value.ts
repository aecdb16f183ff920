import { cost } from './functions/cost.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { durationText } from './duration-text.ts'
import { unknownOf } from './functions/placeholder.ts'
import { byBytes } from './order.ts'
import {
  boolVerb,
  cutAt,
  floatVerb,
  hexadecimal,
  hexVerb,
  intVerb,
  padding,
  plainly,
  type Flags,
} from './print-scalar.ts'
import { refuse } from './refuse.ts'
import { hexText, quotedText } from './print-text.ts'
import { joined, sliced, textOf, type Text } from './text.ts'
import {
  typeName,
  type GoBytes,
  type GoInt,
  type GoList,
  type GoMap,
  type GoObject,
  type GoValue,
} from './value.ts'

export { plainly, type Flags } from './print-scalar.ts'

/** Values inside each other deeper than this are one inside itself. */
const deepest = 500
/** More letters than any chart needs: a list of lists of lists may stand for more than a machine can hold. */
const longest = 12_000_000

/** Puts together what values print under a verb, as Go's fmt does. */
export class Printer {
  readonly #parts: Text[] = []
  #length = 0
  #depth = 0

  text(): Text {
    return joined(this.#parts)
  }

  /** Adds what stands for no value alone: brackets, blanks, complaints. */
  made(text: string, origin: OriginId): void {
    this.add(textOf(text, origin, false))
  }

  add(text: Text): void {
    if (text.value === '') return
    this.#length += text.value.length + text.pieces.length * cost.piece
    if (this.#length > longest) throw refuse('what is printed is too long')
    this.#parts.push(text)
  }

  value(value: GoValue, verb: string, flags: Flags): void {
    switch (verb) {
      case 'T':
        if (value.kind === 'nil') this.#nil(value.origin, verb, flags)
        else this.#wide(textOf(typeName(value), originOf(value), false), flags)
        return
      case 'p':
        return this.#pointer(value, flags)
      default:
        return value.kind === 'nil' ? this.#nil(value.origin, verb, flags) : this.#nested(value, verb, flags)
    }
  }

  /** A value as Go says what is wrong with it: `string=hi`. */
  typed(value: GoValue, flags: Flags): void {
    if (value.kind === 'nil') return this.made('<nil>', value.origin)
    this.made(`${typeName(value)}=`, originOf(value))
    this.value(value, 'v', flags)
  }

  #nil(origin: OriginId, verb: string, flags: Flags): void {
    if (verb !== 'T' && verb !== 'v') return this.made(`%!${verb}(<nil>)`, origin)
    this.#string(textOf('<nil>', origin, false), 's', { ...flags, precision: undefined })
  }

  #nested(value: GoValue, verb: string, flags: Flags): void {
    switch (value.kind) {
      case 'nil':
        return this.made(flags.sharpV ? 'interface {}(nil)' : '<nil>', value.origin)
      case 'bool':
        return this.#scalar(value, boolVerb(value.value, verb, flags), verb, flags)
      case 'float':
        return this.#scalar(value, floatVerb(value.value, verb, flags), verb, flags)
      case 'int':
        return this.#int(value, verb, flags)
      case 'string':
        if (!this.#string(value.text, verb, flags)) this.#bad(value, verb, flags)
        return
      case 'bytes':
        return this.#bytes(value, verb, flags)
      case 'list':
        return this.#deeper(() => this.#list(value, verb, flags))
      case 'map':
        return this.#deeper(() => this.#map(value, verb, flags))
      case 'object':
        return this.#object(value, verb, flags)
      default:
        return unreachable(value)
    }
  }

  #deeper(work: () => void): void {
    if (this.#depth >= deepest) throw refuse('a value that is printed holds itself')
    this.#depth++
    work()
    this.#depth--
  }

  /** A scalar is exact where the verb and its flags change nothing of what is printed without them. */
  #scalar(value: GoValue, text: string | undefined, verb: string, flags: Flags): void {
    if (text === undefined) return this.#bad(value, verb, flags)
    this.add(textOf(text, originOf(value), text === plainScalar(value), unknownOf(value)))
  }

  #int(value: GoInt, verb: string, flags: Flags): void {
    const isText = /^[vsxXq]$/u.test(verb) && !flags.sharpV
    if (value.type === 'time.Duration' && isText) {
      this.#string(textOf(durationText(value.value), value.origin, true, unknownOf(value)), verb, flags)
      return
    }
    this.#scalar(value, intVerb(value.value, !value.type.startsWith('uint'), verb, flags), verb, flags)
  }

  /** Whether the verb is one for strings. */
  #string(text: Text, verb: string, flags: Flags): boolean {
    const form = verb === 'v' ? (flags.sharpV ? 'q' : 's') : verb
    switch (form) {
      case 's':
        this.#wide(text, flags)
        return true
      case 'q':
        this.#wide(quotedText(sliced(text, 0, cutAt(text.value, flags)), flags), uncut(flags))
        return true
      case 'x':
      case 'X':
        this.#wide(hexText(text, form, flags), uncut(flags))
        return true
      default:
        return false
    }
  }

  #wide(text: Text, flags: Flags): void {
    const cut = sliced(text, 0, cutAt(text.value, flags))
    const pad = textOf(padding(cut.value, flags), 0, false)
    if (!flags.minus) this.add(pad)
    this.add(cut)
    if (flags.minus) this.add(pad)
  }

  #bytes(value: GoBytes, verb: string, flags: Flags): void {
    const { origin } = value
    if (verb === 's' || verb === 'q' || verb === 'x' || verb === 'X') {
      if (verb === 'x' || verb === 'X')
        return this.#wide(textOf(hexVerb(value.value, verb, flags), origin, false), uncut(flags))
      this.#string(textOf(new TextDecoder().decode(value.value), origin, false), verb, flags)
      return
    }
    const one = (byte: number): string | undefined =>
      flags.sharpV
        ? hexadecimal(BigInt(byte), true, flags)
        : intVerb(BigInt(byte), false, verb === 'v' ? 'd' : verb, flags)
    const [open, between, close] = flags.sharpV ? ['[]byte{', ', ', '}'] : ['[', ' ', ']']
    const items = Array.from(value.value, (byte) => one(byte) ?? `%!${verb}(uint8=${byte})`)
    this.made(open + items.join(between) + close, origin)
  }

  #list(value: GoList, verb: string, flags: Flags): void {
    const { origin, items } = value
    this.made(flags.sharpV ? `${typeName(value)}{` : '[', origin)
    for (const [at, item] of items.entries()) {
      if (at > 0) this.made(flags.sharpV ? ', ' : ' ', origin)
      this.#nested(item, verb, flags)
    }
    this.made(flags.sharpV ? '}' : ']', origin)
  }

  #map(value: GoMap, verb: string, flags: Flags): void {
    const { origin, entries } = value
    this.made(flags.sharpV ? `${typeName(value)}{` : 'map[', origin)
    let isFirst = true
    for (const key of [...entries.keys()].toSorted(byBytes)) {
      const item = entries.get(key)
      if (item === undefined) continue
      if (!isFirst) this.made(flags.sharpV ? ', ' : ' ', origin)
      isFirst = false
      this.#nested({ kind: 'string', text: textOf(key, originOf(item), false) }, verb, flags)
      this.made(':', origin)
      this.#nested(item, verb, flags)
    }
    this.made(flags.sharpV ? '}' : ']', origin)
  }

  #object(value: GoObject, verb: string, flags: Flags): void {
    const text = textOf(value.printed, value.origin, true, unknownOf(value))
    if (!this.#string(text, verb, { ...flags, sharpV: false })) this.#bad(value, verb, flags)
  }

  #pointer(value: GoValue, flags: Flags): void {
    if (value.kind !== 'map' && value.kind !== 'list' && value.kind !== 'bytes')
      return this.#bad(value, 'p', flags)
    const because = { kind: 'random', what: 'an address in memory' } as const
    this.add(textOf(hexadecimal(0xc000000000n, !flags.sharp, flags), value.origin, false, because))
  }

  #bad(value: GoValue, verb: string, flags: Flags): void {
    this.made(`%!${verb}(`, originOf(value))
    this.typed(value, flags)
    this.made(')', originOf(value))
  }
}

/** The flags for a text that was already cut. */
function uncut(flags: Flags): Flags {
  return { ...flags, precision: undefined }
}

function plainScalar(value: GoValue): string | undefined {
  switch (value.kind) {
    case 'bool':
      return boolVerb(value.value, 'v', plainly)
    case 'int':
      return intVerb(value.value, true, 'v', plainly)
    case 'float':
      return floatVerb(value.value, 'v', plainly)
    default:
      return undefined
  }
}

/** The one origin of a value that isn't a string; a string's stand in its pieces. */
function originOf(value: GoValue): OriginId {
  return value.kind === 'string' ? (value.text.pieces[0]?.origin ?? 0) : value.origin
}
