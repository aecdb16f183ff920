import { joined, mixErrors, originsOf, weightsOf, type Backtest } from './backtest.ts'
import { bandsOf, walkBands } from './bands.ts'
import { filled } from '../filled.ts'
import type { Member, Setting } from './member.ts'
import { members } from './members.ts'
import { seasonsOf, type Rhythm } from './seasons.ts'
import { settledValues, withSettled } from './settled.ts'

/** What is asked for. */
export interface Asked extends Rhythm {
  readonly horizon: number
  /** Shares of the future that should lie inside of a band, such as 0.95. */
  readonly levels: readonly number[]
}

/** What comes. */
export interface Forecast {
  readonly mean: Float64Array
  readonly bands: readonly {
    readonly level: number
    readonly lower: Float64Array
    readonly upper: Float64Array
  }[]
  readonly seasons: readonly number[]
  readonly backtests: number
  /** How much of the mix each way to forecast is, the largest first. */
  readonly shares: readonly { readonly id: string; readonly share: number }[]
  /** The mean absolute error of the mix in backtests, and of repeating the last season; NaN without backtests. */
  readonly error: number
  readonly naiveError: number
}

/**
 * Forecasts a history as a mix of simple ways, weighed for each step ahead by backtests inside of the history; bands come
 * from the errors of the mix in the same backtests. Values that are missing are NaN.
 *
 * Looks at the latest 3,000 values, or six of the longest seasons; costs some 40 milliseconds for 1,000.
 */
export function forecast(values: Float64Array, asked: Asked): Forecast {
  const whole = filled(values, asked.given)
  const unit = unitOf(whole)
  const all = whole.map((one) => one / unit)
  if (all.every((one) => one === all[0])) return still(whole[0] ?? 0, asked)
  const seasons = seasonsOf(all, asked)
  const history = all.slice(-Math.max(3000, 6 * (seasons.at(-1) ?? 1)))
  const setting = { seasons, horizon: asked.horizon }
  const { tests, late, ids } = tried(history, setting)
  const weights = weightsOf(tests, late.length, asked.horizon)
  const errors = mixErrors(tests, late.length, asked.horizon)
  const bands = errors.length === 0 ? walkBands(history, asked.horizon) : bandsOf(errors, asked.horizon)
  const floor = history.every((one) => one >= 0) ? 0 : -Infinity
  const mean = joined(late, weights).map((one) => Math.max(floor, one))
  return {
    mean: mean.map((one) => inRange(one * unit)),
    bands: asked.levels.map((level) => {
      const reach = bands.reach(level)
      return {
        level,
        lower: mean.map((one, at) => inRange(Math.max(floor, one - (reach[at] ?? 0)) * unit)),
        upper: mean.map((one, at) => inRange((one + (reach[at] ?? 0)) * unit)),
      }
    }),
    seasons,
    backtests: tests.length,
    shares: ids
      .map((id, at) => ({ id, share: meanOf(weights.map((line) => line[at] ?? 0)) }))
      .toSorted((a, b) => b.share - a.share),
    error: meanOf(errors.map((line) => meanOf([...line].map(Math.abs)))) * unit,
    naiveError: meanOf(tests.map(({ forecasts, actual }) => distance(forecasts[0], actual))) * unit,
  }
}

/** What never changed: nothing is to be learned, and sums would round. */
function still(value: number, { horizon, levels }: Asked): Forecast {
  const mean = new Float64Array(horizon).fill(value)
  const bands = levels.map((level) => ({ level, lower: mean, upper: mean }))
  const shares = [{ id: 'the value that never changed', share: 1 }]
  return { mean, bands, seasons: [], backtests: 0, shares, error: 0, naiveError: 0 }
}

interface Tried {
  readonly tests: readonly Backtest[]
  readonly late: readonly Float64Array[]
  readonly ids: readonly string[]
}

/** Each member in each backtest and from the end. A member that can't say something everywhere takes no part. */
function tried(history: Float64Array, setting: Setting): Tried {
  const origins = originsOf(history.length, setting)
  const before = history.subarray(0, origins[0] ?? history.length)
  const settled = {
    early: origins.map((origin) => settledValues(history.subarray(0, origin), setting)),
    late: settledValues(history, setting),
  }
  const usable = members.flatMap((member) => {
    const forecasts = forecastsOf(member, { history, before, origins, setting, settled })
    return forecasts === undefined ? [] : [{ id: member.id, ...forecasts }]
  })
  return {
    tests: origins.map((origin, at) => ({
      forecasts: usable.map(({ early }) => early[at] ?? new Float64Array(setting.horizon)),
      actual: history.subarray(origin, origin + setting.horizon),
    })),
    late: usable.map(({ late }) => late),
    ids: usable.map(({ id }) => id),
  }
}

interface Trial {
  readonly history: Float64Array
  /** What lies before every backtest. */
  readonly before: Float64Array
  readonly origins: readonly number[]
  readonly setting: Setting
  readonly settled: { readonly early: readonly Float64Array[]; readonly late: Float64Array }
}

function forecastsOf(
  member: Member,
  { history, before, origins, setting, settled }: Trial,
): { readonly early: readonly Float64Array[]; readonly late: Float64Array } | undefined {
  const late = member.tuned(history, setting)?.(history)
  const tuned = origins.length === 0 ? undefined : member.tuned(before, setting)
  if (late === undefined || (tuned === undefined && origins.length > 0)) return undefined
  const early = tuned === undefined ? [] : origins.map((origin) => tuned(history.subarray(0, origin)))
  if (![late, ...early].every((path) => path.every(Number.isFinite))) return undefined
  return {
    early: early.map((path, at) => withSettled(path, settled.early[at] ?? path)),
    late: withSettled(late, settled.late),
  }
}

/** JSON has no infinity. */
function inRange(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value))
}

/** A power of two near the largest value: dividing by it rounds nothing. */
function unitOf(values: Float64Array): number {
  const largest = values.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  return largest > 1e-300 ? 2 ** Math.min(1000, Math.max(-1000, Math.ceil(Math.log2(largest)))) : 1
}

function distance(path: Float64Array | undefined, actual: Float64Array): number {
  return meanOf([...actual].map((one, at) => Math.abs(one - (path?.[at] ?? 0))))
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, one) => sum + one, 0) / values.length
}
