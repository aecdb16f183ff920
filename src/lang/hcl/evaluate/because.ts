import type { Cause } from '../../../kernel/value.ts'
import type { Val } from '../value.ts'

/** As many causes as an unknown value names. */
const most = 8

/** Why values are not known, deep inside too: sorted, each once, the first eight. */
export function causesOf(values: readonly Val[]): readonly Cause[] {
  const [only] = values
  if (values.length === 1 && only?.kind === 'unknown') return only.because
  const found = new Map<string, Cause>()
  const open: Val[] = [...values]
  let visited = 0
  for (let value = open.pop(); value !== undefined && visited < 10_000; value = open.pop()) {
    visited++
    if (value.kind === 'unknown') {
      for (const cause of value.because) found.set(`${cause.kind} ${cause.what}`, cause)
    } else if ('items' in value) {
      for (const item of value.items) open.push(item)
    } else if ('entries' in value) {
      for (const entry of value.entries.values()) open.push(entry)
    }
  }
  return [...found]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, most)
    .map(([, cause]) => cause)
}
