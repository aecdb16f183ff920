/** For each column of a drawing from where to where something goes; NaN where there is nothing. */
export interface Columns {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** What is drawn: times and values, NaN a gap, and where they lie across. */
export interface Drawn {
  readonly times: ArrayLike<number>
  readonly values: ArrayLike<number>
  readonly from: number
  readonly to: number
  readonly count: number
}

/**
 * A line as columns: all that it does within a column is one stroke from its lowest to its highest value, so that no
 * spike is lost however many values there are. Columns between two values are on the straight line; across a gap there is none.
 */
export function columnsOf({ times, values, from, to, count }: Drawn): Columns {
  const columns = {
    low: new Float64Array(count).fill(Number.NaN),
    high: new Float64Array(count).fill(Number.NaN),
  }
  const scale = (count - 1) / (to - from)
  let before: { readonly x: number; readonly y: number } | undefined
  for (let at = 0; at < times.length; at++) {
    const y = values[at] ?? Number.NaN
    const x = ((times[at] ?? Number.NaN) - from) * scale
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      before = undefined
      continue
    }
    reach(columns, Math.round(x), y)
    if (before !== undefined) connect(columns, before, { x, y })
    before = { x, y }
  }
  return columns
}

interface Place {
  readonly x: number
  readonly y: number
}

/** The straight line from one value to the next, at the edges of the columns between. */
function connect(columns: Columns, a: Place, b: Place): void {
  const slope = b.x === a.x ? 0 : (b.y - a.y) / (b.x - a.x)
  const first = Math.max(0, Math.round(a.x))
  const last = Math.min(columns.low.length - 1, Math.round(b.x))
  for (let column = first; column <= last; column++) {
    for (const edge of [column - 0.5, column + 0.5]) {
      const x = Math.min(b.x, Math.max(a.x, edge))
      reach(columns, column, a.y + (x - a.x) * slope)
    }
  }
}

function reach({ low, high }: Columns, column: number, y: number): void {
  if (column < 0 || column >= low.length) return
  const lowest = low[column] ?? Number.NaN
  const highest = high[column] ?? Number.NaN
  low[column] = lowest <= y ? lowest : y
  high[column] = highest >= y ? highest : y
}
