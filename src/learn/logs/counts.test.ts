import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countsOf } from './counts.ts'

it('counts the lines of each group in each step, the largest first', () => {
  expect(countsOf([0, 1, 1, 0, 1], [61, 62, 125, Number.NaN, 300], 60)).toEqual({
    start: 60,
    stepSeconds: 60,
    series: [
      { group: 1, counts: [1, 1, 0, 0, 1] },
      { group: 0, counts: [1, 0, 0, 0, 0] },
    ],
  })
})

it('counts nothing without times, nor over more steps than anyone wants', () => {
  expect(countsOf([0, 1], [], 60)).toBeUndefined()
  expect(countsOf([0, 1], [0, 1e12], 60)).toBeUndefined()
})

it('counts each line with a time once', () => {
  const lines = fc.array(
    fc.tuple(fc.nat(5), fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.constant(Number.NaN))),
  )
  fc.assert(
    fc.property(lines, (all) => {
      const found = countsOf(
        all.map(([group]) => group),
        all.map(([, time]) => time),
        60,
      )
      const counted = (found?.series ?? []).flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0)
      return counted === all.filter(([, time]) => Number.isFinite(time)).length
    }),
  )
})
