/** What a stretch between two changes looks like: one level, or a line. */
export type Shape = 'level' | 'line'

/** Sums over the beginnings of columns, so that the fit of any stretch costs the same few steps. */
export class Sums {
  readonly length: number
  readonly #columns: readonly {
    readonly y: Float64Array
    readonly yy: Float64Array
    readonly ty: Float64Array
  }[]

  constructor(columns: readonly Float64Array[]) {
    this.length = columns[0]?.length ?? 0
    this.#columns = columns.map((values) => ({
      y: added(values, (one) => one),
      yy: added(values, (one) => one * one),
      ty: added(values, (one, at) => one * at),
    }))
  }

  /** The sum of squares that a shape leaves of a stretch, over all columns. */
  rest(from: number, to: number, shape: Shape): number {
    const count = to - from
    if (count < 2) return 0
    let sum = 0
    for (const { y, yy, ty } of this.#columns) {
      const total = between(y, from, to)
      const square = between(yy, from, to) - (total * total) / count
      if (shape === 'level') {
        sum += Math.max(0, square)
        continue
      }
      // Times are counted from the middle of the stretch.
      const middle = (from + to - 1) / 2
      const slope = between(ty, from, to) - middle * total
      const times = (count * (count * count - 1)) / 12
      sum += Math.max(0, square - (slope * slope) / times)
    }
    return sum
  }
}

/** How to cut. */
export interface Cutting {
  readonly shape: Shape
  /** What a change must gain. */
  readonly penalty: number
  /** The least length of a stretch. */
  readonly least: number
  /** The places where a cut may be, ascending. */
  readonly places: readonly number[]
}

export interface Cut {
  readonly changes: readonly number[]
  /** The sum of squares that is left. */
  readonly rest: number
}

/** The cut whose rest and penalties are least, found exactly (Jackson and others 2005, arXiv:math/0309285). */
export function cut(sums: Sums, { shape, penalty, least, places }: Cutting): Cut {
  const ends = [...places.filter((one) => one >= least && one <= sums.length - least), sums.length]
  const starts = [0, ...ends]
  const { from, lowest } = bestStarts(sums, starts, { shape, penalty, least })
  const changes: number[] = []
  for (let end = starts.length - 1; end > 0; end = from[end] ?? 0) {
    const place = starts[from[end] ?? 0] ?? 0
    if (place > 0) changes.push(place)
  }
  return { changes: changes.toReversed(), rest: lowest - penalty * changes.length }
}

/** For each end the start of the last stretch in the best cut up to it, and what the best cut of all costs. */
function bestStarts(
  sums: Sums,
  starts: readonly number[],
  { shape, penalty, least }: Omit<Cutting, 'places'>,
): { readonly from: Int32Array; readonly lowest: number } {
  const best = new Float64Array(starts.length)
  const from = new Int32Array(starts.length)
  best[0] = -penalty
  for (let end = 1; end < starts.length; end++) {
    const to = starts[end] ?? 0
    let lowest = Infinity
    for (let start = 0; start < end && to - (starts[start] ?? 0) >= least; start++) {
      const before = (best[start] ?? Infinity) + penalty
      // What is before costs too much already.
      if (before >= lowest) continue
      const cost = before + sums.rest(starts[start] ?? 0, to, shape)
      if (cost >= lowest) continue
      lowest = cost
      from[end] = start
    }
    best[end] = lowest
  }
  return { from, lowest: best.at(-1) ?? 0 }
}

/** What the shapes of the stretches leave of a series. */
export function restOf(values: Float64Array, changes: readonly number[], shape: Shape): Float64Array {
  const rest = values.slice()
  const ends = [...changes, values.length]
  for (const [number, to] of ends.entries()) {
    const from = ends[number - 1] ?? 0
    const middle = (from + to - 1) / 2
    const { mean, slope } = fitted(values, from, to)
    for (let at = from; at < to; at++)
      rest[at] = (values[at] ?? 0) - mean - (shape === 'line' ? slope * (at - middle) : 0)
  }
  return rest
}

/** The mean of a stretch, and the slope of its line of least squares. */
export function fitted(
  values: Float64Array,
  from: number,
  to: number,
): { readonly mean: number; readonly slope: number } {
  const count = to - from
  const middle = (from + to - 1) / 2
  let mean = 0
  let slope = 0
  for (let at = from; at < to; at++) {
    mean += (values[at] ?? 0) / count
    slope += (at - middle) * (values[at] ?? 0)
  }
  return { mean, slope: count > 1 ? slope / ((count * (count * count - 1)) / 12) : 0 }
}

function added(values: Float64Array, what: (one: number, at: number) => number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + what(values[at] ?? 0, at)
  return sums
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0)
}
