import { originsOf, type Backtest, type Origin, type Standing } from './backtest.ts'
import { bandsOf, walkBands } from './bands.ts'
import { filled } from '../filled.ts'
import { grainOf } from './grain.ts'
import type { Member, Setting } from './member.ts'
import { members } from './members.ts'
import { mixed } from './mix.ts'
import { withoutOdd } from './odd.ts'
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
  /** What is added to the mix, in the mean of all steps, because nearly all backtests missed it in the same direction. */
  readonly added: number
  /** The mean absolute error of the mix in backtests, and of repeating the last season; NaN without backtests. */
  readonly error: number
  readonly naiveError: number
}

/**
 * Forecasts a history as a mix of simple ways, weighed for each step ahead by backtests inside of the history, and what nearly
 * all of them missed in the same direction; bands come from the errors of the mix in the same backtests. Values that are missing are NaN.
 *
 * Looks at the latest 3,000 values, or six of the longest seasons; costs some 50 milliseconds for 1,000.
 */
export function forecast(values: Float64Array, asked: Asked): Forecast {
  const whole = filled(values, asked.given)
  const unit = unitOf(whole)
  const all = whole.map((one) => one / unit)
  if (all.every((one) => one === all[0])) return still(whole[0] ?? 0, asked)
  const seasons = seasonsOf(all, asked)
  const history = all.slice(-Math.max(3000, 6 * (seasons.at(-1) ?? 1)))
  const setting = { seasons, horizon: asked.horizon }
  const { tests, late, ids, standings, apart } = tried(history, setting)
  const grain = grainOf(values) / unit
  const { path, weights, added, paths, errors } = mixed({
    tests,
    late,
    standings,
    horizon: asked.horizon,
    apart,
    grain,
  })
  const isFromZero = history.every((one) => one >= 0)
  const bands =
    errors.length === 0
      ? walkBands(history, asked.horizon)
      : bandsOf({ paths, errors, path, isFromZero, apart })
  const floor = isFromZero ? 0 : -Infinity
  const mean = path.map((one) => Math.max(floor, one))
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
    added: meanOf([...added]) * unit,
    error: meanOf(errors.map((line) => meanOf([...line].map(Math.abs)))) * unit,
    naiveError: meanOf(tests.map(({ forecasts, actual }) => distance(forecasts[0], actual))) * unit,
  }
}

/** Whose forecast it is where all values of a history are the same. */
export const neverChanged = 'the value that never changed'

/** What never changed: nothing is to be learned, and sums would round. */
function still(value: number, { horizon, levels }: Asked): Forecast {
  const mean = new Float64Array(horizon).fill(value)
  const bands = levels.map((level) => ({ level, lower: mean, upper: mean }))
  const shares = [{ id: neverChanged, share: 1 }]
  return { mean, bands, seasons: [], backtests: 0, shares, added: 0, error: 0, naiveError: 0 }
}

interface Tried {
  readonly tests: readonly Backtest[]
  readonly late: readonly Float64Array[]
  readonly ids: readonly string[]
  readonly standings: readonly Standing[]
  /** As many horizons as backtests reach over. */
  readonly apart: number
}

/** Each member in each backtest and from the end. A member that can't say something everywhere takes no part. */
function tried(history: Float64Array, setting: Setting): Tried {
  const starts = originsOf(history.length, setting)
  const origins = starts.map(({ at }) => at)
  const settled = {
    early: origins.map((origin) => settledValues(history.subarray(0, origin), setting)),
    late: settledValues(history, setting),
  }
  const usable = trialsOf(history, starts, setting).flatMap((trial) =>
    members.flatMap((member) => {
      const forecasts = forecastsOf(member, trial)
      if (forecasts === undefined) return []
      const early = forecasts.early.map((path, at) => withSettled(path, settled.early[at] ?? path))
      const late = withSettled(forecasts.late, settled.late)
      return [{ id: `${member.id}${trial.about}`, standing: standingOf(member, trial), early, late }]
    }),
  )
  return {
    tests: starts.map(({ at: origin, isNear }, at) => ({
      forecasts: usable.map(({ early }) => early[at] ?? new Float64Array(setting.horizon)),
      actual: history.subarray(origin, origin + setting.horizon),
      isNear,
    })),
    late: usable.map(({ late }) => late),
    ids: usable.map(({ id }) => id),
    standings: usable.map(({ standing }) => standing),
    apart: (history.length - (origins[0] ?? 0)) / setting.horizon,
  }
}

function standingOf({ isPlain = false }: Member, { isUsual, isMisled }: Trial): Standing {
  return { isPlain: isPlain && !isUsual, isMisled }
}

interface Trial {
  /** Behind the names of members. */
  readonly about: string
  /** Whether odd seasons were put to what is usual. */
  readonly isUsual: boolean
  /** Whether there is an odd season among the last of the longest season. */
  readonly isMisled: boolean
  readonly history: Float64Array
  /** What is known at each backtest, the earliest first, those near to the end last. */
  readonly before: readonly Float64Array[]
  /** How many aren't near to the end. */
  readonly whole: number
  readonly setting: Setting
}

/** The history as it is, and where it has odd seasons without them: which of both is better is for backtests to say. */
function trialsOf(history: Float64Array, starts: readonly Origin[], setting: Setting): readonly Trial[] {
  const before = starts.map(({ at }) => history.subarray(0, at))
  const whole = starts.filter(({ isNear }) => !isNear).length
  const asItIs = { about: '', isUsual: false, history, before, whole, setting }
  const usual = withoutOdd(history, setting)
  if (usual === history) return [{ ...asItIs, isMisled: false }]
  const from = history.length - (setting.seasons.at(-1) ?? 1)
  const isMisled = usual.some((one, at) => at >= from && one !== history[at])
  const usualBefore = before.map((one) => withoutOdd(one, setting))
  const withoutThem = { about: ', odd seasons left out', isUsual: true, isMisled: false }
  return [
    { ...asItIs, isMisled },
    { ...withoutThem, history: usual, before: usualBefore, whole, setting },
  ]
}

/**
 * A member is tuned where backtests begin; where a history is shorter, which then costs little, anew at each of them but those near
 * to the end.
 */
const short = 200

function forecastsOf(
  member: Member,
  { history, before, whole, setting }: Trial,
): { readonly early: readonly Float64Array[]; readonly late: Float64Array } | undefined {
  const late = member.tuned(history, setting)?.(history)
  if (late === undefined) return undefined
  const early: Float64Array[] = []
  let tuned: ReturnType<Member['tuned']>
  for (const [at, one] of before.entries()) {
    if (at === 0 || (history.length < short && at < whole)) tuned = member.tuned(one, setting) ?? tuned
    if (tuned === undefined) return undefined
    early.push(tuned(one))
  }
  return [late, ...early].every((path) => path.every(Number.isFinite)) ? { early, late } : undefined
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
