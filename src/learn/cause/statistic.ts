import type { Observed } from './observe.ts'
import type { Shift } from './shift.ts'

/** How long a node takes by a statistic; where it measures others only, by the nearest of them. */
export function latencyBy(statistic: string, { latency }: Pick<Observed, 'latency'>): Shift | undefined {
  return nearestIn(latency, statistic)
}

/** What there is of a statistic, or else of the nearest. */
export function nearestIn<Item>(all: ReadonlyMap<string, Item>, statistic: string): Item | undefined {
  const exact = all.get(statistic)
  if (exact !== undefined || all.size === 0) return exact
  const place = placeOf(statistic)
  const [nearest] = [...all].toSorted(
    ([left], [right]) => Math.abs(placeOf(left) - place) - Math.abs(placeOf(right) - place),
  )
  return nearest?.[1]
}

/** The share of the requests that are faster: 0.9 for `p90`. A mean lies a little above the middle. */
export function placeOf(statistic: string): number {
  const [, digits] = /^p(\d\d)$/u.exec(statistic) ?? []
  if (digits !== undefined) return Number(digits) / 100
  if (statistic === 'min') return 0
  return statistic === 'max' ? 1 : 0.6
}

/** The part of the nodes with any latency that measure this statistic of it. */
export function coverageOf(statistic: string, observed: ReadonlyMap<string, Observed>): number {
  const timed = [...observed.values()].filter(({ latency }) => latency.size > 0)
  return timed.filter(({ latency }) => latency.has(statistic)).length / Math.max(1, timed.length)
}
