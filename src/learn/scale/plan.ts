import { ascending, quantileOf } from '../statistics.ts'
import { LeadBand, type Upper } from './band.ts'
import { SafeHeadroom } from './headroom.ts'
import { predictive, reactive, scheduled } from './policies.ts'
import type { Forecaster } from './predictors.ts'
import { reactiveReady } from './reactive.ts'
import { simulate, type Fleet, type Outcome } from './simulate.ts'

/** What capacity is planned for. */
export interface ScaleOptions {
  readonly stepSeconds: number
  /** When the first value was, in seconds since 1970. */
  readonly startSeconds: number
  /** Steps that new capacity needs. */
  readonly lead: number
  /** The share of steps in which the load may be above the capacity. */
  readonly short: number
  readonly seasons: readonly number[]
  /** What a unit of missing capacity costs, where an idle one costs one; undefined leaves the headroom to `short`. */
  readonly missing: number | undefined
  /** Between which factors the headroom may be tuned. */
  readonly limits: readonly [number, number]
  readonly fleet: Omit<Fleet, 'lead' | 'stepSeconds'>
  readonly forecaster?: Forecaster
}

/** Capacity for a load, and what became of it where it could be checked. */
export interface Plan {
  /** For each step, decided `lead` steps before it; NaN for the first `lead`. */
  readonly capacity: Float64Array
  /** The first step that the band decided; before it, half more than the load `lead` steps earlier is planned. */
  readonly from: number
  /** The capacity of the coming `lead` steps: the last was decided now. */
  readonly next: Float64Array
  readonly by: string
  /** How it went from `checkedFrom` on. */
  readonly checkedFrom: number
  readonly planned: Figures
  /** Following the load with the same lead, with the one headroom that is short as seldom: known only afterwards. */
  readonly follower: Figures & { readonly headroom: number }
  /** Replicas under three policies. */
  readonly fleets: readonly Outcome[]
}

/** Idle capacity as a share of the load, and the share of steps with too little. */
export interface Figures {
  readonly over: number
  readonly short: number
}

/** The band aims a little below the share that is allowed, so that chance doesn't take it above. */
const caution = 0.93
const factors = [0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.35]

/**
 * The capacity that each step of a load should have had, decided a lead time before from what was known then, and the
 * capacity of the coming steps. Costs some microseconds a step and a bounded memory besides the load itself.
 */
export function planOf(load: Float64Array, options: ScaleOptions): Plan {
  const { lead } = options
  const ordered = orderedOf(load, options)
  const capacity = kept(load, ordered, lead)
  const checkedFrom = Math.min(load.length, Math.max(ordered.from, Math.floor(load.length / 2)))
  return {
    capacity: capacity.slice(0, load.length),
    from: Math.min(load.length, ordered.from),
    next: capacity.slice(load.length, load.length + lead),
    by: ordered.by,
    checkedFrom,
    planned: figuresOf(load, capacity, checkedFrom),
    follower: followerOf(load, options, checkedFrom),
    fleets: fleetsOf(load, ordered.said, options, checkedFrom),
  }
}

interface Ordered {
  readonly upper: Float64Array
  /** What the band said at each step, of the step `lead` on. */
  readonly said: readonly Upper[]
  readonly from: number
  readonly by: string
}

/** What was ordered for each step, `lead` steps before it. */
function orderedOf(load: Float64Array, options: ScaleOptions): Ordered {
  const { lead, short, missing, limits } = options
  const band = new LeadBand({ ...options, short: caution * short })
  const tuner =
    missing === undefined
      ? undefined
      : new SafeHeadroom({ factors, limits, missing, delay: lead, risk: 0.01 })
  const upper = new Float64Array(load.length + lead).fill(Number.NaN)
  const said: Upper[] = []
  let from = load.length + lead
  let by = ''
  for (const [time, value] of load.entries()) {
    tuner?.learn(value)
    const next = band.next(value)
    const isKnown = Number.isFinite(next.upper)
    if (isKnown) from = Math.min(from, time + lead)
    // Before anything is known of its errors, half more than now.
    const plain = isKnown ? next.upper : 1.5 * value
    upper[time + lead] = plain * (tuner?.choose(plain) ?? 1)
    by = next.by
    said.push(next)
  }
  return { upper, said, from, by }
}

/**
 * What is there isn't taken away while the load needs it, as stopping needs no lead and can wait, unless the course that was
 * chosen lets it go. Never is there less than following the load with the same lead would have ready.
 */
function kept(load: Float64Array, { upper, said }: Ordered, lead: number): Float64Array {
  const capacity = Float64Array.from(upper)
  for (let time = 1; time < capacity.length; time++) {
    const before = capacity[time - 1] ?? Number.NaN
    const needed = load[Math.min(time, load.length) - 1] ?? Number.NaN
    const now = capacity[time] ?? Number.NaN
    // A step without an order, because its load was missing, keeps what there is.
    if (Number.isNaN(now)) {
      capacity[time] = before
      continue
    }
    const ready = reactiveReady({ ago: (steps) => load[time - 1 - steps] ?? Number.NaN }, lead)
    const keeps = said[time - lead]?.keeps !== false && Number.isFinite(before) && Number.isFinite(needed)
    capacity[time] = Math.max(now, ready, keeps ? Math.min(before, needed) : 0)
  }
  return capacity
}

function figuresOf(load: Float64Array, capacity: Float64Array, from: number): Figures {
  let [steps, over, short, sum] = [0, 0, 0, 0]
  for (let time = from; time < load.length; time++) {
    const value = load[time] ?? Number.NaN
    const there = capacity[time] ?? Number.NaN
    if (!Number.isFinite(value) || !Number.isFinite(there)) continue
    steps++
    sum += value
    over += Math.max(0, there - value)
    short += value > there ? 1 : 0
  }
  return { over: over / Math.max(1e-12, sum), short: short / Math.max(1, steps) }
}

function followerOf(load: Float64Array, { lead, short }: ScaleOptions, from: number): Plan['follower'] {
  const earlier = Float64Array.from(load, (_, time) => load[time - lead] ?? Number.NaN)
  const ratios = load.map((value, time) => (time < from ? Number.NaN : value / (earlier[time] ?? Number.NaN)))
  const factor = quantileOf(ascending(ratios), 1 - short)
  const capacity = earlier.map((value) => value * factor)
  return { ...figuresOf(load, capacity, from), headroom: factor - 1 }
}

function fleetsOf(
  load: Float64Array,
  said: readonly Upper[],
  options: ScaleOptions,
  from: number,
): readonly Outcome[] {
  const { stepSeconds, lead, startSeconds } = options
  const fleet: Fleet = { ...options.fleet, stepSeconds, lead }
  const policies = [
    reactive(fleet),
    ...(from * stepSeconds >= 2 * 86_400 ? [scheduled(load.subarray(0, from), fleet, startSeconds)] : []),
    predictive(fleet, said),
  ]
  return policies.map((policy) => simulate(load, policy, fleet, from))
}
