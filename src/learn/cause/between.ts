import type { Observed } from './observe.ts'

/**
 * Every node as slow as its callers see it. What lies between a caller and its callee (the network, a machine that has no
 * time for the callee, a queue before it) no node measures of itself. It is the callee's when every caller sees it; a
 * caller that has no time itself sees all that it calls as slow, so what it sees of each is taken off. A callee whose only
 * caller calls nothing else may be slow or not: half of it counts.
 */
export function asCallersSee(observed: ReadonlyMap<string, Observed>): ReadonlyMap<string, Observed> {
  const own = new Map<string, number[]>()
  for (const one of observed.values())
    for (const caller of one.callers.keys())
      own.set(caller, [...(own.get(caller) ?? []), unseenBy(caller, one)])
  return new Map(
    [...observed].map(([node, one]) => {
      const shift = one.latency.get(mean)
      const extra = shift === undefined ? 0 : between(one, own)
      if (shift === undefined || extra <= 0) return [node, one]
      const z = Math.max(shift.z, ...[...one.callers.values()].map((seen) => seen.latency.get(mean)?.z ?? 0))
      const latency = new Map(one.latency)
      latency.set(mean, { ...shift, during: shift.during + extra, extra: shift.extra + extra, z })
      return [node, { ...one, latency }]
    }),
  )
}

const mean = 'average'

/** The time that is added to each call between a node and its callers. */
function between(one: Observed, own: ReadonlyMap<string, readonly number[]>): number {
  const sure: number[] = []
  const doubtful: number[] = []
  for (const caller of one.callers.keys()) {
    const extra = unseenBy(caller, one)
    const all = own.get(caller) ?? []
    if (all.length > 1) sure.push(extra - Math.max(0, Math.min(...all)))
    else doubtful.push(extra / 2)
  }
  const known = sure.length > 0 ? sure : doubtful
  return known.length === 0 ? 0 : Math.max(0, Math.min(...known))
}

/** By how much longer than usual a caller waits for a node than the node knows of. */
function unseenBy(caller: string, { callers, latency }: Observed): number {
  const seen = callers.get(caller)?.latency.get(mean)
  const measured = latency.get(mean)
  if (seen === undefined || measured === undefined || seen.z < 3) return 0
  // Where the callee itself is slow, both grow, each counted when its own requests end: a difference says little.
  return seen.extra - 2 * Math.max(0, measured.extra)
}
