import { ascending } from '../statistics.ts'

/** The number that all values are whole multiples of, as counts are of one; 0 where there is none. */
export function grainOf(values: Float64Array): number {
  const distinct = [...new Set(ascending(values))]
  let grain = Infinity
  for (let at = 1; at < distinct.length; at++) {
    const step = (distinct[at] ?? 0) - (distinct[at - 1] ?? 0)
    if (step < grain) grain = step
  }
  const isWhole = (value: number): boolean => Math.abs(value / grain - Math.round(value / grain)) < 1e-3
  return Number.isFinite(grain) && distinct.every(isWhole) ? grain : 0
}
