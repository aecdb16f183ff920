import { ascending, quantileOf } from '../statistics.ts'
import { countsBy } from './backtest.ts'
import { meanSize, sizesOf, type Missed } from './sizes.ts'

/** How far from the mean each level reaches at each step. */
export interface Bands {
  reach(level: number): Float64Array
}

/**
 * Bands from backtest errors: at each step the usual size of an error around it, for as much as is forecast there, times
 * the quantile that errors have in units of their usual size. A backtest that was more wrong than usual counts less: by
 * the square root in the sizes, by the fourth root in the quantile, which is to hold what is rare too. Backtests were
 * also used to tune, so the reach is widened a little, and where they tell of one or two stretches only, by much: the
 * rare errors of few are too small. Where errors have been much larger or smaller of late, the next ones are likely to be so.
 */
export function bandsOf(missed: Missed): Bands {
  const { errors, apart } = missed
  const counts = countsBy(errors.map(meanSize))
  const { early, late } = sizesOf(missed, counts)
  const ratios = errors
    .flatMap((line, test) =>
      [...line].map((one, step) => {
        const size = early[test]?.[step] ?? 0
        return { ratio: size > 0 ? Math.abs(one) / size : 0, count: Math.sqrt(counts[test] ?? 1) }
      }),
    )
    .toSorted((a, b) => a.ratio - b.ratio)
  const lately = latelyBy(errors, early)
  return {
    reach: (level) => {
      const factor = lately * reachedBy(ratios, level) * (1 + wider(level, apart))
      return late.map((one) => one * factor)
    },
  }
}

/** By how much more than usual is missed of late: the root of it, as far as it is beyond what chance makes. */
function latelyBy(errors: readonly Float64Array[], sizes: readonly Float64Array[]): number {
  if (errors.length < leastTests) return 1
  const from = errors.length - latest
  const excess = errors.slice(from).map((line, at) => {
    const usual = meanSize(sizes[from + at] ?? line)
    return usual > 0 ? Math.log(Math.max(leastShare, meanSize(line) / usual)) : 0
  })
  const mean = excess.reduce((sum, one) => sum + one, 0) / latest
  const beyond = Math.sign(mean) * Math.max(0, Math.abs(mean) - chance)
  return Math.min(mostWider, Math.max(mostNarrow, Math.exp(beyond / 2)))
}

/** Fewer backtests don't tell what is usual. */
const leastTests = 5
/** So many of the last backtests are of late. */
const latest = 3
/** A miss of less than this share of the usual one counts as one of this share. */
const leastShare = 0.05
/** The logarithm of how many times the usual size may be by chance. */
const chance = 0.3
const mostWider = 3
const mostNarrow = 0.7

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
  return 0.08 + (0.6 + 5.3 * Math.max(0, level - 0.8)) / Math.max(1, apart) ** 1.5
}

interface Ratio {
  readonly ratio: number
  readonly count: number
}

/** The ratio that a share of all doesn't exceed. */
function reachedBy(ratios: readonly Ratio[], share: number): number {
  const all = ratios.reduce((sum, { count }) => sum + count, 0)
  let before = 0
  for (const { ratio, count } of ratios) {
    before += count
    if (before >= share * all) return ratio
  }
  return ratios.at(-1)?.ratio ?? 0
}
