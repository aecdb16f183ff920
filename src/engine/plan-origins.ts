import type { Origins } from '../kernel/origins.ts'
import type { OriginId } from '../kernel/origin.ts'
import type { Value } from '../kernel/value.ts'
import type { Change, PlanReading } from '../model/change.ts'
import type { Reading } from '../model/reading.ts'
import type { Named, Resource } from '../model/resource.ts'
import { scalarText } from '../model/scalar.ts'

/**
 * A plan whose values say where in the sources they were set. Values stay the plan's; a value gets the origin that the
 * same address and path has in the sources if these say the same, or say that only a plan could know it. Where they say
 * something else, or nothing, the origin stays the place in the plan. Among several readings of the sources (one for each
 * file of variables) the one is taken whose variables are the plan's.
 */
export function withSourceOrigins(plan: PlanReading, sources: readonly Reading[]): PlanReading {
  const source = closest(plan, sources)
  if (source === undefined) return plan
  const tracing = new Tracing(source, plan.origins)
  return {
    ...plan,
    get references() {
      return plan.references
    },
    resources: plan.resources.map((one) => tracing.resource(one)),
    named: plan.named.map((one) => tracing.named(one)),
    changes: plan.changes.map((one) => tracing.change(one)),
    texts: new Map([...source.texts, ...plan.texts]),
  }
}

/** The reading that the plan was made of: most of its variables have the plan's values, most of its resources are planned. */
function closest(plan: PlanReading, sources: readonly Reading[]): Reading | undefined {
  const planned = new Set<string>(plan.changes.map(({ address }) => address))
  let best: { readonly reading: Reading; readonly score: number } | undefined
  for (const reading of sources) {
    const shared = reading.resources.filter(({ address }) => planned.has(address)).length
    const equal = reading.named.filter((one) => isPlanned(plan, one)).length
    const score = equal * 1_000_000 + shared
    if (shared + equal > 0 && (best === undefined || score > best.score)) best = { reading, score }
  }
  return best?.reading
}

function isPlanned({ variables }: PlanReading, { kind, module, name, value }: Named): boolean {
  const planned = kind === 'variable' && module === '' ? variables.get(name) : undefined
  return planned !== undefined && isSame(planned, value)
}

function isSame(one: Value, other: Value): boolean {
  if (one.kind === 'scalar' && other.kind === 'scalar') {
    return one.scalar === null ? other.scalar === null : scalarText(one) === scalarText(other)
  }
  if (one.kind === 'list' && other.kind === 'list') {
    return (
      one.items.length === other.items.length &&
      one.items.every((item, at) => isSame(item, other.items[at] ?? { kind: 'absent', origin: 0, marks: 0 }))
    )
  }
  if (one.kind !== 'map' || other.kind !== 'map') return false
  return [...one.entries].every(([key, inner]) => {
    const theirs = other.entries.get(key)
    return theirs === undefined || theirs.kind === 'absent' ? isNull(inner) : isSame(inner, theirs)
  })
}

function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.scalar === null
}

class Tracing {
  readonly #resources: ReadonlyMap<string, Resource>
  readonly #named: ReadonlyMap<string, Named>
  readonly #copies: Copies

  constructor(source: Reading, origins: Origins) {
    this.#resources = new Map(source.resources.map((one) => [one.address, one]))
    this.#named = new Map(source.named.map((one) => [one.address, one]))
    this.#copies = new Copies(source.origins, origins)
  }

  resource(planned: Resource): Resource {
    const written = this.#resources.get(planned.address)
    if (written === undefined) return planned
    const values = this.#lazily(() => traced(planned.values, written.values, this.#copies))
    return {
      ...namesOf(planned),
      get values() {
        return values()
      },
      ...placesOf(written),
    }
  }

  change(planned: Change): Change {
    const written = this.#resources.get(planned.address)
    if (written === undefined || planned.deposed !== undefined) return planned
    const after = this.#lazily(() => traced(planned.after, written.values, this.#copies))
    const { actions, order, replacePaths, reason, previousAddress, importing, deposed } = planned
    return {
      ...namesOf(planned),
      actions,
      order,
      replacePaths,
      reason,
      previousAddress,
      importing,
      deposed,
      get before() {
        return planned.before
      },
      get after() {
        return after()
      },
      ...placesOf(written),
    }
  }

  named(planned: Named): Named {
    const written = this.#named.get(planned.address)
    if (written === undefined) return planned
    const value = this.#lazily(() => traced(planned.value, written.value, this.#copies))
    const { address, kind, module, name } = planned
    return {
      address,
      kind,
      module,
      name,
      get value() {
        return value()
      },
      span: written.span,
    }
  }

  /** Joining is done when a value is asked for, and once. */
  #lazily(make: () => Value): () => Value {
    let made: Value | undefined
    return () => (made ??= make())
  }
}

function namesOf(
  one: Resource | Change,
): Pick<Resource, 'address' | 'mode' | 'type' | 'name' | 'index' | 'module' | 'provider'> {
  const { address, mode, type, name, index, module, provider } = one
  return { address, mode, type, name, index, module, provider }
}

function placesOf({ span, extent }: Resource): {
  readonly span: Resource['span']
  readonly extent: Resource['span']
} {
  return { span, extent: extent ?? span }
}

/** A value of the plan with the origins of the same parts in the sources. */
function traced(planned: Value, written: Value, copies: Copies): Value {
  if (written.kind === 'absent' || written.origin === 0 || planned.kind === 'absent') return planned
  if (written.kind === 'unknown') {
    if (planned.kind !== 'unknown') return { ...planned, origin: copies.of(written.origin) }
    // Of an input that was missing when the sources were read the plan knows better.
    const isPlans = written.because.some(({ kind }) => kind === 'variable' || kind === 'module')
    return {
      ...planned,
      because: isPlans || written.because.length === 0 ? planned.because : written.because,
      origin: copies.of(written.origin),
    }
  }
  switch (planned.kind) {
    case 'unknown':
      return { ...planned, origin: copies.of(written.origin) }
    case 'scalar':
      return isSame(planned, written) ? { ...planned, origin: copies.of(written.origin) } : planned
    case 'list':
      return tracedList(planned, written, copies)
    case 'map':
      return tracedMap(planned, written, copies)
  }
}

function tracedList(planned: Extract<Value, { kind: 'list' }>, written: Value, copies: Copies): Value {
  if (written.kind !== 'list' || planned.items.length !== written.items.length) return planned
  const items = planned.items.map((item, at) => traced(item, written.items[at] ?? item, copies))
  // Blocks are where they are whatever is in them; a list of texts is what its texts are.
  const isOther = items.some((item, at) => item.kind === 'scalar' && item === planned.items[at])
  return { ...planned, items, origin: isOther ? planned.origin : copies.of(written.origin) }
}

function tracedMap(planned: Extract<Value, { kind: 'map' }>, written: Value, copies: Copies): Value {
  if (written.kind !== 'map') return planned
  const entries = new Map<string, Value>()
  for (const [key, inner] of planned.entries) {
    const theirs = written.entries.get(key)
    entries.set(key, theirs === undefined ? inner : traced(inner, theirs, copies))
  }
  return { ...planned, entries, origin: copies.of(written.origin) }
}

/** Origins of one table, copied into another with all that they come from. */
class Copies {
  readonly #from: Origins
  readonly #to: Origins
  readonly #known = new Map<OriginId, OriginId>([[0, 0]])

  constructor(from: Origins, to: Origins) {
    this.#from = from
    this.#to = to
  }

  of(id: OriginId): OriginId {
    const open = [id]
    const entered = new Set<OriginId>()
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const origin = this.#known.has(next) ? undefined : this.#from.get(next)
      if (origin === undefined) {
        if (!this.#known.has(next)) this.#known.set(next, 0)
        open.pop()
        continue
      }
      const { inputs, through, under, losers } = origin
      const missing = [...inputs, through, under, ...losers].filter((one) => !this.#known.has(one))
      if (missing.length > 0 && !entered.has(next)) {
        entered.add(next)
        open.push(...missing)
        continue
      }
      open.pop()
      const links = {
        inputs: this.#all(inputs),
        through: this.#known.get(through) ?? 0,
        under: this.#known.get(under) ?? 0,
        losers: this.#all(losers),
      }
      this.#known.set(next, this.#to.at(origin.step, origin.site, links))
    }
    return this.#known.get(id) ?? 0
  }

  #all(ids: readonly OriginId[]): readonly OriginId[] {
    return ids.map((one) => this.#known.get(one) ?? 0).filter((one) => one !== 0)
  }
}
