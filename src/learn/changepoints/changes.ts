import { ascending, median, quantileOf } from '../statistics.ts'
import { longRunVariance } from './noise.ts'
import { seasonIn, withoutSeason } from './season.ts'
import { cut, restOf, Sums, type Shape } from './segmentation.ts'
import { spreadChanges } from './spreads.ts'

/** Where a series changes. */
export interface Changes {
  /** Where new stretches begin, ascending. */
  readonly changes: readonly Change[]
  /** What stretches look like. */
  readonly shape: Shape
  /** What was taken out first. */
  readonly season: number | undefined
}

export interface Change {
  readonly at: number
  readonly kind: 'value' | 'spread'
}

/**
 * Finds where a series, or several measured together, changes: the season is taken out, single wild values are put to
 * the median around them, and the rest is cut into levels or lines, whichever says it shorter. A change must gain a share
 * of all variation *and* more than chance would, where what wanders by itself counts as chance. Then the size of the
 * wobble around these is cut in the same way. Columns have equal lengths and no missing values.
 *
 * Looks at the whole series: it costs the square of its length up to 1,200 values (about 20 milliseconds), and the length
 * times a constant from there, changes then being placed to a few values first and exactly afterwards.
 */
export function changesIn(columns: readonly Float64Array[]): Changes {
  const length = columns[0]?.length ?? 0
  if (length < shortest) return { changes: [], shape: 'level', season: undefined }
  const units = columns.map(inUnits)
  const season = seasonIn(units)
  const tame = units
    .map((one) => (season === undefined ? one : inUnits(withoutSeason(one, season))))
    .map(withoutWild)
  const best = shortestOf(tame)
  if (best === undefined) return { changes: [], shape: 'level', season }
  const { shape, least } = best
  const changes = refined(tame, best.changes, shape)
  const rests = tame.map((one) => restOf(one, changes, shape))
  const spreads = spreadChanges(rests, least).filter((at) => changes.every((one) => Math.abs(one - at) > 10))
  return {
    changes: [
      ...changes.map((at) => ({ at, kind: 'value' as const })),
      ...spreads.map((at) => ({ at, kind: 'spread' as const })),
    ].toSorted((a, b) => a.at - b.at),
    shape,
    season,
  }
}

/** Fewer values tell of no change. */
const shortest = 8
/** As many places are tried as can be in a moment. */
const mostPlaces = 1200
/** A change must gain this share of all variation. */
const leastGain = 0.05
/** A change must gain this many times what chance gains for each doubling of the length, nearly. */
const chances = 3
/** A line needs more numbers to say than a level: this much more for each change, and once. */
const lineFactor = 1.35
const lineExtra = 0.6

interface Found {
  readonly changes: readonly number[]
  readonly shape: Shape
  readonly least: number
}

/** The cut into levels or into lines, whichever costs less. */
function shortestOf(columns: readonly Float64Array[]): Found | undefined {
  const sums = new Sums(columns)
  const { length } = sums
  const total = sums.rest(0, length, 'level')
  if (!(total > 1e-9)) return undefined
  const chance = columns.reduce((sum, one) => sum + longRunVariance(one), 0)
  const price = Math.max(chances * chance * Math.log(length), leastGain * total)
  const least = Math.max(5, Math.floor(length / 50))
  const stride = Math.ceil(length / mostPlaces)
  const places = Array.from({ length: Math.floor((length - 1) / stride) }, (_, at) => (at + 1) * stride)
  const [level, line] = (['level', 'line'] as const).map((shape) => {
    const penalty = price * (shape === 'line' ? lineFactor : 1)
    const { changes, rest } = cut(sums, { shape, penalty, least, places })
    const cost = rest + penalty * (changes.length + (shape === 'line' ? lineExtra : 0))
    return { changes, shape, least, cost }
  })
  if (level === undefined || line === undefined) return level
  return line.cost < level.cost ? line : level
}

/** Each change moved to the best place between its neighbours' middles, where only some places were tried. */
function refined(
  columns: readonly Float64Array[],
  changes: readonly number[],
  shape: Shape,
): readonly number[] {
  const sums = new Sums(columns)
  const stride = Math.ceil(sums.length / mostPlaces)
  if (stride === 1) return changes
  return changes.map((change, number) => {
    const from = changes[number - 1] ?? 0
    const to = changes[number + 1] ?? sums.length
    let best = change
    let lowest = Infinity
    for (let at = Math.max(from + 2, change - stride); at <= Math.min(to - 2, change + stride); at++) {
      const rest = sums.rest(from, at, shape) + sums.rest(at, to, shape)
      if (rest >= lowest) continue
      lowest = rest
      best = at
    }
    return best
  })
}

/** Values around their median, in units of their mean distance to it. */
function inUnits(values: Float64Array): Float64Array {
  const largest = values.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  if (!(largest > 0)) return values.map(() => 0)
  const small = values.map((one) => one / largest)
  const middle = quantileOf(ascending(small), 0.5)
  const distance = small.reduce((sum, one) => sum + Math.abs(one - middle) / small.length, 0)
  // What differs by rounding only is the same.
  return distance > 1e-12 ? small.map((one) => (one - middle) / distance) : small.map(() => 0)
}

/** Wild values that stand alone are put to the median around them. */
function withoutWild(values: Float64Array): Float64Array {
  const usual = median(values.slice(1).map((one, at) => Math.abs(one - (values[at] ?? 0))))
  if (!(usual > 0)) return values
  return values.map((one, at) => {
    const near = median(values.slice(Math.max(0, at - 3), at + 4))
    return Math.abs(one - near) > 6 * usual ? near : one
  })
}
