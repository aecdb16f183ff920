import { quantileOf } from '../statistics.ts'
import type { Setting } from './member.ts'

/**
 * A history in which single odd seasons (a holiday, a day of an outage) are put to what is usual, around the level before
 * and after them. Odd is what stands out on one side from the season before and from what came after, by far more than
 * seasons of this history do; a level that came to stay is none. The history itself where nothing is odd.
 */
export function withoutOdd(history: Float64Array, { seasons }: Setting): Float64Array {
  const [season = 1] = seasons
  const cycle = seasons.at(-1) ?? 1
  if (season < 2 || history.length < least * cycle) return history
  const usual = usualOf(history, cycle)
  const sums = new Float64Array(history.length + 1)
  for (const [at, one] of history.entries()) sums[at + 1] = (sums[at] ?? 0) + one - (usual[at] ?? 0)
  const places = oddPlaces(jumpsOf(sums, season), season)
  if (places.length === 0) return history
  const found = history.slice()
  for (const at of places) {
    const level = (levelOf(sums, at, season) + levelOf(sums, at + 2 * season, season)) / 2
    for (let one = at + season; one < at + 2 * season; one++) found[one] = (usual[one] ?? 0) + level
  }
  return found
}

/** Where the season after stands out by far, the most first and none near another. */
function oddPlaces(jumps: Float64Array, season: number): readonly number[] {
  const limit = far * quantileOf(jumps.map(Math.abs).toSorted(), 0.75)
  if (!(limit > 0)) return []
  const places: number[] = []
  while (places.length < most) {
    const at = largestIn(jumps)
    if (Math.abs(jumps[at] ?? 0) <= limit) break
    places.push(at)
    jumps.fill(0, Math.max(0, at - 2 * season), at + 2 * season)
  }
  return places
}

/** Fewer of the longest seasons don't tell what is usual. */
const least = 4
/** So many times what three of four seasons stand out by, at least. */
const far = 6
/** No more odd seasons are looked for. */
const most = 5
/** So many of the nearest cycles tell what is usual. */
const near = 7

/** The median of what the nearest cycles had at the same place. */
function usualOf(history: Float64Array, cycle: number): Float64Array {
  const usual = new Float64Array(history.length)
  const values = new Float64Array(near)
  for (let place = 0; place < cycle; place++) {
    const cycles = Math.floor((history.length - 1 - place) / cycle) + 1
    const count = Math.min(near, cycles)
    for (let number = 0; number < cycles; number++) {
      const first = Math.max(0, Math.min(number - (count >> 1), cycles - count))
      const here = values.subarray(0, count)
      for (let one = 0; one < count; one++) here[one] = history[place + (first + one) * cycle] ?? 0
      usual[place + number * cycle] = quantileOf(here.toSorted(), 0.5)
    }
  }
  return usual
}

/** By how much the season after each place stands out from the one before it and from what follows; 0 where it lies between. */
function jumpsOf(sums: Float64Array, season: number): Float64Array {
  const room = sums.length - 1 - 2 * season - Math.max(1, Math.floor(season / 6))
  return Float64Array.from({ length: Math.max(0, room + 1) }, (_, at) => {
    const here = levelOf(sums, at + season, season)
    const before = here - levelOf(sums, at, season)
    const after = here - levelOf(sums, at + 2 * season, season)
    if (before * after <= 0) return 0
    return Math.abs(before) < Math.abs(after) ? before : after
  })
}

/** The mean of what isn't usual in the season that begins at a place, as far as it is known. */
function levelOf(sums: Float64Array, at: number, season: number): number {
  const end = Math.min(sums.length - 1, at + season)
  return ((sums[end] ?? 0) - (sums[at] ?? 0)) / Math.max(1, end - at)
}

function largestIn(values: Float64Array): number {
  let best = 0
  for (let at = 1; at < values.length; at++)
    if (Math.abs(values[at] ?? 0) > Math.abs(values[best] ?? 0)) best = at
  return best
}
