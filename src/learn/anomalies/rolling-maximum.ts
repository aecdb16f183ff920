/** The largest of the latest values, at a constant cost on average. */
export class RollingMaximum {
  readonly #capacity: number
  readonly #values: number[] = []
  readonly #places: number[] = []
  #first = 0
  #seen = 0

  constructor(capacity: number) {
    this.#capacity = Math.max(1, Math.floor(capacity))
  }

  /** Zero before there is any. */
  get maximum(): number {
    return this.#values[this.#first] ?? 0
  }

  add(value: number): void {
    while (this.#values.length > this.#first && (this.#values.at(-1) ?? 0) <= value) {
      this.#values.pop()
      this.#places.pop()
    }
    this.#values.push(value)
    this.#places.push(this.#seen++)
    if ((this.#places[this.#first] ?? 0) <= this.#seen - 1 - this.#capacity) this.#first++
    if (this.#first > 64 && this.#first * 2 > this.#values.length) this.#compact()
  }

  #compact(): void {
    this.#values.splice(0, this.#first)
    this.#places.splice(0, this.#first)
    this.#first = 0
  }
}
