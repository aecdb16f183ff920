/** What was seen of who writes which values past the code, from one comparison to the next. */
export interface Habits {
  readonly version: 1
  /** Sorted by address, field, writer and form. */
  readonly fields: readonly FieldHabit[]
  /** Addresses, or `ADDRESS PATH`, with stars, that are told whatever the habits are. */
  readonly alerts: readonly string[]
}

/** One field as one writer writes it in one form. */
export interface FieldHabit {
  readonly address: string
  /** Its path, with items by what they are called rather than by their number. */
  readonly field: string
  /** Empty where nothing remembers who wrote it. */
  readonly writer: string
  /** What kind of change it is, such as `by-hand number of 2 digits`: a new one is a new habit. */
  readonly form: string
  /** How often it was written anew. */
  readonly writes: number
  /** The days of the first and the last write, as `2026-11-21`. */
  readonly first: string
  readonly last: string
  /** A digest of what was seen last; empty since it was as the code says again. */
  readonly seen: string
}

/** Nothing seen yet. */
export const noHabits: Habits = { version: 1, fields: [], alerts: [] }
