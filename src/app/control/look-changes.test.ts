import { describe, expect, it } from 'vitest'
import { changesOf } from './look-changes.ts'

function series(length: number, value: (at: number) => number): Parameters<typeof changesOf>[0] {
  const times = Float64Array.from({ length }, (_, at) => 1_700_000_000 + at * 300)
  const values = times.map((_, at) => value(at) + noise(at))
  return { id: 'a', labels: {}, times, values, step: 300 }
}

/** Looks random and is always the same, from -1 to 1. */
function noise(at: number): number {
  return (Math.sin((at + 1) * 12.9898) * 43_758.5453) % 1
}

function day(at: number): number {
  return 100 + 50 * Math.sin((2 * Math.PI * at) / 288)
}

describe('changes in what is looked at', () => {
  it('are new levels, even young ones, with what was and what is', () => {
    const found = changesOf(
      series(1500, (at) => (at < 1480 ? 10 : 40)),
      { from: 1140, season: undefined },
    )
    expect(found).toMatchObject([
      {
        kind: 'level',
        at: 1_700_000_000 + 1480 * 300,
        before: expect.closeTo(10, 0),
        after: expect.closeTo(40, 0),
      },
    ])
  })

  it('are none where only the season goes on, and found where it goes on higher', () => {
    expect(changesOf(series(1440, day), { from: 1152, season: 288 })).toEqual([])
    const higher = series(1440, (at) => day(at) + (at < 1300 ? 0 : 30))
    const [found, ...more] = changesOf(higher, { from: 1152, season: 288 })
    expect(more).toEqual([])
    expect(found).toMatchObject({ kind: 'level', at: 1_700_000_000 + 1300 * 300 })
    expect((found?.after ?? 0) - (found?.before ?? 0)).toBeCloseTo(30, 0)
  })

  it('are not those before the stretch, and none where there is next to nothing', () => {
    expect(
      changesOf(
        series(600, (at) => (at < 250 ? 0 : 9)),
        { from: 300, season: undefined },
      ),
    ).toEqual([])
    expect(
      changesOf(
        series(10, (at) => at),
        { from: 0, season: 4 },
      ),
    ).toEqual([])
  })

  it('say how much wilder a difference that is mostly nothing has become', () => {
    const times = Float64Array.from({ length: 900 }, (_, at) => 1_700_000_000 + at * 300)
    const values = times.map((_, at) => seldom(at))
    const found = changesOf(
      { id: 'a', labels: {}, times, values, step: 300 },
      { from: 450, season: undefined },
    )
    expect(found).toMatchObject([
      { kind: 'spread', before: expect.closeTo(0.45, 1), after: expect.closeTo(17.9, 1) },
    ])
  })
})

/** Nothing but for one in five, which is up and down by turns. */
function seldom(at: number): number {
  const size = at < 700 ? 1 : 40
  return at % 5 === 0 ? size * (at % 2 === 0 ? 1 : -1) : 0
}
