import type { Labels, Series } from '../model/series.ts'

/** A time and a value; NaN where there is none. */
export type Point = readonly [number, number]

/** Points in any order as a series; of two with the same time the later stands. Where steps are even but some are left out, what is left out is a gap. */
export function seriesOf({
  id,
  labels,
  points,
}: {
  readonly id: string
  readonly labels: Labels
  readonly points: readonly Point[]
}): Series {
  const known = new Map(points.filter(([time]) => Number.isFinite(time)))
  const times = Float64Array.from(known.keys()).toSorted()
  const step = stepOf(times)
  const first = times[0] ?? 0
  const count = step === undefined ? 0 : Math.round(((times.at(-1) ?? first) - first) / step) + 1
  // A year missing in between would be a list of gaps: such a series stays as it was written.
  if (step === undefined || count > 4 * times.length + 1000) {
    return { id, labels, times, values: times.map((time) => known.get(time) ?? Number.NaN), step: undefined }
  }
  const values = new Float64Array(count).fill(Number.NaN)
  for (const [time, value] of known) values[Math.round((time - first) / step)] = value
  return { id, labels, times: values.map((_, at) => first + at * step), values, step }
}

/** The distance that most times have, when all others are multiples of it; undefined where times are uneven. */
function stepOf(times: Float64Array): number | undefined {
  if (times.length < 2) return undefined
  const distances = times.slice(1).map((time, at) => time - (times[at] ?? 0))
  const sorted = distances.toSorted()
  const step = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const isEven = distances.every((one) => {
    const steps = Math.round(one / step)
    return steps >= 1 && Math.abs(one - steps * step) <= 0.01 * step
  })
  return isEven ? step : undefined
}
