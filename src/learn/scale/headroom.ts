/** Between which headrooms may be chosen, and what an error costs. */
export interface HeadroomOptions {
  /** Factors on the band; the fallback is 1, and none lies outside of the hard limits. */
  readonly factors: readonly number[]
  readonly limits: readonly [least: number, most: number]
  /** What a unit of load without capacity costs, where an idle unit costs one. */
  readonly missing: number
  /** Steps from a choice to what became of it. */
  readonly delay: number
  /** By which share of the fallback's cost it may be worse at most, for the sake of finding out. */
  readonly risk: number
}

/**
 * Tunes headroom: a bandit that sees what each factor would have cost, and plays another than the fallback only when
 * its worst outcome is covered by what was saved before plus the risk allowed. So it is never worse than the fallback
 * by more than that, whatever the load does (conservative bandits: Wu, Shariff, Lattimore, Szepesvári 2016).
 */
export class SafeHeadroom {
  readonly #options: HeadroomOptions
  readonly #factors: readonly number[]
  readonly #costs: Float64Array
  #fallbackCost = 0
  #chosenCost = 0
  readonly #open: { readonly band: number; readonly factor: number; readonly worst: number }[] = []
  #openWorst = 0

  constructor(options: HeadroomOptions) {
    const [least, most] = options.limits
    this.#options = options
    this.#factors = [...new Set([1, ...options.factors])].filter(
      (one) => one === 1 || (one >= least && one <= most),
    )
    this.#costs = new Float64Array(this.#factors.length)
  }

  /** The factor for a band whose outcome comes `delay` steps later. */
  choose(band: number): number {
    let factor = 1
    let best = 0
    for (const [at, cost] of this.#costs.entries()) if (cost < (this.#costs[best] ?? 0)) best = at
    const wanted = this.#factors[best] ?? 1
    const worst = this.#worstOf(wanted, band)
    const budget = this.#fallbackCost * (1 + this.#options.risk) - this.#chosenCost - this.#openWorst
    if (Number.isFinite(band) && worst <= budget) factor = wanted
    const taken = factor === 1 ? 0 : worst
    this.#open.push({ band, factor, worst: taken })
    this.#openWorst += taken
    return factor
  }

  /** Takes the load that the oldest open choice was about. */
  learn(load: number): void {
    const one = this.#open.length >= this.#options.delay ? this.#open.shift() : undefined
    if (one === undefined) return
    this.#openWorst = Math.max(0, this.#openWorst - one.worst)
    if (!Number.isFinite(load) || !Number.isFinite(one.band)) return
    for (const [at, factor] of this.#factors.entries()) {
      // Older days count less: half after about two days of five-minute steps.
      const cost = this.costOf(one.band * factor, load)
      this.#costs[at] = 0.9988 * (this.#costs[at] ?? 0) + cost
    }
    this.#fallbackCost += this.costOf(one.band, load)
    this.#chosenCost += this.costOf(one.band * one.factor, load)
  }

  /** What a capacity costs at a load. */
  costOf(capacity: number, load: number): number {
    return Math.max(0, capacity - load) + this.#options.missing * Math.max(0, load - capacity)
  }

  /** By how much a factor can cost more than the fallback, whatever load comes. */
  #worstOf(factor: number, band: number): number {
    return factor > 1 ? (factor - 1) * band : (1 - factor) * band * this.#options.missing
  }
}
