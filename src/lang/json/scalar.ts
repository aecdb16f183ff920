import { jsonKind, jsonSource, jsonString, type JsonNode, type JsonTree } from './tree.ts'

/** What a node that is no container says; null also where the text is broken. A number that can't be held is its digits. */
export type JsonScalar = string | number | boolean | null | { readonly number: string }

/** The scalar of a node. `numberOf` says what becomes of a number's digits; without it, a double wherever that is a safe integer or a fraction. */
export function jsonScalar(
  tree: JsonTree,
  node: JsonNode,
  numberOf: (digits: string) => JsonScalar = doubleOf,
): JsonScalar {
  switch (jsonKind(tree, node)) {
    case 'string':
      return jsonString(tree, node)
    case 'number':
      return numberOf(jsonSource(tree, node))
    case 'true':
      return true
    case 'false':
      return false
    default:
      return null
  }
}

function doubleOf(digits: string): JsonScalar {
  const double = Number(digits)
  if (!Number.isFinite(double)) return { number: digits }
  return Number.isInteger(double) && !Number.isSafeInteger(double) ? { number: digits } : double
}
