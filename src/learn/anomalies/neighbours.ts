/**
 * How far the latest window of values is from the nearest earlier one: what never happened before is far from all.
 * Costs `width` × `history` multiplications a value and remembers `history` values.
 */
export class Neighbours {
  readonly #width: number
  readonly #history: number
  /** Twice as long as what counts, so that a window always lies in one piece. */
  readonly #values: Float64Array
  #count = 0

  constructor(width: number, history: number) {
    this.#width = width
    this.#history = history
    this.#values = new Float64Array(2 * (history + width))
  }

  /** Takes a value in; zero until there is something to compare with. */
  next(value: number): number {
    if (this.#count === this.#values.length) {
      this.#values.copyWithin(0, this.#count - this.#history)
      this.#count = this.#history
    }
    this.#values[this.#count++] = value
    return Math.sqrt(this.#nearest() / this.#width)
  }

  #nearest(): number {
    const width = this.#width
    const values = this.#values
    const latest = this.#count - width
    const last = latest - width
    if (last < width) return 0
    const from = Math.max(0, latest - this.#history + width)
    let nearest = Infinity
    for (let start = last; start >= from; start--) {
      let sum = 0
      // The latest values differ first, so most windows are given up early.
      for (let at = width - 1; at >= 0 && sum < nearest; at--) {
        const difference = (values[start + at] ?? 0) - (values[latest + at] ?? 0)
        sum += difference * difference
      }
      if (sum < nearest) nearest = sum
    }
    return nearest
  }
}
