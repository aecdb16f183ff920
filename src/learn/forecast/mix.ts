import { weightsOf, type Backtest, type Standing, type Weights } from './backtest.ts'
import { persistentMiss } from './persistent.ts'

/** What members say together. */
export interface Mix {
  readonly path: Float64Array
  readonly weights: Weights
  /** What was added at each step, because nearly all backtests missed it in the same direction. */
  readonly added: Float64Array
  /** What the mix would have said in each backtest, its weights taken from the other backtests so that they don't flatter. */
  readonly paths: readonly Float64Array[]
  /** The errors of these. */
  readonly errors: readonly Float64Array[]
}

/** What is mixed. */
export interface Parts {
  readonly tests: readonly Backtest[]
  /** What each member says of the future. */
  readonly late: readonly Float64Array[]
  /** What is known of each member. */
  readonly standings: readonly Standing[]
  readonly horizon: number
  /** As many horizons as backtests reach over. */
  readonly apart: number
  /** All values are multiples of this; 0 where there is no such number. */
  readonly grain: number
}

/**
 * Members weighed by backtests. Their weighted mean and their weighted median are mixed by which was less wrong in backtests:
 * the mean is better where errors cancel, the median where some members are far off. Where values are whole multiples of
 * something, such as counts, the mix is rounded to one if that was less wrong. What nearly all backtests missed in the same
 * direction is added.
 */
export function mixed({ tests, late, standings, horizon, apart, grain }: Parts): Mix {
  const field = { standings, horizon }
  const weights = weightsOf(tests, field)
  const tried = tests.map(({ forecasts }, at) => {
    const others = tests.length < 3 ? tests : tests.filter((_, other) => other !== at)
    return bothOf(forecasts, weightsOf(others, field))
  })
  const medians = tests.length === 0 ? 0 : shareOfMedians(tests, tried)
  const straight = tried.map((both) => between(both, medians))
  const missed = straight.map((one, at) => errorOf(tests[at], one))
  const missedBy = (but?: number): Float64Array =>
    persistentMiss(
      missed.filter((one, at) => one.length === horizon && at !== but),
      { horizon, apart },
    )
  const usual = straight.map((one, at) => sumOf(one, missedBy(at)))
  const added = missedBy()
  const path = sumOf(between(bothOf(late, weights), medians), added)
  const rounded = usual.map((one) => roundedTo(one, grain))
  const isRounded = grain > 0 && wrongIn(tests, rounded) < wrongIn(tests, usual)
  const paths = isRounded ? rounded : usual
  return {
    path: isRounded ? roundedTo(path, grain) : path,
    weights,
    added,
    paths,
    errors: paths.map((one, at) => errorOf(tests[at], one)),
  }
}

interface Both {
  readonly mean: Float64Array
  readonly median: Float64Array
}

function bothOf(forecasts: readonly Float64Array[], weights: Weights): Both {
  const mean = new Float64Array(weights.length)
  const median = new Float64Array(weights.length)
  const line = new Ascending(forecasts.length)
  for (const [step, shares] of weights.entries()) {
    line.clear()
    for (let at = 0; at < forecasts.length; at++) {
      const share = shares[at] ?? 0
      if (share > 0) line.insert(forecasts[at]?.[step] ?? 0, share)
    }
    mean[step] = line.mean
    median[step] = line.median
  }
  return { mean, median }
}

/** A few numbers in ascending order, each with its share of one. */
class Ascending {
  readonly #values: Float64Array
  readonly #shares: Float64Array
  #count = 0

  constructor(room: number) {
    this.#values = new Float64Array(room)
    this.#shares = new Float64Array(room)
  }

  clear(): void {
    this.#count = 0
  }

  insert(value: number, share: number): void {
    let at = this.#count++
    for (; at > 0 && (this.#values[at - 1] ?? 0) > value; at--) {
      this.#values[at] = this.#values[at - 1] ?? 0
      this.#shares[at] = this.#shares[at - 1] ?? 0
    }
    this.#values[at] = value
    this.#shares[at] = share
  }

  get mean(): number {
    let sum = 0
    for (let at = 0; at < this.#count; at++) sum += (this.#values[at] ?? 0) * (this.#shares[at] ?? 0)
    return sum
  }

  /** The value at which a half is reached; sums of shares round. */
  get median(): number {
    let before = 0
    for (let at = 0; at < this.#count; at++) {
      before += this.#shares[at] ?? 0
      if (before >= 0.5 - 1e-12) return this.#values[at] ?? 0
    }
    return this.mean
  }
}

/** A half where both were as wrong; nearly all or nothing where one was a fifth more wrong. */
function shareOfMedians(tests: readonly Backtest[], tried: readonly Both[]): number {
  const means = wrongIn(
    tests,
    tried.map(({ mean }) => mean),
  )
  const medians = wrongIn(
    tests,
    tried.map(({ median }) => median),
  )
  return means > 0 ? 1 / (1 + (medians / means) ** sharpness) : 0
}

const sharpness = 20

function between({ mean, median }: Both, medians: number): Float64Array {
  return mean.map((one, step) => (1 - medians) * one + medians * (median[step] ?? 0))
}

function sumOf(path: Float64Array, missed: Float64Array): Float64Array {
  return path.map((one, step) => one + (missed[step] ?? 0))
}

function roundedTo(path: Float64Array, grain: number): Float64Array {
  return grain > 0 ? path.map((one) => Math.round(one / grain) * grain) : path
}

function wrongIn(tests: readonly Backtest[], paths: readonly Float64Array[]): number {
  let sum = 0
  for (const [at, path] of paths.entries()) for (const one of errorOf(tests[at], path)) sum += Math.abs(one)
  return sum
}

function errorOf(test: Backtest | undefined, path: Float64Array): Float64Array {
  return test?.actual.map((one, step) => one - (path[step] ?? 0)) ?? new Float64Array(0)
}
