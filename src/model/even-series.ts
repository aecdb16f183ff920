import type { Series } from './series.ts'

/**
 * A series in even steps, without the gaps before its first and behind its last value: the mean of what lies in a step.
 * In the steps that it has, or in longer ones when they are asked for. Undefined of fewer than two values.
 */
export function evenSeries(series: Series, wanted: number | undefined): Series | undefined {
  const from = series.values.findIndex(Number.isFinite)
  const to = series.values.findLastIndex(Number.isFinite)
  if (to <= from) return undefined
  const times = series.times.slice(from, to + 1)
  const values = series.values.slice(from, to + 1)
  const own = series.step ?? middleDistance(times)
  const step = wanted === undefined || wanted < own ? own : wanted
  if (step === series.step) return { ...series, times, values }
  return inSteps({ ...series, times, values }, step)
}

/** As many steps as a series may have when it is made even. */
const most = 1_000_000

function inSteps(series: Series, step: number): Series | undefined {
  const first = Math.floor((series.times[0] ?? 0) / step)
  const count = Math.floor((series.times.at(-1) ?? 0) / step) - first + 1
  if (!(step > 0) || count > most) return undefined
  const sums = new Float64Array(count)
  const counts = new Float64Array(count)
  for (const [at, value] of series.values.entries()) {
    const place = Math.floor((series.times[at] ?? 0) / step) - first
    if (!Number.isFinite(value) || place < 0 || place >= count) continue
    sums[place] = (sums[place] ?? 0) + value
    counts[place] = (counts[place] ?? 0) + 1
  }
  return {
    ...series,
    times: sums.map((_, at) => (first + at) * step),
    // No value in a step is 0 / 0, which is the gap that it should be.
    values: sums.map((sum, at) => sum / (counts[at] ?? 0)),
    step,
  }
}

function middleDistance(times: Float64Array): number {
  const distances = times
    .slice(1)
    .map((time, at) => time - (times[at] ?? 0))
    .toSorted()
  return distances[Math.floor(distances.length / 2)] ?? 0
}
