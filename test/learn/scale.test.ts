import { describe, expect, it } from 'vitest'
import { mean } from '../../src/learn/statistics.ts'
import { scaleFigures } from './scale.ts'

describe.each([
  { minutes: 60, saved: 0.3 },
  { minutes: 10, saved: 0 },
])('loads of many kinds, $minutes minutes ahead', ({ minutes, saved }) => {
  const figures = scaleFigures([21], minutes / 5)

  it.each(figures)('$kind: short in no more than one step of twenty', ({ short }) => {
    expect(short).toBeLessThan(0.052)
  })

  it.each(figures)('$kind: little more is idle than when following it, if any', ({ saved: part }) => {
    expect(part).toBeGreaterThan(-0.08)
  })

  it('less is idle than when following the load, whose headroom is chosen afterwards', () => {
    expect(mean(figures.map((one) => one.saved))).toBeGreaterThan(saved)
  })
})
