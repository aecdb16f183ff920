/** Where a new level would be likeliest to have begun. */
export interface Beginning {
  /** How many values there are since. */
  readonly since: number
  /** By how much two means describe the values better than one: the sum of squares that is saved. */
  readonly gain: number
}

/**
 * The corners of the convex hull of the sums of a series: of all places where a higher level (or, for -1, a lower one)
 * may have begun, only these can be the likeliest, now or later. There are about as many as the logarithm of the length; of
 * more than a bound the oldest are forgotten.
 */
export class Hull {
  readonly #sign: 1 | -1
  readonly #counts: number[] = [0]
  readonly #sums: number[] = [0]
  #count = 0
  #sum = 0

  constructor(sign: 1 | -1) {
    this.#sign = sign
  }

  add(value: number): void {
    this.#count++
    this.#sum += this.#sign * value
    while (this.#isInside()) {
      this.#counts.pop()
      this.#sums.pop()
    }
    this.#counts.push(this.#count)
    this.#sums.push(this.#sum)
    if (this.#counts.length > mostCorners) {
      // The first is where the level itself began.
      this.#counts.splice(1, 1)
      this.#sums.splice(1, 1)
    }
  }

  /** The likeliest beginning of a level that is at least so many values long. */
  best(shortest: number): Beginning {
    let found: Beginning = { since: 0, gain: 0 }
    const all = this.#count
    for (let corner = 1; corner < this.#counts.length; corner++) {
      const before = this.#counts[corner] ?? 0
      const since = all - before
      if (since < shortest) break
      const sum = this.#sums[corner] ?? 0
      const higher = (this.#sum - sum) / since - sum / before
      if (higher <= 0) continue
      const gain = ((before * since) / all) * higher ** 2
      if (gain > found.gain) found = { since, gain }
    }
    return found
  }

  /** Whether the last corner lies on or above the line from the one before it to the new sum. */
  #isInside(): boolean {
    const last = this.#counts.length - 1
    if (last < 1) return false
    const [before = 0, corner = 0] = [this.#counts[last - 1], this.#counts[last]]
    const [low = 0, sum = 0] = [this.#sums[last - 1], this.#sums[last]]
    return (sum - low) * (this.#count - corner) >= (this.#sum - sum) * (corner - before)
  }
}

/** As many corners as are kept. */
const mostCorners = 64
