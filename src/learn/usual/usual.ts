import { forecast } from '../forecast/forecast.ts'

/** What is asked of a series: what was usual from a place on, and what comes behind its end. */
export interface UsualAsked {
  /** The first value for which it is asked; all before it only teach. */
  readonly from: number
  /** How many values behind the end. */
  readonly ahead: number
  readonly stepSeconds: number
  /** The share of values that should lie inside of the band. */
  readonly level: number
}

/** What was expected, for each value from the place on and then behind the end. NaN where too little came before. */
export interface Usual {
  readonly expected: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** The seasons that were found at the end, in steps. */
  readonly seasons: readonly number[]
}

/**
 * What was usual at each value, as it was known before it came: the stretch is taken in parts, and each part is
 * forecast from everything before it. So a value never takes part in what is expected of it, and what goes wrong widens
 * the band of later parts only.
 *
 * Costs seven forecasts: some 0.3 seconds for 1,000 values.
 */
export function usualOf(values: Float64Array, { from, ahead, stepSeconds, level }: UsualAsked): Usual {
  const start = Math.max(0, Math.min(from, values.length))
  const size = Math.max(1, Math.ceil((values.length - start) / parts))
  const empty = (): Float64Array => new Float64Array(values.length - start + ahead).fill(Number.NaN)
  const usual = { expected: empty(), lower: empty(), upper: empty() }
  let seasons: readonly number[] = []
  const learn = (at: number, horizon: number): void => {
    const history = values.subarray(0, at)
    if (horizon < 1 || !isEnough(history)) return
    const found = forecast(history, { given: [], stepSeconds, horizon, levels: [level] })
    const [band] = found.bands
    usual.expected.set(found.mean, at - start)
    if (band !== undefined) {
      usual.lower.set(band.lower, at - start)
      usual.upper.set(band.upper, at - start)
    }
    seasons = found.seasons
  }
  for (let at = start; at < values.length; at += size) learn(at, Math.min(size, values.length - at))
  learn(values.length, ahead)
  return { ...usual, seasons }
}

/** As many parts a stretch is forecast in. */
const parts = 6
/** Fewer values teach nothing. */
const least = 24

function isEnough(history: Float64Array): boolean {
  let count = 0
  for (const one of history) if (Number.isFinite(one)) count++
  return count >= least
}
