import type { Origins } from '../../../kernel/origins.ts'
import { resolveScalar } from '../../yaml/resolve.ts'
import { durationText } from '../duration-text.ts'
import { floatText } from '../float-text.ts'
import { refuse } from '../refuse.ts'
import { replaced, textOf, type Text } from '../text.ts'
import type { GoValue } from '../value.ts'
import { jsonPlainness } from './json.ts'
import { plainOf, type Plain, type PlainEntry, type Plainness } from './plain.ts'
import { emitted } from './yaml-emitter.ts'
import { naturally } from './yaml-order.ts'

/**
 * What Helm's `toYaml` makes: the value's JSON, read as YAML and written again by the second version of go-yaml. Each
 * scalar is a piece with what made it. Stops by a refusal where Go gives an error.
 *
 * See https://pkg.go.dev/sigs.k8s.io/yaml#Marshal.
 */
export function toYaml(value: GoValue, origins: Origins): Text {
  const plainness = { ...jsonPlainness(origins), order: naturally('v2') }
  return emitted(reread(plainOf(value, plainness), isRefused), 'v2', origins)
}

/** An object as kubectl prints it. Never refused: what kubectl can't print stands there as an escape. */
export function printedYaml(value: GoValue, origins: Origins): Text {
  const plainness = { ...jsonPlainness(origins), order: naturally('v2') }
  return emitted(reread(plainOf(value, plainness, true), isTaken), 'v2', origins)
}

/** What Helm's `toYamlPretty` makes: the value itself, written by the third version of go-yaml, lists indented. */
export function toYamlPretty(value: GoValue, origins: Origins): Text {
  const plainness: Plainness = {
    origins,
    order: naturally('v3'),
    float: directFloat,
    field: (name) => name.toLowerCase(),
    bytes: (bytes, origin) => ({
      kind: 'list',
      items: Array.from(bytes, (byte) => ({ kind: 'word', word: String(byte), origin })),
      origin,
    }),
    duration: (duration, origin) => ({ kind: 'string', text: textOf(durationText(duration), origin) }),
  }
  return emitted(plainOf(value, plainness), 'v3', origins)
}

function directFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value, 'g')
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
}

/** What is done with what can't be read again. */
type Unreadable = (message: string) => void

function isTaken(): void {
  // It is printed all the same.
}

function isRefused(message: string): void {
  throw refuse(message)
}

/** What becomes of JSON when it is read as YAML: some numbers are floats there, some characters none. */
function reread(value: Plain, unreadable: Unreadable): Plain {
  switch (value.kind) {
    case 'word':
      return { ...value, word: rereadWord(value.word) }
    case 'string':
      return { kind: 'string', text: rereadText(value.text, unreadable) }
    case 'list':
      return { ...value, items: value.items.map((one) => reread(one, unreadable)) }
    case 'map':
      return { ...value, entries: value.entries.map((one) => rereadEntry(one, unreadable)) }
  }
}

/** A key in flow style must not be longer than this, quotes and all. */
const longestKey = 1024

function rereadEntry(entry: PlainEntry, unreadable: Unreadable): PlainEntry {
  if (entry.key.length + 2 > longestKey) unreadable("yaml: did not find expected ',' or '}'")
  const key = rereadText(textOf(entry.key, 0), unreadable).value
  return { ...entry, key, value: reread(entry.value, unreadable) }
}

function rereadWord(word: string): string {
  const scalar = resolveScalar(word, 'plain', undefined, 'go-yaml-v2')
  if (scalar.kind === 'int') return scalar.text
  return scalar.kind === 'float' ? floatText(Number(scalar.text), 'g') : word
}

/** A next-line character folds as a line break does in quotes; others than YAML knows can't be read at all. */
function rereadText(text: Text, unreadable: Unreadable): Text {
  for (const one of text.value)
    if (!isReadable(one)) {
      unreadable('yaml: control characters are not allowed')
      break
    }
  if (!text.value.includes('\u0085')) return text
  const folds = [...text.value.matchAll(/ *\u0085[ \u0085]*/gu)]
  return replaced(
    text,
    folds.map(({ index, 0: found }) => {
      const breaks = found.replaceAll(' ', '').length
      return [index, index + found.length, breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)]
    }),
  )
}

/** What JSON leaves unescaped and YAML's reader takes: not the second set of control characters. */
function isReadable(one: string): boolean {
  const code = one.codePointAt(0) ?? 0
  if (code < 0x7f || code === 0x85) return true
  return code >= 0xa0 && code !== 0xfffe && code !== 0xffff
}
