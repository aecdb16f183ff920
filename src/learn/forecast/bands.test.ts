import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf } from './bands.ts'

const horizon = 6

/** Errors of backtests that look random and are always the same. */
function errorsOf(backtests: number): readonly Float64Array[] {
  return Array.from({ length: backtests }, (_, test) =>
    Float64Array.from({ length: horizon }, (__, step) => Math.sin((test * horizon + step) ** 2) * (step + 1)),
  )
}

describe('bands', () => {
  it('of errors of one stretch are much wider than those of the same errors of many', () => {
    const errors = errorsOf(8)
    const reachOf = (apart: number, level: number): number =>
      bandsOf({ errors, horizon, apart }).reach(level)[0] ?? 0
    expect(reachOf(1, 0.95)).toBeGreaterThan(2 * reachOf(20, 0.95))
    expect(reachOf(1, 0.8) / reachOf(20, 0.8)).toBeLessThan(reachOf(1, 0.95) / reachOf(20, 0.95))
  })

  it('reach further at a higher level, and the less far the more was tested', () => {
    const share = fc.double({ min: 0.5, max: 0.99, noNaN: true })
    const times = fc.double({ min: 1, max: 40, noNaN: true })
    fc.assert(
      fc.property(share, share, times, times, (one, other, few, many) => {
        const errors = errorsOf(12)
        const reach = (level: number, apart: number): number =>
          bandsOf({ errors, horizon, apart }).reach(level)[3] ?? 0
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const [short, long] = [Math.min(few, many), Math.max(few, many)]
        return reach(low, few) <= reach(high, few) && reach(one, long) <= reach(one, short)
      }),
      { numRuns: 100 },
    )
  })
})
