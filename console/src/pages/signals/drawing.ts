import type { LearnedSignal, LookedSignals } from '../../api/nouns.ts'

/** What is drawn: the series over the times, what was usual, and what lies ahead. */
export interface Drawing {
  readonly looked: LookedSignals
  /** The place of the series that is looked at. */
  readonly focus: number
  /** What was learned of it, as soon as it is known. */
  readonly learned: LearnedSignal | undefined
  /** Seconds since 1970, those ahead too. */
  readonly times: readonly number[]
  /** How many of the times were measured. */
  readonly count: number
  readonly expected: readonly (number | null)[]
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
}

/** Puts what was measured and what was learned over the same times. */
export function drawingOf(looked: LookedSignals, focus: number, learned: LearnedSignal | undefined): Drawing {
  const { start, step, count } = looked
  const ahead = learned?.ahead ?? Math.ceil(count / 6)
  const times = Array.from({ length: count + ahead }, (_, at) => start + at * step)
  // The stretch may have gone on by a step between the two questions.
  const by = learned === undefined ? 0 : Math.round((start - learned.start) / step)
  const moved = (values: readonly (number | null)[] | undefined): readonly (number | null)[] =>
    times.map((_, at) => values?.[at + by] ?? null)
  return {
    looked,
    focus,
    learned,
    times,
    count,
    expected: moved(learned?.expected),
    lower: moved(learned?.lower),
    upper: moved(learned?.upper),
  }
}

/** The values of the series that is looked at. */
export function focusValues({ looked, focus }: Drawing): readonly (number | null)[] {
  return looked.series[focus]?.values ?? []
}
