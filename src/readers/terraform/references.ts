import { addressOf } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Reference } from '../../model/resource.ts'
import { byBytes, type Val } from '../../lang/hcl/value.ts'
import type { ResourceInstance, Session } from './evaluate/session.ts'
import { BodyEntries, writtenEntries } from './evaluate/body-entries.ts'
import { metaOf } from './evaluate/resource.ts'
import { mentionsOf } from './evaluate/mentions.ts'

/**
 * The edges between instances, found in the origins: a value of one that comes from a value of another, through
 * whatever locals, variables and outputs. Explicit `depends_on` edges have the path `depends_on`.
 */
export function referencesBetween(
  { origins }: Session,
  resources: readonly ResourceInstance[],
): readonly Reference[] {
  const reach = new Reach(origins, resources)
  const found: Reference[] = []
  for (const one of resources) {
    for (const [path, value] of one.value.kind === 'object' ? reach.entriesOf(one.value.entries, one) : []) {
      for (const to of reach.ofValue(value, one)) {
        found.push({ from: addressOf(one.address), to: addressOf(to.address), path })
      }
    }
    found.push(...dependsOn(one, resources))
  }
  return found
}

type Instances = ReadonlySet<ResourceInstance>
const none: Instances = new Set()

/** Which instances the origins of others lead to. */
class Reach {
  readonly #origins: Origins
  readonly #inOrder: readonly ResourceInstance[]
  /** What origins lead to that no instance has made (variables, locals, outputs): many values go through the same. */
  readonly #between = new Map<OriginId, Instances>()
  readonly #alone = new Map<ResourceInstance, Instances>()
  #last:
    | { readonly self: ResourceInstance; readonly origin: OriginId; readonly targets: Instances }
    | undefined

  constructor(origins: Origins, resources: readonly ResourceInstance[]) {
    this.#origins = origins
    this.#inOrder = resources.toSorted((left, right) => left.from - right.from)
  }

  /** The entries that may come from another instance, in their order: nobody wrote the others, and all of those have one origin. */
  entriesOf(entries: ReadonlyMap<string, Val>, self: ResourceInstance): Iterable<readonly [string, Val]> {
    if (!(entries instanceof BodyEntries)) return entries
    if (this.#walk([entries.unwrittenOrigin], self).size > 0) return entries
    return [...entries.written].toSorted(([left], [right]) => byBytes(left, right))
  }

  /** The other instances that a value of an instance comes from. */
  ofValue(value: Val, self: ResourceInstance): Instances {
    if ('items' in value || 'entries' in value) return this.#walk(originsIn(value), self)
    // Attributes that nobody wrote have the same origin.
    if (this.#last?.self !== self || this.#last.origin !== value.origin)
      this.#last = { self, origin: value.origin, targets: this.#walk([value.origin], self) }
    return this.#last.targets
  }

  #walk(open: OriginId[], self: ResourceInstance): Instances {
    let targets: Set<ResourceInstance> | undefined
    const seen = new Set<OriginId>()
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === 0 || seen.has(id)) continue
      seen.add(id)
      if (id >= self.from && id < self.to) {
        open.push(...this.#origins.inputs(id), this.#origins.under(id))
        continue
      }
      for (const one of this.#of(id)) if (one !== self) (targets ??= new Set()).add(one)
    }
    return targets ?? none
  }

  /** Worked out once for each origin, those it was made of first. */
  #of(start: OriginId): Instances {
    const open: OriginId[] = [start]
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      const made = this.#between.has(id) ? none : this.#known(id)
      if (made !== undefined) {
        if (!this.#between.has(id)) this.#between.set(id, made)
        open.pop()
        continue
      }
      open.push(...this.#sources(id).filter((one) => !this.#between.has(one)))
    }
    return this.#between.get(start) ?? none
  }

  /** Undefined as long as it isn't known of what the origin was made of. */
  #known(id: OriginId): Instances | undefined {
    const owner = this.#ownerOf(id)
    if (owner !== undefined) return this.#justOne(owner)
    let all = none
    for (const source of this.#sources(id)) {
      const reached = this.#between.get(source)
      if (reached === undefined) return undefined
      if (reached.size > 0) all = all.size === 0 ? reached : union(all, reached)
    }
    return all
  }

  #justOne(owner: ResourceInstance): Instances {
    const known = this.#alone.get(owner) ?? new Set([owner])
    this.#alone.set(owner, known)
    return known
  }

  #sources(id: OriginId): readonly OriginId[] {
    const under = this.#origins.under(id)
    const inputs = this.#origins.inputs(id)
    // An origin is made after what it comes from; anything else would be a circle.
    return (under === 0 ? inputs : [...inputs, under]).filter((one) => one !== 0 && one < id)
  }

  /** The instance whose evaluation made an origin. */
  #ownerOf(id: OriginId): ResourceInstance | undefined {
    let low = 0
    let high = this.#inOrder.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const one = this.#inOrder[middle]
      if (one === undefined) return undefined
      if (id < one.from) high = middle - 1
      else if (id >= one.to) low = middle + 1
      else return one
    }
    return undefined
  }
}

function union(left: Instances, right: Instances): Instances {
  return left === right || isWithin(right, left) ? left : new Set([...left, ...right])
}

function isWithin(inner: Instances, outer: Instances): boolean {
  if (inner.size > outer.size) return false
  for (const one of inner) if (!outer.has(one)) return false
  return true
}

function originsIn(value: Val): OriginId[] {
  const found: OriginId[] = []
  const open: Val[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.origin !== 0) found.push(one.origin)
    if ('items' in one) open.push(...one.items)
    else if ('entries' in one) open.push(...writtenEntries(one.entries).values())
  }
  return found
}

function dependsOn(one: ResourceInstance, resources: readonly ResourceInstance[]): readonly Reference[] {
  const attribute = metaOf(one.config).dependsOn
  if (attribute === undefined) return []
  return mentionsOf(attribute).flatMap(({ root, names }) => {
    const base = one.module.address === '' ? '' : `${one.module.address}.`
    const wanted = `${base}${[root, ...names.slice(0, root === 'data' ? 2 : 1)].join('.')}`
    return resources
      .filter(
        ({ address }) =>
          address === wanted ||
          address.startsWith(`${wanted}[`) ||
          (root === 'module' && address.startsWith(`${wanted}.`)),
      )
      .map(({ address }) => ({ from: addressOf(one.address), to: addressOf(address), path: 'depends_on' }))
  })
}
