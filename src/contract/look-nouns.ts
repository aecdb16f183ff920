/** What numbers are of, which decides how they are written. */
export type LookUnit = 'number' | 'bytes' | 'cores' | 'seconds' | 'share'

/** What a source of signals can be asked. */
export interface SignalsAskable {
  /** What is measured of services by conventions that are known: what is looked at when nobody has told of anything. */
  readonly watched: readonly WatchedQuery[]
  /** Every metric by its name, as far as there are not too many. */
  readonly metrics: readonly string[]
}

export interface WatchedQuery {
  /** Such as `Requests a second`. */
  readonly title: string
  /** The convention by which it is measured, such as `opentelemetry-http`. */
  readonly convention: string
  readonly query: string
  readonly unit: LookUnit
}

/** What a query gave over a stretch. Times are even: `start`, and so many `step`s of seconds. */
export interface LookedSignals {
  readonly query: string
  readonly unit: LookUnit
  /** Seconds since 1970. */
  readonly start: number
  readonly step: number
  readonly count: number
  /** The largest first. */
  readonly series: readonly LookedSeries[]
  /** How many more there are. */
  readonly leftOut: number
  /** What Prometheus said of the query besides. */
  readonly notes: readonly string[]
}

export interface LookedSeries {
  readonly id: string
  readonly labels: Readonly<Record<string, string>>
  /** One for each time; null where there is none. */
  readonly values: readonly (number | null)[]
  /** Of a message in logs: its first line, masked, and how many there were. */
  readonly example?:
    | { readonly text: string; readonly level?: string | undefined; readonly lines: number }
    | undefined
}

/** What was learned of one series: what was usual, what is not, and what comes. */
export interface LearnedSignal {
  readonly id: string
  /** Seconds since 1970: the times of the band, which go on behind the end of the stretch. */
  readonly start: number
  readonly step: number
  /** How many of the values lie behind the end. */
  readonly ahead: number
  /** The share of values that should lie inside of the band. */
  readonly level: number
  readonly expected: readonly (number | null)[]
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
  /** In seconds. */
  readonly seasons: readonly number[]
  /** How many values before the stretch it was learned from. */
  readonly taught: number
  readonly anomalies: readonly LearnedAnomaly[]
  readonly changes: readonly LearnedChange[]
}

export interface LearnedAnomaly {
  /** Seconds since 1970. */
  readonly at: number
  /** Null where what is strange is that there is none. */
  readonly value: number | null
  /** From 0.5 to 1. */
  readonly score: number
  readonly why: string
}

export interface LearnedChange {
  /** Seconds since 1970: where the new stretch begins. */
  readonly at: number
  readonly kind: 'level' | 'slope' | 'spread'
  /** Of the stretch before and of the one behind: its middle, how much it rises in an hour, or how far values lie from the middle. */
  readonly before: number
  readonly after: number
}
