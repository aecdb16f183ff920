import { smoothedBy } from './backtest.ts'

/** What bands are made from. */
export interface Missed {
  /** What the mix said in each backtest. */
  readonly paths: readonly Float64Array[]
  /** How far what came was from it. */
  readonly errors: readonly Float64Array[]
  /** What the mix says of the future. */
  readonly path: Float64Array
  /** Whether no value is below zero, so that errors may be larger where more is forecast. */
  readonly isFromZero: boolean
  /** As many forecasts lie one behind the other in the backtests, which overlap. */
  readonly apart: number
}

/** The usual sizes of errors at each step. */
export interface Sizes {
  /** In each backtest. */
  readonly early: readonly Float64Array[]
  /** In the future. */
  readonly late: Float64Array
}

/**
 * The usual size of an error at each step, by how much is forecast there: nothing is often missed by little, and what grows
 * by more. How errors go with the forecast is one of a few powers, and these are mixed by how likely they make the errors
 * of the backtests.
 */
export function sizesOf(missed: Missed, counts: readonly number[]): Sizes {
  const floor = missed.isFromZero ? lowest * meanOf(missed.paths.map(meanSize)) : 0
  const ways = (floor > 0 ? powers : [0]).map((power) => waySized(missed, counts, { power, floor }))
  const least = Math.min(...ways.map(({ cost }) => cost))
  const weights = ways.map(({ cost }) => Math.exp(-sureness * missed.apart * (cost - least)))
  const sum = weights.reduce((all, one) => all + one, 0)
  const blend = (linesOf: (way: Way) => Float64Array | undefined, length: number): Float64Array => {
    const found = new Float64Array(length)
    for (const [at, way] of ways.entries())
      for (const [step, one] of (linesOf(way) ?? found).entries())
        found[step] = (found[step] ?? 0) + ((weights[at] ?? 0) / sum) * one
    return found
  }
  return {
    early: missed.errors.map((line, test) => blend(({ early }) => early[test], line.length)),
    late: blend(({ late }) => late, missed.path.length),
  }
}

/** How errors may go with what is forecast: not at all, by its root as counts do, in proportion, and between. */
const powers = [0, 0.25, 0.5, 0.75, 1]

/** The lowest forecast that errors go with, as a share of the mean of what was forecast. */
const lowest = 0.02

/** As much as each stretch of backtests tells about the power. */
const sureness = 5

interface Way extends Sizes {
  /** The mean negative logarithm of how likely the errors are, two-sided exponential ones of these sizes, and a little for the power. */
  readonly cost: number
}

interface Scaling {
  readonly power: number
  /** Below this, less that is forecast makes errors no smaller. */
  readonly floor: number
}

function waySized(
  { paths, errors, path }: Missed,
  counts: readonly number[],
  { power, floor }: Scaling,
): Way {
  const scaled = (line: Float64Array): Float64Array =>
    line.map((one) => (power === 0 ? 1 : Math.max(floor, one) ** power))
  const scales = paths.map(scaled)
  const sums = new Float64Array(path.length)
  const seen = new Float64Array(path.length)
  for (const [test, line] of errors.entries())
    for (let step = 0; step < line.length; step++) {
      const count = counts[test] ?? 1
      const scale = scales[test]?.[step] ?? 1
      sums[step] = (sums[step] ?? 0) + (count * Math.abs(line[step] ?? 0)) / scale
      seen[step] = (seen[step] ?? 0) + count
    }
  const usual = usualSizes(sums, seen)
  const early = errors.map((line, test) =>
    line.map((_, step) => (usual[step] ?? 0) * (scales[test]?.[step] ?? 1)),
  )
  const late = scaled(path).map((one, step) => one * (usual[step] ?? 0))
  return { early, late, cost: costOf(errors, early, counts) + doubt * power }
}

/** That errors go with what is forecast must be shown. */
const doubt = 0.1

function costOf(
  errors: readonly Float64Array[],
  sizes: readonly Float64Array[],
  counts: readonly number[],
): number {
  let sum = 0
  let all = 0
  for (const [test, line] of errors.entries())
    for (let step = 0; step < line.length; step++) {
      const size = sizes[test]?.[step] ?? 0
      if (!(size > 0)) continue
      const count = counts[test] ?? 1
      sum += count * (Math.log(size) + Math.abs(line[step] ?? 0) / size)
      all += count
    }
  return all > 0 ? sum / all : 0
}

/** The usual size of an error at each step, which is nearly the same at neighbouring ones. */
function usualSizes(sums: Float64Array, counts: Float64Array): Float64Array {
  const near = smoothedBy(sums, counts, 0.15)
  const all = smoothedBy(sums, counts, 1)
  // A step behind all that was tested is at least as uncertain as the last that was.
  let last = 0
  return near.map((one, step) => {
    if ((counts[step] ?? 0) > 0) {
      last = 0.7 * one + 0.3 * Math.min(one, all[step] ?? one)
      return last
    }
    return Math.max(last, one)
  })
}

/** The mean of absolute values. */
export function meanSize(line: Float64Array): number {
  return line.reduce((sum, one) => sum + Math.abs(one), 0) / Math.max(1, line.length)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
}
