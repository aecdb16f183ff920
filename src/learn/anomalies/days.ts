/** What was at the same time of earlier days: at most seven of them, each in at most 288 slots. */
export class Days {
  readonly #values = new Float64Array(slots * kept)
  /** The day a value is of, from 1; 0 where there is none. */
  readonly #days = new Int32Array(slots * kept)
  /** What is near a time, ascending. */
  readonly #near = new Float64Array(3 * kept)
  #count = 0
  #first = Number.NaN

  /** How far a value is from the median of earlier days at this time; NaN while there are too few. Then takes it in. */
  next(time: number, value: number): number {
    if (!Number.isFinite(time)) return Number.NaN
    if (Number.isNaN(this.#first)) this.#first = Math.floor(time / length) * length
    const since = time - this.#first
    const day = Math.floor(since / length)
    if (day < 0 || day > 1e6) return Number.NaN
    const slot = Math.floor(((since - day * length) / length) * slots)
    this.#gather(day, slot)
    const place = slot * kept + (day % kept)
    this.#days[place] = day + 1
    this.#values[place] = value
    return this.#count < 4 ? Number.NaN : Math.abs(value - this.#middle())
  }

  /** Collects what earlier days had in the slot and its neighbours. */
  #gather(day: number, slot: number): void {
    this.#count = 0
    for (let back = 1; back <= kept; back++)
      for (let step = -1; step <= 1; step++) {
        const whole = (day - back) * slots + slot + step
        const there = Math.floor(whole / slots)
        const place = (whole - there * slots) * kept + (there % kept)
        if (there >= 0 && this.#days[place] === there + 1) this.#insert(this.#values[place] ?? 0)
      }
  }

  #insert(value: number): void {
    let at = this.#count++
    for (; at > 0 && (this.#near[at - 1] ?? 0) > value; at--) this.#near[at] = this.#near[at - 1] ?? 0
    this.#near[at] = value
  }

  #middle(): number {
    const half = this.#count >> 1
    const high = this.#near[half] ?? 0
    return this.#count % 2 === 1 ? high : high / 2 + (this.#near[half - 1] ?? 0) / 2
  }
}

const length = 86_400
const slots = 288
const kept = 7
