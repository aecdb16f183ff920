/**
 * How large the largest 2 % of about the latest 2,000 values are in the mean, in little memory: of each 100 values the
 * eight largest are kept, and blocks of 100 are forgotten whole. A mean of the largest follows heavy tails, where a
 * quantile stays behind.
 */
export class UsualMost {
  /** The kept values in ascending order. */
  readonly #sorted = new Float64Array((blocks + 1) * kept)
  /** The kept values of each block. */
  readonly #blocks: number[][] = []
  #held = 0
  #latest: number[] = []
  #seen = 0

  /** How many values it knows of. */
  get count(): number {
    return this.#blocks.length * size + this.#seen
  }

  /** The mean of the largest values, 2 in a hundred and at least one; 0 of none. */
  get value(): number {
    const above = Math.min(this.#held, Math.max(1, Math.round(0.02 * this.count)))
    let sum = 0
    for (let at = this.#held - above; at < this.#held; at++) sum += this.#sorted[at] ?? 0
    return above === 0 ? 0 : sum / above
  }

  add(value: number): void {
    const smallest = this.#latest[0] ?? 0
    if (this.#latest.length < kept) this.#keep(value)
    else if (value > smallest) {
      this.#latest.shift()
      this.#remove(smallest)
      this.#keep(value)
    }
    this.#seen++
    if (this.#seen === size) this.#close()
  }

  #close(): void {
    this.#blocks.push(this.#latest)
    this.#latest = []
    this.#seen = 0
    if (this.#blocks.length <= blocks - 1) return
    for (const old of this.#blocks.shift() ?? []) this.#remove(old)
  }

  #keep(value: number): void {
    const place = this.#latest.findIndex((one) => one >= value)
    this.#latest.splice(place === -1 ? this.#latest.length : place, 0, value)
    const at = this.#placeOf(value)
    this.#sorted.copyWithin(at + 1, at, this.#held)
    this.#sorted[at] = value
    this.#held++
  }

  #remove(value: number): void {
    const at = this.#placeOf(value)
    this.#sorted.copyWithin(at, at + 1, this.#held)
    this.#held--
  }

  #placeOf(value: number): number {
    let low = 0
    let high = this.#held
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

const size = 100
const blocks = 20
const kept = 8
