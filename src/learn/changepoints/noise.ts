import { median } from '../statistics.ts'

/**
 * The variance of the mean of a stretch, times its length, in a series that remembers: told by how far values move in
 * one step, in two and in four, where a few changes hardly count. What wanders has far more of it than what trembles,
 * so it has to change by more before a change is believed.
 */
export function longRunVariance(values: Float64Array): number {
  const one = movement(values, 1)
  if (!(one > 0)) return ofRareMoves(values)
  const bySteps = [memoryFor(movement(values, 2) / one, 2), memoryFor(movement(values, 4) / one, 4)]
  const keeps = bySteps.reduce((sum, each) => sum + each, 0) / bySteps.length
  return (one * (1 + keeps)) / 2 / (1 - keeps) ** 2
}

/**
 * What mostly stands still (errors, restarts) moves so seldom that every move is a wild one: there they all count, or a
 * few blips would look like levels.
 */
function ofRareMoves(values: Float64Array): number {
  const moves = values.slice(1).map((one, at) => one - (values[at] ?? 0))
  return moves.reduce((sum, one) => sum + (one * one) / moves.length, 0) / 2
}

/** The variance of moves over some steps; wild moves count as no more than three usual ones. */
function movement(values: Float64Array, steps: number): number {
  const moves = values.slice(steps).map((one, at) => one - (values[at] ?? 0))
  const middle = median(moves)
  const limit = 3 * 1.4826 * median(moves.map((one) => Math.abs(one - middle)))
  return moves.reduce((sum, one) => sum + Math.min(limit, Math.abs(one - middle)) ** 2 / moves.length, 0)
}

/** How much of a value is still there a step later, when moves over some steps are so much larger than over one: 1 + k + k² + … */
function memoryFor(ratio: number, steps: number): number {
  let low = 0
  let high = most
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2
    const sum = (1 - middle ** steps) / (1 - middle)
    if (sum < ratio) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** More can't be told from a walk, for which no change would ever be believed. */
const most = 0.9
