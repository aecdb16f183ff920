/**
 * The latest values, and how far the latest window of them is from the nearest earlier one: what never happened before
 * is far from all. A window costs its width times the history in the worst case, mostly a few times the history.
 */
export class Neighbours {
  readonly #history: number
  /** Twice as long as what counts, so that a window always lies in one piece. */
  readonly #values: Float64Array
  /** For each width where the nearest window began; the next one probably begins a step later. */
  readonly #hints = new Map<number, number>()
  #count = 0

  constructor(history: number) {
    this.#history = history
    this.#values = new Float64Array(2 * history)
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      this.#values.copyWithin(0, this.#count - this.#history)
      for (const [width, at] of this.#hints) this.#hints.set(width, at - (this.#count - this.#history))
      this.#count = this.#history
    }
    this.#values[this.#count++] = value
  }

  /** The distance by value from the latest window to the nearest that doesn't touch it; NaN while there is none. */
  distance(width: number): number {
    const latest = this.#count - width
    const from = Math.max(0, this.#count - this.#history)
    if (latest - width < from + width) return Number.NaN
    const hint = (this.#hints.get(width) ?? -1) + 1
    let best = latest - width
    // A near window to begin with lets most others be given up after a few values.
    let nearest = hint >= from && hint <= best ? this.#apart(hint, width, Infinity) : Infinity
    if (nearest < Infinity) best = hint
    for (let start = latest - width; start >= from; start--) {
      const sum = this.#apart(start, width, nearest)
      if (sum >= nearest) continue
      nearest = sum
      best = start
    }
    this.#hints.set(width, best)
    return Math.sqrt(nearest / width)
  }

  /** The sum of squares between a window and the latest; no further than to a limit. The latest values differ first. */
  #apart(start: number, width: number, limit: number): number {
    const values = this.#values
    const shift = this.#count - width - start
    let sum = 0
    for (let at = start + width - 1; at >= start && sum < limit; at--) {
      const difference = (values[at] ?? 0) - (values[at + shift] ?? 0)
      sum += difference * difference
    }
    return sum
  }
}
