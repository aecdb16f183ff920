/**
 * How far a value is from the one before. What moves at the same time of most days, as by a job, is usual: so the latest
 * moves at each time of day are kept, five in each of 288 slots.
 */
export class Moves {
  readonly #moves = new Float64Array(slots * kept)
  /** How many moves a slot has seen. */
  readonly #seen = new Int32Array(slots)
  #last = Number.NaN

  /** The distance, or the distance from the usual move at this time where that is less. NaN over missing values. */
  next(time: number, value: number, missing: boolean): number {
    const last = this.#last
    this.#last = value
    const move = value - last
    if (missing || Number.isNaN(move)) return Number.NaN
    const least = Math.min(Math.abs(move), Math.abs(move - this.#usual(time, move)))
    return least > rounding * Math.max(Math.abs(value), Math.abs(last)) ? least : 0
  }

  /** The median of the moves at this time, 0 of fewer than two. Then takes the move in. */
  #usual(time: number, move: number): number {
    if (!Number.isFinite(time)) return 0
    const slot = Math.floor(((((time % day) + day) % day) / day) * slots)
    const seen = this.#seen[slot] ?? 0
    const known = this.#moves.subarray(slot * kept, slot * kept + Math.min(seen, kept)).toSorted()
    this.#moves[slot * kept + (seen % kept)] = move
    this.#seen[slot] = seen + 1
    if (known.length < 2) return 0
    const half = known.length >> 1
    const high = known[half] ?? 0
    return known.length % 2 === 1 ? high : high / 2 + (known[half - 1] ?? 0) / 2
  }
}

const day = 86_400
const slots = 288
const kept = 5
/** What is less than this share of the values is an error of rounding. */
const rounding = 1e-9
