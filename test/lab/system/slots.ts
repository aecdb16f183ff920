/** So many at once; who comes later waits for a turn. */
export class Slots {
  #limit: number
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  get taken(): number {
    return this.#taken
  }

  get waiting(): number {
    return this.#waiting.length
  }

  set limit(limit: number) {
    this.#limit = limit
    this.#next()
  }

  async take(): Promise<void> {
    if (this.#taken < this.#limit) {
      this.#taken++
      return
    }
    await new Promise<void>((go) => this.#waiting.push(go))
  }

  free(): void {
    this.#taken--
    this.#next()
  }

  #next(): void {
    while (this.#taken < this.#limit) {
      const go = this.#waiting.shift()
      if (go === undefined) return
      this.#taken++
      go()
    }
  }
}
