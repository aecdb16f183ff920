import type { Setting } from './member.ts'

/**
 * What is nearly always exactly the same at a place of the season (nothing at night, a hundred per cent by day) is
 * forecast as that: any other number would nearly always be wrong. Looks at what was there in the latest seasons, and in
 * the latest long ones, of which a Sunday may differ. NaN where nothing is settled.
 */
export function settledValues(history: Float64Array, { seasons, horizon }: Setting): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) => {
    const all = seasons.map((season, at) => settledAt(history, step, season, at === 0 ? enough : 2))
    const [first = Number.NaN] = all
    return all.every((one) => one === first) ? first : Number.NaN
  })
}

/** A forecast with what is settled put in. */
export function withSettled(path: Float64Array, settled: Float64Array): Float64Array {
  return path.map((one, step) => {
    const value = settled[step] ?? Number.NaN
    return Number.isNaN(value) ? one : value
  })
}

/** Fewer seasons don't settle anything. */
const enough = 5
/** As many seasons are looked at. */
const most = 14
const share = 0.8

/** The value that most of the latest seasons had at this step; NaN where they differ or are too few. */
function settledAt(history: Float64Array, step: number, season: number, least: number): number {
  const here: number[] = []
  for (let at = history.length + (step % season) - season; at >= 0 && here.length < most; at -= season)
    here.push(history[at] ?? Number.NaN)
  if (here.length < least) return Number.NaN
  const [middle = Number.NaN] = here.toSorted((a, b) => a - b).slice(Math.floor(here.length / 2))
  const same = here.filter((one) => one === middle).length
  return same >= share * here.length ? middle : Number.NaN
}
