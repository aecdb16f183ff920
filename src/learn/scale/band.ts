import { RollingOrder } from '../rolling.ts'
import { Past } from './past.ts'
import { forecasting, predictorsOf, type Forecaster, type Predictor } from './predictors.ts'

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

/** Errors that a margin is made of: more are more exact, fewer follow faster. */
const mostErrors = 2016
const fewestErrors = 24
/** Parts of a season that have margins of their own. */
const parts = 16
/** How fast the memory of which way is best fades, in steps. */
const memory = 600
/** What a unit that is missing counts against one that is idle, when ways are compared that are short equally often. */
const missing = 2
/** By how much one step moves the share that margins are made for. */
const pace = 0.004

/**
 * The upper band of a load at one lead, step by step, looking back only. Each way to look ahead keeps the ratios of
 * what came to what it had said, of all times and of the same part of the season; their quantile is its margin. The
 * one whose band cost least lately speaks, and the quantile follows how often the band was too low. Holds a bounded
 * part of the past: the longest season four times, and some thousand errors for each way.
 */
export class LeadBand {
  readonly #lead: number
  readonly #short: number
  readonly #past: Past
  readonly #ways: readonly Way[]
  readonly #said: Float64Array
  #time = 0
  #level = Number.NaN
  /** The share that margins are made for, so that the wanted one comes out. */
  #share: number

  constructor({ lead, short, seasons, forecaster }: BandOptions) {
    this.#lead = Math.max(1, lead)
    this.#short = short
    this.#share = short
    const kept = 4 * Math.max(lead, 24, ...seasons) + lead + 8
    this.#past = new Past(kept)
    const more = forecaster === undefined ? [] : [forecasting(forecaster, kept, Math.max(12, lead))]
    this.#ways = [...predictorsOf(seasons), ...more].flatMap((predictor) => [
      new Way(predictor, this.#lead, undefined),
      ...seasons.slice(0, 1).map((season) => new Way(predictor, this.#lead, season)),
    ])
    this.#said = new Float64Array(this.#lead).fill(Number.NaN)
  }

  /** Takes the load of now and says the band of `lead` steps on. */
  next(load: number): Upper {
    this.#past.add(load)
    this.#learn(load)
    for (const way of this.#ways) {
      const point = way.predictor.predict(this.#past, this.#lead)
      way.say(this.#time, Math.max(point, 0.05 * this.#level, 1e-9), this.#share)
    }
    const best = this.#best()
    this.#said[this.#time % this.#lead] = best.upper
    this.#time++
    return best
  }

  #learn(load: number): void {
    if (!Number.isFinite(load)) return
    this.#level = Number.isNaN(this.#level) ? load : this.#level + (load - this.#level) / 48
    for (const way of this.#ways) way.learn(this.#time, load)
    const said = this.#said[this.#time % this.#lead] ?? Number.NaN
    if (!Number.isFinite(said)) return
    const moved = this.#share + pace * (this.#short - (load > said ? 1 : 0))
    this.#share = Math.min(2 * this.#short, Math.max(0.1 * this.#short, moved))
  }

  #best(): Upper {
    const able = this.#ways.filter((way) => Number.isFinite(way.upper))
    const judged = able.filter((way) => way.judged >= fewestErrors)
    let best: Way | undefined
    for (const way of judged.length > 0 ? judged : able)
      if (best === undefined || way.loss < best.loss) best = way
    return best === undefined
      ? { upper: Number.NaN, by: 'too little is known' }
      : { upper: best.upper, by: best.predictor.name }
  }
}

/** One way to look ahead, with what became of it. */
class Way {
  readonly predictor: Predictor
  readonly #lead: number
  readonly #season: number | undefined
  /** The ratios of what came to what was said: of all times, or by parts of the season, each with half its neighbours. */
  readonly #errors: readonly RollingOrder[]
  readonly #bases: Float64Array
  readonly #uppers: Float64Array
  /** The band of `lead` steps on; NaN while too little is known. */
  upper = Number.NaN
  /** What its bands cost lately. */
  loss = 0
  judged = 0

  constructor(predictor: Predictor, lead: number, season: number | undefined) {
    this.predictor = predictor
    this.#lead = lead
    this.#season = season
    const size = season === undefined ? mostErrors : mostErrors / 6
    this.#errors = Array.from({ length: season === undefined ? 1 : parts }, () => new RollingOrder(size))
    this.#bases = new Float64Array(lead).fill(Number.NaN)
    this.#uppers = new Float64Array(lead).fill(Number.NaN)
  }

  /** Compares what came with what it had said of it. */
  learn(time: number, load: number): void {
    const base = this.#bases[time % this.#lead] ?? Number.NaN
    if (!Number.isFinite(base)) return
    for (const part of this.#partsOf(time)) this.#errors[part]?.add(Math.min(1e6, load / base))
    const upper = this.#uppers[time % this.#lead] ?? Number.NaN
    if (!Number.isFinite(upper)) return
    this.judged++
    const loss = Math.max(0, upper - load) + missing * Math.max(0, load - upper)
    this.loss += (loss - this.loss) / Math.min(memory, this.judged)
  }

  /** Says the band of the step that lies `lead` after a time. */
  say(time: number, base: number, share: number): void {
    const slot = time % this.#lead
    const errors = this.#errors[this.#partsOf(time + this.#lead)[0] ?? 0]
    const count = errors?.count ?? 0
    // Of few errors the quantile is uncertain: its place is moved up by as much as is usual.
    const place = Math.min(1, ((1 - share) * (count + 1)) / Math.max(1, count))
    this.upper = count < fewestErrors ? Number.NaN : base * (errors?.quantile(place) ?? Number.NaN)
    this.#bases[slot] = base
    this.#uppers[slot] = this.upper
  }

  /** The part of the season that a time is in, then the nearer neighbour. */
  #partsOf(time: number): readonly number[] {
    if (this.#season === undefined) return [0]
    const place = ((time % this.#season) / this.#season) * parts
    const own = Math.floor(place)
    const other = (place - own < 0.5 ? own + parts - 1 : own + 1) % parts
    return [own, other]
  }
}
