import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesIn } from './changes.ts'
import { changepoints } from './task.ts'

function placesIn(...columns: readonly (readonly number[])[]): readonly number[] {
  return changesIn(columns.map((one) => Float64Array.from(one))).changes.map(({ at }) => at)
}

/** Looks random and is always the same, from -1 to 1. */
function noise(at: number): number {
  return (
    (((Math.sin((at + 1) * 12.9898) * 43758.5453) % 1) + ((Math.sin((at + 1) * 78.233) * 12543.123) % 1)) / 2
  )
}

function year(at: number): number {
  return 6 * Math.sin((2 * Math.PI * at) / 12)
}

function blips(rate: number, at: number): number {
  return (at * 2654435761) % 1000 < rate * 1000 ? 1 : 0
}

function series(length: number, value: (at: number) => number): readonly number[] {
  return Array.from({ length }, (_, at) => value(at) + noise(at))
}

describe('change points', () => {
  it('are where a level begins', () => {
    const found = placesIn(series(200, (at) => (at < 60 ? 0 : at < 140 ? 5 : 1)))
    expect(found).toEqual([60, 140])
  })

  it('are where a slope begins', () => {
    const [found, ...more] = placesIn(series(200, (at) => Math.max(0, at - 100) / 5))
    expect(more).toEqual([])
    expect(Math.abs((found ?? 0) - 100)).toBeLessThanOrEqual(8)
  })

  it('are where the wobble grows', () => {
    const [found, ...more] = placesIn(Array.from({ length: 300 }, (_, at) => noise(at) * (at < 150 ? 1 : 6)))
    expect(more).toEqual([])
    expect(Math.abs((found ?? 0) - 150)).toBeLessThanOrEqual(8)
  })

  it('are not where only the season goes on', () => {
    expect(placesIn(series(180, year))).toEqual([])
    expect(placesIn(series(180, (at) => year(at) + (at < 90 ? 0 : 10)))).toEqual([90])
  })

  it('are not single wild values, nor in what only trembles or is still', () => {
    expect(placesIn(series(150, (at) => (at === 70 ? 40 : 0)))).toEqual([])
    expect(placesIn(series(150, () => 0))).toEqual([])
    expect(placesIn(Array<number>(150).fill(3))).toEqual([])
  })

  it('are not blips of what mostly stands still, but are where blips become many', () => {
    const rare = Array.from({ length: 600 }, (_, at) => blips(0.03, at))
    expect(rare.filter((one) => one > 0).length).toBeGreaterThan(10)
    expect(placesIn(rare)).toEqual([])
    const more = Array.from({ length: 600 }, (_, at) => blips(at < 300 ? 0.03 : 0.5, at))
    expect(placesIn(more).filter((at) => Math.abs(at - 300) <= 10)).toHaveLength(1)
  })

  it('are found in several series together', () => {
    const flat = series(160, () => 0)
    const jump = series(160, (at) => (at < 80 ? 0 : 5)).map((one, at) => one + noise(at + 999))
    expect(placesIn(flat, jump)).toEqual([80])
  })

  it('are as exact in a long series', () => {
    expect(placesIn(series(5000, (at) => (at < 2011 ? 0 : 4)))).toEqual([2011])
  })

  const values = fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(0)), { maxLength: 120 })

  it('lie inside of the series, ascending, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 80 }), (all) => {
        const found = placesIn(all)
        return found.every((one, at) => one > (found[at - 1] ?? 0) && one < all.length)
      }),
      { numRuns: 60 },
    )
  })

  it('are the same in another unit and from another zero', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 16), fc.integer({ min: -99, max: 99 }), (all, unit, zero) => {
        const other = placesIn(all.map((one) => one * unit + zero))
        return JSON.stringify(other) === JSON.stringify(placesIn(all))
      }),
      { numRuns: 60 },
    )
  })
})

describe('plumbline learn changepoints', () => {
  it('says where and what, and goes on after a series that has no numbers', () => {
    const step = series(60, (at) => (at < 30 ? 0 : 8)).map((one, at) => (at === 12 ? null : one))
    const lines = [
      JSON.stringify({ id: 'a', values: step }),
      '{"id": "b", "values": "none"}',
      '{"id": "c", "values": []}',
      '{"id": "d", "values": [[1, 2], [3]]}',
    ].join('\n')
    expect([...changepoints.answers(lines)].map(({ json }) => json)).toMatchObject([
      {
        id: 'a',
        changepoints: [30],
        why: [expect.stringMatching(/^At 30 the median of the stretch goes from /u)],
      },
      { id: 'b', error: { code: 'learn/no-values' } },
      { id: 'c', changepoints: [] },
      { id: 'd', error: { code: 'learn/no-values' } },
    ])
  })

  it.each([
    [
      'a saw, whose stretches have the same median',
      Array.from({ length: 60 }, (_, at) => 10 + (at % 20)),
      {
        changepoints: [20, 40],
        why: [
          'At 20 the line of the stretch goes from 29, rising 1 a step, to 10, rising 1 a step.',
          expect.any(String),
        ],
      },
    ],
    [
      'a rise that ends',
      Array.from({ length: 60 }, (_, at) => Math.min(at, 30)),
      {
        why: [
          expect.stringMatching(
            /^At \d+ the line of the stretch goes from (?:29|30), rising 1 a step, to 30, level\.$/u,
          ),
        ],
      },
    ],
  ])('says of lines how they rise: %s', (_, values, told) => {
    const [answer] = changepoints.answers(JSON.stringify({ id: 'a', values }))
    expect(answer?.json).toMatchObject({ shape: 'line', ...told })
  })

  it('takes rows of several numbers', () => {
    const rows = series(80, (at) => (at < 40 ? 0 : 8)).map((one) => [one, 1])
    const [answer] = changepoints.answers(JSON.stringify({ id: 'a', values: rows }))
    expect(answer?.json).toMatchObject({ changepoints: [40] })
  })
})
