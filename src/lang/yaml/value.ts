import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { yamlDiagnostic } from './builder.ts'
import { scalarText } from './cook.ts'
import { kindOf } from './kinds.ts'
import type { YamlProblem } from './problems.ts'
import { plainDecimal, resolveScalar, type YamlDialect, type YamlScalar } from './resolve.ts'
import { yamlKind, yamlStyle, yamlTarget, type YamlNode, type YamlTree } from './tree.ts'

/**
 * The value of a node. `node` is where it is written; `tag` is kept for those to whom it means something. An alias gives
 * the very same object as its anchor, so a value is a graph without cycles, not always a tree. Where aliases are marked
 * it gives a copy that shares its parts and has the node of the alias.
 */
export type YamlValue =
  | {
      readonly kind: 'scalar'
      readonly node: YamlNode
      readonly alias?: YamlNode
      readonly tag: string | undefined
      readonly scalar: YamlScalar
    }
  | {
      readonly kind: 'list'
      readonly node: YamlNode
      readonly alias?: YamlNode
      readonly tag: string | undefined
      readonly items: readonly YamlValue[]
    }
  | {
      readonly kind: 'map'
      readonly node: YamlNode
      readonly alias?: YamlNode
      readonly tag: string | undefined
      /** The entries that hold, in the order of their first appearance. */
      readonly entries: readonly YamlPair[]
      /** Entries that others with the same key hide: earlier duplicates, and what a merge brought or lost. */
      readonly hidden: readonly YamlPair[]
    }

/** An entry of a mapping. */
export interface YamlPair {
  readonly key: YamlValue
  readonly value: YamlValue
  /** The mapping after `<<` that brought this entry, if one did; its alias where aliases are marked. */
  readonly merged: YamlNode | undefined
}

/** How to make values. */
export interface YamlValueOptions {
  readonly dialect: YamlDialect
  /** How many values there may be with all aliases written out; ten times the nodes of the tree, and 100,000 at least, when nothing is said. */
  readonly most?: number
  /** Whether values know by which alias they came. */
  readonly markAliases?: boolean
}

/** What one dialect does with keys. */
interface Rules {
  /** What a second entry with the same key is. */
  readonly duplicates: 'error' | 'warning' | 'good'
  /** Whether `<<` merges, and whether an entry of the mapping's own wins over it wherever it stands. */
  readonly merge: 'none' | 'in order' | 'own first'
  readonly mergesLists: boolean
  /** Whether keys are strings, so that 1 and "1" are one key, and null and collections are none. */
  readonly textKeys: boolean
  /** Whether tags that the dialect does not know are problems. */
  readonly strictTags: boolean
}

const rules: Readonly<Record<YamlDialect, Rules>> = {
  core: { duplicates: 'error', merge: 'none', mergesLists: false, textKeys: false, strictTags: false },
  yamldecode: { duplicates: 'good', merge: 'in order', mergesLists: false, textKeys: true, strictTags: true },
  'go-yaml-v2': {
    duplicates: 'warning',
    merge: 'in order',
    mergesLists: true,
    textKeys: false,
    strictTags: false,
  },
  'go-yaml-v3': {
    duplicates: 'error',
    merge: 'own first',
    mergesLists: true,
    textKeys: false,
    strictTags: false,
  },
  cloudformation: {
    duplicates: 'error',
    merge: 'none',
    mergesLists: false,
    textKeys: false,
    strictTags: false,
  },
}

/**
 * The value of a document, or of any node, in a dialect. Iterative and total: aliases that contain themselves, or that would
 * expand to more than is allowed, become null and a diagnostic. The diagnostics are those of the values only; see the tree's too.
 */
export function yamlValue(tree: YamlTree, node: YamlNode, options: YamlValueOptions): Outcome<YamlValue> {
  return new Walk(tree, options).value(node)
}

/** A key as the text that Go's and Terraform's readers make of it; undefined for null and collections, which cannot be keys there. */
export function keyText(key: YamlValue): string | undefined {
  if (key.kind !== 'scalar') return undefined
  const { scalar } = key
  switch (scalar.kind) {
    case 'null':
    case 'invalid':
      return undefined
    case 'bool':
      return String(scalar.value)
    case 'float':
      return plainDecimal(scalar.text)
    case 'int':
    case 'string':
    case 'timestamp':
      return scalar.text
    default:
      return unreachable(scalar)
  }
}

/** A collection that is being filled. */
interface Filling {
  readonly node: YamlNode
  readonly items: YamlValue[]
  readonly entries: YamlPair[]
  readonly hidden: YamlPair[]
  /** Where each key stands in `entries`. */
  readonly places: Map<string, number>
  readonly result: YamlValue
  key: YamlValue | undefined
  next: YamlNode
  /** How many values there were before it. */
  readonly before: number
}

/** What a list has no use for. Never filled. */
const noValues: YamlValue[] = []
const noPairs: YamlPair[] = []
const noPlaces = new Map<string, number>()

class Walk {
  readonly #tree: YamlTree
  readonly #dialect: YamlDialect
  readonly #rules: Rules
  readonly #most: number
  readonly #markAliases: boolean
  readonly #diagnostics: Diagnostic[] = []
  readonly #open: Filling[] = []
  readonly #openNodes = new Set<YamlNode>()
  /** What anchors stand for, and how many values that is. */
  readonly #anchored = new Map<YamlNode, { readonly value: YamlValue; readonly size: number }>()
  #count = 0
  #full = false

  constructor(tree: YamlTree, options: YamlValueOptions) {
    this.#tree = tree
    this.#dialect = options.dialect
    this.#rules = rules[options.dialect]
    this.#most = options.most ?? Math.max(100_000, tree.size * 10)
    this.#markAliases = options.markAliases === true
  }

  value(root: YamlNode): Outcome<YamlValue> {
    let done = this.#enter(root)
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      if (done !== undefined) {
        this.#put(top, done)
        done = undefined
      } else if (top.next >= 0) {
        const node = top.next
        top.next = this.#tree.nexts[node] ?? -1
        done = this.#enter(node)
      } else done = this.#leave()
    }
    return { value: done ?? this.#null(root), diagnostics: this.#diagnostics }
  }

  /** The value of a node, or undefined when it is a collection that must be filled first. */
  #enter(node: YamlNode): YamlValue | undefined {
    const tree = this.#tree
    const kind = yamlKind(tree, node)
    if (kind === 'alias') return this.#alias(node)
    this.#count++
    if (kind === 'list' || kind === 'map') {
      this.#fill(node, kind)
      return undefined
    }
    const tag = tree.properties.size === 0 ? undefined : tree.properties.get(node)?.tag
    const text = kind === 'empty' ? '' : scalarText(tree, node)
    const scalar = resolveScalar(text, yamlStyle(tree, node), tag, this.#dialect)
    if (scalar.kind === 'invalid') this.#problem('yaml/invalid-value', node, tag ?? text)
    if (this.#dialect === 'yamldecode') this.#oldEscapes(node)
    const value: YamlValue = { kind: 'scalar', node, tag, scalar }
    if (this.#tree.properties.has(node)) this.#anchor(node, value, 1)
    return value
  }

  /** Terraform's reader is of YAML 1.1, which has no `\/`, and takes no half of a surrogate pair. */
  #oldEscapes(node: YamlNode): void {
    if (yamlStyle(this.#tree, node) !== 'double') return
    const { starts, ends, text } = this.#tree
    const found = /^(?:[^\\]|\\(?!\/|u[dD][89a-fA-F])[^])*\\(?:\/|u[dD][89a-fA-F])/u.exec(
      text.slice(starts[node], ends[node]),
    )
    if (found === null) return
    const at = (starts[node] ?? 0) + found[0].length
    const from = text.lastIndexOf('\\', at)
    this.#diagnostics.push(yamlDiagnostic('yaml/invalid-escape', this.#tree.file, from, at))
  }

  #anchor(node: YamlNode, value: YamlValue, size: number): void {
    const top = this.#open.at(-1)
    // On a key Terraform's reader does not see it.
    const isKey = top !== undefined && this.#tree.kinds[top.node] === kindOf.map && top.key === undefined
    if (isKey && this.#dialect === 'yamldecode') return
    this.#anchored.set(node, { value, size })
  }

  #alias(node: YamlNode): YamlValue {
    const target = yamlTarget(this.#tree, node)
    const name = scalarText(this.#tree, node)
    if (target === undefined) return this.#null(node)
    const found = this.#anchored.get(target)
    if (found === undefined) {
      this.#problem(this.#openNodes.has(target) ? 'yaml/alias-cycle' : 'yaml/unknown-alias', node, name)
      return this.#null(node)
    }
    if (this.#full || this.#count + found.size > this.#most) {
      if (!this.#full) this.#problem('yaml/alias-bomb', node, name)
      this.#full = true
      return this.#null(node)
    }
    this.#count += found.size
    return this.#markAliases ? { ...found.value, alias: node } : found.value
  }

  #null(node: YamlNode): YamlValue {
    return { kind: 'scalar', node, tag: undefined, scalar: { kind: 'null' } }
  }

  #fill(node: YamlNode, kind: 'list' | 'map'): void {
    const tag = this.#tree.properties.get(node)?.tag
    if (
      tag !== undefined &&
      this.#rules.strictTags &&
      tag !== `tag:yaml.org,2002:${kind === 'list' ? 'seq' : 'map'}`
    )
      this.#problem('yaml/invalid-value', node, tag)
    const isList = kind === 'list'
    const items: YamlValue[] = isList ? [] : noValues
    const entries: YamlPair[] = isList ? noPairs : []
    const hidden: YamlPair[] = isList ? noPairs : []
    this.#openNodes.add(node)
    this.#open.push({
      node,
      items,
      entries,
      hidden,
      places: isList ? noPlaces : new Map(),
      result: isList ? { kind: 'list', node, tag, items } : { kind: 'map', node, tag, entries, hidden },
      key: undefined,
      next: this.#tree.firsts[node] ?? -1,
      before: this.#count - 1,
    })
  }

  #leave(): YamlValue | undefined {
    const top = this.#open.pop()
    if (top === undefined) return undefined
    this.#openNodes.delete(top.node)
    if (this.#tree.properties.has(top.node)) this.#anchor(top.node, top.result, this.#count - top.before)
    return top.result
  }

  #put(top: Filling, value: YamlValue): void {
    if (top.result.kind === 'list') top.items.push(value)
    else if (top.key === undefined) top.key = value
    else {
      const { key } = top
      top.key = undefined
      if (this.#isMerge(key)) this.#merge(top, value)
      else this.#add(top, { key, value, merged: undefined })
    }
  }

  #isMerge(key: YamlValue): boolean {
    if (this.#rules.merge === 'none' || key.kind !== 'scalar' || key.scalar.kind !== 'string') return false
    if (key.scalar.text !== '<<') return false
    if (key.tag !== undefined) return key.tag === 'tag:yaml.org,2002:merge'
    return this.#dialect === 'yamldecode' || yamlStyle(this.#tree, key.node) === 'plain'
  }

  #merge(top: Filling, value: YamlValue): void {
    if (value.kind === 'map') return this.#mergeMap(top, value)
    if (this.#full) return
    const good = this.#rules.mergesLists && value.kind === 'list'
    if (!good) return this.#problem('yaml/invalid-merge', value.node)
    for (const item of value.items.toReversed()) {
      if (item.kind === 'map') this.#mergeMap(top, item)
      else this.#problem('yaml/invalid-merge', item.node)
    }
  }

  #mergeMap(top: Filling, from: YamlValue & { readonly kind: 'map' }): void {
    this.#count += from.entries.length
    if (this.#full || this.#count > this.#most) {
      if (!this.#full) this.#problem('yaml/alias-bomb', from.node)
      this.#full = true
      return
    }
    for (const { key, value } of from.entries) {
      this.#add(top, { key, value, merged: from.alias ?? from.node })
    }
  }

  #add(top: Filling, pair: YamlPair): void {
    const identity = this.#identity(pair)
    const place = top.places.get(identity)
    const old = place === undefined ? undefined : top.entries[place]
    if (place === undefined || old === undefined) {
      top.places.set(identity, top.entries.length)
      top.entries.push(pair)
      return
    }
    if (old.merged === undefined && pair.merged === undefined) this.#duplicate(pair.key)
    const keepsOld =
      this.#rules.merge === 'own first' && pair.merged !== undefined && old.merged === undefined
    top.hidden.push(keepsOld ? pair : old)
    if (!keepsOld) top.entries[place] = pair
  }

  #identity({ key, merged }: YamlPair): string {
    const text = keyText(key)
    if (this.#rules.textKeys) {
      if (text === undefined && merged === undefined) this.#problem('yaml/invalid-key', key.node)
      return text ?? `\0${key.node}`
    }
    if (key.kind !== 'scalar') return `\0${key.node}`
    return `${key.scalar.kind}:${text ?? ''}`
  }

  #duplicate(key: YamlValue): void {
    const { duplicates } = this.#rules
    if (duplicates !== 'good')
      this.#problem('yaml/duplicate-key', key.node, keyText(key) ?? 'null', duplicates)
  }

  #problem(problem: YamlProblem, node: YamlNode, name = '', severity?: 'error' | 'warning'): void {
    if (this.#diagnostics.length >= 100) return
    const { file, starts, ends } = this.#tree
    const one = yamlDiagnostic(problem, file, starts[node] ?? 0, ends[node] ?? 0, name)
    this.#diagnostics.push(severity === undefined ? one : { ...one, severity })
  }
}
