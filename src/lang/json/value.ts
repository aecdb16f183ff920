import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { jsonProblems } from './problems.ts'
import {
  jsonKind,
  jsonMembers,
  jsonSource,
  jsonSpan,
  jsonString,
  type JsonNode,
  type JsonTree,
} from './tree.ts'

/** A number as it is written, for those who must not lose digits. */
export interface NumberText {
  readonly number: string
}

/** A plain value made from a tree. Objects are maps, so that `__proto__` is a key like any other. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | NumberText
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>

/** How to make plain values. */
export interface JsonValueOptions {
  /** `double` rounds as JavaScript does; `text` keeps every number as `{ number: '1.10' }`. */
  readonly numbers?: 'double' | 'text'
}

/** The plain value of a node. The last of duplicate keys wins; broken parts are null. Nesting has no limit. */
export function jsonValue(tree: JsonTree, node: JsonNode, options: JsonValueOptions = {}): JsonValue {
  const top: JsonValue[] = []
  const open: Filling[] = [{ list: top, map: undefined, key: undefined, after: tree.afters[node] ?? 0 }]
  for (let at = node; open.length > 0;) {
    const into = open.at(-1)
    if (into === undefined) break
    if (at >= into.after) open.pop()
    else if (into.map !== undefined && into.key === undefined) {
      into.key = jsonString(tree, at)
      at += 1
    } else {
      const value = shallow(tree, at, options)
      put(into, value)
      if (value instanceof Map) open.push(filling(tree, at, undefined, value))
      else if (Array.isArray(value)) open.push(filling(tree, at, value, undefined))
      at += 1
    }
  }
  return top[0] ?? null
}

/** The keys that an object has more than once, in the order of the text; each points at the later one. */
export function duplicateKeys(tree: JsonTree, severity: Diagnostic['severity']): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { summary, detail } = jsonProblems['json/duplicate-key']
  for (let node = 0; node < tree.size; node++) {
    if (jsonKind(tree, node) !== 'object') continue
    const seen = new Set<string>()
    for (const { key } of jsonMembers(tree, node)) {
      const name = jsonString(tree, key)
      if (seen.has(name))
        found.push({ code: 'json/duplicate-key', severity, summary, detail, span: jsonSpan(tree, key) })
      seen.add(name)
    }
  }
  return found.toSorted((one, other) => one.span.start - other.span.start)
}

/** A container that is being filled, up to the node after it. */
interface Filling {
  readonly list: JsonValue[] | undefined
  readonly map: Map<string, JsonValue> | undefined
  key: string | undefined
  readonly after: number
}

function filling(tree: JsonTree, node: JsonNode, list: Filling['list'], map: Filling['map']): Filling {
  return { list, map, key: undefined, after: tree.afters[node] ?? 0 }
}

function put(into: Filling, value: JsonValue): void {
  into.list?.push(value)
  if (into.map === undefined || into.key === undefined) return
  into.map.set(into.key, value)
  into.key = undefined
}

function shallow(tree: JsonTree, node: JsonNode, options: JsonValueOptions): JsonValue {
  const kind = jsonKind(tree, node)
  switch (kind) {
    case 'object':
      return new Map<string, JsonValue>()
    case 'array':
      return []
    case 'string':
      return jsonString(tree, node)
    case 'number': {
      const number = jsonSource(tree, node)
      return options.numbers === 'text' ? { number } : Number(number)
    }
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
    case 'invalid':
      return null
    default:
      return unreachable(kind)
  }
}
