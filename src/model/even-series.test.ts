import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenSeries } from './even-series.ts'
import type { Series } from './series.ts'

function series(times: readonly number[], values: readonly number[], step?: number): Series {
  return { id: 'a', labels: {}, times: Float64Array.from(times), values: Float64Array.from(values), step }
}

describe('a series in even steps', () => {
  it('loses the gaps at its ends and keeps those between', () => {
    const even = evenSeries(series([0, 60, 120, 180, 240], [NaN, 1, NaN, 3, NaN], 60), undefined)
    expect([...(even?.times ?? [])]).toEqual([60, 120, 180])
    expect([...(even?.values ?? [])]).toEqual([1, NaN, 3])
  })

  it('has the mean of what lies in a longer step, and never a shorter one', () => {
    const even = evenSeries(series([0, 60, 120, 180], [1, 3, 5, 7], 60), 120)
    expect([...(even?.values ?? []), even?.step]).toEqual([2, 6, 120])
    expect(evenSeries(series([0, 60], [1, 3], 60), 1)?.step).toBe(60)
  })

  it('is made of uneven times with the distance that most have', () => {
    const even = evenSeries(series([3, 62, 121, 245, 301], [1, 2, 3, 4, 5]), undefined)
    expect(even?.step).toBe(59)
    expect(evenSeries(series([3], [1]), undefined)).toBeUndefined()
  })

  it('has as many times as values, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.double())),
        fc.option(fc.nat(), { nil: undefined }),
        (points, step) => {
          const sorted = [...new Map(points)].toSorted(([a], [b]) => a - b)
          const even = evenSeries(
            series(
              sorted.map(([time]) => time),
              sorted.map(([, value]) => value),
            ),
            step,
          )
          return even === undefined || even.times.length === even.values.length
        },
      ),
    )
  })
})
