import { fieldOf, textIn, textNode, type MapNode, type Node } from './node.ts'
import { isClusterScoped } from './scopes.ts'
import { settleTwins, withoutTwins } from './twins.ts'

/** What kind of object it is: group, version and kind. */
export interface Gvk {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** What an object is called at one time. */
export interface ObjectId extends Gvk {
  readonly name: string
  readonly namespace: string
}

/** How a generated object meets one of the same name. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge'

/** The file or generator that made an object, or the transformer that changed it, for `buildMetadata`. */
export interface Maker {
  readonly fields: readonly (readonly [string, string])[]
  readonly configuredBy: readonly (readonly [string, string])[]
}

/** An object under construction, and what is known of its way so far. */
export class Built {
  node: MapNode
  readonly previous: ObjectId[] = []
  readonly prefixes: string[] = []
  readonly suffixes: string[] = []
  readonly variables: string[] = []
  behavior: Behavior | undefined
  needsHash = false
  /** Whether some of its scalars may be set together. */
  hasTwins = false
  maker: Maker | undefined
  readonly changedBy: Maker[] = []

  constructor(node: MapNode) {
    this.node = node
  }

  get gvk(): Gvk {
    return gvkOf(textIn(this.node, 'apiVersion') ?? '', textIn(this.node, 'kind') ?? '')
  }

  get name(): string {
    return textIn(this.node, 'metadata', 'name') ?? ''
  }

  get namespace(): string {
    return textIn(this.node, 'metadata', 'namespace') ?? ''
  }

  /** What it is called now. */
  get id(): ObjectId {
    return { ...this.gvk, name: this.name, namespace: this.namespace }
  }

  /** What it was called first. */
  get originalId(): ObjectId {
    return this.ids[0] ?? this.id
  }

  /** What it was called before, oldest first, all with the group and version of now. */
  get ids(): readonly ObjectId[] {
    const { group, version } = this.gvk
    return this.previous.map((one) => ({ ...one, group, version }))
  }

  /** Whether the real program has notes of its way. */
  get hasNotes(): boolean {
    const notes = [this.previous, this.prefixes, this.suffixes]
    if (this.maker !== undefined || this.changedBy.length > 0) return true
    return this.needsHash || this.behavior !== undefined || notes.some(({ length }) => length > 0)
  }

  remember(): void {
    this.previous.push({ ...this.id, namespace: effectiveNamespace(this.id) })
  }

  /** Is what a change made of it. */
  become(node: MapNode): void {
    this.node = node
    if (this.hasTwins) settleTwins(node)
  }

  partTwins(): void {
    if (this.hasTwins) withoutTwins(this.node)
    this.hasTwins = false
  }

  /** Whether nothing is left of it. */
  get isGone(): boolean {
    return this.node.entries.size === 0
  }

  copy(node: MapNode): Built {
    const other = new Built(node)
    other.previous.push(...this.previous)
    other.prefixes.push(...this.prefixes)
    other.suffixes.push(...this.suffixes)
    other.variables.push(...this.variables)
    other.behavior = this.behavior
    other.needsHash = this.needsHash
    other.hasTwins = this.hasTwins
    other.maker = this.maker
    other.changedBy.push(...this.changedBy)
    return other
  }
}

/** What a version and kind say. */
export function gvkOf(apiVersion: string, kind: string): Gvk {
  const at = apiVersion.indexOf('/')
  return at < 0
    ? { group: '', version: apiVersion, kind }
    : { group: apiVersion.slice(0, at), version: apiVersion.slice(at + 1), kind }
}

/** Whether a kind is chosen; what the choice leaves empty is any. */
export function isChosen(one: Gvk, by: Partial<Gvk>): boolean {
  return (
    (by.group ?? '') in { '': 0, [one.group]: 0 } &&
    (by.version ?? '') in { '': 0, [one.version]: 0 } &&
    (by.kind ?? '') in { '': 0, [one.kind]: 0 }
  )
}

/** The namespace that counts: that of the default where none is said, and one of its own for what has none. */
export function effectiveNamespace(id: ObjectId): string {
  if (isClusterScoped(id)) return nowhere
  return id.namespace === '' ? 'default' : id.namespace
}

/** The namespace of what has none. */
export const nowhere = '_non_namespaceable_'

/** Whether two names mean one object. */
export function isSame(one: ObjectId, other: ObjectId): boolean {
  return isSameBut(one, other) && effectiveNamespace(one) === effectiveNamespace(other)
}

/** Whether two names mean one object if the namespace is left aside. */
export function isSameBut(one: ObjectId, other: ObjectId): boolean {
  return (
    one.group === other.group &&
    one.version === other.version &&
    one.kind === other.kind &&
    one.name === other.name
  )
}

/** How an object is called in messages. */
export function idText({ group, version, kind, name, namespace }: ObjectId): string {
  return `${kind}.${version}.${group === '' ? '[noGrp]' : group}/${name}.${namespace === '' ? '[noNs]' : namespace}`
}

/**
 * Makes a map of texts of what is in `metadata` under a key, as the real program does when it writes there: what is no scalar is an
 * empty text, and an empty map goes.
 */
export function textsOnly(object: Built, key: 'annotations' | 'labels'): void {
  const metadata = fieldOf(object.node, 'metadata')
  if (metadata?.kind !== 'map') return
  const found = metadata.entries.get(key)
  if (found === undefined || found.kind === 'list') return
  if (found.kind !== 'map' || found.entries.size === 0) metadata.entries.delete(key)
  else for (const [name, one] of found.entries) found.entries.set(name, asText(one))
  if (found.kind === 'map') found.quoted = undefined
}

function asText(node: Node): Node {
  return textNode(node.kind === 'scalar' ? node.text : '', node.origin)
}
