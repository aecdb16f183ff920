import { Course } from './course.ts'
import { Past } from './past.ts'
import { asNow, forecasting, predictorsOf, type Forecaster } from './predictors.ts'
import { fewestErrors, Way } from './way.ts'

/** What the upper band says of a coming step. */
export interface Upper {
  /** The load stays below it in the wanted share of steps. NaN while too little is known. */
  readonly upper: number
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
 * chosen between two courses by what each would have cost: the band, or following the load. Holds a
 * bounded part of the past: the longest season four times, and some thousand errors for each way.
 */
export class LeadBand {
  readonly #lead: number
  readonly #past: Past
  readonly #ways: readonly Way[]
  readonly #follower: Way
  /** The first is taken until another is known to be cheaper. */
  readonly #courses: readonly { readonly course: Course; readonly follows: boolean }[]
  #time = 0
  #level = Number.NaN

  constructor({ lead, short, seasons, forecaster }: BandOptions) {
    this.#lead = Math.max(1, lead)
    const kept = 4 * Math.max(lead, 24, ...seasons) + lead + 8
    this.#past = new Past(kept)
    const more = forecaster === undefined ? [] : [forecasting(forecaster, kept, Math.max(12, lead))]
    this.#follower = new Way(asNow, this.#lead, undefined)
    const ways = [...predictorsOf(seasons), ...more].flatMap((predictor) => [
      new Way(predictor, this.#lead, undefined),
      ...seasons.slice(0, 1).map((season) => new Way(predictor, this.#lead, season)),
    ])
    this.#ways = [this.#follower, ...ways]
    this.#courses = [false, true].map((follows) => ({ follows, course: new Course(short, this.#lead) }))
  }

  /** Takes the load of now and says the band of `lead` steps on. */
  next(load: number): Upper {
    this.#past.add(load)
    this.#learn(load)
    const share = this.#courses[0]?.course.share ?? 0
    for (const way of this.#ways) {
      const point = way.predictor.predict(this.#past, this.#lead)
      // Before there is any load nothing can be told in shares of it.
      const base = this.#level > 0 ? Math.max(point, 0.05 * this.#level, 1e-9) : Number.NaN
      way.say(this.#time, base, share)
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
    for (const way of this.#ways) way.learn(this.#time, load)
    for (const { course } of this.#courses) course.learn(this.#time, load)
  }

  #best(): Way | undefined {
    const able = this.#ways.filter((way) => Number.isFinite(way.upper))
    const judged = able.filter((way) => way.judged >= fewestErrors)
    let best: Way | undefined
    for (const way of judged.length > 0 ? judged : able)
      if (best === undefined || way.loss < best.loss) best = way
    return best
  }

  #chosen(best: Way | undefined): Upper {
    if (best === undefined) return { upper: Number.NaN, by: 'too little is known' }
    const able = this.#courses.filter(
      ({ course }, at) => at === 0 || (course.isKnown && Number.isFinite(course.upper)),
    )
    let [chosen] = able
    for (const one of able) if (one.course.loss < (chosen?.course.loss ?? 0)) chosen = one
    const { predictor } = chosen?.follows === true ? this.#follower : best
    return { upper: chosen?.course.upper ?? Number.NaN, by: predictor.name }
  }
}
