/** How much each caller may still ask: a bucket that fills with time. */
export class Limits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>()
  readonly #perSecond: number
  readonly #burst: number

  constructor({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = perSecond
    this.#burst = burst
  }

  /** Takes one; false when there is none left. */
  take(who: string, now: number): boolean {
    if (this.#buckets.size > mostBuckets) this.#sweep(now)
    const bucket = this.#buckets.get(who) ?? { tokens: this.#burst, at: now }
    const tokens = Math.min(
      this.#burst,
      bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * this.#perSecond,
    )
    this.#buckets.set(who, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
    return tokens >= 1
  }

  /** Seconds until there is one again. */
  get wait(): number {
    return Math.max(1, Math.ceil(1 / this.#perSecond))
  }

  /** A full bucket is like none. */
  #sweep(now: number): void {
    for (const [who, { tokens, at }] of this.#buckets)
      if (tokens + ((now - at) / 1000) * this.#perSecond >= this.#burst) this.#buckets.delete(who)
  }
}

const mostBuckets = 10_000
