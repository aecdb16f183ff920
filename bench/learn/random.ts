/** Numbers that look random and are the same for the same seed (mulberry32, in the public domain). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
    for (let at = 0; at < 5; at++) this.uniform()
  }

  /** From 0 to 1. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** Between two numbers above zero, evenly by their logarithm. */
  scale(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)))
  }

  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  chance(share: number): boolean {
    return this.uniform() < share
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  exponential(): number {
    return -Math.log(1 - this.uniform())
  }

  /** Heavy tails: Student's t with three degrees of freedom. */
  heavy(): number {
    const square = this.normal() ** 2 + this.normal() ** 2 + this.normal() ** 2
    return this.normal() / Math.sqrt(square / 3)
  }

  poisson(rate: number): number {
    if (rate > 40) return Math.max(0, Math.round(rate + Math.sqrt(rate) * this.normal()))
    let product = this.uniform()
    let count = 0
    const limit = Math.exp(-rate)
    while (product > limit) {
      product *= this.uniform()
      count++
    }
    return count
  }

  pick<One>(list: readonly [One, ...One[]]): One {
    return list[Math.floor(this.uniform() * list.length)] ?? list[0]
  }
}
