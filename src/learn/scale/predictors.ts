/** Says what a load will be some steps on, from what is known of it now. NaN where too little is known. */
export interface Predictor {
  readonly name: string
  predict(load: Known, ahead: number): number
}

/** The load up to now. */
export interface Known {
  /** The value so many steps ago; NaN before the first and where it is missing. */
  ago(steps: number): number
}

/** Steps that make up "lately": noise is averaged over them. */
const lately = 3

/**
 * Simple ways to look ahead, each strong on some load: what is now stays; the trend goes on; the same time one or more
 * seasons ago, as it was or at the level of now.
 */
export function predictorsOf(seasons: readonly number[]): readonly Predictor[] {
  return [
    stays,
    goesOn,
    ...seasons.flatMap((season) => [
      repeats(season, 1),
      repeats(season, 3),
      repeatsAtLevel(season, 1),
      repeatsAtLevel(season, 3),
    ]),
  ]
}

const stays: Predictor = { name: 'as now', predict: (load) => around(load, 0) }

/** Follows the load: what comes again after exactly one lead is known exactly. */
export const asNow: Predictor = { name: 'exactly as now', predict: (load) => load.ago(0) }

const goesOn: Predictor = {
  name: 'as the last steps go on',
  predict(load, ahead) {
    const span = Math.max(2 * lately, Math.ceil(ahead / 2))
    const now = around(load, 0)
    const slope = (now - around(load, span)) / span
    return Math.max(0, now + 0.7 * slope * ahead)
  },
}

/** The mean of some seasons. */
function repeats(season: number, count: number): Predictor {
  return {
    name: `as ${timesOf(count)}${season} steps before`,
    predict: (load, ahead) => meanOf(count, (one) => around(load, nthBack(one, season, ahead) - ahead, 1)),
  }
}

/** The mean of some seasons, each moved to the level of now by the ratio of the last half hour or so to the same time in it. */
function repeatsAtLevel(season: number, count: number): Predictor {
  return {
    name: `as ${timesOf(count)}${season} steps before, at the level of now`,
    predict(load, ahead) {
      const now = levelAt(load, 0)
      return meanOf(count, (one) => {
        const back = nthBack(one, season, ahead)
        const change = now / levelAt(load, back)
        return around(load, back - ahead, 1) * Math.min(3, Math.max(1 / 3, change))
      })
    },
  }
}

function timesOf(count: number): string {
  return count === 1 ? '' : `the last ${count} times `
}

/** The mean of what is known of so many. */
function meanOf(count: number, valueOf: (one: number) => number): number {
  let sum = 0
  let found = 0
  for (let one = 0; one < count; one++) {
    const value = valueOf(one)
    if (!Number.isFinite(value)) continue
    sum += value
    found++
  }
  return found === 0 ? Number.NaN : sum / found
}

/** Steps that a level is the mean of: over fewer its noise would be in what is expected. */
const levelSteps = 6

/** The mean of the steps up to one. */
function levelAt(load: Known, steps: number): number {
  return meanOf(levelSteps, (one) => load.ago(steps + one))
}

function nthBack(one: number, season: number, ahead: number): number {
  return backTo(season, ahead) + one * season
}

/** The nearest whole number of seasons that lies wholly in what is known. */
function backTo(season: number, ahead: number): number {
  return season * Math.max(1, Math.ceil(ahead / season))
}

/** The mean of the values about a time; those after now don't count. */
function around(load: Known, steps: number, width = lately): number {
  let sum = 0
  let count = 0
  const half = steps === 0 ? 0 : Math.floor(width / 2)
  for (let at = steps - half; at <= steps - half + width - 1; at++) {
    const value = at < 0 ? Number.NaN : load.ago(at)
    if (!Number.isFinite(value)) continue
    sum += value
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

/** Any forecast of the coming steps from a history, in order; NaN in the history where a value is missing. */
export type Forecaster = (history: Float64Array, horizon: number) => ArrayLike<number>

/** Looks ahead with a forecaster, asked again every so many steps because it may be slow. */
export function forecasting(forecaster: Forecaster, keep: number, every: number): Predictor {
  let asked: { readonly coming: ArrayLike<number>; since: number } | undefined
  return {
    name: 'as the forecast says',
    predict(load, ahead) {
      if (asked === undefined || asked.since >= every) {
        const history = Float64Array.from({ length: keep }, (_, at) => load.ago(keep - 1 - at))
        const first = history.findIndex(Number.isFinite)
        if (first === -1) return Number.NaN
        asked = { coming: forecaster(history.subarray(first), ahead + every), since: 0 }
      }
      const value = asked.coming[asked.since + ahead - 1]
      asked.since++
      return value ?? Number.NaN
    },
  }
}
