/** A copy in ascending order, without what is no finite number. */
export function ascending(values: Iterable<number>): Float64Array {
  const all = Float64Array.from(values)
  let count = 0
  for (const one of all) if (Number.isFinite(one)) all[count++] = one
  return all.subarray(0, count).toSorted()
}

/** The value below which a share of sorted values lies, between neighbours by their distance; NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = Math.min(1, Math.max(0, share)) * (sorted.length - 1)
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? 0
  return between(low, high, place - Math.floor(place))
}

/** A place between two numbers, never outside of them. */
export function between(low: number, high: number, part: number): number {
  // Not `low + (high - low) * part`: that overflows between huge values of both signs.
  return Math.min(high, Math.max(low, low * (1 - part) + high * part))
}

/** The middle of values; NaN of none. What is no finite number doesn't count. */
export function median(values: Iterable<number>): number {
  return quantileOf(ascending(values), 0.5)
}

/** The mean of values; NaN of none. What is no finite number doesn't count. */
export function mean(values: Iterable<number>): number {
  let sum = 0
  let count = 0
  for (const one of values) {
    if (!Number.isFinite(one)) continue
    sum += one
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

/** Where values lie and how far they spread, by ranks, so that a few wild ones change nothing. */
export interface Spread {
  readonly count: number
  readonly median: number
  /** The median distance to the median, times 1.4826: the standard deviation where values are normal. */
  readonly deviation: number
  /** The distance between the quartiles. */
  readonly quartiles: number
}

/**
 * How far the values of two stretches lie from their medians, by one measure: the deviation by ranks, or, where more than
 * half of one of them is a single value, so that ranks say nothing, the root of the mean square.
 */
export function spreadsOf(before: Float64Array, after: Float64Array): readonly [number, number] {
  const [one, other] = [spreadOf(before).deviation, spreadOf(after).deviation]
  return one > 0 && other > 0 ? [one, other] : [fromMedian(before), fromMedian(after)]
}

function fromMedian(values: Float64Array): number {
  const middle = median(values)
  return Math.sqrt(mean(values.map((one) => (one - middle) ** 2)))
}

/** The robust description of values; its numbers are NaN of none. */
export function spreadOf(values: Iterable<number>): Spread {
  const sorted = ascending(values)
  const middle = quantileOf(sorted, 0.5)
  const distances = sorted.map((one) => Math.abs(one - middle)).toSorted()
  return {
    count: sorted.length,
    median: middle,
    deviation: quantileOf(distances, 0.5) * 1.4826,
    quartiles: quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25),
  }
}
