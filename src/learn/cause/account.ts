import type { Calls } from './graph.ts'
import type { Observed } from './observe.ts'
import type { Shift } from './shift.ts'
import { latencyBy, placeOf } from './statistic.ts'

/** What is counted: the extra time of all requests by one statistic of latency, or the requests that fail. */
export type Unit = (
  | { readonly kind: 'latency'; readonly statistic: string }
  | { readonly kind: 'failing' }
) & {
  /** Each node is counted by its own usual, where what they measure has no unit in common. */
  readonly isRelative?: boolean
  /** Whether sums count too, so that who has next to nothing in them is no cause. */
  readonly isBeside?: boolean
}

/** A node's part in the symptom, in its units. */
export interface Entry {
  readonly node: string
  readonly shift: Shift
  readonly requests: number
  /** Its excess over normal: requests × extra time, or requests that fail beyond the usual. */
  readonly total: number
  /** What its callees explain of it. */
  readonly explained: number
  /** What is left, if it is more than noise. */
  readonly own: number
  /** Counted in its own usual: times as much as usual, or the share that fails. */
  readonly isRelative: boolean
}

/** The books of one unit: for each node that is measured, what it has in excess and how much of it is its own. */
export function accountOf(
  unit: Unit,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
  target: string,
): ReadonlyMap<string, Entry> {
  const tail = tailOf(unit)
  const isRelative = unit.isRelative === true
  const asked = observed.has(target) ? requestsOf(unit, target, observed, calls) : 0
  const totals = new Map<
    string,
    { readonly shift: Shift; readonly requests: number; readonly total: number }
  >()
  for (const [node, one] of observed) {
    const shift = shiftIn(unit, one)
    if (shift === undefined) continue
    const counted = isRelative ? 1 : requestsOf(unit, node, observed, calls)
    const requests = isRelative ? 1 : Math.max(counted, Math.min(asked, counted / tail))
    const usual = isRelative && unit.kind === 'latency' ? Math.max(1e-12, Math.abs(shift.before)) : 1
    totals.set(node, { shift, requests, total: (requests * shift.extra) / usual })
  }
  if (unit.isBeside === true)
    for (const [node, one] of totals)
      if (isLittle(unit, node, target, observed)) totals.set(node, { ...one, total: 0 })
  const isAsked = (node: string): boolean => observed.get(node)?.requests !== undefined
  const entries = [...totals].map(([node, { shift, requests, total }]) => {
    const explained = measuredCallees(node, calls, (one) => totals.has(one)).reduce((sum, name) => {
      const callee = totals.get(name)
      if (callee === undefined) return sum
      const isCounted = !isRelative && tail === 1 && isAsked(node) && isAsked(name)
      const isSure = isRelative
        ? callee.total < total
        : isCounted || unit.kind === 'failing' || growthOf(callee.shift) < growthOf(shift)
      const times = isSure ? 1 : unsure
      const mixed = unit.kind === 'latency' && isCounted ? moreOf(observed.get(node), observed.get(name)) : 0
      return sum + (times * Math.max(0, callee.total) + mixed * callee.shift.before) * gate(callee.shift.z)
    }, 0)
    const own = Math.max(0, total - explained) * gate(shift.z)
    return [node, { node, shift, requests, total, explained, own, isRelative }] as const
  })
  return new Map(entries)
}

/**
 * Whether the time that a node has in excess is a small part of the target's, and no part that another unit would explain:
 * seconds beside milliseconds make a thousandth of it.
 */
function isLittle(
  unit: Unit,
  node: string,
  target: string,
  observed: ReadonlyMap<string, Observed>,
): boolean {
  const excessOf = (name: string): number => {
    const one = observed.get(name)
    const shift = one === undefined ? undefined : shiftIn(unit, one)
    if (unit.kind === 'failing' || tailOf(unit) < 1 || shift === undefined) return Number.NaN
    return Math.max(one?.requests?.before ?? Number.NaN, one?.requests?.during ?? Number.NaN) * shift.extra
  }
  const part = excessOf(node) / excessOf(target)
  return part > otherUnits && part < little
}

const little = 0.1
/** A thousandth and what is near to it. */
const otherUnits = 1 / 300

/**
 * Where nobody counts requests, a caller may ask so many times for each of its own; and quantiles don't add up. So what grew
 * by more times its usual than its caller did may explain as many times its excess.
 */
const unsure = 4

/**
 * How many requests more a callee has than its caller's growth explains, where the caller has more itself: other visitors
 * came, who ask for more, and each of their calls takes its time.
 */
function moreOf(caller: Observed | undefined, callee: Observed | undefined): number {
  const [own, asked] = [caller?.requests, callee?.requests]
  if (own === undefined || asked === undefined || own.z < 3 || asked.z < 3 || own.before <= 0) return 0
  const more = asked.during - (asked.before * own.during) / own.before
  return Math.max(0, Math.min(more, unsure * (own.during - own.before)))
}

function growthOf({ before, during }: Shift): number {
  return during / Math.max(1e-9, before)
}

/**
 * Which part of the requests a statistic speaks of: one in ten that is slow makes all of the slowest tenth slow. So in a
 * 0.9 quantile a callee that is called in one request of ten counts as if it were in all of them.
 */
function tailOf(unit: Unit): number {
  if (unit.kind === 'failing' || !/^p|max/u.test(unit.statistic)) return 1
  return Math.max(0.01, 1 - placeOf(unit.statistic))
}

/** Noise explains nothing and is nobody's fault; what stands out clearly counts whole. */
export function gate(z: number): number {
  return Math.min(1, Math.max(0, (z - 1.5) / 2.5))
}

export function shiftIn(unit: Unit, one: Observed): Shift | undefined {
  return unit.kind === 'failing' ? one.failing : latencyBy(unit.statistic, one)
}

/**
 * Its requests; where nobody counts them, those of its callers. A node counts a request when it ends: one in which they
 * are stuck ends few, and would seem to have a small part in what it does to all of them. So in time it counts with as
 * many as usual.
 */
function requestsOf(unit: Unit, node: string, observed: ReadonlyMap<string, Observed>, calls: Calls): number {
  const own = observed.get(node)?.requests
  if (own !== undefined) return unit.kind === 'latency' ? Math.max(own.before, own.during) : own.during
  const ofCallers = (calls.callers.get(node) ?? []).map(
    (caller) => observed.get(caller)?.requests?.during ?? 0,
  )
  const sum = ofCallers.reduce((all, one) => all + one, 0)
  return sum > 0 ? sum : 1
}

/** The callees that are measured, and below one that isn't, its own. */
function measuredCallees(
  start: string,
  { callees }: Calls,
  isMeasured: (node: string) => boolean,
): readonly string[] {
  const found = new Set<string>()
  const seen = new Set([start])
  const open = [...(callees.get(start) ?? [])]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    if (isMeasured(node)) found.add(node)
    else open.push(...(callees.get(node) ?? []))
  }
  return [...found]
}
