/** A series taken apart: what repeats with each season, and the rest. */
export interface Parts {
  readonly rest: Float64Array
  /** For each season its profile, the first value being that of the first step behind the series. */
  readonly profiles: readonly Float64Array[]
}

/**
 * Takes the seasons out, one after the other and twice over, as MSTL does (Bandara, Hyndman and Bergmeir 2021,
 * arXiv:2107.13462), with means that forget instead of local regressions: the weight of a cycle falls by `keeps` with
 * each that came later.
 */
export function takenApart(values: Float64Array, seasons: readonly number[], keeps: number): Parts {
  const trend = trendOf(values, seasons.at(-1) ?? 1)
  const profiles: Float64Array[] = seasons.map((season) => new Float64Array(season))
  const waves = seasons.map(() => new Float64Array(values.length))
  const left = values.map((one, at) => one - (trend[at] ?? 0))
  for (let round = 0; round < (seasons.length > 1 ? 2 : 1); round++) {
    for (const [number, season] of seasons.entries()) {
      const wave = waves[number] ?? new Float64Array(0)
      for (let at = 0; at < left.length; at++) left[at] = (left[at] ?? 0) + (wave[at] ?? 0)
      const profile = profileOf(left, season, keeps ** (season / (seasons.at(-1) ?? 1)))
      profiles[number] = profile
      const shift = (season - (left.length % season)) % season
      for (let at = 0; at < left.length; at++) {
        wave[at] = profile[(at + shift) % season] ?? 0
        left[at] = (left[at] ?? 0) - (wave[at] ?? 0)
      }
    }
  }
  return { rest: left.map((one, at) => one + (trend[at] ?? 0)), profiles }
}

/** What the seasons add at a step behind the series, from 0. */
export function seasonsAt({ profiles }: Parts, step: number): number {
  let sum = 0
  for (const profile of profiles) sum += profile[step % profile.length] ?? 0
  return sum
}

/** The mean over a window as long as a season, its ends held. */
export function trendOf(values: Float64Array, season: number): Float64Array {
  const half = Math.max(1, Math.floor(season / 2))
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0)
  return values.map((_, at) => {
    const middle = Math.min(Math.max(at, half), Math.max(half, values.length - 1 - half))
    const from = Math.max(0, middle - half)
    const to = Math.min(values.length, from + Math.max(1, season))
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  })
}

/** The weighted mean at each place of a season, around zero; place 0 is the first step behind the series. */
function profileOf(values: Float64Array, season: number, keeps: number): Float64Array {
  const sums = new Float64Array(season)
  const weights = new Float64Array(season)
  let weight = 1
  for (let back = 1; back <= values.length; back++) {
    const place = (season - (back % season)) % season
    sums[place] = (sums[place] ?? 0) + weight * (values[values.length - back] ?? 0)
    weights[place] = (weights[place] ?? 0) + weight
    if (back % season === 0) weight *= keeps
  }
  const profile = sums.map((sum, at) => sum / (weights[at] ?? 1))
  const centre = profile.reduce((sum, one) => sum + one, 0) / season
  return profile.map((one) => one - centre)
}
