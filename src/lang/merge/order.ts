import { matchesOf } from '../text/sequence.ts'

/** The orders in which three versions have their items, by number. */
export interface Orders {
  readonly base: readonly number[]
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

/**
 * One order for the items of all versions: those that nobody moved stay; what a side moved or added follows what it
 * follows there; ours comes before theirs in one place. Undefined where both moved the same items to different places.
 */
export function mergedOrder({ base, ours, theirs }: Orders): readonly number[] | undefined {
  const oldOnes = new Set(base)
  const movedByOurs = movedIn(base, ours)
  const movedByTheirs = movedIn(base, theirs)
  const both = [...movedByOurs].filter((id) => movedByTheirs.has(id))
  const agree = same(
    ours.filter((id) => oldOnes.has(id) && theirs.includes(id)),
    theirs.filter((id) => oldOnes.has(id) && ours.includes(id)),
  )
  if (both.length > 0 && !agree) return undefined
  const order = new Sequence(base.filter((id) => !movedByOurs.has(id) && !movedByTheirs.has(id)))
  const placedByOurs = new Set<number>()
  for (const [at, id] of ours.entries()) {
    if (order.has(id) || (oldOnes.has(id) && !movedByOurs.has(id))) continue
    order.insert(id, ours.slice(0, at), new Set())
    placedByOurs.add(id)
  }
  for (const [at, id] of theirs.entries()) {
    if (!order.has(id)) order.insert(id, theirs.slice(0, at), placedByOurs)
  }
  return order.ids
}

/** The items that both have and that do not stand in one order with the others. */
function movedIn(base: readonly number[], side: readonly number[]): ReadonlySet<number> {
  const inSide = new Set(side)
  const inBase = new Set(base)
  const left = base.filter((id) => inSide.has(id)).map(String)
  const right = side.filter((id) => inBase.has(id)).map(String)
  if (left.join() === right.join()) return new Set()
  const stayed = new Set(matchesOf(left, right).map(([at]) => left[at]))
  return new Set(left.filter((id) => !stayed.has(id)).map(Number))
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at])
}

class Sequence {
  readonly ids: number[]
  readonly #known: Set<number>

  constructor(ids: readonly number[]) {
    this.ids = [...ids]
    this.#known = new Set(ids)
  }

  has(id: number): boolean {
    return this.#known.has(id)
  }

  /** Behind the nearest of those before it that is here, and behind what stands there of `first`. */
  insert(id: number, before: readonly number[], first: ReadonlySet<number>): void {
    const anchor = before.findLast((one) => this.#known.has(one))
    let at = anchor === undefined ? 0 : this.ids.indexOf(anchor) + 1
    while (at < this.ids.length && first.has(this.ids[at] ?? -1)) at++
    this.ids.splice(at, 0, id)
    this.#known.add(id)
  }
}
