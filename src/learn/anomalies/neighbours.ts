/**
 * The latest values, and how far the latest window of them is from the nearest earlier one: what never happened before
 * is far from all. A window costs its width times the history in the worst case, mostly a few times the history.
 */
export class Neighbours {
  readonly #history: number
  /** Twice as long as what counts, so that a window always lies in one piece. */
  readonly #values: Float64Array
  #count = 0

  constructor(history: number) {
    this.#history = history
    this.#values = new Float64Array(2 * history)
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      this.#values.copyWithin(0, this.#count - this.#history)
      this.#count = this.#history
    }
    this.#values[this.#count++] = value
  }

  /** The distance by value from the latest window to the nearest that doesn't touch it; NaN while there is none. */
  distance(width: number): number {
    const values = this.#values
    const latest = this.#count - width
    const from = Math.max(0, this.#count - this.#history)
    if (latest - width < from + width) return Number.NaN
    let nearest = Infinity
    for (let start = latest - width; start >= from; start--) {
      let sum = 0
      // The latest values differ first, so most windows are given up early.
      for (let at = width - 1; at >= 0 && sum < nearest; at--) {
        const difference = (values[start + at] ?? 0) - (values[latest + at] ?? 0)
        sum += difference * difference
      }
      if (sum < nearest) nearest = sum
    }
    return Math.sqrt(nearest / width)
  }
}
