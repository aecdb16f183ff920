import { median } from '../statistics.ts'

/** What was at the same time of earlier days: at most seven of them, each in at most 288 slots. */
export class Days {
  readonly #values = new Float64Array(slots * kept)
  /** The day a value is of, from 1; 0 where there is none. */
  readonly #days = new Int32Array(slots * kept)
  #first = Number.NaN

  /** How far a value is from the median of earlier days at this time; NaN while there are too few. Then takes it in. */
  next(time: number, value: number): number {
    if (!Number.isFinite(time)) return Number.NaN
    if (Number.isNaN(this.#first)) this.#first = Math.floor(time / length) * length
    const since = time - this.#first
    const day = Math.floor(since / length)
    if (day < 0 || day > 1e6) return Number.NaN
    const slot = Math.floor(((since - day * length) / length) * slots)
    const near = this.#near(day, slot)
    this.#put(day, slot, value)
    if (near.length < 4) return Number.NaN
    return Math.abs(value - median(near))
  }

  #near(day: number, slot: number): readonly number[] {
    const found: number[] = []
    for (let back = 1; back <= kept; back++)
      for (let step = -1; step <= 1; step++) {
        const whole = (day - back) * slots + slot + step
        const there = Math.floor(whole / slots)
        if (there < 0) continue
        const place = (whole - there * slots) * kept + (there % kept)
        if (this.#days[place] === there + 1) found.push(this.#values[place] ?? 0)
      }
    return found
  }

  #put(day: number, slot: number, value: number): void {
    const place = slot * kept + (day % kept)
    this.#days[place] = day + 1
    this.#values[place] = value
  }
}

const length = 86_400
const slots = 288
const kept = 7
