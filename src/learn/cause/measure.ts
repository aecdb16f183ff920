import { callsOf } from './graph.ts'
import type { Unit } from './account.ts'
import type { Observed } from './observe.ts'
import type { Question } from './question.ts'

/** So much more time than all its callers have is more than what is measured side by side, or later, may explain. */
const tooMuch = 1.5

/**
 * Whether what is measured can't be of one unit: usually a node takes much more time in all than everybody who calls it,
 * and waits for it. Then some are in other units than the others (milliseconds and seconds), or were counted in part.
 */
export function isOfSeveralUnits(
  { edges }: Pick<Question, 'edges'>,
  observed: ReadonlyMap<string, Observed>,
): boolean {
  const timeOf = (node: string): number => {
    const one = observed.get(node)
    return (one?.latency.get('average')?.before ?? Number.NaN) * (one?.requests?.before ?? Number.NaN)
  }
  return [...callsOf(edges).callers].some(
    ([node, callers]) => timeOf(node) > tooMuch * callers.reduce((sum, caller) => sum + timeOf(caller), 0),
  )
}

/**
 * The units in which parts of the symptom are counted. Times add up where all are measured alike, which is known where
 * callers measure their calls; what each node has of its usual has no unit, and is right where they aren't. Where nobody
 * knows, both count, but who has a small part in the sums has none beside them.
 */
export function alsoRelative(
  units: readonly Unit[],
  question: Question,
  observed: ReadonlyMap<string, Observed>,
): readonly Unit[] {
  if ((question.normal.calls?.size ?? 0) > 0) return units
  const relative = units.map((unit) => ({ ...unit, isRelative: true }))
  if (isOfSeveralUnits(question, observed)) return relative
  return [...units, ...relative.map((unit) => ({ ...unit, isBeside: true }))]
}
