import type { Address } from '../../kernel/brand.ts'
import type { Change, PlanReading } from '../../model/change.ts'
import type { Resource } from '../../model/resource.ts'
import { textAt } from './asking.ts'

/** A plan as rules ask it: the changes of managed resources, and who uses what. */
export interface Planned {
  readonly changes: readonly Change[]
  readonly reading: PlanReading
  /** What is done at an address; of what a broken replacement has left there nothing is said. */
  at(address: string): Change | undefined
  /** What refers to it, in the configuration or in the state. */
  usersOf(address: Address): readonly Address[]
  usedBy(address: Address): readonly Address[]
  /** The changes of S3 buckets that had this name before. */
  bucketsNamed(name: string | undefined): readonly Change[]
  /** Managed resources that the state held before. */
  readonly prior: readonly Resource[]
}

/** Makes a plan ready to be asked. */
export function plannedOf(reading: PlanReading): Planned {
  const changes = reading.changes.filter(({ mode }) => mode === 'managed')
  const byAddress = new Map(
    changes.flatMap((one) => (one.deposed === undefined ? [[one.address as string, one] as const] : [])),
  )
  let edges: Edges | undefined
  const known = (): Edges => (edges ??= edgesOf(reading))
  let buckets: ReadonlyMap<string, readonly Change[]> | undefined
  return {
    changes,
    reading,
    at: (address) => byAddress.get(address),
    usersOf: (address) => known().users.get(address) ?? [],
    usedBy: (address) => known().used.get(address) ?? [],
    bucketsNamed: (name) => (name === undefined ? [] : ((buckets ??= bucketsOf(changes)).get(name) ?? [])),
    prior: reading.prior.filter(({ mode }) => mode === 'managed'),
  }
}

/** Whether nothing is left of it. */
export function isDestroyed({ actions }: Change): boolean {
  return actions.includes('destroy')
}

export function isReplaced({ actions }: Change): boolean {
  return actions.includes('replace')
}

export function isCreated({ actions }: Change): boolean {
  return actions.includes('create')
}

export function isUpdated({ actions }: Change): boolean {
  return actions.includes('update')
}

/** Whether it was there before: it is not made anew. */
export function wasThere(change: Change): boolean {
  return !isCreated(change) && !change.actions.includes('read')
}

/** What uses it and is there after the plan: directly, or by way of others. */
export function remainingUsers(plan: Planned, { address }: Change): readonly Address[] {
  const seen = new Set<Address>([address])
  const open = [address]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const user of plan.usersOf(one)) {
      if (seen.has(user)) continue
      seen.add(user)
      open.push(user)
    }
  }
  return [...seen]
    .filter((one) => {
      const change = plan.at(one)
      return one !== address && change !== undefined && wasThere(change) && !isDestroyed(change)
    })
    .toSorted()
}

function bucketsOf(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const found = new Map<string, Change[]>()
  for (const one of changes) {
    const name = one.type === 'aws_s3_bucket' ? textAt(one.before, 'bucket') : undefined
    if (name === undefined) continue
    const some = found.get(name)
    if (some === undefined) found.set(name, [one])
    else some.push(one)
  }
  return found
}

interface Edges {
  readonly users: ReadonlyMap<Address, readonly Address[]>
  readonly used: ReadonlyMap<Address, readonly Address[]>
}

function edgesOf({ references }: PlanReading): Edges {
  const users = new Map<Address, Address[]>()
  const used = new Map<Address, Address[]>()
  for (const { from, to } of references) {
    add(users, to, from)
    add(used, from, to)
  }
  return { users, used }
}

function add(index: Map<Address, Address[]>, key: Address, one: Address): void {
  const list = index.get(key)
  if (list === undefined) index.set(key, [one])
  else list.push(one)
}
