import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import { durationText } from '../duration-text.ts'
import { floatText } from '../float-text.ts'
import { byBytes } from '../order.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import type { GoValue } from '../value.ts'
import { Pieced } from './pieced.ts'
import { plainOf, type Plain, type PlainEntry } from './plain.ts'

/**
 * What Helm's `toToml` makes: TOML as BurntSushi's encoder writes it, plain values before tables, two blanks for each
 * level. Each scalar is a piece with what made it. Stops by a refusal where Go gives an error.
 *
 * See https://pkg.go.dev/github.com/BurntSushi/toml#Encoder.
 */
export function toToml(value: GoValue, origins: Origins): Text {
  return new Encoding(origins).document(
    plainOf(value, {
      origins,
      order: byBytes,
      float: floatOf,
      field: (name) => name,
      bytes: (bytes, origin) => ({
        kind: 'list',
        items: Array.from(bytes, (byte) => ({ kind: 'word', word: String(byte), origin })),
        origin,
      }),
      duration: (duration, origin) => ({ kind: 'string', text: textOf(durationText(duration), origin) }),
    }),
  )
}

const noNothing = 'toml: cannot encode array with nil element'

type PlainMap = Plain & { readonly kind: 'map' }

/** A float has a point or an exponent. */
function floatOf(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const text = floatText(value, 'g')
  return /[.e]/u.test(text) ? text : `${text}.0`
}

class Encoding {
  readonly #out: Pieced

  constructor(origins: Origins) {
    this.#out = new Pieced(origins)
  }

  document(value: Plain): Text {
    if (value.kind === 'map') this.#entries([], value)
    else if (isNothing(value)) throw refuse('reflect: call of reflect.Value.Type on zero Value')
    else if (isTables(value)) throw refuse('toml: top-level values must be Go maps or structs')
    else this.#element(value, 0)
    return this.#out.text(0)
  }

  #entries(path: readonly string[], { entries, origin }: PlainMap): void {
    for (const entry of ordered(entries)) {
      const { key, value } = entry
      const inside = [...path, key]
      if (isNothing(value)) continue
      if (value.kind === 'map') this.#table(inside, value, '[]')
      else if (isTables(value)) this.#tables(inside, value)
      else {
        this.#out.put('  '.repeat(path.length))
        this.#pair(entry, origin)
        this.#out.put('\n')
        this.#out.structure(origin)
      }
    }
  }

  #table(path: readonly string[], value: PlainMap, marks: '[]' | '[[]]'): void {
    const half = marks.length / 2
    if (path.length === 1 || marks === '[[]]') this.#newline()
    this.#out.put('  '.repeat(path.length - 1))
    this.#out.put(`${marks.slice(0, half)}${path.map(keyText).join('.')}${marks.slice(half)}`)
    this.#newline()
    this.#out.structure(value.origin)
    this.#entries(path, value)
  }

  #tables(path: readonly string[], value: Plain & { readonly kind: 'list' }): void {
    for (const item of value.items) if (item.kind === 'map') this.#table(path, item, '[[]]')
  }

  #newline(): void {
    if (this.#out.value !== '') this.#out.put('\n')
  }

  #pair({ key, value, origin }: PlainEntry, around: OriginId): void {
    this.#out.content(textOf(keyText(key), origin, false), around)
    this.#out.put(' = ')
    this.#element(value, around)
  }

  #element(value: Plain, around: OriginId): void {
    switch (value.kind) {
      case 'word':
        this.#out.content(textOf(value.word, value.origin, true, value.because), around)
        return
      case 'string':
        this.#out.put('"')
        this.#out.content(value.text, around, escaped)
        this.#out.put('"')
        this.#out.structure(around)
        return
      case 'list':
        return this.#list(value)
      case 'map':
        return this.#inline(value)
      default:
        return unreachable(value)
    }
  }

  #list({ items, origin }: Plain & { readonly kind: 'list' }): void {
    if (items.some(isNothing)) throw refuse(noNothing)
    this.#out.put('[')
    for (const [at, item] of items.entries()) {
      if (at > 0) this.#out.put(', ')
      this.#element(item, origin)
    }
    this.#out.put(']')
    this.#out.structure(origin)
  }

  #inline({ entries, origin }: PlainMap): void {
    this.#out.put('{')
    const all = ordered(entries)
    const direct = all.filter(({ value }) => !isTable(value))
    for (const [at, entry] of all.entries()) {
      if (isNothing(entry.value)) continue
      this.#pair(entry, origin)
      const isLast = at === all.length - 1 || (at === direct.length - 1 && direct.length === all.length)
      if (!isLast) this.#out.put(', ')
    }
    this.#out.put('}')
    this.#out.structure(origin)
  }
}

/** Plain values stand before tables, each of both sorted. */
function ordered(entries: readonly PlainEntry[]): readonly PlainEntry[] {
  return [...entries.filter(({ value }) => !isTable(value)), ...entries.filter(({ value }) => isTable(value))]
}

function isTable(value: Plain): boolean {
  return value.kind === 'map' || isTables(value)
}

/** A list of tables only. */
function isTables(value: Plain): value is Plain & { readonly kind: 'list' } {
  if (value.kind !== 'list' || value.items.length === 0) return false
  if (value.items.some(isNothing)) throw refuse(noNothing)
  return value.items.every(({ kind }) => kind === 'map')
}

function isNothing(value: Plain): boolean {
  return value.kind === 'word' && value.word === 'null'
}

function keyText(key: string): string {
  return /^[\w-]+$/u.test(key) ? key : `"${Array.from(key, escaped).join('')}"`
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

function escaped(one: string): string {
  const code = one.codePointAt(0) ?? 0
  return short[one] ?? (code < 0x20 || code === 0x7f ? `\\u${code.toString(16).padStart(4, '0')}` : one)
}
