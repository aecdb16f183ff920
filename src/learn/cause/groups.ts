import { mean, median } from '../statistics.ts'
import type { Readings } from './readings.ts'

/** Fewer requests than these say little of how many fail, or how long one takes. */
const enough = 30
/** What is asked about has to have some samples left. */
const least = 3

/**
 * How many samples are taken together as one. Where a sample holds a handful of requests its mean is chance; those that
 * show a symptom are then the unlucky ones, and the target looks worse than what it calls. One where there are enough.
 */
export function groupSize(requests: readonly Float64Array[], abnormal: number): number {
  const usual = median(requests.map((one) => median(one)))
  if (!(usual > 0) || usual >= enough) return 1
  return Math.max(1, Math.min(Math.ceil(enough / usual), Math.floor(abnormal / least)))
}

/** The time of each group: that of its last sample. Groups are counted from the end, so the oldest may be shorter. */
export function groupTimes(times: ArrayLike<number>, size: number): readonly number[] {
  return bounds(times.length, size).map(([, end]) => times[end - 1] ?? Number.NaN)
}

/** Each group as one sample: requests are added, times and shares weighed by them, resources averaged. */
export function inGroups(readings: Readings, size: number): Readings {
  if (size === 1) return readings
  const { requests, latency, failing, resources } = readings
  const weighed = (values: Float64Array): Float64Array => together(values, requests, size)
  return {
    requests: requests && sums(requests, size),
    latency: new Map([...latency].map(([statistic, values]) => [statistic, weighed(values)])),
    failing: failing && weighed(failing),
    resources: new Map([...resources].map(([metric, values]) => [metric, together(values, undefined, size)])),
  }
}

function bounds(length: number, size: number): readonly (readonly [number, number])[] {
  const count = Math.ceil(length / size)
  return Array.from({ length: count }, (_, at) => {
    const end = length - (count - 1 - at) * size
    return [Math.max(0, end - size), end] as const
  })
}

/** What is missing is as many as the others of its group. */
function sums(values: Float64Array, size: number): Float64Array {
  return Float64Array.from(bounds(values.length, size), ([from, to]) => size * mean(values.slice(from, to)))
}

function together(values: Float64Array, weights: Float64Array | undefined, size: number): Float64Array {
  return Float64Array.from(bounds(values.length, size), ([from, to]) => {
    if (weights === undefined) return mean(values.slice(from, to))
    let sum = 0
    let whole = 0
    for (let at = from; at < to; at++) {
      const weight = weights[at] ?? Number.NaN
      const value = values[at] ?? Number.NaN
      if (!(weight > 0) || !Number.isFinite(value)) continue
      sum += weight * value
      whole += weight
    }
    return whole > 0 ? sum / whole : Number.NaN
  })
}
