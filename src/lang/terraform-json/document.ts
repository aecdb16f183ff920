import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Span } from '../../kernel/span.ts'
import { parseJson } from '../json/parse.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonRoot,
  jsonSource,
  jsonSpan,
  jsonString,
  type JsonNode,
  type JsonTree,
} from '../json/tree.ts'

/** A JSON text that is asked for parts by name. Every question about a part that isn't there has an answer: nothing. */
export class JsonDocument {
  readonly tree: JsonTree
  readonly root: JsonNode | undefined

  constructor(tree: JsonTree) {
    this.tree = tree
    this.root = jsonRoot(tree)
  }

  /** The property of a name; the last one where there are several. */
  member(node: JsonNode | undefined, name: string): JsonNode | undefined {
    if (node === undefined) return undefined
    let found: JsonNode | undefined
    for (const { key, value } of jsonMembers(this.tree, node)) {
      if (jsonString(this.tree, key) === name) found = value
    }
    return found
  }

  /** The properties of an object by name. */
  members(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
    const found = new Map<string, JsonNode>()
    if (node === undefined) return found
    for (const { key, value } of jsonMembers(this.tree, node)) found.set(jsonString(this.tree, key), value)
    return found
  }

  items(node: JsonNode | undefined): readonly JsonNode[] {
    return node === undefined ? [] : [...jsonItems(this.tree, node)]
  }

  /** The text of a string. */
  text(node: JsonNode | undefined): string | undefined {
    return node !== undefined && jsonKind(this.tree, node) === 'string'
      ? jsonString(this.tree, node)
      : undefined
  }

  /** The text of a member that is a string. */
  textAt(node: JsonNode | undefined, name: string): string | undefined {
    return this.text(this.member(node, name))
  }

  /** A string or a number, as keys of instances are. */
  key(node: JsonNode | undefined): string | number | undefined {
    if (node === undefined) return undefined
    if (jsonKind(this.tree, node) === 'number') return Number(jsonSource(this.tree, node))
    return this.text(node)
  }

  isTrue(node: JsonNode | undefined): boolean {
    return node !== undefined && jsonKind(this.tree, node) === 'true'
  }

  /** There is a value and it isn't null. */
  isThere(node: JsonNode | undefined): node is JsonNode {
    return node !== undefined && jsonKind(this.tree, node) !== 'null'
  }

  span(node: JsonNode): Span {
    return jsonSpan(this.tree, node)
  }
}

const kept = keptFor<FilePath, JsonDocument | undefined>()

/** A file as a JSON document; read once for each snapshot. Undefined for one that is missing or doesn't begin like an object. */
export function documentAt(snapshot: Snapshot, file: FilePath): JsonDocument | undefined {
  return kept(snapshot, file, () => {
    const text = snapshot.text(file)
    return text === undefined || !/^\uFEFF?\s*\{/u.test(text)
      ? undefined
      : new JsonDocument(parseJson(file, text, { byteOrderMark: 'skip' }))
  })
}
