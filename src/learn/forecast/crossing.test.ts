import { describe, expect, it } from 'vitest'
import { crossingOf } from './crossing.ts'

const times = Float64Array.from([100, 200, 300, 400])
const path = {
  last: 5,
  times,
  mean: Float64Array.from([6, 8, 10, 12]),
  bands: [{ level: 0.8, lower: Float64Array.from([4, 5, 6, 7]), upper: Float64Array.from([8, 11, 14, 17]) }],
}

describe('a limit', () => {
  it('is crossed when the forecast is, earlier at the near edge of a band and later at the far one', () => {
    expect(crossingOf(path, 7, 'above')).toEqual({
      limit: 7,
      direction: 'above',
      isBeyond: false,
      expected: 200,
      earliest: [{ level: 0.8, time: 100 }],
      latest: [{ level: 0.8, time: 400 }],
    })
  })

  it('may be crossed at the edge of a band only, or not at all, or be so already', () => {
    const edge = crossingOf(path, 15, 'above')
    expect([edge.expected, edge.earliest[0]?.time, edge.latest[0]?.time]).toEqual([undefined, 400, undefined])
    expect(crossingOf(path, 99, 'above').earliest[0]?.time).toBeUndefined()
    expect(crossingOf(path, 5, 'above').isBeyond).toBe(true)
  })

  it('is crossed from above where values fall', () => {
    const falling = { ...path, mean: path.mean.map((one) => -one), bands: [] }
    expect(crossingOf(falling, -9, 'below').expected).toBe(300)
  })
})
