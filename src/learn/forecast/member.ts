/** What a member of the mix may know besides the values. */
export interface Setting {
  /** How many steps each season is long, the shortest first; only one that is alone may be longer than half of the history. */
  readonly seasons: readonly number[]
  readonly horizon: number
}

/**
 * A simple way to forecast. `tuned` looks at a history once and gives a function that forecasts from any history that
 * begins with it, so that many backtests cost one tuning.
 */
export interface Member {
  readonly id: string
  /** Whether it knows one season and the latest level only: of ways that are as good, the plain ones are believed. */
  readonly isPlain?: boolean
  tuned(history: Float64Array, setting: Setting): ((history: Float64Array) => Float64Array) | undefined
}
