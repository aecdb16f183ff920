import type { Address } from '../../kernel/brand.ts'
import type { Dependent } from '../../model/blast.ts'
import type { Reading } from '../../model/reading.ts'
import { joined } from '../../model/topology/join.ts'
import type { Topology } from '../../model/topology/topology.ts'
import { estateTopology } from '../topology/estate.ts'
import { thingNameOf, thingsNamedIn, type ThingName } from './named.ts'
import { references } from './planned.ts'

/** A resource of one reading. */
export interface Spot {
  readonly reading: Reading
  readonly address: Address
}

/**
 * What uses some resources, and what uses that: by a reference, across roots by the name of a thing of a cloud, and by a call
 * from one service to another. The nearest first. What is worked out of the readings serves every question.
 */
export function dependentsIn(
  readings: readonly Reading[],
): (changed: readonly Spot[]) => readonly Dependent[] {
  const uses = new Uses(readings)
  return (changed) => reachedFrom(changed, uses)
}

function reachedFrom(changed: readonly Spot[], uses: Uses): readonly Dependent[] {
  const seen = new Map<Reading, Set<Address>>()
  const isNew = ({ reading, address }: Spot): boolean => {
    const known = seen.get(reading) ?? new Set()
    seen.set(reading, known)
    if (known.has(address)) return false
    known.add(address)
    return true
  }
  let open = changed.filter(isNew)
  const found: Dependent[] = []
  for (let distance = 1; open.length > 0; distance++) {
    open = open.flatMap((one) => uses.of(one)).filter(isNew)
    for (const { reading, address } of open) {
      const resource = uses.resourceAt(reading, address)
      if (resource === undefined || resource.mode !== 'managed') continue
      found.push({ root: reading.root, variant: reading.variant, address, distance })
    }
  }
  return found.toSorted(
    (a, b) => a.distance - b.distance || compared(a.address, b.address) || compared(a.root, b.root),
  )
}

function compared(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Who uses what; each part is worked out when it is first asked for. */
class Uses {
  readonly #readings: readonly Reading[]
  #named: ReadonlyMap<ThingName, readonly Spot[]> | undefined
  #topology: Topology | undefined

  constructor(readings: readonly Reading[]) {
    this.#readings = readings
  }

  resourceAt(reading: Reading, address: Address): Reading['resources'][number] | undefined {
    return indexOf(reading).resources.get(address)
  }

  of({ reading, address }: Spot): readonly Spot[] {
    const { users } = indexOf(reading)
    const own = (users.get(address) ?? []).map((one) => ({ reading, address: one }))
    return [...own, ...this.#namedBy(reading, address), ...this.#callersOf(reading, address)]
  }

  #namedBy(reading: Reading, address: Address): readonly Spot[] {
    const resource = this.resourceAt(reading, address)
    const name = resource === undefined ? undefined : thingNameOf(resource)
    if (name === undefined) return []
    this.#named ??= mentionsIn(this.#readings)
    return (this.#named.get(name) ?? []).filter((one) => one.reading !== reading)
  }

  /** What makes a call is the workload, and not its settings. */
  #callersOf(reading: Reading, address: Address): readonly Spot[] {
    this.#topology ??= joined([estateTopology({ readings: this.#readings, diagnostics: [], text: noText })])
    const { edges, nodes } = this.#topology
    const own = new Set(this.#topology.nodesOf(address))
    if (own.size === 0) return []
    const callers = new Set(
      edges.filter(({ to, from }) => own.has(to) && !own.has(from)).map(({ from }) => from),
    )
    const names = nodes.filter(({ id }) => callers.has(id)).flatMap(({ addresses }) => addresses)
    return [...new Set(names)].filter(isWorkload).flatMap((one) => this.#spotsAt(reading, one))
  }

  /** In the same root where it is there, else wherever it is. */
  #spotsAt(near: Reading, name: string): readonly Spot[] {
    const all = this.#readings.flatMap((reading) => {
      const address = indexOf(reading).resources.get(name)?.address
      return address === undefined ? [] : [{ reading, address }]
    })
    const here = all.filter(({ reading }) => reading === near)
    return here.length > 0 ? here : all
  }
}

function noText(): undefined {
  return undefined
}

const settings =
  /^(?:ConfigMap|Secret|Service|ServiceAccount|HorizontalPodAutoscaler|PodDisruptionBudget|PersistentVolumeClaim|NetworkPolicy)\//u

function isWorkload(address: string): boolean {
  return !settings.test(address)
}

interface Index {
  readonly users: ReadonlyMap<Address, readonly Address[]>
  readonly resources: ReadonlyMap<string, Reading['resources'][number]>
}

const indexes = new WeakMap<Reading, Index>()

function indexOf(reading: Reading): Index {
  const known = indexes.get(reading)
  if (known !== undefined) return known
  const users = new Map<Address, Address[]>()
  for (const { from, to } of references(reading)) {
    const some = users.get(to)
    if (some === undefined) users.set(to, [from])
    else some.push(from)
  }
  const resources = new Map(reading.resources.map((one) => [one.address as string, one]))
  const made = { users, resources }
  indexes.set(reading, made)
  return made
}

const named = new WeakMap<Reading, ReadonlyMap<ThingName, readonly Spot[]>>()

function mentionsIn(readings: readonly Reading[]): ReadonlyMap<ThingName, readonly Spot[]> {
  const all = new Map<ThingName, Spot[]>()
  for (const reading of readings) {
    const known = named.get(reading) ?? mentionsOf(reading)
    named.set(reading, known)
    for (const [name, spots] of known) all.set(name, [...(all.get(name) ?? []), ...spots])
  }
  return all
}

function mentionsOf(reading: Reading): ReadonlyMap<ThingName, readonly Spot[]> {
  const found = new Map<ThingName, Spot[]>()
  for (const resource of reading.resources) {
    for (const name of thingsNamedIn(resource)) {
      const spot = { reading, address: resource.address }
      const some = found.get(name)
      if (some === undefined) found.set(name, [spot])
      else some.push(spot)
    }
  }
  return found
}
