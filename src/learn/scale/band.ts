import { RollingOrder } from '../rolling.ts'
import { Course } from './course.ts'
import { Past } from './past.ts'
import { asNow, forecasting, predictorsOf, type Forecaster, type Predictor } from './predictors.ts'
import { reactiveReady } from './reactive.ts'
import { fewestErrors, Way } from './way.ts'

/** What the upper band says of a coming step. */
export interface Upper {
  /** The load stays below it in the wanted share of steps. NaN while too little is known. */
  readonly upper: number
  /** Whether what is there then should be kept as long as the load needs it. */
  readonly keeps: boolean
  /** Which way to look ahead it rests on. */
  readonly by: string
}

export interface BandOptions {
  /** Another way to look ahead. */
  readonly forecaster?: Forecaster
  /** Steps that new capacity needs. */
  readonly lead: number
  /** The share of steps in which the load may be above. */
  readonly short: number
  /** In steps, ascending. */
  readonly seasons: readonly number[]
}

/**
 * The upper band of a load at one lead, step by step, looking back only. Each way to look ahead keeps the ratios of
 * what came to what it had said, of all times and of the same part of the season; their quantile is its margin. The
 * one whose band cost least lately speaks, and the quantile follows how often there was too little. What is made of it is
 * chosen between courses by what each would have cost: the band, or following the load, and what is there kept as long as it is
 * needed, or not. Holds a bounded part of the past: the longest season four times, and some thousand errors for each way.
 */
export class LeadBand {
  readonly #lead: number
  readonly #past: Past
  readonly #ways: readonly Way[]
  /** The ways that rest on each predictor, which is asked once a step: it may go on by a step each time. */
  readonly #asked = new Map<Predictor, readonly Way[]>()
  readonly #follower: Way
  /** The first is taken until another is known to be cheaper. */
  readonly #courses: readonly { readonly course: Course; readonly follows: boolean }[]
  /** The loads of the longest season. */
  readonly #loads: RollingOrder
  #time = 0
  #level = Number.NaN

  constructor({ lead, short, seasons, forecaster }: BandOptions) {
    this.#lead = Math.max(1, lead)
    const longest = Math.max(lead, 24, ...seasons)
    const kept = 4 * longest + lead + 8
    this.#loads = new RollingOrder(longest)
    this.#past = new Past(kept)
    const more = forecaster === undefined ? [] : [forecasting(forecaster, kept, Math.max(12, lead))]
    this.#follower = new Way(asNow, this.#lead, undefined)
    const ways = [...predictorsOf(seasons), ...more].flatMap((predictor) => [
      new Way(predictor, this.#lead, undefined),
      ...seasons.slice(0, 1).map((season) => new Way(predictor, this.#lead, season)),
    ])
    this.#ways = [this.#follower, ...ways]
    for (const way of this.#ways)
      this.#asked.set(way.predictor, [...(this.#asked.get(way.predictor) ?? []), way])
    const days = Math.max(leastTried, 3 * (seasons[0] ?? 0))
    this.#courses = [true, false].flatMap((keeps) =>
      [false, true].map((follows) => {
        const tried = keeps ? leastTried : days
        return { follows, course: new Course({ short, lead: this.#lead, keeps, tried }) }
      }),
    )
  }

  /** Takes the load of now and says the band of `lead` steps on. */
  next(load: number): Upper {
    this.#learn(load)
    this.#past.add(load)
    const share = this.#courses[0]?.course.share ?? 0
    const most = mostTimes * this.#loads.quantile(1)
    for (const [predictor, ways] of this.#asked) {
      const point = predictor.predict(this.#past, this.#lead)
      // Before there is any load nothing can be told in shares of it.
      const base = this.#level > 0 ? Math.max(point, 0.05 * this.#level, 1e-9) : Number.NaN
      for (const way of ways) way.say(this.#time, base, { share, most })
    }
    const best = this.#best()
    for (const { course, follows } of this.#courses)
      course.say(this.#time, (follows ? this.#follower : best)?.upperAt(course.share) ?? Number.NaN)
    this.#time++
    return this.#chosen(best)
  }

  #learn(load: number): void {
    if (!Number.isFinite(load)) return
    this.#level = Number.isNaN(this.#level) ? load : this.#level + (load - this.#level) / 48
    this.#loads.add(load)
    for (const way of this.#ways) way.learn(this.#time, load)
    const ready = reactiveReady(this.#past, this.#lead)
    for (const { course } of this.#courses) course.learn(this.#time, load, ready)
  }

  #best(): Way | undefined {
    const able = this.#ways.filter((way) => Number.isFinite(way.upper))
    const judged = able.filter((way) => way.judged >= fewestErrors)
    const upToDate = judged.filter((way) => !way.isBehind)
    let best: Way | undefined
    for (const way of [upToDate, judged, able].find(({ length }) => length > 0) ?? [])
      if (best === undefined || way.loss < best.loss) best = way
    return best
  }

  #chosen(best: Way | undefined): Upper {
    if (best === undefined) return { upper: Number.NaN, keeps: true, by: 'too little is known' }
    const able = this.#courses.filter(
      ({ course }, at) => at === 0 || (course.isKnown && Number.isFinite(course.upper)),
    )
    let [chosen] = able
    for (const one of able) if (priceOf(one) < priceOf(chosen)) chosen = one
    const { predictor } = chosen?.follows === true ? this.#follower : best
    const { upper = Number.NaN, keeps = true } = chosen?.course ?? {}
    return { upper, keeps, by: predictor.name }
  }
}

/** What a course costs. Not to keep what is needed has to save a tenth: it rests on what comes being known. */
function priceOf(one: { readonly course: Course } | undefined): number {
  if (one === undefined) return Infinity
  return one.course.loss / (one.course.keeps ? 1 : mostPart)
}

const mostPart = 0.9
/** Steps that a course is tried for before it may be taken; one that lets go what is needed three of the shortest seasons, too. */
const leastTried = 300
/** No band is higher than so many times the largest load of the longest season: what follows an outage is no share of it. */
const mostTimes = 1.5
