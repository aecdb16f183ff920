import type { Series } from './series.ts'

/** What `plumbline forecast` has to say. */
export interface ForecastReport {
  /** What was asked, as the user wrote it; empty for all of a file. */
  readonly query: string
  /** Where the series come from: an address or a file. */
  readonly source: string
  readonly series: readonly ForecastSeries[]
  /** Series that were left out because there were more than are forecast at once. */
  readonly leftOut: number
}

/** One series and what comes of it. */
export interface ForecastSeries {
  readonly history: Series & { readonly step: number }
  readonly gaps: number
  readonly times: Float64Array
  readonly mean: Float64Array
  readonly bands: readonly ForecastBand[]
  /** In seconds. */
  readonly seasons: readonly number[]
  /** Ways to forecast by how much they count, the largest first. */
  readonly mix: readonly { readonly id: string; readonly share: number }[]
  readonly backtests: number
  /** The mean absolute error in backtests, and that of repeating the last season; NaN without any. */
  readonly error: number
  readonly naiveError: number
  readonly limit: Crossing | undefined
}

/** A share of the future, from 0 to 1, and between which values it should lie. */
export interface ForecastBand {
  readonly level: number
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** When a limit is reached. Times are seconds since 1970; undefined within the horizon never. */
export interface Crossing {
  readonly limit: number
  /** From which side it is reached. */
  readonly direction: 'above' | 'below'
  /** The last value that was measured is beyond it. */
  readonly isBeyond: boolean
  /** When the forecast itself is beyond it first. */
  readonly expected: number | undefined
  /** When the edge of each band is first: it may happen so early. */
  readonly earliest: readonly { readonly level: number; readonly time: number | undefined }[]
  /** When even the other edge is: it is all but sure to have happened by then. */
  readonly latest: readonly { readonly level: number; readonly time: number | undefined }[]
}
