import type { Setting } from './member.ts'

/** A forecast of each member from a place inside of the history, and what came. */
export interface Backtest {
  readonly forecasts: readonly Float64Array[]
  readonly actual: Float64Array
}

/** The weight of each member at each step of the horizon; those of a step sum to one. */
export type Weights = readonly Float64Array[]

/** Where backtests begin, the earliest first; the last ones see less than the horizon where the history is short. */
export function originsOf(length: number, { seasons, horizon }: Setting): readonly number[] {
  const season = seasons[0] ?? 1
  const least = Math.max(2 * (seasons.at(-1) ?? 1) + 3, Math.floor(length * 0.4), 8)
  const room = length - least
  if (room < 1) return []
  // A season apart they begin at the same place of it as the forecast does.
  const step =
    season > 1 && season * 4 <= room ? season : Math.max(1, Math.floor(Math.min(horizon, room) / 4))
  const end = length - Math.min(horizon, Math.max(1, Math.floor(room / 2)))
  const found: number[] = []
  for (let origin = end; origin >= least && found.length < mostOrigins; origin -= step) found.push(origin)
  return found.toReversed()
}

const mostOrigins = 20

/**
 * Weights by what backtests showed, for each step of the horizon: the mean absolute error around it, divided by that of
 * the best member, to the power of -3; nothing for a member that is half again as wrong.
 */
export function weightsOf(tests: readonly Backtest[], count: number, horizon: number): Weights {
  const errors = errorsOf(tests, count, horizon)
  const around = errors.lines.map((line) => smoothedBy(line, errors.seen, reachShare))
  const overall = errors.lines.map((line) => smoothedBy(line, errors.seen, 1))
  return Array.from({ length: horizon }, (_, step) => {
    const here = around.map((line) => line[step] ?? 0)
    const whole = overall.map((line) => line[step] ?? 0)
    const best = Math.min(...here)
    const bestWhole = Math.min(...whole)
    const weights = Float64Array.from(here, (error, at) => {
      if (!(best > 0) || !(bestWhole > 0)) return error <= best ? 1 : 0
      const ratio = (1 - wholeShare) * (error / best) + wholeShare * ((whole[at] ?? 0) / bestWhole)
      return ratio > worst ? 0 : ratio ** -power
    })
    const sum = weights.reduce((total, one) => total + one, 0)
    return sum > 0 ? weights.map((one) => one / sum) : weights.map(() => 1 / count)
  })
}

const reachShare = 0.05
/** How much the errors over the whole horizon count at each of its steps. */
const wholeShare = 0.15
const worst = 1.5
const power = 3

/** The weighted mean of forecasts. */
export function joined(forecasts: readonly Float64Array[], weights: Weights): Float64Array {
  return Float64Array.from(weights, (line, step) => {
    let sum = 0
    for (let at = 0; at < forecasts.length; at++) {
      const weight = line[at] ?? 0
      if (weight > 0) sum += weight * (forecasts[at]?.[step] ?? 0)
    }
    return sum
  })
}

/** The errors of the mix in each backtest, its weights taken from the other backtests so that they don't flatter. */
export function mixErrors(
  tests: readonly Backtest[],
  count: number,
  horizon: number,
): readonly Float64Array[] {
  return tests.map((test, at) => {
    const others = tests.length < 3 ? tests : tests.filter((_, other) => other !== at)
    const mean = joined(test.forecasts, weightsOf(others, count, horizon))
    return test.actual.map((one, step) => one - (mean[step] ?? 0))
  })
}

interface Errors {
  /** For each member the sum of absolute errors at each step. */
  readonly lines: readonly Float64Array[]
  /** How many backtests reached a step. */
  readonly seen: Float64Array
}

function errorsOf(tests: readonly Backtest[], count: number, horizon: number): Errors {
  const lines = Array.from({ length: count }, () => new Float64Array(horizon))
  const seen = new Float64Array(horizon)
  for (const { forecasts, actual } of tests) {
    for (let step = 0; step < actual.length; step++) seen[step] = (seen[step] ?? 0) + 1
    for (const [number, line] of lines.entries()) {
      const forecast = forecasts[number] ?? new Float64Array(0)
      for (let step = 0; step < actual.length; step++)
        line[step] = (line[step] ?? 0) + Math.abs((forecast[step] ?? 0) - (actual[step] ?? 0))
    }
  }
  return { lines, seen }
}

/** Means over a window that reaches a share of the length to both sides; where nothing was seen, the mean of all. */
export function smoothedBy(sums: Float64Array, counts: Float64Array, share: number): Float64Array {
  const reach = Math.floor(sums.length * share)
  const total = sums.reduce((sum, one) => sum + one, 0)
  const seen = counts.reduce((sum, one) => sum + one, 0)
  return sums.map((_, step) => {
    let sum = 0
    let count = 0
    for (let at = Math.max(0, step - reach); at <= Math.min(sums.length - 1, step + reach); at++) {
      sum += sums[at] ?? 0
      count += counts[at] ?? 0
    }
    if (count > 0) return sum / count
    return seen > 0 ? total / seen : 0
  })
}
