import type { Known } from './predictors.ts'

/**
 * What a scaler that only follows would have ready now, from the load before: it starts what each step needs, which is there
 * a lead later, and stops at once what isn't needed. So it has what every step of the last lead needed.
 */
export function reactiveReady(before: Known, lead: number): number {
  let least = Infinity
  for (let steps = 0; steps < lead; steps++) {
    const load = before.ago(steps)
    if (load < least) least = load
  }
  return least === Infinity ? 0 : least
}
