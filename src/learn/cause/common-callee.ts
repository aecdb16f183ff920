import type { Calls } from './graph.ts'
import type { Observed } from './observe.ts'
import { latencyBy } from './statistic.ts'
import type { Evidence } from './why.ts'

/** How much of what its callers seem to do by themselves: what nobody measures stays a guess. */
const handed = 0.5
/** A node with a smaller part than this isn't one of those that are slow. */
const least = 0.03

/**
 * Where several nodes are slow by themselves at once, and all of them call one that is as fast as ever, one trouble on
 * the way to that one is likelier than several troubles: a network, a queue before it. Where callers measure their calls,
 * they know better.
 */
export function toCommonCallee(
  shares: ReadonlyMap<string, Evidence>,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): ReadonlyMap<string, Evidence> {
  const slow = [...shares.values()].filter(
    ({ share, unit, instead }) => share > least && unit?.kind === 'latency' && instead === undefined,
  )
  if (slow.length < 2 || slow.some(({ entry }) => entry === undefined || entry.shift.z < 4)) return shares
  if (slow.some(({ node }) => (observed.get(node)?.hunger ?? 0) > 0.2)) return shares
  const names = new Set(slow.map(({ node }) => node))
  const common = [...observed.values()].filter(
    (one) => !names.has(one.node) && isBehind(one, slow, observed, calls),
  )
  if (common.length === 0) return shares
  const now = new Map(shares)
  const whole = slow.reduce((sum, { share }) => sum + share, 0)
  for (const one of slow) now.set(one.node, { ...one, share: (1 - handed) * one.share })
  for (const { node } of common) {
    const share = (shares.get(node)?.share ?? 0) + (handed * whole) / common.length
    now.set(node, {
      node,
      share,
      unit: slow[0]?.unit,
      entry: undefined,
      instead: undefined,
      between: [...names],
    })
  }
  return now
}

/** Whether all that are slow call it, and all that call it are slow, as far as anybody measures them. */
function isBehind(
  one: Observed,
  slow: readonly Evidence[],
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): boolean {
  const callers = calls.callers.get(one.node) ?? []
  if (one.callers.size > 0 || one.latency.size === 0) return false
  if (!slow.every(({ node }) => callers.includes(node))) return false
  return callers.every((caller) => {
    const unit = slow[0]?.unit
    const known = observed.get(caller)
    const took =
      unit?.kind === 'latency' && known !== undefined ? latencyBy(unit.statistic, known) : undefined
    return took === undefined || took.z > 2
  })
}
