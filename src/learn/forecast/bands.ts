import { ascending, quantileOf } from '../statistics.ts'
import { smoothedBy } from './backtest.ts'

/** How far from the mean each level reaches at each step. */
export interface Bands {
  reach(level: number): Float64Array
}

/** What bands are made from. */
export interface Missed {
  /** The errors of the mix in each backtest. */
  readonly errors: readonly Float64Array[]
  readonly horizon: number
  /** As many forecasts lie one behind the other in the backtests, which overlap. */
  readonly apart: number
}

/**
 * Bands from backtest errors: at each step the usual size of an error around it, times the quantile that errors have in
 * units of their usual size. Backtests were also used to tune, so the reach is widened a little, and where they tell of
 * one or two stretches only, by much: the rare errors of few are too small.
 */
export function bandsOf({ errors, horizon, apart }: Missed): Bands {
  const sums = new Float64Array(horizon)
  const counts = new Float64Array(horizon)
  for (const line of errors)
    for (let step = 0; step < line.length; step++) {
      sums[step] = (sums[step] ?? 0) + Math.abs(line[step] ?? 0)
      counts[step] = (counts[step] ?? 0) + 1
    }
  const usual = sizes(sums, counts)
  const ratios = ascending(
    errors.flatMap((line) =>
      [...line].map((one, step) => ((usual[step] ?? 0) > 0 ? Math.abs(one) / (usual[step] ?? 1) : 0)),
    ),
  )
  return {
    reach: (level) => {
      const factor = quantileOf(ratios, level) * (1 + wider(level, apart))
      return usual.map((one) => one * (Number.isFinite(factor) ? factor : 0))
    },
  }
}

/** Bands where the history is too short for backtests: its own steps, added up as those of a random walk. */
export function walkBands(history: Float64Array, horizon: number): Bands {
  const steps = ascending(history.slice(1).map((one, at) => Math.abs(one - (history[at] ?? 0))))
  return {
    reach: (level) => {
      const step = steps.length === 0 ? 0 : quantileOf(steps, level) * 1.3
      return Float64Array.from({ length: horizon }, (_, at) => step * Math.sqrt(at + 1))
    },
  }
}

/** What the reach is widened by, found on series of several kinds. */
function wider(level: number, apart: number): number {
  return 0.05 + (0.8 + 5.3 * Math.max(0, level - 0.8)) / Math.max(1, apart) ** 1.5
}

/** The usual size of an error at each step, which is nearly the same at neighbouring ones. */
function sizes(sums: Float64Array, counts: Float64Array): Float64Array {
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
