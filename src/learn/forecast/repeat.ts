import { quantileOf } from '../statistics.ts'
import type { Member } from './member.ts'

/** What was at the same place of the last season. */
export function lastCycle(id: string, season: 'first' | 'last'): Member {
  return averageOfCycles(id, { season, cycles: 1, level: 0 })
}

/** Which seasons are looked at, how many of the last at most, and how much of a new level is taken over. */
interface Looked {
  readonly season: 'first' | 'last'
  readonly cycles: number
  readonly level: number
}

/**
 * The mean at the same place of the last seasons, moved by a share of what the last season differs from them: so much
 * of a new level is taken over.
 */
export function averageOfCycles(id: string, looked: Looked): Member {
  return ofCycles(id, looked, { profileOf: meansOf, movedBy })
}

/**
 * The median at the same place of the last seasons, moved by a share of the median of what the latest values differ from it.
 * An odd day among them changes nothing.
 */
export function medianOfCycles(id: string, looked: Looked): Member {
  return ofCycles(id, looked, { profileOf: mediansOf, movedBy: apartBy })
}

interface Cycles {
  readonly length: number
  readonly count: number
  /** How many of the latest values are compared. */
  readonly recent: number
}

/** What is usual at each place of a season, and by how much the latest values differ from it. */
interface Usual {
  profileOf(this: void, history: Float64Array, cycles: Cycles): Float64Array
  movedBy(this: void, history: Float64Array, cycles: Cycles, profile: Float64Array): number
}

function ofCycles(id: string, { season, cycles, level }: Looked, usual: Usual): Member {
  return {
    id,
    tuned:
      (_, { seasons, horizon }) =>
      (history) => {
        const length = (season === 'first' ? seasons[0] : seasons.at(-1)) ?? 1
        const count = Math.max(1, Math.min(cycles, Math.floor(history.length / length)))
        const found = { length, count, recent: Math.min(seasons[0] ?? 1, length) }
        const profile = usual.profileOf(history, found)
        const moved = level === 0 ? 0 : level * usual.movedBy(history, found, profile)
        return Float64Array.from({ length: horizon }, (__, at) => (profile[at % length] ?? 0) + moved)
      },
  }
}

function meansOf(history: Float64Array, { length, count }: Cycles): Float64Array {
  const profile = new Float64Array(length)
  const start = history.length - count * length
  for (let at = start; at < history.length; at++) {
    const place = (at - start) % length
    profile[place] = (profile[place] ?? 0) + (history[at] ?? 0) / count
  }
  return profile
}

function mediansOf(history: Float64Array, { length, count }: Cycles): Float64Array {
  const start = history.length - count * length
  const here = new Float64Array(count)
  return Float64Array.from({ length }, (_, place) => {
    for (let cycle = 0; cycle < count; cycle++) here[cycle] = history[start + cycle * length + place] ?? 0
    return quantileOf(here.toSorted(), 0.5)
  })
}

/** By how much the latest values differ from the profile, in the middle. */
function apartBy(history: Float64Array, { length, recent }: Cycles, profile: Float64Array): number {
  const apart = Float64Array.from(
    { length: recent },
    (_, at) => (history[history.length - recent + at] ?? 0) - (profile[length - recent + at] ?? 0),
  )
  return quantileOf(apart.toSorted(), 0.5)
}

/** By how much the latest values differ from those of earlier cycles at the same places. */
function movedBy(history: Float64Array, { length, count, recent }: Cycles): number {
  let sum = 0
  let seen = 0
  for (let back = 1; back <= recent; back++)
    for (let cycle = 1; cycle <= count; cycle++) {
      const at = history.length - back - cycle * length
      if (at < 0) continue
      sum += (history[history.length - back] ?? 0) - (history[at] ?? 0)
      seen++
    }
  return seen === 0 ? 0 : sum / seen
}
