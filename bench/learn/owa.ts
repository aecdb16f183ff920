/** The errors of the M4 rules (Makridakis, Spiliotis and Assimakopoulos 2020): by the size of the values, and by that of seasonal moves. */
export interface Errors {
  readonly smape: number
  readonly mase: number
}

export function errorsOf(
  history: readonly number[],
  actual: readonly number[],
  path: ArrayLike<number>,
  season: number,
): Errors {
  const moves = history.slice(season).map((one, at) => Math.abs(one - (history[at] ?? 0)))
  const wrong = actual.map((one, at) => Math.abs(one - (path[at] ?? 0)))
  const sizes = actual.map((one, at) => Math.abs(one) + Math.abs(path[at] ?? 0))
  const shares = wrong.map((one, at) => ((sizes[at] ?? 0) > 0 ? (2 * one) / (sizes[at] ?? 1) : 0))
  return { smape: meanOf(shares), mase: meanOf(wrong) / Math.max(1e-12, meanOf(moves)) }
}

/** The mean of both errors of a way to forecast over a suite, each as a share of another's. */
export function owaOf(own: readonly Errors[], unit: readonly Errors[]): number {
  const share = (of: (one: Errors) => number): number => meanOf(own.map(of)) / meanOf(unit.map(of))
  return (share(({ smape }) => smape) + share(({ mase }) => mase)) / 2
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
}
