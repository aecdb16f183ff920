import type { Diagnostic, Outcome } from '../../../kernel/diagnostic.ts'
import type { FilePath } from '../../../kernel/brand.ts'
import type { Span } from '../../../kernel/span.ts'
import { parseYaml } from '../../../lang/yaml/parse.ts'
import type { YamlScalar } from '../../../lang/yaml/resolve.ts'
import {
  yamlAnchor,
  yamlSource,
  yamlSpan,
  yamlStyle,
  type YamlNode,
  type YamlTree,
} from '../../../lang/yaml/tree.ts'
import { yamlValue, type YamlPair, type YamlValue } from '../../../lang/yaml/value.ts'
import { problem } from '../problems.ts'
import { asList, asMap, type Entry, type Node, type Scalar } from './node.ts'

/** As deep as a template may be nested: whatever works on it goes down level by level. */
export const deepest = 500

/** The first document of a YAML text. */
export function yamlTemplate(file: FilePath, text: string): Outcome<Node | undefined> {
  const tree = parseYaml(file, text)
  const [first] = tree.documents
  if (first === undefined) return { value: undefined, diagnostics: tree.diagnostics }
  const { value, diagnostics } = yamlValue(tree, first, { dialect: 'cloudformation', markAliases: true })
  const making = new Making(tree)
  const node = making.node(value, 0)
  return { value: node, diagnostics: [...tree.diagnostics, ...diagnostics, ...making.diagnostics] }
}

const standard = 'tag:yaml.org,2002:'

class Making {
  readonly diagnostics: Diagnostic[] = []
  readonly #tree: YamlTree
  readonly #anchored = new Map<YamlNode, Node>()
  readonly #keepsAnchored: boolean

  constructor(tree: YamlTree) {
    this.#tree = tree
    this.#keepsAnchored = tree.properties.size > 0
  }

  node(from: YamlValue, depth: number): Node {
    if (from.alias === undefined) return this.#tagged(from, depth)
    const node = this.#anchored.get(from.node) ?? this.#tagged(from, depth)
    return { kind: 'hop', span: yamlSpan(this.#tree, from.alias), step: 'alias', node, losers: [] }
  }

  /** A short form as its long form; the name of the function stands where the tag does. */
  #tagged(from: YamlValue, depth: number): Node {
    const node = this.#plain(from, depth)
    const made = from.tag === undefined || from.tag.startsWith(standard) ? node : this.#call(from, node)
    if (this.#keepsAnchored && yamlAnchor(this.#tree, from.node) !== undefined)
      this.#anchored.set(from.node, made)
    return made
  }

  #call({ node: at, tag = '' }: YamlValue, argument: Node): Node {
    if (!/^!\w/u.test(tag)) return argument
    const name = tag.slice(1)
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
    const before = this.#tree.properties.get(at)
    const start = before?.start ?? argument.span.start
    const keySpan = { file: this.#tree.file, start, end: Math.min(before?.end ?? start, start + tag.length) }
    const span = { file: this.#tree.file, start, end: Math.max(argument.span.end, keySpan.end) }
    return { kind: 'map', span, entries: new Map([[key, { key, keySpan, value: argument }]]) }
  }

  #plain(from: YamlValue, depth: number): Node {
    const span = yamlSpan(this.#tree, from.node)
    if (from.kind === 'scalar') {
      const scalar = scalarOf(from.scalar)
      if (typeof scalar === 'string' || scalar === null) return { kind: 'scalar', span, scalar }
      return { kind: 'scalar', span, scalar, written: yamlSource(this.#tree, from.node) }
    }
    if (depth >= deepest) return this.#deep(span)
    if (from.kind === 'list')
      return { kind: 'list', span, items: from.items.map((item) => this.node(item, depth + 1)) }
    const all = from.entries.flatMap((pair) => this.#entry(pair, depth) ?? [])
    const entries = new Map<string, Entry>()
    for (const entry of all)
      if (entry.key === '<<') for (const one of mergedEntries(entry)) entries.set(one.key, one)
    // What a map says itself wins over what it merges, wherever that stands.
    for (const entry of all)
      if (entry.key !== '<<') entries.set(entry.key, over(entry, entries.get(entry.key)))
    return { kind: 'map', span, entries }
  }

  #entry({ key, value }: YamlPair, depth: number): Entry | undefined {
    const keySpan = yamlSpan(this.#tree, key.node)
    const text = this.#keyText(key)
    if (text === undefined) {
      const detail = 'A key of a template is a text. Write a name or a quoted text before the colon.'
      this.diagnostics.push(problem('cloudformation/invalid-key', detail, keySpan))
      return undefined
    }
    return { key: text, keySpan, value: this.node(value, depth + 1) }
  }

  /** A key as it is written: an account number that begins with zeros is no number. */
  #keyText(key: YamlValue): string | undefined {
    if (key.kind !== 'scalar') return undefined
    const { scalar } = key
    if (scalar.kind === 'string' || scalar.kind === 'timestamp') return scalar.text
    if (scalar.kind === 'null' && yamlSource(this.#tree, key.node) === '') return undefined
    return yamlStyle(this.#tree, key.node) === 'plain' ? yamlSource(this.#tree, key.node) : undefined
  }

  #deep(span: Span): Node {
    if (!this.diagnostics.some(({ code }) => code === 'cloudformation/too-deep'))
      this.diagnostics.push(tooDeep(span))
    return { kind: 'broken', span, what: 'nested too deeply', because: 'error' }
  }
}

/**
 * What `<<` brings. CloudFormation itself refuses it, but the tools that package a template write it out.
 * Source: https://yaml.org/type/merge.html
 */
function mergedEntries({ value, keySpan }: Entry): readonly Entry[] {
  const from = asList(value)?.items.toReversed() ?? [value]
  return from.flatMap((one) =>
    [...(asMap(one)?.entries.values() ?? [])].map((entry) => ({
      ...entry,
      value: { kind: 'hop' as const, span: keySpan, step: 'merge' as const, node: entry.value, losers: [] },
    })),
  )
}

/** An entry that hides a merged one. */
function over(entry: Entry, hidden: Entry | undefined): Entry {
  if (hidden === undefined) return entry
  const { span } = entry.value
  return { ...entry, value: { kind: 'hop', span, step: 'merge', node: entry.value, losers: [hidden.value] } }
}

/** Says that a template is nested too deeply. */
export function tooDeep(span: Span): Diagnostic {
  const detail = `Templates are read to a depth of ${deepest} levels, far more than CloudFormation takes; what lies deeper is not known. Flatten what is nested here.`
  return problem('cloudformation/too-deep', detail, span)
}

function scalarOf(scalar: YamlScalar): Scalar {
  switch (scalar.kind) {
    case 'null':
      return null
    case 'bool':
      return scalar.value
    case 'int':
    case 'float':
      return numberOf(scalar.text)
    default:
      return scalar.text
  }
}

/** A number that a double holds; else its digits, and a text where it is none. */
export function numberOf(text: string): Scalar {
  const double = Number(text)
  if (Number.isNaN(double)) return text
  const isExact = Number.isInteger(double) ? Number.isSafeInteger(double) : Number.isFinite(double)
  return isExact ? double : { number: text }
}
