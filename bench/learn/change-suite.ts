import { Random } from './random.ts'

/** A series with the places where several people would say that something changed. */
export interface Annotated {
  readonly name: string
  readonly values: readonly number[] | readonly (readonly number[])[]
  readonly annotators: readonly (readonly number[])[]
}

interface Draft {
  readonly y: readonly number[] | readonly (readonly number[])[]
  /** A change and how likely somebody sees it. */
  readonly changes: readonly { readonly at: number; readonly seen: number }[]
}

export const changeFamilies = {
  steps,
  rough,
  kinks,
  months,
  wander,
  growth,
  calm,
  control,
  spreads,
  dip,
  economy,
  weeks,
  several,
} as const satisfies Readonly<Record<string, (random: Random) => Draft>>

export type ChangeFamily = keyof typeof changeFamilies

export function changeSuite(seeds: readonly number[], which: readonly ChangeFamily[]): readonly Annotated[] {
  return which.flatMap((family, number) =>
    seeds.map((seed) => {
      const random = new Random(seed * 6007 + number * 90_001 + 17)
      const { y, changes } = changeFamilies[family](random)
      const annotators = Array.from({ length: 5 }, () => {
        const care = random.between(0.6, 1.3)
        const seen = changes
          .filter((one) => random.chance(Math.min(1, one.seen * care)))
          .map(({ at }) => Math.max(1, Math.min(y.length - 1, at + Math.round(random.normal() * 1.3))))
        return random.chance(0.08) ? [...seen, random.integer(5, y.length - 5)] : seen
      })
      return { name: `${family}-${seed}`, values: y, annotators }
    }),
  )
}

/** Places apart from each other. */
function places(random: Random, length: number, least: number, most: number): number[] {
  const count = random.integer(least, most)
  const found: number[] = []
  for (let tries = 0; tries < 60 && found.length < count; tries++) {
    const at = random.integer(Math.floor(length * 0.07), Math.floor(length * 0.93))
    if (found.every((one) => Math.abs(one - at) > Math.max(8, length * 0.07))) found.push(at)
  }
  return found.toSorted((a, b) => a - b)
}

function lengthOf(random: Random): number {
  return Math.round(random.scale(60, 700))
}

function noise(random: Random, length: number, keeps: number): number[] {
  let state = 0
  return Array.from({ length }, () => (state = keeps * state + Math.sqrt(1 - keeps ** 2) * random.normal()))
}

function level(random: Random, length: number, spread: readonly [number, number], keeps: number): Draft {
  const at = places(random, length, 0, 4)
  const jumps = at.map(() => random.between(...spread) * (random.chance(0.5) ? 1 : -1))
  const y = noise(random, length, keeps).map((one, index) =>
    at.reduce((sum, place, number) => sum + (index >= place ? (jumps[number] ?? 0) : 0), one),
  )
  return {
    y,
    changes: at.map((place, number) => ({
      at: place,
      seen: Math.min(1, Math.abs(jumps[number] ?? 0) / 3.5),
    })),
  }
}

function steps(random: Random): Draft {
  return level(random, lengthOf(random), [2, 8], 0)
}

function rough(random: Random): Draft {
  return level(random, lengthOf(random), [3, 9], random.between(0.3, 0.8))
}

/** Slopes that change. */
function kinks(random: Random): Draft {
  const length = lengthOf(random)
  const at = places(random, length, 0, 3)
  const slopes = [0, ...at].map(() => (random.normal() * 8) / length)
  const still = random.scale(0.02, 0.4)
  let state = 0
  const keeps = random.between(0, 0.8)
  const e = noise(random, length, keeps)
  const y = e.map((one, index) => {
    state += slopes[at.filter((place) => place <= index).length] ?? 0
    return state + still * one
  })
  const total = Math.max(...y) - Math.min(...y)
  const changes = at.map((place, number) => {
    const bend = Math.abs((slopes[number + 1] ?? 0) - (slopes[number] ?? 0)) * Math.min(place, length - place)
    return { at: place, seen: Math.min(1, (1.6 * bend) / total) }
  })
  return { y, changes }
}

/** Months with a year in them, a level or slope that may change. */
function months(random: Random): Draft {
  const length = random.integer(90, 330)
  const at = places(random, length, 0, 2)
  const wave = random.between(0.6, 2)
  const profile = Array.from(
    { length: 12 },
    (_, month) => wave * Math.sin((2 * Math.PI * month) / 12) + 0.5 * wave * random.normal(),
  )
  const trend = random.chance(0.5) ? random.normal() * 3 : 0
  const jumps = at.map(() => random.between(2.5, 7) * wave * (random.chance(0.5) ? 1 : -1))
  const y = noise(random, length, 0.3).map(
    (one, index) =>
      at.reduce((sum, place, number) => sum + (index >= place ? (jumps[number] ?? 0) : 0), 0) +
      (trend * index) / length +
      (profile[index % 12] ?? 0) +
      0.4 * one,
  )
  return { y, changes: at.map((place) => ({ at: place, seen: 0.9 })) }
}

/** A price: people now and then mark its largest jump. */
function wander(random: Random): Draft {
  const length = lengthOf(random)
  let state = 0
  const moves = Array.from({ length }, () => random.heavy())
  const jump = random.chance(0.5)
    ? random.integer(Math.floor(length * 0.2), Math.floor(length * 0.8))
    : undefined
  const size = Math.sqrt(length) * random.between(1, 2) * (random.chance(0.5) ? 1 : -1)
  const y = moves.map((one, index) => (state += one + (index === jump ? size : 0)))
  return { y, changes: jump === undefined ? [] : [{ at: jump, seen: 0.85 }] }
}

/** Grows smoothly. */
function growth(random: Random): Draft {
  const length = lengthOf(random)
  const rate = random.between(0.5, 2.5)
  const still = random.scale(0.003, 0.08)
  const e = noise(random, length, random.between(0, 0.9))
  return {
    y: e.map((one, index) => Math.exp((rate * index) / length) + still * one * Math.exp(rate)),
    changes: [],
  }
}

/** Nothing happens. */
function calm(random: Random): Draft {
  const length = lengthOf(random)
  const period = random.chance(0.4) ? random.pick([7, 12, 24]) : 0
  const e = noise(random, length, random.between(0, 0.7))
  const y = e.map((one, index) => one + (period > 0 ? 2 * Math.sin((2 * Math.PI * index) / period) : 0))
  return { y, changes: [] }
}

/** A measure on a production line: one change or none, and a few wild values. */
function control(random: Random): Draft {
  const length = random.integer(100, 350)
  const at = random.chance(0.7) ? random.integer(Math.floor(length * 0.25), Math.floor(length * 0.8)) : length
  const jump = random.between(1.2, 4) * (random.chance(0.5) ? 1 : -1)
  const slow = random.chance(0.25)
  const wild = random.chance(0.4) ? 0.02 : 0
  const y = noise(random, length, 0).map((one, index) => {
    const moved = index < at ? 0 : slow ? (jump * 2 * (index - at)) / Math.max(1, length - at) : jump
    return moved + one * (random.chance(wild) ? 6 : 1)
  })
  return { y, changes: at < length ? [{ at, seen: 0.9 }] : [] }
}

/** How much it varies changes. */
function spreads(random: Random): Draft {
  const length = Math.round(random.scale(120, 700))
  const at = places(random, length, 0, 2)
  let factor = 1
  const factors = [1, ...at.map(() => (factor = factor > 1.5 ? 1 : random.between(2.5, 6)))]
  const y = noise(random, length, 0.1).map(
    (one, index) => one * (factors[at.filter((place) => place <= index).length] ?? 1),
  )
  return { y, changes: at.map((place) => ({ at: place, seen: 0.8 })) }
}

/** Falls for a while and comes back. */
function dip(random: Random): Draft {
  const length = lengthOf(random)
  const start = random.integer(Math.floor(length * 0.2), Math.floor(length * 0.7))
  const long = Math.max(6, Math.floor(length * random.between(0.05, 0.2)))
  const e = noise(random, length, 0.4)
  const depth = random.between(4, 15)
  const trend = random.normal() * 3
  const y = e.map(
    (one, index) => one + (trend * index) / length - (index >= start && index < start + long ? depth : 0),
  )
  return {
    y,
    changes: [
      { at: start, seen: 0.95 },
      { at: start + long, seen: 0.9 },
    ],
  }
}

/** Years or quarters of an economy: grows with a memory, bends once or twice, a crisis. */
function economy(random: Random): Draft {
  const length = random.integer(40, 240)
  const at = places(random, length, 0, 2)
  const drifts = [0, ...at].map(() => random.between(-0.1, 0.6))
  const crisis = random.chance(0.4)
    ? random.integer(Math.floor(length * 0.3), Math.floor(length * 0.9))
    : undefined
  const roughness = random.between(0.15, 0.4)
  let state = 0
  const y = Array.from({ length }, (_, index) => {
    state += (drifts[at.filter((place) => place <= index).length] ?? 0) + roughness * random.normal()
    if (index === crisis) state -= random.between(2, 5)
    return state
  })
  const bends = at.map((place, number) => ({
    at: place,
    seen: Math.min(0.8, 2 * Math.abs((drifts[number + 1] ?? 0) - (drifts[number] ?? 0))),
  }))
  return { y, changes: crisis === undefined ? bends : [...bends, { at: crisis, seen: 0.7 }] }
}

/** Days with a week in them; the week's swing or the level changes. */
function weeks(random: Random): Draft {
  const length = random.integer(120, 600)
  const at = places(random, length, 0, 2)
  const jumps = at.map(() => random.between(2.5, 6) * (random.chance(0.5) ? 1 : -1))
  const y = noise(random, length, 0.2).map(
    (one, index) =>
      at.reduce((sum, place, number) => sum + (index >= place ? (jumps[number] ?? 0) : 0), 0) +
      (index % 7 > 4 ? -2.5 : 0) +
      0.6 * one,
  )
  return { y, changes: at.map((place) => ({ at: place, seen: 0.95 })) }
}

/** Several series in one. */
function several(random: Random): Draft {
  const length = random.integer(100, 400)
  const at = places(random, length, 0, 4)
  const columns = Array.from({ length: random.integer(2, 4) }, () => {
    const jumps = at.map(() =>
      random.chance(0.6) ? random.between(2, 6) * (random.chance(0.5) ? 1 : -1) : 0,
    )
    return noise(random, length, 0.3).map((one, index) =>
      at.reduce((sum, place, number) => sum + (index >= place ? (jumps[number] ?? 0) : 0), one),
    )
  })
  return {
    y: Array.from({ length }, (_, index) => columns.map((column) => column[index] ?? 0)),
    changes: at.map((place) => ({ at: place, seen: 0.9 })),
  }
}
