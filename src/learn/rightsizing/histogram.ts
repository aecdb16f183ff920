/** How a histogram's buckets grow. */
export interface Buckets {
  /** The width of the first. */
  readonly first: number
  /** By what each is wider than the one before. */
  readonly ratio: number
  readonly most: number
  /** Seconds after which a sample counts half. */
  readonly halfLife: number
}

/** From 10 millicores, each bucket 5 % wider, samples of yesterday count half, as the Vertical Pod Autoscaler has it. */
export const cpuBuckets: Buckets = { first: 0.01, ratio: 1.05, most: 1000, halfLife: 86_400 }
/** From 10 MB, each bucket 5 % wider. */
export const memoryBuckets: Buckets = { first: 1e7, ratio: 1.05, most: 1e12, halfLife: 86_400 }

/**
 * A histogram whose samples count less as they age. Its memory is its buckets, some two hundred, whatever the number
 * of samples; adding one and asking for a share cost as much as looking at those.
 */
export class DecayingHistogram {
  readonly #buckets: Buckets
  readonly #weights: Float64Array
  /** Weights are said as of this time, so that old ones needn't be changed. */
  #reference = Number.NaN

  constructor(buckets: Buckets) {
    this.#buckets = buckets
    this.#weights = new Float64Array(2 + bucketOf(buckets, buckets.most))
  }

  /** Takes a sample, or takes one away with a negative weight. */
  add(value: number, weight: number, time: number): void {
    if (!Number.isFinite(value) || !Number.isFinite(weight)) return
    if (Number.isNaN(this.#reference)) this.#reference = time
    if ((time - this.#reference) / this.#buckets.halfLife > 100) this.#refer(time)
    const at = Math.min(this.#weights.length - 1, bucketOf(this.#buckets, Math.max(0, value)))
    const decayed = weight * 2 ** ((time - this.#reference) / this.#buckets.halfLife)
    this.#weights[at] = Math.max(0, (this.#weights[at] ?? 0) + decayed)
  }

  /** The end of the bucket below which a share of the weight lies; NaN of none. */
  percentile(share: number): number {
    const whole = this.#weights.reduce((sum, one) => sum + one, 0)
    if (!(whole > 0)) return Number.NaN
    let sum = 0
    for (const [at, weight] of this.#weights.entries()) {
      sum += weight
      if (weight > 0 && sum >= share * whole * (1 - 1e-12)) return endOf(this.#buckets, at)
    }
    return endOf(this.#buckets, this.#weights.length - 1)
  }

  #refer(time: number): void {
    const factor = 2 ** ((this.#reference - time) / this.#buckets.halfLife)
    for (const [at, weight] of this.#weights.entries()) this.#weights[at] = weight * factor
    this.#reference = time
  }
}

/** Bucket n begins at first × (ratio^n − 1) / (ratio − 1). */
function bucketOf({ first, ratio }: Buckets, value: number): number {
  return value < first ? 0 : Math.floor(Math.log((value * (ratio - 1)) / first + 1) / Math.log(ratio))
}

function endOf({ first, ratio, most }: Buckets, bucket: number): number {
  return Math.min(most, (first * (ratio ** (bucket + 1) - 1)) / (ratio - 1))
}
