/** Names and values that say what a series is of, such as `{job: "api"}`. The name of a metric is `__name__`. */
export type Labels = Readonly<Record<string, string>>

/** Values of one thing over time. */
export interface Series {
  /** What it is called: `http_requests_total{job="api"}`, or as a file calls it. */
  readonly id: string
  readonly labels: Labels
  /** Seconds since 1970, ascending. */
  readonly times: Float64Array
  /** One for each time. A gap is NaN: nothing is ever made up in its place. */
  readonly values: Float64Array
  /** The seconds between two times where they are even. */
  readonly step: number | undefined
}

/** One value at one time. */
export interface Sample {
  readonly id: string
  readonly labels: Labels
  /** Seconds since 1970. */
  readonly time: number
  /** NaN where there is no number. */
  readonly value: number
}

/** A stretch of time to be read, in seconds since 1970 and seconds from one value to the next. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly step: number
}

/** A series' name as Prometheus writes it: the metric, then its labels by name. */
export function seriesId(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels
  const pairs = Object.entries(rest)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(', ')}}`
}
