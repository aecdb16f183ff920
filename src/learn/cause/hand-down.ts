import { gate, type Entry, type Unit } from './account.ts'
import { below, type Calls } from './graph.ts'
import type { Observed } from './observe.ts'
import { starvedOf } from './starved.ts'
import { coverageOf, latencyBy } from './statistic.ts'
import type { Evidence } from './why.ts'

/** Slow callees make callers fail (they give up); failing callees make them slow (they try again). */
export function otherUnit(unit: Unit, observed: ReadonlyMap<string, Observed>): Unit {
  const measure = unit.isRelative === true ? { isRelative: true } : {}
  if (unit.kind === 'latency') return { kind: 'failing', ...measure }
  const all = [...new Set([...observed.values()].flatMap(({ latency }) => [...latency.keys()]))]
  const [most] = all
    .map((statistic) => ({ statistic, coverage: coverageOf(statistic, observed) }))
    .toSorted((left, right) => right.coverage - left.coverage || (left.statistic < right.statistic ? -1 : 1))
  return { kind: 'latency', statistic: most?.statistic ?? 'average', ...measure }
}

/** What a node seems to do by itself is its callee's, when that one stands out in the other unit. */
export function handedDown(
  shares: ReadonlyMap<string, Evidence>,
  other: ReadonlyMap<string, Entry>,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): ReadonlyMap<string, Evidence> {
  const now = new Map(shares)
  for (const [node, one] of shares) {
    if (one.share <= 0 || one.entry === undefined) continue
    const own = one.entry.own
    const laid = one.unit?.kind === 'failing' ? laidToCalls(node, own, observed, calls) : 1
    const blamed = byExcess(
      [...below(node, calls)].flatMap((callee) => {
        const entry = other.get(callee)
        const able = entry === undefined ? 0 : laid * ability(entry, one, observed)
        return entry === undefined || able <= 0 ? [] : [{ entry, able }]
      }),
    )
    const whole = blamed.reduce((sum, { able }) => sum + able, 0)
    if (whole <= 0) continue
    const part = handed * Math.min(1, whole / own) * one.share
    add(now, { ...one, share: -part })
    for (const { entry, able } of blamed)
      add(now, { node: entry.node, share: (part * able) / whole, unit: one.unit, entry, instead: node })
  }
  return now
}

interface Blamed {
  readonly entry: Entry
  readonly able: number
}

/**
 * What takes several times as long as usual isn't yet what callers give up on: of several, each counts by its excess beside
 * the largest. 4 ms instead of 1 are nothing beside 5 s.
 */
function byExcess(blamed: readonly Blamed[]): readonly Blamed[] {
  const most = Math.max(1e-12, ...blamed.map(({ entry }) => entry.own))
  return blamed.map(({ entry, able }) => ({ entry, able: (able * entry.own) / most }))
}

/**
 * A node that has more to do because a caller asks more for each of its own requests is slow through that caller. Trying
 * again what failed is no such thing.
 */
export function toWhoAsksMore(
  shares: ReadonlyMap<string, Evidence>,
  observed: ReadonlyMap<string, Observed>,
): ReadonlyMap<string, Evidence> {
  const now = new Map(shares)
  for (const [node, one] of shares) {
    if (one.share < 0.02 || one.unit?.kind !== 'latency') continue
    const known = observed.get(node)
    const more = [...(known?.callers ?? [])].map(([caller, seen]) => ({
      caller,
      more: askedMore(seen, observed.get(caller)),
    }))
    const all = [...(known?.callers.values() ?? [])].reduce(
      (sum, { requests }) => sum + (requests?.during ?? 0),
      0,
    )
    const whole = more.reduce((sum, each) => sum + each.more, 0)
    // A little more is what happens anyway.
    const part = Math.min(1, Math.max(0, (whole / Math.max(1e-9, all) - 0.25) / 0.25))
    if (part <= 0) continue
    add(now, { ...one, share: -part * one.share })
    for (const each of more) {
      if (each.more <= 0) continue
      const share = (part * one.share * each.more) / whole
      add(now, { node: each.caller, share, unit: one.unit, entry: one.entry, asks: node, instead: undefined })
    }
  }
  return now
}

/**
 * A node whose connections are all in use keeps its own callers waiting. Where what it calls takes so much longer that this
 * alone fills them (as many are held as are asked for, times how long each takes), its waiting is made below it.
 */
export function toWhoHolds(
  shares: ReadonlyMap<string, Evidence>,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): ReadonlyMap<string, Evidence> {
  const now = new Map(shares)
  for (const [node, one] of shares) {
    const part = handed * one.share * heldBelow(node, observed, calls)
    if (one.unit?.kind !== 'latency' || part <= 0.001) continue
    const others = [...below(node, calls)].flatMap((callee) => shares.get(callee) ?? [])
    const whole = others.reduce((sum, { share }) => sum + Math.max(0, share), 0)
    if (whole <= 0) continue
    add(now, { ...one, share: -part })
    for (const each of others) if (each.share > 0) add(now, { ...each, share: (part * each.share) / whole })
  }
  return now
}

/** Which part of what a node holds more than usual its slowest callee explains. */
function heldBelow(node: string, observed: ReadonlyMap<string, Observed>, calls: Calls): number {
  const held = observed.get(node)?.held
  if (held === undefined || held.z < 4 || held.before <= 0) return 0
  const growths = (calls.callees.get(node) ?? []).map((callee) => {
    const one = observed.get(callee)
    if (one?.took === undefined || one.took.z < 4 || one.took.before <= 0) return 1
    const asked = one.requests === undefined ? 1 : one.requests.during / Math.max(1e-9, one.requests.before)
    return (asked * one.took.during) / one.took.before
  })
  const growth = Math.max(1, ...growths)
  return growth < 2 ? 0 : Math.min(1, (growth * held.before) / held.during)
}

/**
 * Nodes that wait for a processor which they don't use are slow through the one that uses more than ever: they lack what it
 * has.
 */
export function toHungry(
  shares: ReadonlyMap<string, Evidence>,
  observed: ReadonlyMap<string, Observed>,
): ReadonlyMap<string, Evidence> {
  const hungry = [...observed.values()].filter(({ hunger }) => hunger > 0.2)
  if (hungry.length === 0) return shares
  const starved = starvedOf(observed)
  const whole = hungry.reduce((sum, { hunger }) => sum + hunger, 0)
  const now = new Map(shares)
  for (const [node, one] of shares) {
    const part = handed * Math.min(1, whole) * (starved.get(node) ?? 0) * one.share
    if (part <= 0.001 || one.unit?.kind !== 'latency') continue
    add(now, { ...one, share: -part })
    const given = { unit: one.unit, entry: one.entry, instead: undefined, starves: node }
    for (const each of hungry) add(now, { ...given, node: each.node, share: (part * each.hunger) / whole })
  }
  return now
}

/** By how many requests a caller asks more than its own would make it ask. */
function askedMore({ requests, failing }: Observed, caller: Observed | undefined): number {
  const own = caller?.requests
  if (requests === undefined || own === undefined || requests.z < 3 || (failing?.z ?? 0) > 3) return 0
  // What waits isn't counted yet: a caller may have half as many again as it seems.
  const growth = Math.max(1, own.during / Math.max(1e-9, own.before))
  return Math.max(0, requests.during - 1.5 * growth * requests.before)
}

/** How much of it at most: what stands out in the symptom's own unit keeps a little. */
const handed = 0.85

/** How much of what a caller has of its own a callee could bring about through the other unit. */
function ability(
  { node, shift, own, total, requests, isRelative }: Entry,
  caller: Evidence,
  observed: ReadonlyMap<string, Observed>,
): number {
  if (own <= 0 || shift.z < 4 || caller.entry === undefined) return 0
  if (caller.unit?.kind === 'failing') {
    // Callers give up on what takes several times as long as usual; each may do so in every request.
    const growth = shift.extra / Math.max(1e-9, shift.before)
    const slow = Math.min(1, Math.max(0, (growth - 0.7) / 1.5))
    return (own / total) * caller.entry.own * slow * waited(observed.get(caller.node))
  }
  if (isRelative) return shift.extra > 0.01 ? 3 * shift.extra : 0
  // Each failure is tried again some times, and costs about what a call costs.
  const known = observed.get(node)
  const again = known === undefined ? undefined : latencyBy(caller.unit?.statistic ?? 'average', known)
  return shift.extra > 0.01
    ? 3 * requests * shift.extra * Math.max(again?.during ?? 0, caller.entry.shift.before)
    : 0
}

/**
 * Who gives up on a call counts it as failed, where it counts its calls; also where what is slow lies deeper. So of its
 * failures, this part may be due to what it calls.
 */
function laidToCalls(
  node: string,
  failed: number,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): number {
  const seen = (calls.callees.get(node) ?? []).map((callee) => observed.get(callee)?.callers.get(node))
  const counts = seen.map((one) =>
    one?.failing === undefined || one.requests === undefined
      ? Number.POSITIVE_INFINITY
      : one.requests.during * Math.max(0, one.failing.extra),
  )
  return Math.min(1, counts.reduce((sum, one) => sum + one, 0) / Math.max(1e-9, failed))
}

/** Who gives up has waited: one that fails as fast as ever has other reasons. Where nobody measures it, it may have. */
function waited(caller: Observed | undefined): number {
  return caller?.took === undefined ? 1 : gate(caller.took.z)
}

/**
 * What a node seems to do by itself may be done by a callee of which nobody measures it (how long it takes, or how often it
 * fails): likely when another of its measures stands out or it fell silent, else possible. Which of them was changed just
 * before then tells more than what nobody sees.
 */
export function toUnseen(
  shares: ReadonlyMap<string, Evidence>,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
  changed: ReadonlyMap<string, number>,
): ReadonlyMap<string, Evidence> {
  const now = new Map(shares)
  for (const [node, one] of shares) {
    if (one.share < 0.02) continue
    // What was handed down stands out in the other unit.
    const unit =
      one.unit === undefined || one.instead === undefined ? one.unit : otherUnit(one.unit, observed)
    const unseen = (calls.callees.get(node) ?? []).filter((callee) => isUnseen(observed.get(callee), unit))
    const likely = unseen.filter(
      (callee) =>
        standsOut(observed.get(callee)) || (unit?.kind === 'failing' && breaksOff(callee, observed, calls)),
    )
    const blamed = likely.length > 0 ? likely : unseen
    if (blamed.length === 0) continue
    // Who burns more than ever itself needs nobody else to be slow.
    const hungriest = Math.max(0, ...blamed.map((callee) => observed.get(callee)?.hunger ?? 0))
    const own = Math.max(0, (observed.get(node)?.hunger ?? 0) - hungriest)
    const part = (likely.length > 0 ? 0.8 : 0.25) * (1 - own)
    const sayFor = (name: string): number => 1 + forChanged * (changed.get(name) ?? 0)
    const parts = blamed.map((callee) => ({ callee, part: (part / blamed.length) * sayFor(callee) }))
    const taken = parts.reduce((sum, each) => sum + each.part, 0)
    const whole = taken + (1 - part) * sayFor(node)
    add(now, { ...one, share: (-taken / whole) * one.share })
    for (const each of parts)
      add(now, {
        node: each.callee,
        share: (each.part / whole) * one.share,
        unit,
        entry: undefined,
        instead: node,
        changed: (changed.get(each.callee) ?? 0) > 0.1,
      })
  }
  return now
}

/** How much likelier it makes a node that it was changed just before. */
const forChanged = 20

function isUnseen(one: Observed | undefined, unit: Unit | undefined): boolean {
  if (one === undefined || one.silent) return true
  return unit?.kind === 'failing' ? one.failing === undefined : one.latency.size === 0
}

function standsOut(one: Observed | undefined): boolean {
  if (one === undefined) return false
  return one.silent || [one.resource?.shift, one.took].some((shift) => Math.abs(shift?.z ?? 0) > 6)
}

/** Whether it asks what it calls much less than its own requests would make it: they end before they come to that. */
function breaksOff(node: string, observed: ReadonlyMap<string, Observed>, calls: Calls): boolean {
  const own = observed.get(node)?.requests
  if (own === undefined || own.before <= 0) return false
  return (calls.callees.get(node) ?? []).some((callee) => {
    const asked = observed.get(callee)?.requests
    if (asked === undefined || asked.z > -3) return false
    return asked.during / asked.before < 0.5 * Math.min(1, own.during / own.before)
  })
}

function add(shares: Map<string, Evidence>, one: Evidence): void {
  const before = shares.get(one.node)
  if (before === undefined) shares.set(one.node, one)
  else {
    const larger = Math.abs(one.share) > before.share && one.share > 0 ? one : before
    shares.set(one.node, { ...larger, share: Math.max(0, before.share + one.share) })
  }
}
