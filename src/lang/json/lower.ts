import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { jsonProblems } from './problems.ts'
import { jsonScalar } from './scalar.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonSpan,
  jsonString,
  type JsonNode,
  type JsonTree,
} from './tree.ts'

/**
 * The structural value of a node, every part with its origin: a literal or a construct at its place. The last of
 * duplicate keys wins, and the earlier ones are its losers; broken parts are null. Total: what nests too deeply is
 * unknown, and a diagnostic.
 */
export function lowerJson(tree: JsonTree, node: JsonNode, origins: Origins): Outcome<Value> {
  const lowering = new Lowering(tree, origins)
  return { value: lowering.value(node, 0), diagnostics: lowering.diagnostics }
}

/** As deep as values may be nested: whatever works on them goes down level by level. */
const deepest = 1000

class Lowering {
  readonly diagnostics: Diagnostic[] = []
  readonly #tree: JsonTree
  readonly #origins: Origins

  constructor(tree: JsonTree, origins: Origins) {
    this.#tree = tree
    this.#origins = origins
  }

  value(node: JsonNode, depth: number): Value {
    const kind = jsonKind(this.#tree, node)
    if (kind !== 'array' && kind !== 'object') {
      const scalar = jsonScalar(this.#tree, node)
      return { kind: 'scalar', scalar, origin: this.#origin('literal', node), marks: marks.none }
    }
    if (depth >= deepest) return this.#deep(node)
    if (kind === 'array') {
      const items = Array.from(jsonItems(this.#tree, node), (item) => this.value(item, depth + 1))
      const inputs = items.map(({ origin }) => origin)
      return { kind: 'list', items, origin: this.#origin('construct', node, inputs), marks: marks.none }
    }
    const entries = this.#entries(node, depth)
    const inputs = Array.from(entries.values(), ({ origin }) => origin)
    return { kind: 'map', entries, origin: this.#origin('construct', node, inputs), marks: marks.none }
  }

  #entries(node: JsonNode, depth: number): ReadonlyMap<string, Value> {
    const entries = new Map<string, Value>()
    const losers = new Map<string, OriginId[]>()
    for (const { key, value } of jsonMembers(this.#tree, node)) {
      const name = jsonString(this.#tree, key)
      const old = entries.get(name)
      if (old !== undefined) losers.set(name, [old.origin, ...(losers.get(name) ?? [])])
      entries.set(name, this.value(value, depth + 1))
    }
    for (const [name, lost] of losers) {
      const winner = entries.get(name)
      if (winner === undefined) continue
      const site = this.#origins.site(winner.origin)
      const origin = this.#origins.at('merge', site, { inputs: [winner.origin], losers: lost })
      entries.set(name, { ...winner, origin })
    }
    return entries
  }

  #origin(step: 'literal' | 'construct', node: JsonNode, inputs?: readonly OriginId[]): OriginId {
    const { file, starts, ends } = this.#tree
    const links = inputs === undefined ? undefined : { inputs }
    return this.#origins.add(step, file, starts[node] ?? 0, ends[node] ?? 0, links)
  }

  #deep(node: JsonNode): Value {
    const site = jsonSpan(this.#tree, node)
    if (this.diagnostics.length === 0) {
      const { summary, detail } = jsonProblems['json/too-deep']
      this.diagnostics.push({ code: 'json/too-deep', severity: 'error', summary, detail, span: site })
    }
    const because = [{ kind: 'error', what: 'nested too deeply', site }] as const
    return { kind: 'unknown', because, origin: this.#origin('literal', node), marks: marks.none }
  }
}
