import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupSize, groupTimes, inGroups } from './groups.ts'

const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 })
const plain = { latency: new Map(), failing: undefined, resources: new Map() }

function all(requests: number): Float64Array {
  return new Float64Array(60).fill(requests)
}

function sum(weights: readonly number[], values: readonly number[]): number {
  return weights.reduce((whole, weight, at) => whole + weight * (values[at] ?? 0), 0)
}

describe('samples that are taken together', () => {
  it('are as many as it takes for some thirty requests, and never so many that less than three are left', () => {
    expect(groupSize([all(8), all(8), all(9)], 13)).toBe(4)
    expect(groupSize([all(2), all(2), all(2)], 12)).toBe(4)
    expect(groupSize([all(500), all(40)], 12)).toBe(1)
    expect(groupSize([], 12)).toBe(1)
  })

  it('have the failures and the time of all their requests', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 6 }), (requests, size) => {
        const times = requests.map((one, at) => 10 + ((one * 7 + at) % 5))
        // Whole groups only: the oldest may be shorter, and counts as if it weren't.
        const whole = requests.length - (requests.length % size)
        const [some, spent] = [requests.slice(-whole || requests.length), times.slice(-whole || times.length)]
        const grouped = inGroups(
          {
            ...plain,
            requests: Float64Array.from(some),
            latency: new Map([['average', Float64Array.from(spent)]]),
          },
          whole === 0 ? 1 : size,
        )
        const mine = sum([...(grouped.requests ?? [])], [...(grouped.latency.get('average') ?? [])])
        return Math.abs(mine - sum(some, spent)) < 1e-6
      }),
    )
  })

  it('are counted from the end, each with the time of its last', () => {
    expect(groupTimes([1, 2, 3, 4, 5], 2)).toEqual([1, 3, 5])
    expect(groupTimes([], 3)).toEqual([])
  })

  it('leave out what is missing', () => {
    const { requests, latency, resources } = inGroups(
      {
        ...plain,
        requests: Float64Array.of(4, Number.NaN, 2, 0),
        latency: new Map([['average', Float64Array.of(10, 99, 40, Number.NaN)]]),
        resources: new Map([['cpu', Float64Array.of(1, 3, Number.NaN, Number.NaN)]]),
      },
      2,
    )
    expect(requests).toEqual(Float64Array.of(8, 2))
    expect(latency.get('average')).toEqual(Float64Array.of(10, 40))
    expect(resources.get('cpu')).toEqual(Float64Array.of(2, Number.NaN))
  })
})
