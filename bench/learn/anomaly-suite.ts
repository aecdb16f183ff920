import type { Labelled } from './nab.ts'
import { Random } from './random.ts'

/** Series as monitoring has them, with known anomalies: each family a kind of source, each seed another of its kind. */
export const families = {
  cpu,
  latency,
  seasonal,
  hourly,
  temperature,
  roads,
  mentions,
  steps,
  walk,
  zeros,
  cron,
  memory,
  bursts,
  plateau,
} as const satisfies Readonly<Record<string, (random: Random) => Draft>>

export type Family = keyof typeof families

export function anomalySuite(seeds: readonly number[], which: readonly Family[]): readonly Labelled[] {
  return which.flatMap((family, number) =>
    seeds.map((seed) => {
      const random = new Random(seed * 7919 + number * 104729 + family.length * 31)
      return finished(`${family}-${seed}`, families[family](random), random)
    }),
  )
}

interface Draft {
  readonly step: number
  readonly y: number[]
  readonly anomalies: number[]
  readonly irregular?: boolean
}

function finished(name: string, { step, y, anomalies, irregular }: Draft, random: Random): Labelled {
  const factor = random.scale(0.001, 1000)
  const shift = random.chance(0.3) ? random.normal() * factor * 10 : 0
  let time = 1_400_000_000 + random.integer(0, 6 * 86_400)
  time -= time % step
  const timestamps: number[] = []
  const values: number[] = []
  const starts: number[] = []
  const gaps = random.chance(0.2) ? 0.002 : 0
  for (const [at, value] of y.entries()) {
    time += irregular === true ? step * (1 + Math.floor(random.exponential() * 1.5)) : step
    if (anomalies.includes(at)) starts.push(values.length)
    if (random.chance(gaps)) continue
    timestamps.push(time)
    values.push(value * factor + shift)
  }
  return { name, timestamps, values, anomalies: starts }
}

/** Places for anomalies: behind the probation, apart from each other. */
function places(random: Random, length: number, most = 3): number[] {
  const count = random.chance(0.12) ? 0 : random.integer(1, most)
  const found: number[] = []
  for (let tries = 0; tries < 50 && found.length < count; tries++) {
    const at = random.integer(Math.floor(length * 0.22), Math.floor(length * 0.96))
    if (found.every((one) => Math.abs(one - at) > length * 0.1)) found.push(at)
  }
  return found.toSorted((a, b) => a - b)
}

function noise(random: Random, length: number, keeps: number): number[] {
  let state = 0
  return Array.from({ length }, () => (state = keeps * state + Math.sqrt(1 - keeps ** 2) * random.normal()))
}

/** What an anomaly does to a stretch: several kinds. */
function disturb(random: Random, y: number[], at: number, spread: number): void {
  const length = random.integer(6, Math.floor(y.length * 0.05))
  const sign = random.chance(0.65) ? 1 : -1
  const kind = random.pick(['spike', 'spike', 'shift', 'shift', 'ramp', 'flat', 'noise', 'quiet'] as const)
  const size = spread * random.scale(2.5, 12)
  const here = y[at] ?? 0
  for (let offset = 0; at + offset < y.length; offset++) {
    const index = at + offset
    const value = y[index] ?? 0
    if (kind === 'spike' && offset < random.integer(1, 4)) y[index] = value + sign * size * 1.5
    else if (kind === 'shift' && (offset < length * 3 || length % 2 === 0))
      y[index] = value + (sign * size) / 2
    else if (kind === 'ramp' && offset < length * 2) y[index] = value + (sign * size * offset) / length / 2
    else if (kind === 'flat' && offset < length) y[index] = here
    else if (kind === 'noise' && offset < length) y[index] = value + (random.normal() * size) / 2
    else if (kind === 'quiet' && offset < length * 2) y[index] = here + (value - here) * 0.1
  }
}

function deviation(y: readonly number[]): number {
  const mean = y.reduce((a, b) => a + b, 0) / y.length
  return Math.sqrt(y.reduce((a, b) => a + (b - mean) ** 2, 0) / y.length)
}

/** A machine's use of its processor: a low level, small bursts, now and then a large one that means nothing. */
function cpu(random: Random): Draft {
  const length = 4032
  const base = random.scale(0.5, 40)
  const wobble = base * random.scale(0.01, 0.2)
  const rate = random.scale(0.0005, 0.03)
  const y = noise(random, length, random.between(0, 0.9)).map(
    (one) =>
      base + wobble * one + (random.chance(rate) ? base * random.scale(0.1, 1.2) * random.exponential() : 0),
  )
  const anomalies = places(random, length, 2)
  for (const at of anomalies) {
    const kind = random.pick(['jump', 'spike', 'drop', 'busy'] as const)
    const size = base * random.scale(0.5, 3) + wobble * 6
    const long = random.integer(20, 400)
    for (let index = at; index < length; index++) {
      const value = y[index] ?? 0
      if (kind === 'jump' && index < at + long * 4) y[index] = value + size
      if (kind === 'spike' && index < at + 3) y[index] = value + size * 2
      if (kind === 'drop' && index < at + long) y[index] = value * 0.1
      if (kind === 'busy' && index < at + long && random.chance(0.3))
        y[index] = value + size * random.uniform()
    }
  }
  return { step: 300, y, anomalies }
}

/** How long requests take: skewed, with quiet and busy times. */
function latency(random: Random): Draft {
  const length = random.integer(1800, 5000)
  const slow = noise(random, length, 0.995)
  const spread = random.between(0.1, 0.5)
  const y = slow.map((one) =>
    Math.exp(0.3 * one + spread * random.normal() + (random.chance(0.01) ? random.exponential() : 0)),
  )
  const anomalies = places(random, length)
  for (const at of anomalies) disturb(random, y, at, deviation(y))
  return { step: 300, y, anomalies }
}

/** A day at five minutes. */
function seasonal(random: Random): Draft {
  const length = random.integer(3000, 6000)
  const second = random.between(0, 0.7)
  const phase = random.uniform() * 6.28
  const level = random.between(0.05, 0.4)
  const pulse = random.chance(0.4)
  const e = noise(random, length, random.between(0, 0.8))
  const y = e.map((one, at) => {
    const angle = (2 * Math.PI * at) / 288
    const wave = pulse
      ? at % 288 > 100 && at % 288 < 180
        ? 2
        : 0
      : Math.sin(angle) + second * Math.sin(2 * angle + phase)
    return wave + level * one
  })
  const anomalies = places(random, length, 2)
  for (const at of anomalies) {
    const kind = random.pick(['dropped', 'higher', 'flat', 'shift', 'moved', 'more'] as const)
    for (let index = at; index < Math.min(length, at + 288); index++) {
      const value = y[index] ?? 0
      if (kind === 'dropped') y[index] = -1 + level * random.normal()
      if (kind === 'higher') y[index] = value * 1.8
      if (kind === 'flat') y[index] = y[at] ?? 0
      if (kind === 'shift') y[index] = value + 1.2
      if (kind === 'moved') y[index] = y[Math.max(0, index - 96 - 288)] ?? 0
      if (kind === 'more') y[index] = value + level * 4 * random.normal()
    }
  }
  return { step: 300, y, anomalies }
}

/** Hours or half hours, with days and weeks, as sales and rides have them. */
function hourly(random: Random): Draft {
  const half = random.chance(0.5)
  const perDay = half ? 48 : 24
  const length = half ? random.integer(5000, 10_000) : random.integer(1500, 2500)
  const weekend = random.between(0.3, 0.9)
  const spread = random.between(0.04, 0.2)
  const e = noise(random, length, random.between(0.2, 0.9))
  const y = e.map((one, at) => {
    const day = Math.floor(at / perDay) % 7
    const angle = (2 * Math.PI * at) / perDay
    const shape = 1.4 - Math.cos(angle) + 0.4 * Math.sin(2 * angle)
    return (
      shape * (day > 4 ? weekend : 1) * (1 + spread * one) +
      (random.chance(0.003) ? 0.7 * random.exponential() : 0)
    )
  })
  const anomalies = places(random, length, 4)
  for (const at of anomalies) {
    const kind = random.pick(['holiday', 'storm', 'event', 'spike'] as const)
    const long = kind === 'holiday' || kind === 'storm' ? perDay : Math.ceil(perDay / 8)
    for (let index = at; index < Math.min(length, at + long); index++) {
      const value = y[index] ?? 0
      if (kind === 'holiday') y[index] = value * 0.5
      if (kind === 'storm') y[index] = value * 0.15
      if (kind === 'event') y[index] = value * 1.4 + 1
      if (kind === 'spike') y[index] = value + 3
    }
  }
  return { step: half ? 1800 : 3600, y, anomalies }
}

/** A machine's temperature: wanders, falls and comes back. */
function temperature(random: Random): Draft {
  const length = random.integer(7000, 15_000)
  const slow = noise(random, length, 0.9985)
  const fast = noise(random, length, 0.9)
  const y = slow.map((one, at) => 70 + 6 * one + 1.5 * (fast[at] ?? 0))
  const anomalies = places(random, length, 3)
  for (const at of anomalies) {
    const long = random.integer(60, 500)
    const depth = random.between(15, 60)
    const before = random.chance(0.4) ? 200 : 0
    for (let index = Math.max(0, at - before); index < Math.min(length, at + long); index++)
      y[index] =
        (y[index] ?? 0) - depth * Math.min(1, (index - at + before) / Math.max(1, before + long * 0.3))
  }
  return { step: random.pick([300, 3600]), y, anomalies }
}

/** Speeds and occupancy on roads, measured when a car comes. */
function roads(random: Random): Draft {
  const length = random.integer(1100, 2500)
  const rush = random.between(0.2, 1)
  const y = noise(random, length, 0.3).map((one, at) => {
    const hour = ((at * 10) / 60) % 24
    const jam = (hour > 7 && hour < 9) || (hour > 16 && hour < 18) ? rush * 12 : 0
    return 70 - jam * random.uniform() + 5 * one - (random.chance(0.02) ? 15 * random.exponential() : 0)
  })
  const anomalies = places(random, length, 3)
  for (const at of anomalies) {
    const long = random.integer(3, 40)
    const size = random.between(25, 60)
    for (let index = at; index < Math.min(length, at + long); index++)
      y[index] = (y[index] ?? 0) - size * random.between(0.6, 1)
  }
  return { step: 300, y: y.map((one) => Math.round(one)), anomalies, irregular: true }
}

/** How often a name is mentioned: counts with a day, echoing bursts, and real news. */
function mentions(random: Random): Draft {
  const length = 15_800
  const base = random.scale(3, 60)
  const day = random.between(0.2, 0.8)
  let burst = 0
  const anomalies = places(random, length, 4)
  const sizes = new Map(anomalies.map((at) => [at, base * random.scale(6, 40)]))
  const y = Array.from({ length }, (_, at) => {
    burst =
      burst * 0.85 + (random.chance(0.004) ? base * random.exponential() * 1.5 : 0) + (sizes.get(at) ?? 0)
    const rate = base * (1 + day * Math.sin((2 * Math.PI * at) / 288)) + burst
    return random.poisson(Math.max(0.1, rate * random.between(0.7, 1.3)))
  })
  return { step: 300, y, anomalies }
}

/** Levels that change every so often; an anomaly is a level never seen. */
function steps(random: Random): Draft {
  const length = 4032
  const levels = [1, 1.3, random.between(1.5, 2)]
  let level = 1
  const anomalies = places(random, length, 2)
  let strange = 0
  let strangeLevel = 0
  const y = Array.from({ length }, (_, at) => {
    if (random.chance(0.004)) level = levels[random.integer(0, 2)] ?? 1
    if (anomalies.includes(at)) {
      strange = random.integer(20, 200)
      strangeLevel = random.chance(0.5) ? 0.2 : 3.2
    }
    strange--
    return (strange > 0 ? strangeLevel : level) + 0.03 * random.normal()
  })
  return { step: 300, y, anomalies }
}

/** A price. */
function walk(random: Random): Draft {
  const length = random.integer(1500, 4000)
  let state = 100
  let energy = 1
  const anomalies = places(random, length, 2)
  const y = Array.from({ length }, (_, at) => {
    energy = 0.98 * energy + 0.02 * random.exponential() * 2
    state += Math.sqrt(energy) * 0.2 * random.heavy()
    if (anomalies.includes(at)) state += (random.chance(0.5) ? 1 : -1) * random.between(4, 12)
    return state
  })
  return { step: random.pick([300, 3600]), y, anomalies }
}

/** Mostly nothing: errors, disk writes. */
function zeros(random: Random): Draft {
  const length = 4032
  const rate = random.scale(0.01, 0.2)
  const y = Array.from({ length }, () => (random.chance(rate) ? Math.round(random.scale(1, 30)) : 0))
  const anomalies = places(random, length, 2)
  for (const at of anomalies) {
    const long = random.integer(3, 60)
    const size = random.scale(20, 200)
    for (let index = at; index < Math.min(length, at + long); index++)
      if (random.chance(0.8)) y[index] = (y[index] ?? 0) + Math.round(size * random.uniform())
  }
  return { step: 300, y, anomalies }
}

/** A job that runs by the clock: a spike each hour or day; the anomaly is its absence, or another at a wrong time. */
function cron(random: Random): Draft {
  const length = 4032
  const period = random.pick([12, 36, 72, 144, 288])
  const long = Math.max(1, Math.floor(period / random.integer(6, 20)))
  const y = noise(random, length, 0.5).map(
    (one, at) => 10 + one + (at % period < long ? 30 + 3 * random.normal() : 0),
  )
  const anomalies = places(random, length, 2)
  for (const at of anomalies) {
    const absent = random.chance(0.5)
    for (let index = at; index < Math.min(length, at + Math.max(period * 2, 40)); index++)
      y[index] = absent ? 10 + random.normal() : (y[index] ?? 0) + (random.chance(0.4) ? 30 : 0)
  }
  return { step: 300, y, anomalies }
}

/** Memory: a saw that is emptied; the anomaly is a leak that goes on, or a crash. */
function memory(random: Random): Draft {
  const length = 4032
  const slope = random.scale(0.01, 0.2)
  const limit = random.between(5, 15)
  let level = 0
  let leak = 0
  const anomalies = places(random, length, 2)
  const crash = random.chance(0.5)
  const y = Array.from({ length }, (_, at) => {
    if (anomalies.includes(at)) leak = random.integer(100, 300)
    leak--
    level += slope * random.uniform() * 2
    if (level > limit && (leak <= 0 || crash)) level = random.uniform()
    if (leak > 0 && crash) return -10 + 0.2 * random.normal()
    return level + 0.2 * random.normal() + (leak > 0 ? limit * 0.6 : 0)
  })
  return { step: 300, y, anomalies }
}

/** Network traffic: bursts of every size. */
function bursts(random: Random): Draft {
  const length = random.integer(2000, 5000)
  let state = 0
  const y = Array.from({ length }, () => {
    state = state * 0.6 + (random.chance(0.05) ? random.exponential() ** 2 : 0)
    return 1 + state + 0.1 * Math.abs(random.normal())
  })
  const anomalies = places(random, length, 2)
  for (const at of anomalies) {
    const long = random.integer(5, 100)
    const size = random.between(8, 30)
    for (let index = at; index < Math.min(length, at + long); index++)
      y[index] = (y[index] ?? 0) + size * random.between(0.5, 1)
  }
  return { step: 300, y, anomalies }
}

/** Nearly constant, as a disk or a set point: small anomalies are large here. */
function plateau(random: Random): Draft {
  const length = random.integer(2500, 4500)
  const digits = random.chance(0.5) ? 1 : 100
  const y = noise(random, length, 0.2).map((one) => Math.round((50 + 0.6 * one) * digits) / digits)
  const anomalies = places(random, length, 2)
  for (const at of anomalies) disturb(random, y, at, 1.2)
  return { step: 300, y, anomalies }
}
