import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import { floatText } from '../float-text.ts'
import { byBytes } from '../order.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import type { GoValue } from '../value.ts'
import { plainOf, type Plain, type Plainness } from './plain.ts'
import { Pieced } from './pieced.ts'

/** How JSON is laid out: on one line or with two blanks for each level; and whether `<`, `>` and `&` are escaped. */
export interface JsonLayout {
  readonly indented: boolean
  readonly escapesHtml: boolean
}

/**
 * A value as Go's encoding/json writes it. Each scalar is a piece with what made it. Stops by a refusal where Go gives
 * an error.
 *
 * See https://pkg.go.dev/encoding/json#Marshal.
 */
export function jsonText(value: GoValue, layout: JsonLayout, origins: Origins): Text {
  return new Writing(layout, origins).document(plainOf(value, jsonPlainness(origins)))
}

/** How encoding/json sees values. */
export function jsonPlainness(origins: Origins): Plainness {
  return {
    origins,
    order: byBytes,
    float: jsonFloat,
    field: jsonField,
    bytes: (value, origin) => ({
      kind: 'string',
      text: textOf(Buffer.from(value).toString('base64'), origin, false),
    }),
    duration: (value, origin) => ({ kind: 'word', word: String(value), origin }),
  }
}

/** A float as encoding/json writes it: with an exponent only where it is very large or very small. */
function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) throw refuse(`json: unsupported value: ${floatText(value, 'g')}`)
  return Object.is(value, -0) ? '-0' : String(value)
}

/** Helm's structs say how their fields are called in JSON where it isn't as in Go. */
function jsonField(name: string, type: string): string {
  return /VersionInfo|BuildInfo/u.test(type) ? snakeOf(name) : name
}

function snakeOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => `_${letter}`).toLowerCase()
}

class Writing {
  readonly #layout: JsonLayout
  readonly #out: Pieced
  #depth = 0

  constructor(layout: JsonLayout, origins: Origins) {
    this.#layout = layout
    this.#out = new Pieced(origins)
  }

  document(value: Plain): Text {
    this.#value(value, 0)
    return this.#out.text(0)
  }

  #value(value: Plain, around: OriginId): void {
    switch (value.kind) {
      case 'word':
        this.#out.content(textOf(value.word, value.origin, true, value.because), around)
        return
      case 'string':
        return this.#string(value.text, around)
      case 'list':
        return this.#enclosed('[]', value.items, value.origin, (item) => this.#value(item, value.origin))
      case 'map':
        return this.#enclosed('{}', value.entries, value.origin, (entry) => {
          this.#string(textOf(entry.key, entry.origin, false), value.origin)
          this.#out.put(this.#layout.indented ? ': ' : ':')
          this.#value(entry.value, value.origin)
        })
      default:
        return unreachable(value)
    }
  }

  #enclosed<Item>(
    marks: '[]' | '{}',
    items: readonly Item[],
    origin: OriginId,
    write: (item: Item) => void,
  ): void {
    this.#out.put(marks.charAt(0))
    this.#depth++
    for (const [at, item] of items.entries()) {
      if (at > 0) this.#out.put(',')
      this.#line()
      write(item)
    }
    this.#depth--
    if (items.length > 0) this.#line()
    this.#out.put(marks.charAt(1))
    this.#out.structure(origin)
  }

  #line(): void {
    if (this.#layout.indented) this.#out.put(`\n${'  '.repeat(this.#depth)}`)
  }

  #string(text: Text, around: OriginId): void {
    this.#out.put('"')
    this.#out.content(text, around, (one) => this.#escaped(one))
    this.#out.put('"')
    this.#out.structure(around)
  }

  #escaped(one: string): string {
    const letter = short[one]
    if (letter !== undefined) return letter
    const code = one.codePointAt(0) ?? 0
    const isHtml = code === 0x3c || code === 0x3e || code === 0x26
    const must = code < 0x20 || code === 0x2028 || code === 0x2029 || (isHtml && this.#layout.escapesHtml)
    return must ? `\\u${code.toString(16).padStart(4, '0')}` : one
  }
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
