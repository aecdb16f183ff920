/** Replicas that a policy starts and stops. */
export interface Fleet {
  /** What one replica can carry. */
  readonly unit: number
  /** Steps until a started replica carries load; stopping takes none. */
  readonly lead: number
  readonly least: number
  readonly most: number
  readonly stepSeconds: number
  /** The price of a replica for an hour. */
  readonly price: number
}

/** What a policy knows when it decides. */
export interface Situation {
  readonly time: number
  readonly load: number
  readonly ready: number
  readonly starting: number
}

/** Decides how many replicas there should be. */
export interface Policy {
  readonly name: string
  desired(now: Situation): number
}

/** What became of a policy. */
export interface Outcome {
  readonly policy: string
  /** Idle capacity in the mean, as a share of the mean load. */
  readonly over: number
  /** The share of steps in which the load was more than the capacity. */
  readonly short: number
  /** The load that found no capacity, as a share of all. */
  readonly missed: number
  readonly cost: number
}

/** Runs a policy over a load; the first steps may be left out of the sums. Missing values count for nothing. */
export function simulate(load: ArrayLike<number>, policy: Policy, fleet: Fleet, from = 0): Outcome {
  const first = Array.from(load).find(Number.isFinite) ?? 0
  let ready = bounded(Math.ceil(first / fleet.unit), fleet)
  const starting: { readonly at: number; count: number }[] = []
  const sums = { steps: 0, over: 0, short: 0, missed: 0, load: 0, replicas: 0 }
  for (let time = 0; time < load.length; time++) {
    while (starting[0] !== undefined && starting[0].at <= time) ready += starting.shift()?.count ?? 0
    const value = load[time] ?? Number.NaN
    const waiting = starting.reduce((sum, { count }) => sum + count, 0)
    if (time >= from && Number.isFinite(value)) {
      const capacity = ready * fleet.unit
      sums.steps++
      sums.load += value
      sums.over += Math.max(0, capacity - value)
      sums.missed += Math.max(0, value - capacity)
      sums.short += value > capacity + 1e-9 ? 1 : 0
      sums.replicas += ready + waiting
    }
    const wanted = policy.desired({ time, load: value, ready, starting: waiting })
    const change = bounded(Number.isFinite(wanted) ? wanted : ready + waiting, fleet) - ready - waiting
    if (change > 0) starting.push({ at: time + Math.max(1, fleet.lead), count: change })
    else ready -= removed(starting, -change)
  }
  const whole = Math.max(1e-12, sums.load)
  return {
    policy: policy.name,
    over: sums.over / whole,
    short: sums.short / Math.max(1, sums.steps),
    missed: sums.missed / whole,
    cost: (sums.replicas * fleet.price * fleet.stepSeconds) / 3600,
  }
}

/** Takes the youngest of those that are starting first; gives how many of the ready ones have to go. */
function removed(starting: { readonly at: number; count: number }[], count: number): number {
  let left = count
  for (let last = starting.at(-1); last !== undefined && left > 0; last = starting.at(-1)) {
    const taken = Math.min(left, last.count)
    last.count -= taken
    left -= taken
    if (last.count === 0) starting.pop()
  }
  return left
}

function bounded(count: number, { least, most }: Fleet): number {
  return Math.min(most, Math.max(least, Math.round(count)))
}
