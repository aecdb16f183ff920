import type { Unit } from './quantity.ts'

/** A drawing of series over time, the same for a terminal and for a page. Times are seconds since 1970. */
export interface Plot {
  /** One sentence of what is seen; a page reads it out. */
  readonly title: string
  readonly unit: Unit
  readonly lines: readonly PlotLine[]
  /** Drawn below the lines, the widest first. */
  readonly bands: readonly PlotBand[]
  /** Heights that mean something, such as a limit. */
  readonly levels: readonly PlotLevel[]
  /** Moments that mean something, such as a change; lettered in their order. */
  readonly marks: readonly PlotMark[]
}

export interface PlotLine {
  readonly name: string
  /** What was measured is drawn whole, what is expected is dashed; a second measured line is set apart. */
  readonly kind: 'measured' | 'expected' | 'other'
  readonly times: ArrayLike<number>
  /** NaN is a gap. */
  readonly values: ArrayLike<number>
}

export interface PlotBand {
  readonly name: string
  /** An inner band is drawn darker than an outer one. */
  readonly kind: 'inner' | 'outer'
  readonly times: ArrayLike<number>
  readonly lower: ArrayLike<number>
  readonly upper: ArrayLike<number>
}

export interface PlotLevel {
  readonly name: string
  /** What is recommended is set apart from what is, or may not be passed. */
  readonly kind: 'given' | 'recommended'
  readonly value: number
}

export interface PlotMark {
  readonly name: string
  readonly kind: 'change' | 'anomaly' | 'moment'
  readonly time: number
}

/** The letter of a mark: a to z, then a2. */
export function letterOf(place: number): string {
  const letter = String.fromCodePoint(97 + (place % 26))
  return place < 26 ? letter : `${letter}${Math.floor(place / 26) + 1}`
}
