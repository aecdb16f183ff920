/** How often each group was written in each step of time. */
export interface Counts {
  /** The begin of the first step, in seconds since 1970. */
  readonly start: number
  readonly stepSeconds: number
  /** For each of the groups with most lines, what was counted in each step. */
  readonly series: readonly { readonly group: number; readonly counts: readonly number[] }[]
}

const mostSeries = 100
const mostSteps = 100_000

/**
 * The lines of each group as a series, so that they can be searched for anomalies and changes as any other. Lines
 * without a time aren't counted. Undefined when none has one, or the steps would be too many.
 */
export function countsOf(
  groups: readonly number[],
  times: ArrayLike<number>,
  stepSeconds: number,
): Counts | undefined {
  const known = groups.flatMap((group, at) => {
    const time = times[at] ?? Number.NaN
    return Number.isFinite(time) ? [{ group, step: Math.floor(time / stepSeconds) }] : []
  })
  if (known.length === 0) return undefined
  const first = known.reduce((least, { step }) => Math.min(least, step), Infinity)
  const last = known.reduce((most, { step }) => Math.max(most, step), -Infinity)
  const steps = last - first + 1
  if (!(steps <= mostSteps)) return undefined
  const totals = new Map<number, number>()
  for (const { group } of known) totals.set(group, (totals.get(group) ?? 0) + 1)
  const chosen = [...totals].toSorted(([a, left], [b, right]) => right - left || a - b).slice(0, mostSeries)
  const counts = new Map(chosen.map(([group]) => [group, new Float64Array(steps)]))
  for (const { group, step } of known) {
    const series = counts.get(group)
    if (series !== undefined) series[step - first] = (series[step - first] ?? 0) + 1
  }
  return {
    start: first * stepSeconds,
    stepSeconds,
    series: [...counts].map(([group, series]) => ({ group, counts: [...series] })),
  }
}
