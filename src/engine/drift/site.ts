import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { Reading } from '../../model/reading.ts'
import { sourceOf } from '../why.ts'

/** The literal that sets a value, or the nearest place that has to do with it. */
export function siteOf(reading: Reading, value: Value | undefined): Span | undefined {
  if (value === undefined) return undefined
  const { literals, exact, last } = sourceOf(reading.origins, value.origin)
  return (exact ? literals[0] : (last ?? literals[0]))?.span
}
