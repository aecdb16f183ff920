import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onlineChangepoints } from './online-task.ts'
import { OnlineChanges, type OnlineChange } from './online.ts'

/** Looks random and is always the same, about as normal numbers are. */
function noise(at: number): number {
  const one = (Math.abs(Math.sin((at + 1) * 12.9898) * 43_758.5453) % 1) + 1e-9
  const other = Math.abs(Math.sin((at + 1) * 78.233) * 12_543.123) % 1
  return Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * other)
}

function noticedIn(values: Iterable<number>): readonly OnlineChange[] {
  const changes = new OnlineChanges()
  return [...values].flatMap((one) => changes.next(one) ?? [])
}

function series(length: number, value: (at: number) => number): readonly number[] {
  return Array.from({ length }, (_, at) => value(at) + noise(at))
}

/** Where they began and when they were noticed, to be compared. */
function places(found: readonly OnlineChange[]): string {
  return JSON.stringify(found.map(({ at, seen }) => [at, seen]))
}

describe('changes as values come', () => {
  it('are noticed soon after they began, with where that was and what is new', () => {
    const [found, ...more] = noticedIn(series(600, (at) => (at < 300 ? 20 : 24)))
    expect(more).toEqual([])
    expect(found?.at).toBe(300)
    expect(found?.seen).toBeLessThanOrEqual(305)
    expect(found?.before).toBeCloseTo(20, 0)
    expect(found?.after).toBeCloseTo(24, -1)
  })

  it('are noticed when they are small, later', () => {
    const [found] = noticedIn(series(900, (at) => (at < 400 ? 0 : -1)))
    expect(Math.abs((found?.at ?? 0) - 400)).toBeLessThan(20)
    expect(found?.seen).toBeLessThan(500)
  })

  it('are each noticed, however many follow', () => {
    const found = noticedIn(series(1500, (at) => [0, 6, 2, 9, 0][Math.floor(at / 300)] ?? 0))
    expect(found.map(({ at }) => at)).toEqual([300, 600, 900, 1200])
  })

  it('are none in noise, in what is still, and where a value or two are wild', () => {
    expect(noticedIn(series(5000, () => 3))).toEqual([])
    expect(noticedIn(Array<number>(500).fill(7))).toEqual([])
    expect(noticedIn(series(400, (at) => (at === 200 || at === 201 ? 1000 : 0)))).toEqual([])
    expect(noticedIn(Array.from({ length: 400 }, (_, at) => (at === 200 ? 1 : 0)))).toEqual([])
  })

  it('are none where only the wobble grows', () => {
    expect(noticedIn(Array.from({ length: 1000 }, (_, at) => noise(at) * (at < 500 ? 1 : 2)))).toEqual([])
  })

  it('are found in what was still before, and past missing values', () => {
    expect(noticedIn(Array.from({ length: 200 }, (_, at) => (at < 100 ? 5 : 6))).map(({ at }) => at)).toEqual(
      [100],
    )
    const gaps = series(600, (at) => (at < 300 ? 0 : 8)).map((one, at) => (at % 3 === 1 ? Number.NaN : one))
    expect(noticedIn(gaps).map(({ at }) => at)).toEqual([300])
  })

  const level = fc.record({
    length: fc.integer({ min: 20, max: 120 }),
    to: fc.integer({ min: -30, max: 30 }),
    wobble: fc.constantFrom(0, 1, 4),
  })
  const levels = fc.array(level, { maxLength: 5 }).map((all) => {
    let at = 0
    return all.flatMap(({ length, to, wobble }) =>
      Array.from({ length }, () => to + wobble * Math.round(4 * noise(at++))),
    )
  })

  it('depend on no value that comes later', () => {
    fc.assert(
      fc.property(levels, levels, (first, later) => {
        const whole = noticedIn([...first, ...later]).filter(({ seen }) => seen < first.length)
        return JSON.stringify(whole) === JSON.stringify(noticedIn(first))
      }),
      { numRuns: 50 },
    )
  })

  it('are the same in another unit and from another zero', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom(0.5, 64), fc.integer({ min: -99, max: 99 }), (all, unit, zero) => {
        return places(noticedIn(all)) === places(noticedIn(all.map((one) => (one + zero) * unit)))
      }),
      { numRuns: 50 },
    )
  })

  it('begin before they are noticed, ascending, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 300 }), (all) => {
        const found = noticedIn(all)
        return found.every(
          ({ at, seen }, number) => at <= seen && at > (found[number - 1]?.at ?? 0) && seen < all.length,
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('plumbline learn changepoints --online', () => {
  it('says where, when it was noticed and why, and goes on after a series that has no numbers', () => {
    const values = series(400, (at) => (at < 200 ? 0 : 9)).map((one, at) => (at === 7 ? null : one))
    const lines = [JSON.stringify({ id: 'a', values }), '{"id": "b"}', '{"id": "c", "values": []}'].join('\n')
    expect([...onlineChangepoints.answers(lines)].map(({ json }) => json)).toMatchObject([
      {
        id: 'a',
        changepoints: [200],
        noticed: [202],
        why: [expect.stringMatching(/^Since 200 the middle is /u)],
      },
      { id: 'b', error: { code: 'learn/no-values' } },
      { id: 'c', changepoints: [], noticed: [] },
    ])
  })
})
