import { filePath } from '../../../kernel/brand.ts'
import { parseJson } from '../../json/parse.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonSource,
  jsonString,
  type JsonNode,
  type JsonTree,
} from '../../json/tree.ts'
import { refuse } from '../refuse.ts'
import type { Text } from '../text.ts'
import type { Call, GoValue } from '../value.ts'
import type { Decoded } from './decoded.ts'
import { jsonMistake } from './json-mistake.ts'
import { Sources } from './sources.ts'

/**
 * The value of a JSON text as encoding/json reads it, every number a float64. Each scalar has what made its stretch of the
 * text as its origin.
 */
export function decodeJson(text: Text, call: Call): Decoded {
  const mistake = jsonMistake(text.value)
  if (mistake !== undefined) return { value: undefined, error: mistake }
  const reading = new Reading(parseJson(filePath('text.json'), text.value), new Sources(text, call))
  return { value: reading.value(0, 0), error: reading.error }
}

/** Values nested deeper than this come from no chart. */
const deepest = 1000

class Reading {
  /** The first number that doesn't fit; the rest is read all the same. */
  error: string | undefined
  readonly #tree: JsonTree
  readonly #sources: Sources

  constructor(tree: JsonTree, sources: Sources) {
    this.#tree = tree
    this.#sources = sources
  }

  value(node: JsonNode, depth: number): GoValue {
    if (depth > deepest) throw refuse('JSON that is read nests too deeply')
    const kind = jsonKind(this.#tree, node)
    const [start, end] = this.#span(node)
    switch (kind) {
      case 'object': {
        const entries = new Map<string, GoValue>()
        for (const { key, value } of jsonMembers(this.#tree, node))
          entries.set(jsonString(this.#tree, key), this.value(value, depth + 1))
        return { kind: 'map', entries, origin: this.#sources.all }
      }
      case 'array': {
        const items = Array.from(jsonItems(this.#tree, node), (item) => this.value(item, depth + 1))
        return { kind: 'list', items, origin: this.#sources.all }
      }
      case 'string': {
        const text = this.#sources.string(jsonString(this.#tree, node), start + 1, end - 1)
        return { kind: 'string', text }
      }
      case 'number':
        return this.#sources.marked(
          this.#number(jsonSource(this.#tree, node), this.#sources.origin(start, end), depth === 0),
          start,
          end,
        )
      case 'true':
      case 'false':
        return { kind: 'bool', value: kind === 'true', origin: this.#sources.origin(start, end) }
      default:
        return { kind: 'nil', origin: this.#sources.origin(start, end) }
    }
  }

  #number(written: string, origin: number, isTop: boolean): GoValue {
    const value = Number(written)
    if (!Number.isFinite(value))
      this.error ??= `json: cannot unmarshal number ${written} into Go value of type float64`
    if (isTop || Number.isFinite(value)) return { kind: 'float', value, origin }
    return { kind: 'nil', origin }
  }

  #span(node: JsonNode): readonly [number, number] {
    return [this.#tree.starts[node] ?? 0, this.#tree.ends[node] ?? 0]
  }
}
