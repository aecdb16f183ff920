/** The last values, so many. */
export class Past {
  readonly #values: Float64Array
  #count = 0

  constructor(size: number) {
    this.#values = new Float64Array(Math.max(1, size))
  }

  add(value: number): void {
    this.#values[this.#count % this.#values.length] = value
    this.#count++
  }

  /** The value so many steps ago; NaN before the first and where it is missing. */
  ago(steps: number): number {
    if (steps < 0 || steps >= this.#values.length || steps >= this.#count) return Number.NaN
    return this.#values[(this.#count - 1 - steps) % this.#values.length] ?? Number.NaN
  }
}
