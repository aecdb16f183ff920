import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RollingOrder } from './rolling.ts'
import { mean, median, quantileOf, spreadOf, spreadsOf } from './statistics.ts'

describe('ranks', () => {
  it('say the middle, and nothing of nothing', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, Number.NaN, 3])).toBe(2.5)
    expect(median([])).toBeNaN()
    expect(mean([1, Number.NaN, 3])).toBe(2)
  })

  it('say where values lie without being moved by a wild one', () => {
    const { count, median: middle, deviation, quartiles } = spreadOf([1, 2, 3, 4, 1e9])
    expect({ count, middle, quartiles }).toEqual({ count: 5, middle: 3, quartiles: 2 })
    expect(deviation).toBeCloseTo(1.4826)
  })

  it('lie between the smallest and the largest value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b)
          const found = quantileOf(sorted, share)
          return found >= (sorted[0] ?? 0) && found <= (sorted.at(-1) ?? 0)
        },
      ),
    )
  })
})

describe('spreads of two stretches', () => {
  it('are deviations by ranks, and of mostly one value in either the root of the mean square', () => {
    const calm = Float64Array.of(1, 2, 3, 4, 5)
    const wild = Float64Array.of(10, 20, 30, 40, 500)
    expect(spreadsOf(calm, wild)).toEqual([spreadOf(calm).deviation, spreadOf(wild).deviation])
    const burst = Float64Array.of(0, 0, 0, 0, 8, 6)
    expect(spreadsOf(burst, Float64Array.of(0, 0, 0, 0))).toEqual([expect.closeTo(Math.sqrt(100 / 6), 9), 0])
  })
})

describe('a rolling order', () => {
  it('knows the same quantiles as sorting the latest values each time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 8 }),
        (values, capacity) => {
          const rolling = new RollingOrder(capacity)
          return values.every((value, at) => {
            rolling.add(value)
            const latest = values.slice(Math.max(0, at + 1 - capacity), at + 1).toSorted((a, b) => a - b)
            return [0, 0.3, 0.5, 1].every((share) => rolling.quantile(share) === quantileOf(latest, share))
          })
        },
      ),
    )
  })
})
