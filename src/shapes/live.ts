import type { Address } from '../kernel/brand.ts'
import type { OriginId } from '../kernel/origin.ts'
import type { Value } from '../kernel/value.ts'
import { covers, type Live, type Part } from '../model/live.ts'
import type { Reading } from '../model/reading.ts'
import type { Reference, Resource } from '../model/resource.ts'
import {
  applyFields,
  draft,
  finished,
  isUnwritten,
  itemsOf,
  opened,
  put,
  sourceAt,
  type Draft,
} from './apply.ts'
import { addDefault, given, LaterProperties } from './later-properties.ts'
import { nameOf } from './name-key.ts'
import type { Companion, Defaults, Owner, Shapes } from './shape.ts'

/** The tables of every provider, indexed. */
export interface ShapeTable {
  readonly owners: ReadonlyMap<string, Owner>
  readonly companions: ReadonlyMap<string, readonly Companion[]>
  readonly defaults: ReadonlyMap<string, Defaults>
}

/** Indexes the tables of services. */
export function shapeTable(all: readonly Shapes[]): ShapeTable {
  const companions = new Map<string, Companion[]>()
  for (const one of all.flatMap((shapes) => shapes.companions)) {
    companions.set(one.from, [...(companions.get(one.from) ?? []), one])
  }
  return {
    owners: new Map(all.flatMap(({ owners }) => owners).map((one) => [one.from, one])),
    companions,
    defaults: new Map(all.flatMap(({ defaults }) => Object.entries(defaults))),
  }
}

/** Everything a reading says, each as its live API says it, sorted by address. Values are made when they are asked for. */
export function livesOf(reading: Reading, table: ShapeTable): readonly Live[] {
  const resources = [...reading.resources, ...(reading.declarations ?? [])]
  const joined = joinedTo(reading, resources, table)
  const lives: Live[] = []
  for (const resource of resources) {
    const roles = table.companions.get(typeOf(resource))
    if (roles === undefined)
      lives.push(ownerLive(reading, resource, joined.get(resource.address) ?? [], table))
    else if (joined.get(resource.address)?.some(({ resource: one }) => one === resource) === true) {
      lives.push(...partialLives(reading, resource, joined.get(resource.address) ?? [], table))
    }
  }
  return lives
}

/** A companion on its way to its owner. */
interface Joining {
  readonly companion: Companion
  readonly resource: Resource
}

/** The type that tables and rules know a resource by. */
function typeOf({ mode, type }: Resource): string {
  return mode === 'data' ? `data.${type}` : type
}

/** Companions by the address of their owner; by their own address when the owner isn't in the code. */
function joinedTo(
  reading: Reading,
  resources: readonly Resource[],
  table: ShapeTable,
): ReadonlyMap<Address, readonly Joining[]> {
  const found = new Map<Address, Joining[]>()
  const index = ownersOf(reading, resources, table)
  for (const resource of resources) {
    for (const companion of table.companions.get(typeOf(resource)) ?? []) {
      if (!applies(companion, resource)) continue
      const owner = index(companion, resource) ?? resource.address
      const list = found.get(owner) ?? []
      if (list.length === 0) found.set(owner, list)
      list.push({ companion, resource })
    }
  }
  return found
}

function applies({ where = {} }: Companion, { address, values }: Resource): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = sourceAt({ address, value: values }, path)
    return value.kind === 'scalar' && value.scalar === wanted
  })
}

/** Finds the owner that a companion refers to, or whose name it says. */
function ownersOf(
  reading: Reading,
  resources: readonly Resource[],
  table: ShapeTable,
): (companion: Companion, resource: Resource) => Address | undefined {
  // Most folders have no companions, and then nobody needs to know who refers to whom.
  const byAddress = later(() => new Map(resources.map((one) => [one.address, one])))
  const references = later(() => referencesFrom(reading))
  const byName = new Map<string, Address>()
  const named = new Set<string>()
  return (companion, resource) => {
    const isOwner = (address: Address): boolean => {
      const one = byAddress().get(address)
      return (
        one !== undefined &&
        liveType(one, table) === companion.to &&
        table.companions.get(typeOf(one)) === undefined
      )
    }
    const { by, names } = namingOf(companion, resource)
    const owners = (references().get(resource.address) ?? []).filter(({ to }) => isOwner(to))
    const direct = owners.filter(({ path }) => path === by || path.startsWith(`${by}.`))
    const owner = sameInstance(resource, direct) ?? direct[0]?.to
    if (owner !== undefined) return owner
    const name = sourceAt({ address: resource.address, value: resource.values }, by)
    // With `for_each` over the owners, the instances are tied by their keys.
    const sibling = name.kind === 'unknown' ? sameInstance(resource, owners) : undefined
    if (sibling !== undefined) return sibling
    const key = nameOf(name, reading.origins)
    if (key === undefined) return undefined
    const kind = nameKey(companion.to, names)
    if (!named.has(kind)) nameAll({ to: companion.to, names }, resources, reading, table, byName)
    named.add(kind)
    return byName.get(nameKey(kind, key))
  }
}

/** The attribute that names the owner, and the owner's that it may stand for. */
function namingOf(companion: Companion, { address, values }: Resource): Pick<Companion, 'by' | 'names'> {
  const isSet = sourceAt({ address, value: values }, companion.by).kind !== 'absent'
  return isSet ? companion : (companion.formerly ?? companion)
}

function later<One>(work: () => One): () => One {
  let first: { readonly value: One } | undefined
  return () => (first ??= { value: work() }).value
}

/** Of several owners, the one with the key of the companion. */
function sameInstance({ address }: Resource, owners: readonly Reference[]): Address | undefined {
  const key = keyOf(address)
  return key === '' ? undefined : owners.find(({ to }) => keyOf(to) === key)?.to
}

/** What stands in brackets at the end of an address. */
function keyOf(address: Address): string {
  return /\[[^[]*\]$/u.exec(address)?.[0] ?? ''
}

function nameAll(
  { to, names }: Pick<Companion, 'to' | 'names'>,
  resources: readonly Resource[],
  { origins }: Reading,
  table: ShapeTable,
  byName: Map<string, Address>,
): void {
  for (const one of resources) {
    if (liveType(one, table) !== to || table.companions.has(typeOf(one))) continue
    const name = nameOf(sourceAt({ address: one.address, value: one.values }, names), origins)
    if (name !== undefined) byName.set(nameKey(nameKey(to, names), name), one.address)
  }
}

function nameKey(type: string, name: string): string {
  return `${type}\u0000${name}`
}

function referencesFrom({ references }: Reading): ReadonlyMap<Address, readonly Reference[]> {
  const found = new Map<Address, Reference[]>()
  for (const one of references) {
    const list = found.get(one.from)
    if (list === undefined) found.set(one.from, [one])
    else list.push(one)
  }
  return found
}

/** The live types that resources of a source type are part of, `data.` before that of a data source. */
export function liveTypes(type: string, table: ShapeTable): readonly string[] {
  const roles = table.companions.get(type)
  if (roles !== undefined) return [...new Set(roles.map(({ to }) => to))]
  const owner = table.owners.get(type)
  return [owner?.to ?? type, ...(owner?.holds?.among ?? [])]
}

function liveType(resource: Resource, table: ShapeTable): string {
  const type = typeOf(resource)
  const owner = table.owners.get(type)
  const held = owner?.holds?.typeOf(
    sourceAt({ address: resource.address, value: resource.values }, owner.holds.in),
  )
  return held ?? owner?.to ?? type
}

function ownerLive(
  reading: Reading,
  resource: Resource,
  joined: readonly Joining[],
  table: ShapeTable,
): Live {
  const type = liveType(resource, table)
  return new MadeLive(reading, { type, resource, joined, partial: false }, table)
}

/** One for each type that the companion speaks of. */
function partialLives(
  reading: Reading,
  resource: Resource,
  joined: readonly Joining[],
  table: ShapeTable,
): readonly Live[] {
  const types = [...new Set(joined.map(({ companion }) => companion.to))]
  return types.map((type) => {
    const own = joined.filter(({ companion }) => companion.to === type)
    return new MadeLive(reading, { type, resource, joined: own, partial: true }, table)
  })
}

interface Making {
  readonly type: string
  readonly resource: Resource
  readonly joined: readonly Joining[]
  readonly partial: boolean
}

interface Made {
  readonly values: Value
  readonly parts: readonly [Part, ...Part[]]
  readonly defaults: Live['defaults']
}

/** A class, because an object with getters of its own is slow to make and to look into, and there is one for each resource. */
class MadeLive implements Live {
  readonly type: string
  readonly address: Address
  readonly partial: boolean
  readonly sources: readonly Resource[]
  readonly reading: Reading
  readonly #making: Making
  readonly #table: ShapeTable
  #made: Made | undefined

  constructor(reading: Reading, making: Making, table: ShapeTable) {
    const { type, resource, joined, partial } = making
    this.type = type
    this.address = resource.address
    this.partial = partial
    this.sources = [...(partial ? [] : [resource]), ...joined.map((one) => one.resource)]
    this.reading = reading
    this.#making = making
    this.#table = table
  }

  get values(): Value {
    return this.#get().values
  }

  get madeOf(): Made['parts'] {
    return this.#get().parts
  }

  get defaults(): Live['defaults'] {
    return this.#get().defaults
  }

  #get(): Made {
    return (this.#made ??= make(this.reading, this.#making, this.#table))
  }
}

function make(reading: Reading, making: Making, table: ShapeTable): Made {
  const { type, resource, joined, partial } = making
  const service = (): OriginId => reading.origins.at('service', resource.span)
  const owner = table.owners.get(typeOf(resource))
  if (!partial && joined.length === 0 && owner !== undefined && !owner.holds && !owner.whole) {
    const { address, values: value } = resource
    const defaults = table.defaults.get(type) ?? noDefaults
    const entries = new LaterProperties({
      fields: owner.fields,
      source: { address, value },
      defaults,
      service,
    })
    return {
      values: { kind: 'map', entries, origin: value.origin, marks: 0 },
      parts: [{ path: '', resource }],
      defaults: { has: (path) => entries.isDefault(path) },
    }
  }
  const into = partial ? draft(resource.values.origin) : ownDraft(resource, table)
  const [first, ...more] = [
    ...(partial ? [] : [{ path: '', resource }]),
    ...joined.flatMap((one) => join(into, one)),
  ]
  const parts: Made['parts'] = [first ?? { path: '', resource }, ...more]
  // Of an owner that is elsewhere nothing is known but what its companions say.
  const isSaid = (path: string): boolean => !partial || parts.some((part) => covers(part.path, path))
  const defaults = withDefaults(into, table.defaults.get(type) ?? noDefaults, isSaid, service)
  return { values: finished(into), parts, defaults }
}

const noDefaults: Defaults = {}

function ownDraft(resource: Resource, table: ShapeTable): Draft {
  const { address, values } = resource
  const owner = table.owners.get(typeOf(resource))
  if (owner === undefined) return values.kind === 'map' ? writtenOnly(values, address) : draft(values.origin)
  const held = owner.holds && sourceAt({ address, value: values }, owner.holds.in)
  const whole = held ?? owner.whole?.(values, address)
  const into = whole?.kind === 'map' ? opened(whole) : draft(values.origin)
  applyFields(into, owner.fields, { address, value: values })
  return into
}

/** A type without a table passes through, without what nobody wrote. */
function writtenOnly(values: Extract<Value, { kind: 'map' }>, address: string): Draft {
  const into = opened(values)
  for (const [key, value] of values.entries) if (isUnwritten(value, address)) into.entries.delete(key)
  return into
}

/** Puts what a companion says into its place, and gives the places that it fills. */
function join(into: Draft, { companion, resource }: Joining): readonly Part[] {
  const source = { address: resource.address, value: resource.values }
  const { place, fields, over } = companion
  if (place.endsWith('[]')) {
    const path = place.slice(0, -2)
    const before = listAt(into, path)
    const added = itemsOf(fields, over, source)
    const items = [...before, ...added]
    put(
      into,
      path.split('.'),
      { kind: 'list', items, origin: resource.values.origin, marks: 0 },
      () => resource.values.origin,
    )
    return added.map((_, position) => ({ path: `${path}[${before.length + position}]`, resource }))
  }
  const said = draft(resource.values.origin)
  applyFields(said, fields, source)
  if (place !== '') {
    put(into, place.split('.'), finished(said), () => resource.values.origin)
    return [{ path: place, resource }]
  }
  for (const [key, value] of said.entries) into.entries.set(key, value)
  return [...new Set(Object.keys(fields).map((path) => path.split('.')[0] ?? path))].map((path) => ({
    path,
    resource,
  }))
}

function listAt(into: Draft, path: string): readonly Value[] {
  const value = sourceAt({ address: '', value: finished(into) }, path)
  if (value.kind === 'absent') return []
  return value.kind === 'list' ? value.items : [value]
}

/** Adds what the service gives where nothing is written and the container is there; gives the paths that it added. */
function withDefaults(
  into: Draft,
  defaults: Defaults,
  isSaid: (path: string) => boolean,
  origin: () => number,
): ReadonlySet<string> {
  const added = new Set<string>()
  for (const one of given(defaults)) {
    const path = one.path.join('.')
    if (isSaid(path) && addDefault(into, one, origin)) added.add(path)
  }
  return added
}
