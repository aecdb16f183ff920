import { ascending, median, quantileOf } from '../statistics.ts'
import type { Setting } from './member.ts'

/** A forecast of each member from a place inside of the history, and what came. */
export interface Backtest {
  readonly forecasts: readonly Float64Array[]
  readonly actual: Float64Array
  /** It begins so near to the end that it sees a part of the horizon only. */
  readonly isNear?: boolean
}

/** Where a backtest begins. */
export interface Origin {
  readonly at: number
  readonly isNear: boolean
}

/** The weight of each member at each step of the horizon; those of a step sum to one. */
export type Weights = readonly Float64Array[]

/**
 * Where backtests begin, the earliest first; the last ones see less than the horizon where the history is short. Two more
 * see a half and a quarter of the horizon: the others can't tell which members cope with what is new.
 */
export function originsOf(length: number, { seasons, horizon }: Setting): readonly Origin[] {
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
  const near = nearShares.map((share) => length - Math.ceil(horizon * share)).filter((one) => one > end)
  return [
    ...found.toReversed().map((at) => ({ at, isNear: false })),
    ...[...new Set(near)].map((at) => ({ at, isNear: true })),
  ]
}

const mostOrigins = 20
/** How much of the horizon the backtests see that begin near to the end. */
const nearShares = [0.5, 0.25]

/** What is known of a member besides its backtests. */
export interface Standing {
  /** It knows one season and the latest level only. */
  readonly isPlain: boolean
  /** It looks at an odd day that is so near that the forecast would be of that day, of which backtests know nothing. */
  readonly isMisled: boolean
}

/** Whose weights are asked for. */
export interface Field {
  readonly standings: readonly Standing[]
  readonly horizon: number
}

/**
 * Weights by what backtests showed, for each step of the horizon: the mean absolute error around it, divided by that of
 * the best member, to the power of -3; nothing for a member that is half again as wrong. A backtest in which nearly all
 * were more wrong than usual counts less, so that one odd day doesn't decide. Plain members count several times where
 * no other was clearly better, misled ones hardly.
 */
export function weightsOf(all: readonly Backtest[], { standings, horizon }: Field): Weights {
  const tests = telling(all, standings)
  const count = standings.length
  const errors = errorsOf(tests, count, horizon)
  const around = errors.lines.map((line) => smoothedBy(line, errors.seen, reachShare))
  const whole = errors.lines.map((line) => meanOver(line, errors.seen))
  const bestWhole = Math.min(...whole)
  const trust = trustIn(whole, standings, tests.length)
  return Array.from({ length: horizon }, (_, step) => {
    let best = Infinity
    for (const line of around) best = Math.min(best, line[step] ?? 0)
    const isPerfect = !(best > 0) || !(bestWhole > 0)
    const weights = new Float64Array(count)
    let sum = 0
    for (let at = 0; at < count; at++) {
      const error = around[at]?.[step] ?? 0
      const ratio = (1 - wholeShare) * (error / best) + wholeShare * ((whole[at] ?? 0) / bestWhole)
      const own = trust[at] ?? 1
      const weight = isPerfect ? Number(error <= best) : ratio > worst ? 0 : own / ratio ** power
      weights[at] = weight
      sum += weight
    }
    return weights.map((one) => (sum > 0 ? one / sum : 1 / count))
  })
}

/** Where there was an odd day within the last days, backtests near to the end are of that day: they tell nothing of the next ones. */
function telling(tests: readonly Backtest[], standings: readonly Standing[]): readonly Backtest[] {
  if (!standings.some(({ isMisled }) => isMisled)) return tests
  const whole = tests.filter(({ isNear }) => isNear !== true)
  return whole.length > 0 ? whole : tests
}

const reachShare = 0.05
/** How much the errors over the whole horizon count at each of its steps. */
const wholeShare = 0.35
const worst = 1.5
const power = 3

/**
 * How many times each member counts. Where what others know of longer seasons, earlier values and odd days gained nothing
 * in backtests, as in a walk, a level that moves or weather, those that seem good are so by luck, and each adds its own
 * noise: then the plain ones count more.
 */
function trustIn(
  errors: readonly number[],
  standings: readonly Standing[],
  backtests: number,
): readonly number[] {
  const bestOf = (wanted: boolean): number =>
    Math.min(...errors.filter((_, at) => standings[at]?.isPlain === wanted))
  const others = bestOf(false)
  const ratio = others > 0 ? bestOf(true) / others : Infinity
  const ease = Math.min(1, Math.max(0, (stillPlain - ratio) / (stillPlain - 1)))
  const plain = 1 + (mostTrust - 1) * ease * Math.min(1, backtests / enoughTests)
  return standings.map(({ isPlain, isMisled }) => (isPlain ? plain : 1) * (isMisled ? leastTrust : 1))
}

const mostTrust = 4
const leastTrust = 0.15
/** Where the best plain member is so many times as wrong as the best other, it counts as one of many. */
const stillPlain = 1.1
const enoughTests = 10

interface Errors {
  /** For each member the sum of absolute errors at each step. */
  readonly lines: readonly Float64Array[]
  /** How much backtests that reached a step count. */
  readonly seen: Float64Array
}

function errorsOf(tests: readonly Backtest[], count: number, horizon: number): Errors {
  const lines = Array.from({ length: count }, () => new Float64Array(horizon))
  const seen = new Float64Array(horizon)
  const counts = countsOf(tests)
  for (const [number, { forecasts, actual }] of tests.entries()) {
    const counted = counts[number] ?? 1
    for (let step = 0; step < actual.length; step++) seen[step] = (seen[step] ?? 0) + counted
    for (const [at, line] of lines.entries()) {
      const forecast = forecasts[at] ?? new Float64Array(0)
      for (let step = 0; step < actual.length; step++)
        line[step] = (line[step] ?? 0) + counted * Math.abs((forecast[step] ?? 0) - (actual[step] ?? 0))
    }
  }
  return { lines, seen }
}

/** How much each backtest counts: less where even good members were more wrong than they usually are. */
function countsOf(tests: readonly Backtest[]): readonly number[] {
  const sizes = tests.map(({ forecasts, actual }) => {
    const wrong = forecasts.map((path) => wrongBy(path, actual))
    return quantileOf(ascending(wrong), 0.25)
  })
  return countsBy(sizes)
}

/** How much backtests count whose errors have these sizes: by the square root less where they are larger than usual. */
export function countsBy(sizes: readonly number[]): readonly number[] {
  const usual = median(sizes)
  return sizes.map((size) => (usual > 0 && size > usual ? Math.sqrt(usual / size) : 1))
}

/** The mean absolute error of a forecast. */
function wrongBy(path: Float64Array, actual: Float64Array): number {
  let sum = 0
  for (let step = 0; step < actual.length; step++) sum += Math.abs((path[step] ?? 0) - (actual[step] ?? 0))
  return sum / Math.max(1, actual.length)
}

/** Means over a window that reaches a share of the length to both sides; where nothing was seen, the mean of all. */
export function smoothedBy(sums: Float64Array, counts: Float64Array, share: number): Float64Array {
  const reach = Math.floor(sums.length * share)
  const all = meanOver(sums, counts)
  return sums.map((_, step) => {
    let sum = 0
    let count = 0
    const last = Math.min(sums.length - 1, step + reach)
    for (let at = Math.max(0, step - reach); at <= last; at++) {
      sum += sums[at] ?? 0
      count += counts[at] ?? 0
    }
    return count > 0 ? sum / count : all
  })
}

/** The mean of all that was seen; 0 of nothing. */
function meanOver(sums: Float64Array, counts: Float64Array): number {
  let sum = 0
  let count = 0
  for (let at = 0; at < sums.length; at++) {
    sum += sums[at] ?? 0
    count += counts[at] ?? 0
  }
  return count > 0 ? sum / count : 0
}
