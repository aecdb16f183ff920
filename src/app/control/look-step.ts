/** Steps that people know, so that a stretch has some hundreds of points; none below `least`. */
export function stepOf(seconds: number, least = 0): number {
  const steps = [5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200]
  return steps.find((one) => one >= least && seconds / one <= 400) ?? 86_400
}

/** How long before a stretch is learned from: three days where that is no more than 3,000 values, else four stretches. */
export function pastOf(seconds: number, step: number): number {
  return Math.max(4 * seconds, Math.min(3 * 86_400, 3000 * step))
}
