import { describe, expect, it } from 'vitest'
import { Moves } from './moves.ts'

/** The distances of values at five minutes each; none is missing. */
function distances(values: readonly number[], first = 0): readonly number[] {
  const moves = new Moves()
  return values.map((value, at) => moves.next(first + at * 300, value, false))
}

describe('moves', () => {
  it('are as far as a value is from the one before', () => {
    expect(distances([1, 4, 2])).toEqual([Number.NaN, 3, 2])
    expect(distances([1, 4, 2], Number.NaN)).toEqual([Number.NaN, 3, 2])
  })

  it('are less what is usual at this time, once two days are known', () => {
    const days = Array.from({ length: 288 * 4 }, (_, at) => (at % 288 === 100 ? 40 + at / 288 : 0))
    const found = distances(days, -86_400)
    expect(found[100]).toBeCloseTo(40.35)
    expect(found[388]).toBeCloseTo(41.35)
    // The two days before moved by 40.35 and 41.35.
    expect(found[676]).toBeCloseTo(1.5)
    expect(found[964]).toBeCloseTo(2)
  })

  it('are as they are where the usual move does not come', () => {
    const days = Array.from({ length: 288 * 4 }, (_, at) => (at % 288 === 100 && at < 800 ? 40 : 0))
    expect(distances(days)[964]).toBe(0)
    expect(distances(days.map((one, at) => one + (at === 964 ? 7 : 0)))[964]).toBe(7)
  })

  it('are not known over missing values', () => {
    const moves = new Moves()
    moves.next(0, 1, false)
    expect(moves.next(900, 50, true)).toBeNaN()
    expect(moves.next(1200, 52, false)).toBe(2)
  })

  it('are none where only rounding moved', () => {
    expect(distances([0.1 + 0.2, 0.3]).at(-1)).toBe(0)
    let sum = 0
    const line = Array.from({ length: 288 * 4 }, () => (sum += 0.1))
    expect(distances(line).slice(288 * 3)).toEqual(Array<number>(288).fill(0))
  })
})
