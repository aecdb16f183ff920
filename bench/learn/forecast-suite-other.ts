import type { Future } from './forecast-suite.ts'
import { Random } from './random.ts'

/**
 * Hours of another character than those of `forecast-suite.ts`, made after the mix was: only to see whether what was chosen
 * there holds elsewhere. 700 or 960 hours, of which the last 48 are to be forecast. Even seeds judge.
 */
export const otherFutures = {
  demand,
  heat,
  wind,
  orders,
  holiday,
  moved,
  batch,
  growing,
  roam,
  saturated,
} as const satisfies Readonly<Record<string, (random: Random, length: number) => readonly number[]>>

export type OtherFuture = keyof typeof otherFutures

export function otherFutureSuite(seeds: readonly number[], family: OtherFuture): readonly Future[] {
  return seeds.map((seed) => {
    const random = new Random(seed * 3571 + family.length * 811 + family.charCodeAt(1) * 53)
    const length = random.pick([700, 960]) + 48
    const factor = random.scale(1e-3, 1e6)
    const y = otherFutures[family](random, length).map((one) => one * factor)
    return {
      name: `${family}-${seed}`,
      history: y.slice(0, -48),
      actual: y.slice(-48),
      stepSeconds: 3600,
      seasons: [24, 168],
    }
  })
}

function hours(length: number, value: (at: number) => number): readonly number[] {
  return Array.from({ length }, (_, at) => value(at))
}

/** Two bumps a day, fewer at weekends, each of its own height. */
function demand(random: Random, length: number): readonly number[] {
  const [first, second] = [random.between(7, 11), random.between(16, 21)]
  const weekend = random.between(0.5, 0.95)
  const noise = random.between(0.01, 0.06)
  const shift = random.integer(0, 167)
  let day = 1
  let slow = 0
  return hours(length, (at) => {
    const hour = (at + shift) % 24
    if (hour === 0) day = Math.exp(0.04 * random.normal())
    slow = 0.9 * slow + noise * random.normal()
    const bumps = Math.exp(-((hour - first) ** 2) / 8) + 0.8 * Math.exp(-((hour - second) ** 2) / 6)
    return (0.5 + bumps) * (Math.floor((at + shift) / 24) % 7 > 4 ? weekend : 1) * day * Math.exp(slow)
  })
}

/** Degrees, also below zero: a day on weather that wanders. */
function heat(random: Random, length: number): readonly number[] {
  const size = random.between(1, 6)
  const phase = random.uniform() * 6.28
  let weather = 10 * random.normal()
  return hours(length, (at) => {
    weather = 0.99 * weather + 0.5 * random.normal()
    return weather + size * Math.sin((2 * Math.PI * at) / 24 + phase) + 0.2 * random.normal()
  })
}

/** Power of wind: no season, never below nothing nor above what is built. */
function wind(random: Random, length: number): readonly number[] {
  let state = random.normal()
  return hours(length, () => {
    state = 0.97 * state + 0.25 * random.normal()
    return 100 / (1 + Math.exp(-2 * state))
  })
}

/** Orders an hour: small counts, none at night. */
function orders(random: Random, length: number): readonly number[] {
  const rate = random.scale(0.5, 30)
  const opens = random.integer(6, 10)
  const sunday = random.between(0.1, 0.8)
  return hours(length, (at) => {
    const isOpen = at % 24 >= opens && at % 24 < opens + 12
    const week = Math.floor(at / 24) % 7 === 6 ? sunday : 1
    return random.poisson(isOpen ? rate * week * random.between(0.7, 1.3) : 0.02 * rate)
  })
}

/** Visits with days on which hardly anybody comes, the last of them shortly before the end. */
function holiday(random: Random, length: number): readonly number[] {
  const weekend = random.between(0.5, 1.6)
  const odd = new Set([random.integer(3, 12), Math.floor((length - 48) / 24) - random.integer(1, 5)])
  let slow = 0
  return hours(length, (at) => {
    slow = 0.95 * slow + 0.03 * random.normal()
    const shape = 1.2 - Math.cos((2 * Math.PI * at) / 24) + 0.3 * Math.cos((4 * Math.PI * at) / 24)
    const week = Math.floor(at / 24) % 7 > 4 ? weekend : 1
    return random.poisson(500 * shape * week * (odd.has(Math.floor(at / 24)) ? 0.4 : 1) * Math.exp(slow))
  })
}

/** A load whose level moved some days before the end. */
function moved(random: Random, length: number): readonly number[] {
  const at = length - 48 - random.integer(30, 250)
  const factor = random.between(0.4, 2)
  const size = random.between(0.1, 0.5)
  let slow = 0
  return hours(length, (hour) => {
    slow = 0.9 * slow + 0.03 * random.normal()
    return (hour >= at ? factor : 1) * 50 * Math.exp(size * Math.sin((2 * Math.PI * hour) / 24) + slow)
  })
}

/** A machine that is idle but for jobs at fixed hours, a longer one each week. */
function batch(random: Random, length: number): readonly number[] {
  const starts = [random.integer(0, 11), random.integer(12, 22)]
  const weekly = random.integer(0, 6)
  return hours(length, (at) => {
    const runs = starts.some((one) => at % 24 >= one && at % 24 < one + 2)
    const long = Math.floor(at / 24) % 7 === weekly && at % 24 < 8
    return (
      5 +
      Math.abs(random.normal()) +
      (runs ? 40 + 4 * random.normal() : 0) +
      (long ? 30 + 4 * random.normal() : 0)
    )
  })
}

/** A product that grows by a few per cent a week, its day growing with it. */
function growing(random: Random, length: number): readonly number[] {
  const rate = random.between(-0.05, 0.12) / 168
  const size = random.between(0.2, 0.8)
  const week = random.between(0, 0.3)
  let slow = 0
  return hours(length, (at) => {
    slow = 0.8 * slow + 0.03 * random.normal()
    const day = size * Math.sin((2 * Math.PI * at) / 24)
    return Math.exp(rate * at + day + week * Math.sin((2 * Math.PI * at) / 168) + slow)
  })
}

/** A walk with a small day on it. */
function roam(random: Random, length: number): readonly number[] {
  const size = random.between(0, 3)
  let state = 500
  return hours(length, (at) => {
    state += random.heavy()
    return state + size * Math.sin((2 * Math.PI * at) / 24)
  })
}

/** Use that can't go above what there is: flat by day. */
function saturated(random: Random, length: number): readonly number[] {
  const need = random.between(0.8, 1.6)
  let slow = 0
  return hours(length, (at) => {
    slow = 0.97 * slow + 0.05 * random.normal()
    return Math.min(
      100,
      Math.max(0, 60 * need * (1 + Math.sin((2 * Math.PI * at) / 24)) * Math.exp(slow)) + random.uniform(),
    )
  })
}
