import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../../kernel/diagnostic.ts'
import { parseJson } from '../../../lang/json/parse.ts'
import { jsonScalar } from '../../../lang/json/scalar.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonRoot,
  jsonSpan,
  jsonString,
  type JsonNode,
  type JsonTree,
} from '../../../lang/json/tree.ts'
import { duplicateKeys } from '../../../lang/json/value.ts'
import type { Entry, Node } from './node.ts'
import { deepest, tooDeep } from './yaml.ts'

/** The value of a JSON text. */
export function jsonTemplate(file: FilePath, text: string): Outcome<Node | undefined> {
  const tree = parseJson(file, text)
  const root = jsonRoot(tree)
  if (root === undefined) return { value: undefined, diagnostics: tree.diagnostics }
  const diagnostics: Diagnostic[] = []
  const value = nodeOf(tree, root, 0, diagnostics)
  return {
    value,
    diagnostics: [...tree.diagnostics, ...duplicateKeys(tree, 'error'), ...diagnostics.slice(0, 1)],
  }
}

function nodeOf(tree: JsonTree, node: JsonNode, depth: number, diagnostics: Diagnostic[]): Node {
  const kind = jsonKind(tree, node)
  const span = jsonSpan(tree, node)
  if (kind !== 'array' && kind !== 'object') return { kind: 'scalar', span, scalar: jsonScalar(tree, node) }
  if (depth >= deepest) {
    diagnostics.push(tooDeep(span))
    return { kind: 'broken', span, what: 'nested too deeply', because: 'error' }
  }
  if (kind === 'array') {
    const items = Array.from(jsonItems(tree, node), (item) => nodeOf(tree, item, depth + 1, diagnostics))
    return { kind: 'list', span, items }
  }
  const entries = new Map<string, Entry>()
  for (const { key, value } of jsonMembers(tree, node)) {
    const name = jsonString(tree, key)
    entries.set(name, {
      key: name,
      keySpan: jsonSpan(tree, key),
      value: nodeOf(tree, value, depth + 1, diagnostics),
    })
  }
  return { kind: 'map', span, entries }
}
