import { Random } from './random.ts'

/** A history, what came after it, and what is known of its step. */
export interface Future {
  readonly name: string
  readonly history: readonly number[]
  readonly actual: readonly number[]
  readonly stepSeconds: number
  readonly seasons: readonly number[]
}

export const futureFamilies = {
  load,
  traffic,
  fiveMinutes,
  counter,
  quiet,
  sales,
  bent,
  young,
} as const satisfies Readonly<Record<string, (random: Random) => Draft>>

export type FutureFamily = keyof typeof futureFamilies

export function futureSuite(seeds: readonly number[], family: FutureFamily): readonly Future[] {
  return seeds.map((seed) => {
    const random = new Random(seed * 4243 + family.length * 977 + family.charCodeAt(0) * 31)
    const { y, horizon, stepSeconds, seasons } = futureFamilies[family](random)
    return {
      name: `${family}-${seed}`,
      history: y.slice(0, -horizon),
      actual: y.slice(-horizon),
      stepSeconds,
      seasons,
    }
  })
}

interface Draft {
  readonly y: readonly number[]
  readonly horizon: number
  readonly stepSeconds: number
  readonly seasons: readonly number[]
}

function noise(random: Random, length: number, keeps: number): number[] {
  let state = 0
  return Array.from({ length }, () => (state = keeps * state + Math.sqrt(1 - keeps ** 2) * random.normal()))
}

/** A smooth profile of a season with a few waves. */
function profile(random: Random, length: number, waves: number): (at: number) => number {
  const parts = Array.from({ length: waves }, (_, wave) => ({
    size: random.normal() / (wave + 1),
    phase: random.uniform() * 6.28,
  }))
  return (at) =>
    parts.reduce(
      (sum, { size, phase }, wave) => sum + size * Math.sin((2 * Math.PI * (wave + 1) * at) / length + phase),
      0,
    )
}

/** A load by the hour: a day and a week, multiplied, with weather that lasts. */
function load(random: Random): Draft {
  const length = random.pick([700, 960]) + 48
  const day = profile(random, 24, 4)
  const weekend = random.between(0.6, 1)
  const weather = noise(random, length, 0.98)
  const fast = noise(random, length, 0.7)
  const size = random.between(0.1, 0.4)
  const y = weather.map((one, at) => {
    const calendar = Math.floor(at / 24) % 7 > 4 ? weekend : 1
    return 100 * calendar * Math.exp(size * day(at) + 0.04 * one + 0.02 * (fast[at] ?? 0))
  })
  return { y, horizon: 48, stepSeconds: 3600, seasons: [24, 168] }
}

/** Visits by the hour: counts, nearly none at night, with bursts. */
function traffic(random: Random): Draft {
  const length = 24 * 42 + 48
  const day = profile(random, 24, 3)
  const week = profile(random, 168, 2)
  const base = random.scale(20, 2000)
  let burst = 0
  const y = Array.from({ length }, (_, at) => {
    burst = burst * 0.8 + (random.chance(0.003) ? base * random.exponential() : 0)
    return random.poisson(base * Math.exp(day(at) + 0.3 * week(at)) + burst)
  })
  return { y, horizon: 48, stepSeconds: 3600, seasons: [24, 168] }
}

/** A service at five minutes, two weeks of it. */
function fiveMinutes(random: Random): Draft {
  const length = 288 * 14 + 72
  const day = profile(random, 288, 5)
  const e = noise(random, length, 0.9)
  const trend = random.normal()
  const y = e.map((one, at) => 10 + day(at) + (trend * at) / length + 0.3 * one)
  return { y, horizon: 72, stepSeconds: 300, seasons: [288] }
}

/** What has been counted since the start: always grows, faster by day. */
function counter(random: Random): Draft {
  const length = 24 * 30 + 24
  const day = profile(random, 24, 2)
  let sum = random.scale(1, 1000)
  const y = Array.from({ length }, (_, at) => (sum += Math.exp(0.6 * day(at) + 0.2 * random.normal())))
  return { y, horizon: 24, stepSeconds: 3600, seasons: [24] }
}

/** Errors or orders: mostly none. */
function quiet(random: Random): Draft {
  const length = 24 * 28 + 24
  const rate = random.scale(0.1, 2)
  const day = profile(random, 24, 1)
  const y = Array.from({ length }, (_, at) => random.poisson(rate * Math.exp(day(at))))
  return { y, horizon: 24, stepSeconds: 3600, seasons: [24] }
}

/** Months of a business that grows, its year growing with it. */
function sales(random: Random): Draft {
  const length = random.integer(60, 140) + 18
  const year = profile(random, 12, 4)
  const size = random.between(0.05, 0.3)
  const growth = random.between(-0.2, 1) / 60
  const e = noise(random, length, 0.6)
  const y = e.map((one, at) => 1000 * Math.exp(growth * at + size * year(at) + 0.04 * one))
  return { y, horizon: 18, stepSeconds: 2_629_800, seasons: [12] }
}

/** Days with a week in them, whose level jumps and whose slope bends now and then. */
function bent(random: Random): Draft {
  const length = random.integer(150, 500) + 14
  const week = profile(random, 7, 3)
  let level = 100
  let slope = 0
  const y = Array.from({ length }, (_, at) => {
    if (random.chance(0.01)) level += 15 * random.normal()
    if (random.chance(0.01)) slope = 0.3 * random.normal()
    level += slope
    return level + 5 * week(at) + 2 * random.normal()
  })
  return { y, horizon: 14, stepSeconds: 86_400, seasons: [7] }
}

/** An hourly series that is a few days old. */
function young(random: Random): Draft {
  const length = random.integer(40, 110) + 24
  const day = profile(random, 24, 3)
  const e = noise(random, length, 0.5)
  const y = e.map((one, at) => 50 + 10 * day(at) + 3 * one)
  return { y, horizon: 24, stepSeconds: 3600, seasons: [24] }
}
