import { RollingOrder } from '../rolling.ts'
import { Days } from './days.ts'
import { Moves } from './moves.ts'
import { Neighbours } from './neighbours.ts'

/** One way in which a value can be unusual. */
export interface Measured {
  readonly name: 'gap' | 'still' | 'move' | 'step' | 'level' | 'drift' | 'day' | 'stretch'
  /** How far it is from usual; compared with its own past only. NaN while there is too little past. */
  readonly distance: number
  /** Less than this is usual, whatever the past was. */
  readonly floor: number
}

/** What each measure says, for people. */
export const measureWords: Readonly<Record<Measured['name'], string>> = {
  gap: 'so many values are missing before it',
  still: 'so many values are the same as it',
  move: 'so far it is from the value before, more than is usual at this time',
  step: 'so far it is from the median of the last 12',
  level: 'so far the median of the last 40 is from that of the 600 before',
  drift: 'so far the median of the last 16 is from that of 16 that were 80 before',
  day: 'so far it is from what earlier days had at this time',
  stretch: 'so far the last 16 are from the nearest earlier stretch',
}

/** The past of one series, as much as the measures need. */
export class Measures {
  readonly #few = new RollingOrder(12)
  readonly #levels = new Medians({ latest: 40, back: 40, earlier: 600, least: 60 })
  readonly #drifts = new Medians({ latest: 16, back: 80, earlier: 16, least: 16 })
  readonly #windows = new Neighbours(1500)
  readonly #days = new Days()
  readonly #still = new Still()
  readonly #gaps = new Gaps()
  readonly #moves = new Moves()

  /** Measures a value and takes it in. */
  next(time: number, value: number): readonly Measured[] {
    const step = this.#few.count < 5 ? Number.NaN : Math.abs(value - this.#few.quantile(0.5))
    this.#few.add(value)
    this.#windows.add(value)
    const gap = this.#gaps.next(time)
    return [
      { name: 'gap', distance: gap, floor: 12 },
      { name: 'still', distance: this.#still.next(value), floor: 12 },
      { name: 'move', distance: this.#moves.next(time, value, gap > 0), floor: 0 },
      { name: 'step', distance: step, floor: 0 },
      { name: 'level', distance: this.#levels.next(value), floor: 0 },
      { name: 'drift', distance: this.#drifts.next(value), floor: 0 },
      { name: 'day', distance: this.#days.next(time, value), floor: 0 },
      { name: 'stretch', distance: this.#windows.distance(16), floor: 0 },
    ]
  }

  /** Measures a value that is missing. */
  missing(time: number): Measured {
    return { name: 'gap', distance: this.#gaps.missing(time), floor: 12 }
  }
}

/** How far the median of the latest values is from that of earlier ones. */
class Medians {
  readonly #latest: RollingOrder
  readonly #earlier: RollingOrder
  readonly #between: number[] = []
  readonly #back: number
  readonly #least: number

  /** The earlier ones are those of which `back` values came since; there must be `least` of them. */
  constructor(of: {
    readonly latest: number
    readonly back: number
    readonly earlier: number
    readonly least: number
  }) {
    this.#latest = new RollingOrder(of.latest)
    this.#earlier = new RollingOrder(of.earlier)
    this.#back = of.back
    this.#least = of.least
  }

  /** NaN while too few are known. */
  next(value: number): number {
    this.#latest.add(value)
    this.#between.push(value)
    if (this.#between.length > this.#back) this.#earlier.add(this.#between.shift() ?? 0)
    return this.#earlier.count < this.#least
      ? Number.NaN
      : Math.abs(this.#latest.quantile(0.5) - this.#earlier.quantile(0.5))
  }
}

/** How many values are the same one after another, once there was another. */
class Still {
  #last = Number.NaN
  #count = 0
  #moved = false

  next(value: number): number {
    if (value === this.#last) this.#count++
    else {
      this.#moved ||= !Number.isNaN(this.#last)
      this.#count = 0
    }
    this.#last = value
    return this.#moved ? this.#count : 0
  }
}

/** How many values are missing: those that say so, and those that the times tell of. */
class Gaps {
  readonly #steps = new RollingOrder(25)
  #last = Number.NaN
  #missing = 0

  next(time: number): number {
    const told = this.missing(time) - 1
    const step = time - this.#last
    // Steps over missing values are no usual steps.
    if (step > 0 && this.#missing === 1) this.#steps.add(step)
    if (!Number.isNaN(time)) this.#last = time
    this.#missing = 0
    return Math.max(0, told)
  }

  missing(time: number): number {
    this.#missing++
    const usual = this.#steps.quantile(0.5)
    const byTime = usual > 0 ? Math.floor((time - this.#last) / usual + 0.01) : 0
    return Math.max(this.#missing, byTime > 0 ? byTime : 0)
  }
}
