import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuBuckets, DecayingHistogram, memoryBuckets } from './histogram.ts'

describe('a percentile', () => {
  it('is the end of the bucket in which the share is reached', () => {
    const histogram = new DecayingHistogram(cpuBuckets)
    for (let at = 1; at <= 100; at++) histogram.add(at / 100, 1, 0)
    expect(histogram.percentile(0.9)).toBeGreaterThanOrEqual(0.9)
    expect(histogram.percentile(0.9)).toBeLessThan(0.96)
  })

  it('forgets by half in each half-life', () => {
    const histogram = new DecayingHistogram(cpuBuckets)
    histogram.add(8, 10, 0)
    histogram.add(1, 1, 86_400 * 4)
    expect(histogram.percentile(0.5)).toBeLessThan(1.1)
    expect(histogram.percentile(0.7)).toBeGreaterThan(8)
  })

  it('is unknown of nothing', () => {
    expect(new DecayingHistogram(memoryBuckets).percentile(0.5)).toBeNaN()
  })

  it('is at least the sample and at most a bucket more, at any time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 900, noNaN: true }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        (value, time) => {
          const histogram = new DecayingHistogram(cpuBuckets)
          histogram.add(value, 1, 0)
          histogram.add(value, 1, time)
          const said = histogram.percentile(0.9)
          return said >= value * (1 - 1e-9) && said <= value * 1.06 + 0.0101
        },
      ),
    )
  })
})
