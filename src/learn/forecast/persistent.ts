import { median } from '../statistics.ts'

/**
 * What backtests missed at each step in the same direction, as far as that is no chance: the smaller of the mean and the median
 * of the errors, less twice the standard error of the mean. Backtests that overlap tell little more than those that don't, so
 * the standard error is that of `apart` of them, as many as fit beside each other. Nothing of fewer than five.
 */
export function persistentMiss(
  errors: readonly Float64Array[],
  { horizon, apart }: { readonly horizon: number; readonly apart: number },
): Float64Array {
  const missed = new Float64Array(horizon)
  const count = errors.length
  if (count < fewest) return missed
  const told = Math.max(1, Math.min(count, apart))
  const here = new Float64Array(count)
  for (let step = 0; step < horizon; step++) {
    for (let test = 0; test < count; test++) here[test] = errors[test]?.[step] ?? 0
    const mean = here.reduce((sum, one) => sum + one, 0) / count
    const middle = median(here)
    if (mean * middle <= 0) continue
    const variance = here.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1)
    const size = Math.min(Math.abs(mean), Math.abs(middle)) - chance * Math.sqrt(variance / told)
    missed[step] = Math.sign(mean) * Math.max(0, size)
  }
  return missed
}

const fewest = 5
/** So many standard errors may be chance. */
const chance = 2
