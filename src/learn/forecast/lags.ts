import { Products } from './linear.ts'
import type { Member, Setting } from './member.ts'

/**
 * A regression on the values a few steps, a season and two seasons ago, applied to its own forecasts. It is fitted to each
 * history anew: that costs little, and weights from the first half of a history say nothing of what the whole would give.
 */
export function lags(id: string, ridge: number): Member {
  return { id, tuned: (_, setting) => (history) => regressed(history, setting, ridge) }
}

function regressed(history: Float64Array, setting: Setting, ridge: number): Float64Array {
  const steps = stepsFor(history.length, setting)
  const { centre, spread } = unitsOf(history)
  const weights = fitted(history, steps, { centre, spread, ridge })
  const low = Math.min(...history)
  const high = Math.max(...history)
  const room = (high - low) * 0.5
  const longest = steps.at(-1) ?? 1
  const path = new Float64Array(longest + setting.horizon)
  path.set(history.subarray(Math.max(0, history.length - longest)))
  for (let at = longest; at < path.length; at++) {
    let sum = weights[steps.length] ?? 0
    for (let one = 0; one < steps.length; one++)
      sum += (weights[one] ?? 0) * (((path[at - (steps[one] ?? 1)] ?? 0) - centre) / spread)
    path[at] = Math.min(high + room, Math.max(low - room, centre + spread * sum))
  }
  return path.slice(longest)
}

function stepsFor(length: number, { seasons }: Setting): readonly number[] {
  const around = seasons.flatMap((season) => [season - 1, season, season + 1, season * 2])
  const wanted = [1, 2, 3, ...around].filter((one) => one >= 1 && one * 2 < length)
  return [...new Set(wanted)].toSorted((a, b) => a - b)
}

function unitsOf(values: Float64Array): { readonly centre: number; readonly spread: number } {
  const centre = values.reduce((sum, one) => sum + one / values.length, 0)
  const variance = values.reduce((sum, one) => sum + (one - centre) ** 2 / values.length, 0)
  return { centre, spread: variance > 0 ? Math.sqrt(variance) : 1 }
}

interface Units {
  readonly centre: number
  readonly spread: number
  readonly ridge: number
}

/** The weights of least squares, held towards zero; the last is what is added. */
function fitted(
  values: Float64Array,
  steps: readonly number[],
  { centre, spread, ridge }: Units,
): Float64Array {
  const scaled = values.map((one) => (one - centre) / spread)
  const products = new Products(steps.length + 1)
  const row = new Float64Array(steps.length + 2)
  row[steps.length] = 1
  for (let at = steps.at(-1) ?? 1; at < scaled.length; at++) {
    for (let one = 0; one < steps.length; one++) row[one] = scaled[at - (steps[one] ?? 0)] ?? 0
    row[steps.length + 1] = scaled[at] ?? 0
    products.add(row)
  }
  return products.weights(ridge)
}
