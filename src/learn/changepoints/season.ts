import { median } from '../statistics.ts'

/** Seasons that months, quarters, days, hours and minutes have. */
const usual = [4, 7, 12, 24, 48, 52, 96, 144, 168, 288, 365]

/** The season that the movements from step to step repeat with most; undefined where none does. */
export function seasonIn(columns: readonly Float64Array[]): number | undefined {
  const length = columns[0]?.length ?? 0
  const found = usual
    .filter((season) => season * 3 <= length)
    .map((season) => ({
      season,
      share: columns.reduce((sum, one) => sum + repeated(one, season), 0) / columns.length,
    }))
  // A longer season repeats whatever a shorter one does: it has to be better.
  const best = found.reduce<{ readonly season: number | undefined; readonly share: number }>(
    (most, one) => (one.share > most.share + 0.05 ? one : most),
    { season: undefined, share: 0.3 },
  )
  return best.season
}

/** A series without its season: the median at each place of it, of what is left when a slow median is taken out. */
export function withoutSeason(values: Float64Array, season: number): Float64Array {
  const half = Math.floor(season / 2)
  const rest = values.map((one, at) => one - median(values.slice(Math.max(0, at - half), at + half + 1)))
  const profile = profileOf(rest, season)
  const centre = profile.reduce((sum, one) => sum + one / season, 0)
  return values.map((one, at) => one - (profile[at % season] ?? 0) + centre)
}

/** Which share of the movement from step to step a season explains, less what it would explain of any noise. */
function repeated(values: Float64Array, season: number): number {
  const moves = values.slice(1).map((one, at) => one - (values[at] ?? 0))
  const limit = 4 * median(moves.map(Math.abs))
  const tame = moves.map((one) => Math.max(-limit, Math.min(limit, one)))
  const profile = profileOf(tame, season)
  const middle = median(tame)
  let left = 0
  let whole = 0
  for (const [at, one] of tame.entries()) {
    left += (one - (profile[at % season] ?? 0)) ** 2
    whole += (one - middle) ** 2
  }
  const cycles = tame.length / season
  return whole > 0 ? 1 - (left / whole) * (cycles / Math.max(1, cycles - 1)) : 0
}

function profileOf(values: Float64Array, season: number): readonly number[] {
  return Array.from({ length: season }, (_, place) => {
    const here: number[] = []
    for (let at = place; at < values.length; at += season) here.push(values[at] ?? 0)
    return median(here)
  })
}
