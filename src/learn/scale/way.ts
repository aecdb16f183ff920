import { RollingOrder } from '../rolling.ts'
import type { Predictor } from './predictors.ts'

/** Errors that a margin is made of: more are more exact, fewer follow faster. */
const mostErrors = 2016
/** Of fewer nothing is said. */
export const fewestErrors = 24
/** What comes after nearly nothing is no share of it: no margin is larger. */
const mostRatio = 100
/** Parts of a season that have margins of their own. */
const parts = 16
/** How fast the memory of what a way or a course costs fades, in steps. */
export const memory = 1000
/** From so many steps on that a way is below the load in, it isn't asked. */
const mostBehind = 6
/** What a unit that is missing counts against one that is idle, when ways are compared that are short equally often. */
const missing = 2

/** What a capacity cost where so much was needed. */
export function lossOf(capacity: number, load: number): number {
  return Math.max(0, capacity - load) + missing * Math.max(0, load - capacity)
}

/** One way to look ahead, with what became of it. */
export class Way {
  readonly predictor: Predictor
  readonly #lead: number
  readonly #season: number | undefined
  /** The ratios of what came to what was said: of all times, or by parts of the season, each with half its neighbours. */
  readonly #errors: readonly RollingOrder[]
  readonly #bases: Float64Array
  readonly #uppers: Float64Array
  /** What was said last, and the errors that its margin is made of. */
  #base = Number.NaN
  #margin: RollingOrder | undefined
  /** The band of `lead` steps on; NaN while too little is known. */
  upper = Number.NaN
  /** No band is higher. */
  #most = Infinity
  /** What its bands cost lately. */
  loss = 0
  judged = 0
  /** How many more of the last steps it was below the load in than not. */
  #behind = 0

  constructor(predictor: Predictor, lead: number, season: number | undefined) {
    this.predictor = predictor
    this.#lead = lead
    this.#season = season
    const size = season === undefined ? mostErrors : mostErrors / 6
    this.#errors = Array.from({ length: season === undefined ? 1 : parts }, () => new RollingOrder(size))
    this.#bases = new Float64Array(lead).fill(Number.NaN)
    this.#uppers = new Float64Array(lead).fill(Number.NaN)
  }

  /** Whether the load has left it behind: what it costs in the mean of days comes too late then. */
  get isBehind(): boolean {
    return this.#behind >= mostBehind
  }

  /** Compares what came with what it had said of it. */
  learn(time: number, load: number): void {
    const base = this.#bases[time % this.#lead] ?? Number.NaN
    if (!Number.isFinite(base)) return
    for (const part of this.#partsOf(time)) this.#errors[part]?.add(Math.min(mostRatio, load / base))
    const upper = this.#uppers[time % this.#lead] ?? Number.NaN
    if (!Number.isFinite(upper)) return
    this.judged++
    this.#behind = Math.max(0, this.#behind + (load > upper ? 1 : -1))
    this.loss += (lossOf(upper, load) - this.loss) / Math.min(memory, this.judged)
  }

  /** Says the band of the step that lies `lead` after a time, from what is expected there. */
  say(time: number, base: number, { share, most }: { readonly share: number; readonly most: number }): void {
    const slot = time % this.#lead
    this.#most = most
    this.#base = base
    this.#margin = this.#errors[this.#partsOf(time + this.#lead)[0] ?? 0]
    this.upper = this.upperAt(share)
    this.#bases[slot] = base
    this.#uppers[slot] = this.upper
  }

  /** The band that the load is above in another share of steps; NaN while too little is known. */
  upperAt(share: number): number {
    const count = this.#margin?.count ?? 0
    if (count < fewestErrors) return Number.NaN
    // Of few errors the quantile is uncertain: its place is moved up by as much as is usual.
    const place = Math.min(1, ((1 - share) * (count + 1)) / count)
    return Math.min(this.#most, this.#base * (this.#margin?.quantile(place) ?? Number.NaN))
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
