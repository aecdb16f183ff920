import type { Member } from './member.ts'
import { least } from './smoothing.ts'

/** How fast each part learns. */
interface Rates {
  readonly level: number
  readonly slope: number
  readonly season: number
  /** How much of an error is still there a step later. */
  readonly echo: number
}

/**
 * Exponential smoothing of a level, a damped slope and any number of seasons, with an echo of the last error:
 * Holt and Winters, for several seasons as Taylor (2003) has them.
 */
export function holtWinters(
  id: string,
  seasonsOf: (seasons: readonly number[]) => readonly number[],
): Member {
  return {
    id,
    tuned: (first, setting) => {
      const seasons = seasonsOf(setting.seasons)
      const started = startOf(first, seasons)
      const rates = least(
        seasons.length > 1 ? several : one,
        (candidate, lowest) => smoothed(first, started, candidate, lowest).error,
      )
      return (history) => {
        const state = smoothed(history, startOf(history, seasons), rates)
        let reach = 0
        let share = 1
        let echo = state.last
        return Float64Array.from({ length: setting.horizon }, (_, at) => {
          share *= damping
          reach += share
          echo *= rates.echo
          return state.level + state.slope * reach + echo + waveAt(state.waves, history.length + at)
        })
      }
    },
  }
}

const damping = 0.97

const one: readonly Rates[] = [0.03, 0.1, 0.3, 0.7].flatMap((level) =>
  [0, 0.05].flatMap((slope) =>
    [0.05, 0.2, 0.45].flatMap((season) => [0, 0.7].map((echo) => ({ level, slope, season, echo }))),
  ),
)
const several: readonly Rates[] = [0.005, 0.03, 0.15].flatMap((level) =>
  [0.06, 0.15, 0.3].flatMap((season) =>
    [0, 0.6, 0.85, 0.95].map((echo) => ({ level, slope: 0, season, echo })),
  ),
)

interface State {
  readonly level: number
  readonly slope: number
  readonly waves: readonly Float64Array[]
  readonly last: number
  readonly error: number
}

interface Start {
  readonly level: number
  readonly waves: readonly Float64Array[]
  readonly longest: number
}

/** Smooths from a start, until the error is no longer below a limit. */
function smoothed(values: Float64Array, start: Start, rates: Rates, limit = Infinity): State {
  const waves = start.waves.map((wave) => wave.slice())
  let { level } = start
  let slope = 0
  let last = 0
  let error = 0
  for (let at = 0; at < values.length && !(error >= limit); at++) {
    const base = level + damping * slope
    const wave = waveAt(waves, at)
    const here = values[at] ?? 0
    const miss = here - (base + wave + rates.echo * last)
    last = here - base - wave
    if (at >= start.longest) error += Math.abs(miss)
    level = base + rates.level * miss
    slope = damping * slope + rates.level * rates.slope * miss
    for (const profile of waves) {
      const place = at % profile.length
      profile[place] = (profile[place] ?? 0) + rates.season * miss
    }
  }
  return { level, slope, waves, last, error }
}

/** The mean of the longest season, and the profile of each over the first two of the longest. */
function startOf(values: Float64Array, seasons: readonly number[]): Start {
  const longest = seasons.at(-1) ?? 1
  let level = 0
  for (let at = 0; at < longest; at++) level += (values[at] ?? 0) / longest
  const length = Math.min(values.length, 2 * longest)
  let centre = 0
  for (let at = 0; at < length; at++) centre += (values[at] ?? 0) / length
  const left = values.slice(0, length).map((value) => value - centre)
  const waves = seasons.map((season) => {
    const wave = new Float64Array(season)
    const counts = new Float64Array(season)
    for (let at = 0; at < length; at++) {
      wave[at % season] = (wave[at % season] ?? 0) + (left[at] ?? 0)
      counts[at % season] = (counts[at % season] ?? 0) + 1
    }
    for (let place = 0; place < season; place++)
      wave[place] = (wave[place] ?? 0) / Math.max(1, counts[place] ?? 1)
    for (let at = 0; at < length; at++) left[at] = (left[at] ?? 0) - (wave[at % season] ?? 0)
    return wave
  })
  return { level, waves, longest }
}

function waveAt(waves: readonly Float64Array[], at: number): number {
  let sum = 0
  for (const wave of waves) sum += wave[at % wave.length] ?? 0
  return sum
}
