import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId, Step } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { marks, type Cause, type Value } from '../../kernel/value.ts'
import { yamlDiagnostic } from './builder.ts'
import type { YamlDialect, YamlScalar } from './resolve.ts'
import { yamlSpan, yamlStyle, type YamlNode, type YamlTree } from './tree.ts'
import { keyText, yamlValue, type YamlPair, type YamlValue } from './value.ts'

/** How to make structural values. */
export interface YamlLowering {
  readonly dialect: YamlDialect
  /** Where the origins of all values go. */
  readonly origins: Origins
  /** What a tag of the language's own (`!Ref`) makes of the value after it; such tags mean nothing where this is left out. */
  readonly tagged?: (tag: string, value: Value, span: Span) => Value
  /** What made each part of a text that stands in no file; where this is left out, the text is its file's. */
  readonly made?: YamlMade
}

/** What made the parts of a text that a template put out. All places are offsets in that text. */
export interface YamlMade {
  /** What made a scalar, and why it is only a placeholder, if it is. */
  scalar(start: number, end: number): { readonly origin: OriginId; readonly because?: Cause }
  /** What a key was made from, where what is written doesn't say it: the entry is there under it. 0 for a key that is written. */
  key(start: number, end: number): OriginId
  /** What made a collection of parts. */
  collection(start: number, end: number, parts: readonly OriginId[]): OriginId
  /** The place to point at. */
  site(start: number, end: number): Span
}

/**
 * The structural value of a document or of any node, every part with its origin: what is written is a literal or a
 * construct at its place; what an alias or a merge brought has that as a hop, at each depth; entries that others
 * hide are losers. Total: what nests too deeply or expands to too much is unknown or null, and a diagnostic.
 */
export function lowerYaml(tree: YamlTree, node: YamlNode, options: YamlLowering): Outcome<Value> {
  const { value, diagnostics } = yamlValue(tree, node, { dialect: options.dialect, markAliases: true })
  const lowering = new Lowering(tree, options)
  const lowered = lowering.value(value, 0, undefined)
  return { value: lowered, diagnostics: [...diagnostics, ...lowering.diagnostics] }
}

/** As deep as values may be nested: whatever works on them goes down level by level. */
const deepest = 1000
/** So many hops may be said more than once, for the parts of what an alias or merge brought. */
const mostHops = 1_000_000
const standard = 'tag:yaml.org,2002:'

/** A way by which a value came, and all that is in it; `next` is the hop after it. */
interface Way {
  readonly step: Step
  readonly start: number
  readonly end: number
  readonly losers: readonly OriginId[] | undefined
  /** What the key was made from under which all of this stands; 0 for one that is written. */
  readonly under: OriginId
  readonly next: Way | undefined
}

class Lowering {
  readonly diagnostics: Diagnostic[] = []
  readonly #tree: YamlTree
  readonly #origins: Origins
  readonly #tagged: YamlLowering['tagged']
  readonly #made: YamlMade | undefined
  #hops = 0
  #tooDeep = false

  constructor(tree: YamlTree, { origins, tagged, made }: YamlLowering) {
    this.#tree = tree
    this.#made = made
    this.#origins = origins
    this.#tagged = tagged
  }

  /** A collection in block style begins with its key, whose line would otherwise say nothing. */
  value(from: YamlValue, depth: number, outer: Way | undefined, key = from.node): Value {
    const way = from.alias === undefined ? outer : this.#beyond('alias', from.alias, outer)
    const { tag } = from
    const made = this.#plain(from, depth, way, key)
    if (tag === undefined || this.#tagged === undefined || tag.startsWith(standard)) return made
    return this.#tagged(tag, made, yamlSpan(this.#tree, from.node))
  }

  #plain(from: YamlValue, depth: number, way: Way | undefined, key: YamlNode): Value {
    switch (from.kind) {
      case 'scalar': {
        const because = this.#madeOf(from.node)?.because
        const origin = this.#origin('literal', from.node, way)
        if (because !== undefined) return { kind: 'unknown', because: [because], origin, marks: marks.none }
        return { kind: 'scalar', scalar: scalarOf(from.scalar), origin, marks: marks.none }
      }
      case 'list': {
        if (depth >= deepest) return this.#deep(from.node, way)
        const items = from.items.map((item) => this.value(item, depth + 1, way))
        const origin = this.#origin('construct', from.node, way, { key, inputs: items.map(originOf) })
        return { kind: 'list', items, origin, marks: marks.none }
      }
      case 'map': {
        if (depth >= deepest) return this.#deep(from.node, way)
        const entries = this.#entries(from, depth, way)
        const inputs: OriginId[] = []
        for (const one of entries.values()) inputs.push(one.origin)
        const origin = this.#origin('construct', from.node, way, { key, inputs })
        return { kind: 'map', entries, origin, marks: marks.none }
      }
      default:
        return unreachable(from)
    }
  }

  #entries(
    { entries, hidden }: YamlValue & { readonly kind: 'map' },
    depth: number,
    way: Way | undefined,
  ): ReadonlyMap<string, Value> {
    const losers = hidden.length === 0 ? undefined : this.#losers(hidden, depth, way)
    const made = new Map<string, Value>()
    for (const pair of entries) {
      const name = keyText(pair.key)
      if (name === undefined) {
        this.#problem(pair.key)
        continue
      }
      const old = made.get(name)
      const lost = old === undefined && losers === undefined ? undefined : lostTo(old, losers?.get(name))
      made.set(name, this.#entry(pair, depth + 1, way, lost))
    }
    return made
  }

  #entry(
    { key, value, merged }: YamlPair,
    depth: number,
    way: Way | undefined,
    lost?: readonly OriginId[],
  ): Value {
    const begin = yamlStyle(this.#tree, value.node) === 'block' ? key.node : value.node
    const named = this.#underKey(key.node, way)
    if (merged === undefined && lost === undefined) return this.value(value, depth, named, begin)
    const site = merged ?? value.alias ?? value.node
    return this.value(value, depth, this.#beyond('merge', site, named, lost), begin)
  }

  /** What hidden entries would have set, by key, strongest first. */
  #losers(hidden: readonly YamlPair[], depth: number, way: Way | undefined): ReadonlyMap<string, OriginId[]> {
    const found = new Map<string, OriginId[]>()
    for (const pair of hidden.toReversed()) {
      const name = keyText(pair.key)
      if (name === undefined) continue
      const { origin } = this.#entry(pair, depth + 1, way)
      const others = found.get(name)
      if (others === undefined) found.set(name, [origin])
      else others.push(origin)
    }
    return found
  }

  /** The way of what stands under a key that isn't written but made. */
  #underKey(key: YamlNode, way: Way | undefined): Way | undefined {
    if (this.#made === undefined) return way
    const { starts, ends } = this.#tree
    const [start, end] = [starts[key] ?? 0, ends[key] ?? 0]
    const under = this.#made.key(start, end)
    return under === 0 ? way : { step: 'each', start, end, losers: undefined, under, next: way }
  }

  /** The way of what lies in a value: the hops of what holds it come after its own. */
  #beyond(step: Step, site: YamlNode, outer: Way | undefined, losers?: readonly OriginId[]): Way {
    const { starts, ends } = this.#tree
    return { step, start: starts[site] ?? 0, end: ends[site] ?? 0, losers, under: 0, next: outer }
  }

  #origin(
    step: 'literal' | 'construct',
    node: YamlNode,
    way: Way | undefined,
    built?: { readonly key: YamlNode; readonly inputs: readonly OriginId[] },
  ): OriginId {
    let origin = this.#written(step, node, built)
    for (let hop = way; hop !== undefined && this.#hops < mostHops; hop = hop.next) {
      const { losers, under } = hop
      this.#hops += 1 + (losers?.length ?? 0)
      const links = losers === undefined ? { inputs: [origin] } : { inputs: [origin], losers }
      const site = under === 0 ? this.#site(hop.start, hop.end) : this.#origins.site(origin)
      origin = this.#origins.at(hop.step, site, under === 0 ? links : { ...links, under })
    }
    return origin
  }

  #written(
    step: 'literal' | 'construct',
    node: YamlNode,
    built?: { readonly key: YamlNode; readonly inputs: readonly OriginId[] },
  ): OriginId {
    const { file, starts, ends } = this.#tree
    const start = starts[built?.key ?? node] ?? 0
    const end = ends[node] ?? 0
    if (this.#made === undefined) return this.#origins.add(step, file, start, end, built)
    if (built !== undefined) return this.#made.collection(start, end, built.inputs)
    return this.#made.scalar(start, end).origin
  }

  #site(start: number, end: number): Span {
    return this.#made?.site(start, end) ?? { file: this.#tree.file, start, end }
  }

  #madeOf(node: YamlNode): ReturnType<YamlMade['scalar']> | undefined {
    if (this.#made === undefined) return undefined
    const { starts, ends } = this.#tree
    return this.#made.scalar(starts[node] ?? 0, ends[node] ?? 0)
  }

  #deep(node: YamlNode, way: Way | undefined): Value {
    const site = yamlSpan(this.#tree, node)
    if (!this.#tooDeep)
      this.diagnostics.push(yamlDiagnostic('yaml/too-deep', site.file, site.start, site.end))
    this.#tooDeep = true
    const origin = this.#origin('literal', node, way)
    return {
      kind: 'unknown',
      because: [{ kind: 'error', what: 'nested too deeply', site }],
      origin,
      marks: marks.none,
    }
  }

  #problem({ node }: YamlValue): void {
    const { file, starts, ends } = this.#tree
    if (this.diagnostics.length >= 100) return
    this.diagnostics.push(yamlDiagnostic('yaml/invalid-key', file, starts[node] ?? 0, ends[node] ?? 0))
  }
}

/** What one entry hides, strongest first; undefined for nothing. */
function lostTo(
  old: Value | undefined,
  hidden: readonly OriginId[] | undefined,
): readonly OriginId[] | undefined {
  if (old === undefined) return hidden
  return [old.origin, ...(hidden ?? [])]
}

function originOf({ origin }: Value): OriginId {
  return origin
}

function scalarOf(scalar: YamlScalar): (Value & { readonly kind: 'scalar' })['scalar'] {
  switch (scalar.kind) {
    case 'null':
      return null
    case 'bool':
      return scalar.value
    case 'int': {
      const double = Number(scalar.text)
      return Number.isSafeInteger(double) ? double : { number: scalar.text }
    }
    case 'float':
      return floatOf(scalar.text)
    case 'string':
    case 'timestamp':
    case 'invalid':
      return scalar.text
    default:
      return unreachable(scalar)
  }
}

/** JSON has no infinity, but every reader of JSON makes it of too large a number; for what is no number it has nothing. */
function floatOf(text: string): (Value & { readonly kind: 'scalar' })['scalar'] {
  if (text === 'nan') return '.nan'
  if (text.endsWith('inf')) return { number: text.startsWith('-') ? '-1e9999' : '1e9999' }
  const double = Number(text)
  return Number.isFinite(double) ? double : { number: text }
}
