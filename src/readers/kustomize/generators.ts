import { createHash } from 'node:crypto'
import type { FilePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { refuser, type Context } from './context.ts'
import { isBelow, within } from './files.ts'
import type { Kustomization } from './kustomization.ts'
import {
  entriesIn,
  fieldOf,
  itemsIn,
  leafOrigins,
  mapNode,
  textIn,
  textNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { Built, type Behavior } from './object.ts'
import { refuse } from './problems.ts'

/** Makes the ConfigMap or Secret that an entry of a generator describes. */
export function generated(
  context: Context,
  kustomization: Kustomization,
  kind: 'ConfigMap' | 'Secret',
  entry: Node,
): Built {
  const wrong = refuser(context, 'kustomize/invalid-generator', entry)
  const name = fieldOf(entry, 'name')
  if (name?.kind !== 'scalar' || name.text === '') throw wrong(`a ${kind} needs a name`)
  // No literal of the entry makes these: they are what a generator gives.
  const given = context.origins.at('builtin', context.origins.site(entry.origin), { under: entry.origin })
  const here = (text: string): ScalarNode => textNode(text, given)
  const node = mapNode(entry.origin, [
    ['apiVersion', here('v1')],
    ['kind', here(kind)],
  ])
  const metadata = mapNode(entry.origin, [['name', name]])
  node.entries.set('metadata', metadata)
  const namespace = saidIn(entry, 'namespace')
  if (namespace !== undefined) metadata.entries.set('namespace', namespace)
  if (kind === 'Secret') node.entries.set('type', saidIn(entry, 'type') ?? here('Opaque'))
  if (kind === 'Secret') node.entries.set('data', mapNode(entry.origin))
  fill(context, node, kind, new Pairs(context, kustomization, entry).all())
  const options = withGlobal(fieldOf(kustomization.node, 'generatorOptions'), fieldOf(entry, 'options'))
  for (const [key, one] of [
    ['labels', options.labels],
    ['annotations', options.annotations],
  ] as const)
    if (one.length > 0) metadata.entries.set(key, mapNode(entry.origin, one))
  if (options.immutable !== undefined) node.entries.set('immutable', options.immutable)
  const object = new Built(node)
  object.needsHash = !options.isHashless
  object.behavior = behaviorOf(textIn(entry, 'behavior'))
  return object
}

function saidIn(entry: Node, key: string): ScalarNode | undefined {
  const found = fieldOf(entry, key)
  return found?.kind === 'scalar' && found.text !== '' ? found : undefined
}

function behaviorOf(text: string | undefined): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified'
}

interface GeneratorOptions {
  readonly labels: readonly (readonly [string, Node])[]
  readonly annotations: readonly (readonly [string, Node])[]
  readonly isHashless: boolean
  readonly immutable: Node | undefined
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.scalar === true
}

/** What holds for all generators of the kustomization, and for one. */
function withGlobal(global: Node | undefined, own: Node | undefined): GeneratorOptions {
  const both = (key: string): readonly (readonly [string, Node])[] => [
    ...new Map([...entriesIn(global, key), ...entriesIn(own, key)]),
  ]
  return {
    labels: both('labels'),
    annotations: both('annotations'),
    isHashless: [global, own].some((one) => isTrue(fieldOf(one, 'disableNameSuffixHash'))),
    immutable: [own, global].map((one) => fieldOf(one, 'immutable')).find(isTrue),
  }
}

interface Pair {
  readonly key: string
  readonly bytes: Uint8Array
  readonly origin: OriginId
}

function fill(context: Context, node: MapNode, kind: 'ConfigMap' | 'Secret', pairs: readonly Pair[]): void {
  const { origins } = context
  for (const { key, bytes, origin } of pairs) {
    const text = textOf(bytes)
    const isPlain = kind === 'ConfigMap' && text !== undefined
    const field = kind === 'Secret' || isPlain ? 'data' : 'binaryData'
    const map = node.entries.get(field) ?? mapNode(node.origin)
    node.entries.set(field, map)
    const value = isPlain
      ? textNode(text, origin)
      : textNode(base64Lines(bytes), origins.at('call', origins.site(origin), { inputs: [origin] }))
    if (map.kind === 'map') map.entries.set(key, value)
  }
}

/** The values of a generator: those of files of variables first, then literals, then files. */
class Pairs {
  readonly #context: Context
  readonly #kustomization: Kustomization
  readonly #entry: Node
  readonly #pairs: Pair[] = []

  constructor(context: Context, kustomization: Kustomization, entry: Node) {
    this.#context = context
    this.#kustomization = kustomization
    this.#entry = entry
  }

  all(): readonly Pair[] {
    const env = fieldOf(this.#entry, 'env')
    const isThere = env?.kind === 'scalar' && env.text !== ''
    for (const file of [...itemsIn(this.#entry, 'envs'), ...(isThere ? [env] : [])]) this.#variables(file)
    for (const literal of itemsIn(this.#entry, 'literals')) this.#literal(literal)
    for (const file of itemsIn(this.#entry, 'files')) this.#file(file)
    return this.#pairs
  }

  #wrong(at: Node, what: string): Error {
    return refuser(this.#context, 'kustomize/invalid-generator', at)(what)
  }

  #put(at: Node, pair: Pair): void {
    if (this.#pairs.some(({ key }) => key === pair.key))
      throw this.#wrong(at, `the key ${pair.key} is there twice`)
    this.#pairs.push(pair)
  }

  #load(path: string, at: Node): { readonly file: FilePath; readonly bytes: Uint8Array } {
    const span = this.#context.origins.site(at.origin)
    const file = within(this.#kustomization.folder, path)
    if (file === undefined || !isBelow(file, this.#kustomization.folder))
      throw refuse('kustomize/outside-root', span, path)
    const bytes = this.#context.files.snapshot.bytes(file)
    if (bytes === undefined) throw refuse('kustomize/missing-file', span, file)
    return { file, bytes }
  }

  #literal(at: Node): void {
    const text = at.kind === 'scalar' ? at.text : ''
    const equals = text.indexOf('=')
    if (equals < 1) throw this.#wrong(at, `${text} is not of the form key=value`)
    const value = withoutQuotes(text.slice(equals + 1))
    const { origins } = this.#context
    const origin = origins.at('call', origins.site(at.origin), { inputs: [at.origin] })
    this.#put(at, { key: text.slice(0, equals), bytes: new TextEncoder().encode(value), origin })
  }

  #file(at: Node): void {
    const text = at.kind === 'scalar' ? at.text : ''
    const parts = text.split('=')
    const [first = '', second] = parts
    if (parts.length > 2 || first === '' || second === '')
      throw this.#wrong(at, `${text} is not of the form [key=]file`)
    const path = second ?? first
    const key = second === undefined ? (path.replace(/\/+$/u, '').split('/').at(-1) ?? path) : first
    const { file, bytes } = this.#load(path, at)
    const { length } = textOf(bytes) ?? ''
    const origin = this.#context.origins.add('literal', file, 0, length, { under: at.origin })
    this.#put(at, { key, bytes, origin })
  }

  #variables(at: Node): void {
    const path = at.kind === 'scalar' ? at.text : ''
    const { file, bytes } = this.#load(path, at)
    const text = textOf(bytes)
    if (text === undefined) throw refuse('kustomize/not-text', this.#context.origins.site(at.origin), file)
    let start = 0
    for (const written of text.split('\n')) {
      this.#variable(at, file, start, written.replace(/\r$/u, ''))
      start += written.length + 1
    }
  }

  #variable(at: Node, file: FilePath, start: number, written: string): void {
    const bom = start === 0 && written.startsWith('\ufeff') ? 1 : 0
    const line = written.slice(bom).replace(/^[\s\u0085]+/u, '')
    if (line === '' || line.startsWith('#')) return
    const from = start + written.length - line.length
    const equals = line.indexOf('=')
    const key = equals < 0 ? line : line.slice(0, equals)
    if (key === '') return
    const value = equals < 0 ? '' : line.slice(equals + 1)
    const origin = this.#context.origins.add(
      'literal',
      file,
      from + line.length - value.length,
      from + line.length,
    )
    this.#put(at, { key, bytes: new TextEncoder().encode(value), origin })
  }
}

function withoutQuotes(text: string): string {
  const first = text[0]
  if (text.length === 0 || first !== text.at(-1) || (first !== '"' && first !== "'")) return text
  return text.length === 1 ? text : text.slice(1, -1)
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** Base64 in lines of 70 letters, where it takes more than one. */
function base64Lines(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('base64')
  return text.length < 70 ? text : (text.match(/.{1,70}/gu) ?? []).map((line) => `${line}\n`).join('')
}

/** Merges a generated object into one that is there already, or puts it in its place. */
export function joined(context: Context, old: Built, fresh: Built): Built {
  const result = old.copy(fresh.node)
  result.needsHash = old.needsHash && fresh.needsHash
  const metadata = fieldOf(fresh.node, 'metadata')
  if (metadata?.kind !== 'map') return result
  for (const key of ['labels', 'annotations'])
    mergeTexts(context, fieldOf(old.node, 'metadata', key), metadata, key)
  for (const key of ['name', 'namespace']) {
    const kept = fieldOf(old.node, 'metadata', key)
    if (kept === undefined) metadata.entries.delete(key)
    else metadata.entries.set(key, kept)
  }
  if (fresh.behavior === 'merge')
    for (const key of ['data', 'binaryData']) mergeTexts(context, fieldOf(old.node, key), fresh.node, key)
  return result
}

/** Lays the texts of a map over those of an older one. */
function mergeTexts(context: Context, old: Node | undefined, into: MapNode, key: string): void {
  const fresh = into.entries.get(key)
  const merged = mapNode(fresh?.origin ?? old?.origin ?? into.origin)
  for (const [name, one] of entriesIn(old))
    merged.entries.set(name, one.kind === 'scalar' ? textNode(one.text, one.origin) : one)
  for (const [name, one] of entriesIn(fresh)) {
    const loser = merged.entries.get(name)
    const text = one.kind === 'scalar' ? one.text : ''
    const { origins } = context
    const origin =
      loser === undefined
        ? one.origin
        : origins.at('merge', origins.site(one.origin), { inputs: [one.origin], losers: [loser.origin] })
    merged.entries.set(name, textNode(text, origin))
  }
  if (merged.entries.size === 0) into.entries.delete(key)
  else into.entries.set(key, merged)
}

/** Puts the hash of their data behind the names of what was generated, so that a change of the data is a change of the name. */
export function addHashes(context: Context, objects: readonly Built[]): void {
  const { origins } = context
  for (const object of objects) {
    if (!object.needsHash) continue
    const { node } = object
    const name = fieldOf(node, 'metadata', 'name')
    const metadata = fieldOf(node, 'metadata')
    if (name?.kind !== 'scalar' || metadata?.kind !== 'map') continue
    const hash = hashOf(object)
    const inputs = [
      name,
      ...['type', 'data', 'binaryData', 'stringData'].flatMap((key) => fieldOf(node, key) ?? []),
    ]
    const called = origins.at('call', origins.site(node.origin), { inputs: inputs.flatMap(leafOrigins) })
    object.remember()
    const origin = origins.at('template', origins.site(name.origin), { inputs: [name.origin, called] })
    metadata.entries.set('name', textNode(`${name.text}-${hash}`, origin))
  }
}

/** Digits and letters that make no words. */
const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' }

function hashOf({ node, gvk }: Built): string {
  const said = (key: string): unknown => plain(fieldOf(node, key)) ?? ''
  const extra = gvk.kind === 'Secret' ? 'stringData' : 'binaryData'
  const more = fieldOf(node, extra)?.kind === 'map' ? { [extra]: said(extra) } : {}
  const fields = {
    data: said('data'),
    kind: gvk.kind,
    // The real program looks for the name where none is, so every hash is that of a nameless object.
    name: '',
    ...(gvk.kind === 'Secret' ? { type: said('type') } : {}),
    ...more,
  }
  const hex = createHash('sha256').update(goJson(fields)).digest('hex')
  return hex.slice(0, 10).replaceAll(/[013ae]/gu, (one) => letters[one] ?? one)
}

function plain(node: Node | undefined): unknown {
  if (node === undefined) return undefined
  if (node.kind === 'list') return node.items.map(plain)
  if (node.kind === 'map') return Object.fromEntries([...node.entries].map(([key, one]) => [key, plain(one)]))
  return node.scalar
}

/** JSON as Go writes it: keys in the order of their bytes, and what HTML could take for its own escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([one], [other]) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    )
    return `{${entries.map(([key, one]) => `${goJson(key)}:${goJson(one)}`).join(',')}}`
  }
  const text = JSON.stringify(value) ?? 'null'
  return text
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
    .replaceAll(/[<>&\u2028\u2029]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
