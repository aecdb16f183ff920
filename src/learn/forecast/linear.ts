/** Sums of products of columns, gathered row by row, for a regression of least squares. */
export class Products {
  readonly #size: number
  readonly #sums: Float64Array
  #rows = 0

  constructor(columns: number) {
    this.#size = columns
    this.#sums = new Float64Array((columns + 1) * (columns + 1))
  }

  /** Takes in a row whose last value is the one to be explained by the others. */
  add(row: Float64Array): void {
    const width = this.#size + 1
    this.#rows++
    const sums = this.#sums
    for (let one = 0; one < this.#size; one++) {
      const factor = valueAt(row, one)
      const line = one * width
      for (let other = one; other < width; other++)
        sums[line + other] = valueAt(sums, line + other) + factor * valueAt(row, other)
    }
  }

  /** The weight of each column, held towards zero by `ridge` (https://en.wikipedia.org/wiki/Ridge_regression). */
  weights(ridge: number): Float64Array {
    const size = this.#size
    const width = size + 1
    const sums = this.#sums.slice()
    for (let one = 0; one < size; one++) {
      for (let other = 0; other < one; other++) sums[one * width + other] = valueAt(sums, other * width + one)
      const diagonal = one * width + one
      sums[diagonal] = valueAt(sums, diagonal) + ridge * Math.max(1, this.#rows)
    }
    eliminate(sums, size)
    return substituted(sums, size)
  }
}

/** The system is symmetric and positive, so rows need no exchange. */
function eliminate(sums: Float64Array, size: number): void {
  const width = size + 1
  for (let one = 0; one < size; one++) {
    const head = valueAt(sums, one * width + one)
    if (head === 0) continue
    for (let below = one + 1; below < size; below++) {
      const factor = valueAt(sums, below * width + one) / head
      for (let at = one; at < width; at++) {
        const place = below * width + at
        sums[place] = valueAt(sums, place) - factor * valueAt(sums, one * width + at)
      }
    }
  }
}

function substituted(sums: Float64Array, size: number): Float64Array {
  const width = size + 1
  const found = new Float64Array(size)
  for (let one = size - 1; one >= 0; one--) {
    let rest = valueAt(sums, one * width + size)
    for (let at = one + 1; at < size; at++) rest -= valueAt(sums, one * width + at) * valueAt(found, at)
    const head = valueAt(sums, one * width + one)
    found[one] = head === 0 ? 0 : rest / head
  }
  return found
}

function valueAt(values: Float64Array, at: number): number {
  return values[at] ?? 0
}
