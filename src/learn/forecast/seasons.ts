/** What decides the seasons of a history. */
export interface Rhythm {
  /** In steps, as the user says. */
  readonly given: readonly number[]
  /** NaN when nobody says. */
  readonly stepSeconds: number
}

/**
 * The seasons to forecast with: those given and, where the step tells of days, weeks or years, those that the values
 * themselves show. A season that the history doesn't hold twice can't be learned, only repeated.
 */
export function seasonsOf(values: Float64Array, { given, stepSeconds }: Rhythm): readonly number[] {
  const possible = (season: number): boolean =>
    Number.isInteger(season) && season >= 2 && season * 2 <= values.length
  const shown = calendarSeasons(stepSeconds).filter(
    (season) => possible(season) && season * 3 <= values.length && isShown(values, season, given),
  )
  const held = [...new Set([...given.filter(possible), ...shown])].toSorted((a, b) => a - b)
  const all = held.length === 0 ? heldOnce(values.length, given) : held
  // Three seasons are as many as can be told from each other; the longest ones explain most.
  return all.length > 3 ? [...all.slice(0, 2), ...all.slice(-1)] : all
}

/** Where no season is held twice, the shortest of those given: repeating it is better than not knowing of it. */
function heldOnce(length: number, given: readonly number[]): readonly number[] {
  const [shortest = Infinity] = given
    .filter((one) => Number.isInteger(one) && one >= 2)
    .toSorted((a, b) => a - b)
  return shortest < length ? [shortest] : []
}

/** Days, weeks and years in steps. */
function calendarSeasons(step: number): readonly number[] {
  if (!(step > 0)) return []
  if (step >= 27 * day && step <= 32 * day) return [12]
  if (step >= 85 * day && step <= 95 * day) return [4]
  return [day, 7 * day]
    .map((length) => length / step)
    .filter((one) => Number.isInteger(one) && one <= longest)
}

const day = 86_400
const longest = 2016

/** Whether values resemble those a season before about as much as those a shorter season before, slow changes left out. */
function isShown(values: Float64Array, season: number, given: readonly number[]): boolean {
  const shorter = given.filter((one) => one < season && season % one === 0)
  const here = likeness(values, season)
  const others = shorter.map((one) => likeness(values, one))
  return here > 0.3 && others.every((one) => here > one - 0.2)
}

/** How values go together with those some steps before, from -1 to 1, after the mean of as many is taken out. */
function likeness(values: Float64Array, lag: number): number {
  const rest = values.map((one, at) => {
    const from = Math.max(0, Math.min(at - Math.floor(lag / 2), values.length - lag))
    let sum = 0
    for (let near = from; near < from + lag; near += stride(lag)) sum += values[near] ?? 0
    return one - sum / Math.ceil(lag / stride(lag))
  })
  let both = 0
  let first = 0
  let second = 0
  for (let at = lag; at < rest.length; at++) {
    both += (rest[at] ?? 0) * (rest[at - lag] ?? 0)
    first += (rest[at] ?? 0) ** 2
    second += (rest[at - lag] ?? 0) ** 2
  }
  return first > 0 && second > 0 ? both / Math.sqrt(first * second) : 0
}

/** Long windows are looked at in steps. */
function stride(lag: number): number {
  return Math.max(1, Math.floor(lag / 48))
}
