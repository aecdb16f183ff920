import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Stretch } from '../../model/series.ts'

/** The times of a stretch: so many, from the first in steps. */
export interface Points {
  readonly start: number
  readonly step: number
  readonly count: number
}

/** Prometheus gives at most 11,000 points of a series at once. */
const mostAtOnce = 10_000

/** As many as are asked for at all: a year by the minute. */
const mostAtAll = 600_000

/** The multiples of the step inside of a stretch, so that the same stretch a second later has the same times. Undefined when they are none or too many. */
export function pointsOf({ start, end, step }: Stretch): Points | undefined {
  if (![start, end, step].every(Number.isFinite) || step < 0.001 || end < start) return undefined
  // A nudge for steps such as 0.1 that no double is.
  const first = Math.ceil(start / step - 1e-9)
  const last = Math.floor(end / step + 1e-9)
  const count = Math.max(1, last - first + 1)
  if (count > mostAtAll) return undefined
  return { start: (last < first ? last : first) * step, step, count }
}

/** The stretch in parts that Prometheus answers, each with its ends. */
export function chunksOf({ start, step, count }: Points): readonly Omit<Stretch, 'step'>[] {
  const parts: Omit<Stretch, 'step'>[] = []
  for (let from = 0; from < count; from += mostAtOnce) {
    const to = Math.min(count, from + mostAtOnce) - 1
    parts.push({ start: start + from * step, end: start + to * step })
  }
  return parts
}

/** What is said of a stretch that is not asked for. */
export function tooMany({ start, end, step }: Stretch, span: Span): Diagnostic {
  const isLong = step > 0 && end >= start
  return {
    code: 'prometheus/bad-stretch',
    severity: 'error',
    summary: 'The stretch of time cannot be asked for',
    detail: isLong
      ? `It has more than ${mostAtAll} points. Take a longer step or a shorter stretch.`
      : 'Its end lies before its start, or its step is not above zero. Give a start, a later end and a step in seconds.',
    span,
  }
}
