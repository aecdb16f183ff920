import { between } from './statistics.ts'

/** The latest values in order of size: adding one and asking for a quantile cost the logarithm of how many are kept, and a short move of memory. */
export class RollingOrder {
  readonly capacity: number
  readonly #ring: Float64Array
  readonly #sorted: Float64Array
  #count = 0
  #next = 0

  constructor(capacity: number) {
    this.capacity = Math.max(1, Math.floor(capacity))
    this.#ring = new Float64Array(this.capacity)
    this.#sorted = new Float64Array(this.capacity)
  }

  get count(): number {
    return this.#count
  }

  /** Takes a finite value in; the oldest goes when there are too many. */
  add(value: number): void {
    if (this.#count === this.capacity) this.#remove(this.#ring[this.#next] ?? 0)
    this.#ring[this.#next] = value
    this.#next = (this.#next + 1) % this.capacity
    const at = this.#placeOf(value)
    this.#sorted.copyWithin(at + 1, at, this.#count)
    this.#sorted[at] = value
    this.#count++
  }

  /** The value below which a share of the kept ones lies; NaN of none. */
  quantile(share: number): number {
    if (this.#count === 0) return Number.NaN
    const place = share * (this.#count - 1)
    const low = this.#sorted[Math.floor(place)] ?? 0
    const high = this.#sorted[Math.ceil(place)] ?? 0
    return between(low, high, place - Math.floor(place))
  }

  /** How many of the kept values are below this one. */
  below(value: number): number {
    return this.#placeOf(value)
  }

  #remove(value: number): void {
    const at = this.#placeOf(value)
    this.#sorted.copyWithin(at, at + 1, this.#count)
    this.#count--
  }

  #placeOf(value: number): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
