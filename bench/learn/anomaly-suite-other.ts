import type { Labelled } from './nab.ts'
import { Random } from './random.ts'

/**
 * Series of another character than those of `anomaly-suite.ts`, made after the detector was: only to see whether what was
 * chosen there holds elsewhere. Even seeds judge.
 */
export const otherFamilies = {
  machine,
  prices,
  posts,
  regimes,
  holidays,
  sparse,
  tails,
  trips,
  typing,
  drawn,
  pulses,
  backups,
  room,
  blip,
  balancer,
  queue,
} as const satisfies Readonly<Record<string, (random: Random) => Draft>>

export type OtherFamily = keyof typeof otherFamilies

export function otherSuite(seeds: readonly number[], which: readonly OtherFamily[]): readonly Labelled[] {
  return which.flatMap((family, number) =>
    seeds.map((seed) => {
      const random = new Random(seed * 6271 + number * 90_001 + 17)
      return finished(`${family}-${seed}`, otherFamilies[family](random), random)
    }),
  )
}

interface Draft {
  readonly step: number
  readonly y: readonly number[]
  readonly anomalies: readonly number[]
  /** Seconds between values, where they don't come evenly. */
  readonly gap?: (random: Random) => number
}

/** Renamed and rescaled, some with values that come twice or not at all. */
function finished(name: string, { step, y, anomalies, gap }: Draft, random: Random): Labelled {
  const factor = random.scale(1e-9, 1e9)
  const shift = random.chance(0.4) ? (random.chance(0.5) ? 1 : -1) * factor * random.scale(1, 1e4) : 0
  const holes = random.chance(0.25) ? 0.004 : 0
  const twice = random.chance(0.15) ? 0.003 : 0
  let time = 1_380_000_000 + step * random.integer(0, 5000)
  const timestamps: number[] = []
  const values: number[] = []
  const starts: number[] = []
  let away = 0
  for (const [at, value] of y.entries()) {
    time += gap?.(random) ?? step
    if (anomalies.includes(at)) starts.push(values.length)
    if (away === 0 && random.chance(holes)) away = random.integer(1, 12)
    if (away > 0) {
      away--
      continue
    }
    for (let copy = random.chance(twice) ? 2 : 1; copy > 0; copy--) {
      timestamps.push(time)
      values.push(value * factor + shift)
    }
  }
  return { name, timestamps, values, anomalies: starts }
}

function somewhere(random: Random, length: number, most: number, apart = 0.12): number[] {
  const count = random.integer(1, most)
  const found: number[] = []
  for (let tries = 0; tries < 60 && found.length < count; tries++) {
    const at = random.integer(Math.floor(length * 0.2), Math.floor(length * 0.95))
    if (found.every((one) => Math.abs(one - at) > length * apart)) found.push(at)
  }
  return found.toSorted((a, b) => a - b)
}

/** Whether a place lies so far behind one of the anomalies; how far, else -1. */
function since(anomalies: readonly number[], at: number, long: number): number {
  const last = anomalies.findLast((one) => one <= at)
  return last !== undefined && at - last < long ? at - last : -1
}

/** A bearing's temperature: follows its load, cools when it is switched off, and fails after a slow decline. */
function machine(random: Random): Draft {
  const length = random.integer(6000, 9000)
  const anomalies = somewhere(random, length, 3)
  const decline = random.integer(80, 500)
  const off = random.integer(30, 200)
  const depth = random.between(12, 60)
  let load = 80
  let heat = 90
  let drift = 0
  const y = Array.from({ length }, (_, at) => {
    if (random.chance(0.002)) load = random.between(70, 95)
    drift = 0.995 * drift + 0.12 * random.normal()
    const behind = since(anomalies, at, off)
    const ahead = anomalies.find((one) => one > at && one - at < decline)
    const lost = ahead === undefined ? 0 : depth * 0.5 * (1 - (ahead - at) / decline)
    heat += 0.03 * (load + (behind >= 0 ? -depth * 1.5 : 0) - heat)
    return heat - lost + drift + 0.4 * random.normal() + 1.5 * Math.sin((2 * Math.PI * at) / 288)
  })
  return { step: 300, y, anomalies: anomalies.map((one) => Math.max(0, one - Math.floor(decline / 6))) }
}

/** What a thousand views cost, by the hour: skewed, quiet at night, with prices that mean nothing now and then. */
function prices(random: Random): Draft {
  const length = random.integer(1500, 1700)
  const anomalies = somewhere(random, length, 3)
  const level = random.between(0.15, 0.4)
  const size = random.between(3, 9)
  const long = random.integer(2, 14)
  let slow = 0
  const y = Array.from({ length }, (_, at) => {
    slow = 0.97 * slow + 0.05 * random.normal()
    const night = at % 24 < 7 ? 0.75 : 1
    const odd = random.chance(0.006) ? 1 + 1.2 * random.exponential() : 1
    const strange = since(anomalies, at, long) >= 0 ? size * random.between(0.5, 1) : 1
    return 0.4 * night * odd * strange * Math.exp(slow + level * random.normal())
  })
  return { step: 3600, y, anomalies }
}

/** Posts that name a company: clustered counts with day and week, each followed by more; news multiplies them. */
function posts(random: Random): Draft {
  const length = random.integer(7000, 12_000)
  const anomalies = somewhere(random, length, 4)
  const base = random.scale(2, 80)
  const fame = random.scale(3, 15)
  let echo = 0
  const y = Array.from({ length }, (_, at) => {
    const day = 1 + 0.7 * Math.sin((2 * Math.PI * (at - 90)) / 288)
    const week = Math.floor(at / 288) % 7 > 4 ? 0.7 : 1
    const behind = since(anomalies, at, 160)
    const news = behind >= 0 ? fame * Math.exp(-behind / 40) : 0
    const rate = base * day * week * (1 + news) + 0.4 * echo
    const count = random.poisson(rate * (0.4 + 0.6 * random.exponential()))
    echo = 0.5 * echo + 0.5 * Math.max(0, count - base)
    if (random.chance(0.0015)) echo += base * random.exponential() * 4
    return count
  })
  return { step: 300, y, anomalies }
}

/** A processor whose work changes with each release: level and wobble; strange is what no release had. */
function regimes(random: Random): Draft {
  const length = random.integer(3500, 5000)
  const anomalies = somewhere(random, length, 2)
  let level = random.between(15, 40)
  let wobble = random.between(0.5, 3)
  const long = random.integer(30, 300)
  const high = random.chance(0.7)
  const y = Array.from({ length }, (_, at) => {
    if (random.chance(0.0015)) {
      level = Math.min(60, Math.max(8, level + 8 * random.normal()))
      wobble = random.between(0.5, 3)
    }
    const strange = since(anomalies, at, long) >= 0
    const here = strange ? (high ? 98 : 1) : level
    return Math.min(100, Math.max(0, here + (strange ? 0.7 : wobble) * random.normal()))
  })
  return { step: 300, y, anomalies }
}

/** Requests at a quarter of an hour, with days and weeks; holidays, outages and campaigns are strange. */
function holidays(random: Random): Draft {
  const length = 96 * random.integer(50, 80)
  const anomalies = somewhere(random, length, 4)
  const spread = random.between(0.03, 0.1)
  const weekend = random.between(0.4, 0.9)
  const kinds = anomalies.map(() => random.pick(['holiday', 'outage', 'campaign'] as const))
  let slow = 0
  const y = Array.from({ length }, (_, at) => {
    slow = 0.95 * slow + spread * 0.3 * random.normal()
    const hour = (at % 96) / 4
    const shape = 0.25 + Math.exp(-((hour - 11) ** 2) / 14) + 0.8 * Math.exp(-((hour - 19.5) ** 2) / 8)
    const calendar = Math.floor(at / 96) % 7 > 4 ? weekend : 1
    const number = anomalies.findLastIndex((one) => one <= at)
    const behind = number === -1 ? Infinity : at - (anomalies[number] ?? 0)
    const kind = kinds[number]
    const factor =
      kind === 'holiday' && behind < 96
        ? 0.45
        : kind === 'outage' && behind < 6
          ? 0.03
          : kind === 'campaign' && behind < 20
            ? 2.2
            : 1
    return random.poisson(900 * shape * calendar * factor * Math.exp(slow + spread * random.normal()))
  })
  return { step: 900, y, anomalies }
}

/** Errors a minute: nearly always none; strange is when they keep coming. */
function sparse(random: Random): Draft {
  const length = random.integer(3000, 6000)
  const anomalies = somewhere(random, length, 2)
  const rate = random.scale(0.003, 0.1)
  const more = random.scale(2, 40)
  const long = random.integer(5, 60)
  const y = Array.from({ length }, (_, at) =>
    random.poisson(
      since(anomalies, at, long) >= 0 ? more : random.chance(rate) ? random.exponential() + 0.5 : 0,
    ),
  )
  return { step: 60, y, anomalies }
}

/** Times of requests with heavy tails; strange is a level, a wider tail, or a stop. */
function tails(random: Random): Draft {
  const length = random.integer(2500, 5000)
  const anomalies = somewhere(random, length, 3)
  const kind = random.pick(['level', 'wide', 'stuck'] as const)
  const long = random.integer(20, 150)
  const y = Array.from({ length }, (_, at) => {
    const strange = since(anomalies, at, long) >= 0
    const tail = random.chance(strange && kind === 'wide' ? 0.4 : 0.02) ? 60 * random.exponential() : 0
    const level = strange && kind === 'level' ? 2.2 : 1
    if (strange && kind === 'stuck') return 250 + random.normal()
    return 40 * level * Math.exp(0.15 * random.normal()) + tail
  })
  return { step: 300, y, anomalies }
}

/** Minutes of a way through a city, told whenever somebody arrives; whole numbers. */
function trips(random: Random): Draft {
  const length = random.integer(1000, 2600)
  const anomalies = somewhere(random, length, 3)
  const long = random.integer(4, 30)
  const size = random.between(1.5, 4)
  const y = Array.from({ length }, (_, at) => {
    const hour = ((at * 7) / 60) % 24
    const rush = Math.exp(-((hour - 8) ** 2) / 2) + Math.exp(-((hour - 17.5) ** 2) / 3)
    const strange = since(anomalies, at, long) >= 0 ? size : 1
    return Math.round((180 + 120 * rush) * strange * Math.exp(0.1 * random.normal()))
  })
  return {
    step: 420,
    y,
    anomalies,
    gap: (own) => Math.max(60, Math.round((420 * own.exponential()) / 60) * 60),
  }
}

/** How long somebody holds keys, none at night; strange is another person. */
function typing(random: Random): Draft {
  const length = random.integer(1800, 4500)
  const anomalies = somewhere(random, length, 2)
  const other = random.between(1.5, 2.5) * (random.chance(0.5) ? 1 : 0.2)
  const long = random.integer(40, 200)
  const y = Array.from({ length }, (_, at) => {
    const hour = ((at * 5) / 60) % 24
    const awake = hour > 8 && hour < 22 && !random.chance(0.15)
    const strange = since(anomalies, at, long) >= 0
    if (!awake && !strange) return random.chance(0.01) ? 0.05 : 0
    return 0.1 * (strange ? other : 1) * Math.exp(0.2 * random.normal())
  })
  return { step: 300, y, anomalies }
}

/** As drawn by hand: a day that repeats with a little noise, and one day that doesn't. */
function drawn(random: Random): Draft {
  const length = 288 * 14
  const day = random.integer(5, 13)
  const at = day * 288 + random.integer(20, 200)
  const kind = random.pick(['none', 'twice', 'low', 'flat', 'early', 'dense'] as const)
  const noise = random.between(0.01, 0.15)
  const from = random.integer(90, 120)
  const to = random.integer(180, 230)
  const y = Array.from({ length }, (_, index) => {
    const place = index % 288
    const odd = Math.floor(index / 288) === day
    const begin = odd && kind === 'early' ? from - 60 : from
    const isUp = place >= begin && place < to
    const top = odd && kind === 'twice' ? 2 : odd && kind === 'low' ? 0.4 : 1
    if (odd && kind === 'none') return 0.2 + noise * random.normal()
    if (odd && kind === 'flat') return 1
    return (isUp ? top : 0.2) + noise * (odd && kind === 'dense' ? 6 : 1) * random.normal()
  })
  const begins = kind === 'flat' ? day * 288 : kind === 'early' ? day * 288 + from - 60 : day * 288 + from
  return { step: 300, y, anomalies: [kind === 'dense' ? at - (at % 288) : begins] }
}

/** Bytes of a job that comes and goes: on and off for random times; strange is far more, or far longer. */
function pulses(random: Random): Draft {
  const length = random.integer(3500, 5000)
  const anomalies = somewhere(random, length, 2)
  let isOn = false
  const more = random.between(2.5, 8)
  const long = random.integer(5, 60)
  const y = Array.from({ length }, (_, at) => {
    if (random.chance(isOn ? 0.12 : 0.04)) isOn = !isOn
    const strange = since(anomalies, at, long) >= 0
    return 100 * (strange ? more : isOn ? random.between(0.8, 1.2) : 0.02) * (1 + 0.05 * random.normal())
  })
  return { step: 300, y, anomalies }
}

/** Bytes written: none, but for a backup each night that varies; strange is by day, or when it fails to come. */
function backups(random: Random): Draft {
  const length = 288 * random.integer(14, 24)
  const anomalies = somewhere(random, length, 2)
  const isMissing = random.chance(0.4)
  const starts = anomalies.map((one) => (isMissing ? one - (one % 288) + 30 : one))
  const y = Array.from({ length }, (_, at) => {
    const place = at % 288
    const isNight = place >= 24 && place < 24 + 20
    const strange = isMissing
      ? starts.some((one) => at - one > -40 && at - one < 40)
      : since(starts, at, 25) >= 0
    const here = isMissing ? isNight && !strange : isNight || strange
    return here ? 5e6 * random.between(0.7, 1.3) : random.chance(0.05) ? 2e4 * random.exponential() : 0
  })
  return { step: 300, y, anomalies: starts }
}

/** The temperature of an office by the hour: follows the weather; the heating fails. */
function room(random: Random): Draft {
  const length = random.integer(4000, 7000)
  const anomalies = somewhere(random, length, 2)
  const long = random.integer(40, 120)
  const fall = random.between(5, 12)
  let weather = 0
  const y = Array.from({ length }, (_, at) => {
    weather = 0.99 * weather + 0.2 * random.normal()
    const year = 3 * Math.sin((2 * Math.PI * at) / 8760)
    const office = Math.floor(at / 24) % 7 < 5 && at % 24 > 7 && at % 24 < 19 ? 1 : 0
    const behind = since(anomalies, at, long)
    const lost = behind < 0 ? 0 : fall * Math.min(1, (behind + 1) / 12)
    return 68 + year + weather + 2.5 * office + 0.5 * random.normal() - lost
  })
  return { step: 3600, y, anomalies }
}

/** One value for ever, and a blip. */
function blip(random: Random): Draft {
  const length = random.integer(1000, 4000)
  const anomalies = somewhere(random, length, 1)
  const long = random.integer(1, 6)
  const base = random.pick([0, 1, 100])
  return {
    step: 300,
    y: Array.from({ length }, (_, at) => base + (since(anomalies, at, long) >= 0 ? 3 : 0)),
    anomalies,
  }
}

/** Requests at a balancer that few use: a count of mostly none to some, with a crowd now and then that means nothing. */
function balancer(random: Random): Draft {
  const length = random.integer(3800, 4400)
  const anomalies = somewhere(random, length, 2)
  const more = random.scale(4, 20)
  const rate = random.scale(1, 60)
  const y = Array.from({ length }, (_, at) => {
    const behind = since(anomalies, at, 20)
    const day = 1 + 0.5 * Math.sin((2 * Math.PI * at) / 288)
    return random.poisson(
      rate * day * random.exponential() +
        (random.chance(0.01) ? 2 * rate : 0) +
        (behind >= 0 ? more * rate * 0.8 ** behind : 0),
    )
  })
  return { step: 300, y, anomalies }
}

/** Messages that wait: none while consumers keep up; grows while they don't. */
function queue(random: Random): Draft {
  const length = random.integer(3000, 5000)
  const anomalies = somewhere(random, length, 2)
  let depth = 0
  const long = random.integer(40, 200)
  const y = Array.from({ length }, (_, at) => {
    const stuck = since(anomalies, at, long) >= 0
    const come = random.poisson(
      50 * (1 + 0.6 * Math.sin((2 * Math.PI * at) / 288)) * (random.chance(0.02) ? 3 : 1),
    )
    depth = Math.max(0, depth + come - (stuck ? 20 : 95))
    return depth
  })
  return { step: 300, y, anomalies }
}
