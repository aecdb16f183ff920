import type { Annotated } from './change-suite.ts'
import { Random } from './random.ts'

/**
 * Series of another character than those of `change-suite.ts`, made after the method was, by other means: counts, shares, sizes
 * over several powers of ten, values that are rounded, saturated or skewed. Annotators differ in how coarse they look: each sees a
 * change when it is clear enough for them beside what else varies. Even seeds judge.
 */
export const otherChanges = {
  releases,
  counts,
  shares,
  memory,
  rounded,
  ramps,
  sizes,
  outage,
  clients,
  bounded,
  plain,
  swings,
} as const satisfies Readonly<Record<string, (random: Random, length: number) => Draft>>

interface AnnotatedColumn extends Annotated {
  readonly values: readonly number[]
}

export type OtherChange = keyof typeof otherChanges

interface Draft {
  readonly y: readonly number[]
  /** Where something changes, and how clearly: the change in units of what else varies there. */
  readonly changes: readonly Marked[]
}

interface Marked {
  readonly at: number
  readonly clear: number
}

export function otherChangeSuite(
  seeds: readonly number[],
  which: readonly OtherChange[],
): readonly AnnotatedColumn[] {
  return which.flatMap((family) =>
    seeds.map((seed) => {
      const random = new Random(seed * 7919 + family.length * 613 + family.charCodeAt(1) * 97)
      const { y, changes } = otherChanges[family](random, Math.round(random.scale(70, 600)))
      const factor = random.scale(1e-6, 1e6)
      return {
        name: `${family}-${seed}`,
        values: y.map((one) => one * factor),
        annotators: Array.from({ length: random.integer(4, 7) }, () => marksOf(random, changes, y.length)),
      }
    }),
  )
}

/** What one person marks: what is clearer than they ask for, a little off, rarely one that nobody else sees. */
function marksOf(random: Random, changes: readonly Marked[], length: number): readonly number[] {
  const asks = random.scale(0.8, 3)
  const care = random.between(0.5, 2.5)
  const seen = changes.filter(({ clear }) => clear > asks * random.scale(0.8, 1.25))
  const marks = seen.map(({ at }) =>
    Math.max(1, Math.min(length - 1, at + Math.round(care * random.normal()))),
  )
  return random.chance(0.05) ? [...marks, random.integer(3, length - 3)] : marks
}

/** Places of changes, as they come in time: after a least distance any moment is as likely. */
function moments(random: Random, length: number, usual: number): readonly number[] {
  const found: number[] = []
  const least = Math.max(8, Math.floor(length * 0.06))
  let at = least
  for (;;) {
    at += Math.round(random.exponential() * usual * length)
    if (at > length - least) return found
    found.push(at)
    at += least
  }
}

function stretchesOf(places: readonly number[], length: number, next: (last: number) => number) {
  let value = next(Number.NaN)
  const values: number[] = []
  const from: number[] = []
  for (let at = 0; at < length; at++) {
    if (places.includes(at)) {
      from.push(value)
      value = next(value)
    }
    values.push(value)
  }
  return { values, jumps: places.map((at, number) => Math.abs((values[at] ?? 0) - (from[number] ?? 0))) }
}

/** Milliseconds that requests take, skewed; each release may make them slower or faster. */
function releases(random: Random, length: number): Draft {
  const at = moments(random, length, 0.3)
  const spread = random.between(0.05, 0.3)
  const { values, jumps } = stretchesOf(at, length, (last) =>
    Number.isNaN(last) ? Math.log(120) : last + random.between(0.1, 0.9) * (random.chance(0.6) ? 1 : -1),
  )
  const y = values.map((one) => Math.exp(one + spread * random.normal()) + (random.chance(0.02) ? 200 : 0))
  return { y, changes: at.map((place, number) => ({ at: place, clear: (jumps[number] ?? 0) / spread })) }
}

/** Tickets a day: small whole numbers. */
function counts(random: Random, length: number): Draft {
  const at = moments(random, length, 0.4)
  const { values, jumps } = stretchesOf(at, length, (last) =>
    Number.isNaN(last) ? random.scale(1, 20) : last * (random.chance(0.5) ? random.between(1.6, 4) : 0.4),
  )
  const y = values.map((one) => random.poisson(one))
  return {
    y,
    changes: at.map((place, number) => ({
      at: place,
      clear: (jumps[number] ?? 0) / Math.sqrt(((values[place] ?? 0) + (values[place - 1] ?? 0)) / 2),
    })),
  }
}

/** Shares of what is asked for in a cache: never above one, near it most of the time. */
function shares(random: Random, length: number): Draft {
  const at = moments(random, length, 0.4)
  const { values, jumps } = stretchesOf(at, length, () => random.between(-1, 4))
  const noise = random.between(0.15, 0.6)
  let state = 0
  const y = values.map((one) => {
    state = 0.5 * state + noise * random.normal()
    return 1 / (1 + Math.exp(-one - state))
  })
  return { y, changes: at.map((place, number) => ({ at: place, clear: (jumps[number] ?? 0) / noise / 1.2 })) }
}

/** Memory that grows until a restart lets it fall. */
function memory(random: Random, length: number): Draft {
  const at = moments(random, length, 0.3)
  const rate = random.between(0.5, 3) / length
  let start = 0
  const y = Array.from({ length }, (_, index) => {
    if (at.includes(index)) start = index
    return 200 * (1 + rate * (index - start)) + 4 * random.normal()
  })
  const changes = at.map((place, number) => ({
    at: place,
    clear: (200 * rate * (place - (at[number - 1] ?? 0))) / 8,
  }))
  return { y, changes }
}

/** Instances that are running: whole numbers that stand still, with hardly any noise. */
function rounded(random: Random, length: number): Draft {
  const at = moments(random, length, 0.25)
  const { values, jumps } = stretchesOf(at, length, (last) =>
    Number.isNaN(last)
      ? random.integer(3, 40)
      : Math.max(1, last + random.integer(1, 12) * (random.chance(0.5) ? 1 : -1)),
  )
  const y = values.map((one) => one + (random.chance(0.04) ? 1 : 0))
  return { y, changes: at.map((place, number) => ({ at: place, clear: 2 * (jumps[number] ?? 0) })) }
}

/** A level that moves to another over a while; people mark the beginning, careful ones the end too. */
function ramps(random: Random, length: number): Draft {
  const start = random.integer(Math.floor(length * 0.2), Math.floor(length * 0.55))
  const long = random.integer(6, Math.floor(length * 0.25))
  const height = random.between(3, 12) * (random.chance(0.5) ? 1 : -1)
  const y = Array.from(
    { length },
    (_, index) => height * Math.min(1, Math.max(0, (index - start) / long)) + random.normal(),
  )
  return {
    y,
    changes: [
      { at: start, clear: Math.abs(height) / 2.5 },
      { at: start + long, clear: Math.abs(height) / 3.5 },
    ],
  }
}

/** Bytes written: over powers of ten, with a level that people see by its logarithm only where it is large. */
function sizes(random: Random, length: number): Draft {
  const at = moments(random, length, 0.45)
  const { values, jumps } = stretchesOf(at, length, () => random.between(2, 6))
  const spread = random.between(0.2, 0.5)
  const y = values.map((one) => Math.exp(one + spread * random.normal()))
  return {
    y,
    changes: at.map((place, number) => ({ at: place, clear: (jumps[number] ?? 0) / spread / 1.5 })),
  }
}

/** Requests with a day in them that stop for a while. */
function outage(random: Random, length: number): Draft {
  const season = random.pick([12, 24])
  const start = random.integer(Math.floor(length * 0.3), Math.floor(length * 0.75))
  const long = random.integer(8, 8 + Math.floor(length * 0.12))
  const y = Array.from({ length }, (_, index) => {
    const down = index >= start && index < start + long
    return random.poisson((down ? 0.05 : 1) * 400 * (1 + 0.5 * Math.sin((2 * Math.PI * index) / season)))
  })
  return {
    y,
    changes: [
      { at: start, clear: 4 },
      { at: start + long, clear: 3.5 },
    ],
  }
}

/** Clients that come and stay: a count that grows at a rate, and the rate changes. */
function clients(random: Random, length: number): Draft {
  const at = moments(random, length, 0.6)
  const { values, jumps } = stretchesOf(at, length, () => random.scale(0.2, 20))
  let sum = 0
  const y = values.map((rate) => (sum += random.poisson(rate)))
  const changes = at.map((place, number) => ({
    at: place,
    clear: (6 * (jumps[number] ?? 0)) / ((values[place] ?? 1) + (values[place - 1] ?? 1)),
  }))
  return { y, changes }
}

/** Use in per cent that is full for a while. */
function bounded(random: Random, length: number): Draft {
  const at = moments(random, length, 0.35)
  let isFull = random.chance(0.3)
  const y: number[] = []
  let state = 0
  for (let index = 0; index < length; index++) {
    if (at.includes(index)) isFull = !isFull
    state = 0.8 * state + 5 * random.normal()
    y.push(
      isFull ? 100 - (random.chance(0.1) ? random.uniform() * 4 : 0) : Math.min(99, Math.max(1, 45 + state)),
    )
  }
  return { y, changes: at.map((place) => ({ at: place, clear: 4 })) }
}

/** Nothing happens, with tails, memory or a season. */
function plain(random: Random, length: number): Draft {
  const keeps = random.between(0, 0.8)
  const heavy = random.chance(0.5)
  const season = random.chance(0.3) ? random.pick([7, 24]) : 0
  let state = 0
  const y = Array.from({ length }, (_, index) => {
    state = keeps * state + (heavy ? random.heavy() : random.normal())
    return state + (season > 0 ? 3 * Math.sin((2 * Math.PI * index) / season) : 0)
  })
  return { y, changes: [] }
}

/** A swing that grows or dies, its middle the same. */
function swings(random: Random, length: number): Draft {
  const at = random.integer(Math.floor(length * 0.25), Math.floor(length * 0.75))
  const factor = random.chance(0.5) ? random.between(2, 6) : 1 / random.between(2, 6)
  const keeps = random.between(0, 0.5)
  let state = 0
  const y = Array.from({ length }, (_, index) => {
    state = keeps * state + random.normal()
    return state * (index >= at ? factor : 1)
  })
  return { y, changes: [{ at, clear: 1.3 * Math.abs(Math.log(factor)) }] }
}
