import { describe, expect, it } from 'vitest'
import { originsOf, weightsOf, type Backtest, type Standing } from './backtest.ts'
import { grainOf } from './grain.ts'
import { mixed } from './mix.ts'

const likeOthers = { isPlain: false, isMisled: false }

/** Backtests of members that each say one number. */
function testsOf(members: readonly number[], came: readonly number[]) {
  return came.map((one) => ({
    forecasts: members.map((value) => Float64Array.of(value)),
    actual: Float64Array.of(one),
  }))
}

describe('a mix', () => {
  it('is a whole number where all values are and that was less wrong', () => {
    const tests = testsOf([0.3, 0.35, 0.4], [0, 0, 1, 0, 0, 0, 1, 0])
    const late = [0.3, 0.35, 0.4].map((one) => Float64Array.of(one))
    expect(
      mixed({ tests, late, standings: late.map(() => likeOthers), horizon: 1, apart: 1, grain: 1 }).path[0],
    ).toBe(0)
    expect(
      mixed({ tests, late, standings: late.map(() => likeOthers), horizon: 1, apart: 1, grain: 0 }).path[0],
    ).toBeGreaterThan(0.29)
  })

  it('leans to the middle of members where their mean was more wrong', () => {
    const tests = testsOf([10, 10.1, 14], Array<number>(8).fill(10.05))
    const late = [10, 10.1, 90].map((one) => Float64Array.of(one))
    expect(
      mixed({ tests, late, standings: late.map(() => likeOthers), horizon: 1, apart: 1, grain: 0 }).path[0],
    ).toBeLessThan(10.2)
  })

  it('is not decided by one day on which all were far off', () => {
    const usual = testsOf([10, 14], [10, 10, 10, 10, 10, 10, 10])
    const odd = testsOf([10, 14], [60])
    const late = [10, 14].map((one) => Float64Array.of(one))
    expect(
      mixed({
        tests: [...usual, ...odd],
        late,
        standings: late.map(() => likeOthers),
        horizon: 1,
        apart: 1,
        grain: 0,
      }).path[0],
    ).toBeLessThan(11)
  })

  it('believes a plain way that was as good as others, and hardly one that looks at an odd day', () => {
    const tests = testsOf(
      [10, 12],
      Array.from({ length: 12 }, (_, at) => 10.5 + (at % 2)),
    )
    const late = [10, 12].map((value) => Float64Array.of(value))
    const saidBy = (first: Partial<Standing>): number =>
      mixed({
        tests,
        late,
        standings: [{ ...likeOthers, ...first }, likeOthers],
        horizon: 1,
        apart: 1,
        grain: 0,
      }).path[0] ?? 0
    expect(saidBy({})).toBeCloseTo(11)
    expect(saidBy({ isPlain: true })).toBeLessThan(10.7)
    expect(saidBy({ isMisled: true })).toBeGreaterThan(11.5)
  })

  it('believes no plain way that was clearly worse', () => {
    const tests = testsOf([10, 12], Array<number>(12).fill(11.2))
    const late = [10, 12].map((value) => Float64Array.of(value))
    const saidBy = (isPlain: boolean): number =>
      mixed({
        tests,
        late,
        standings: [{ ...likeOthers, isPlain }, likeOthers],
        horizon: 1,
        apart: 1,
        grain: 0,
      }).path[0] ?? 0
    expect(saidBy(true)).toBe(saidBy(false))
  })
})

/** How much of the mix the second member is. */
function shareOf(tests: readonly Backtest[], standings: readonly Standing[]): number {
  return weightsOf(tests, { standings, horizon: 1 })[0]?.[1] ?? 0
}

describe('backtests near to the end', () => {
  it('see a half and a quarter of the horizon', () => {
    const near = originsOf(960, { seasons: [24, 168], horizon: 48 }).filter(({ isNear }) => isNear)
    expect(near.map(({ at }) => at)).toEqual([936, 948])
    expect(originsOf(100, { seasons: [12], horizon: 1 }).some(({ isNear }) => isNear)).toBe(false)
  })

  it('have a say in who is believed, unless they are of an odd day', () => {
    const whole = testsOf([10, 20], [13, 13, 13, 13])
    const near = testsOf([10, 20], [20, 20]).map((test) => ({ ...test, isNear: true }))
    const standings = [likeOthers, likeOthers]
    expect(shareOf(whole, standings)).toBe(0)
    expect(shareOf([...whole, ...near], standings)).toBeGreaterThan(0.1)
    const misled = standings.map((one) => ({ ...one, isMisled: true }))
    expect(shareOf([...whole, ...near], misled)).toBe(0)
  })
})

describe('the grain of values', () => {
  it('is what all are whole multiples of', () => {
    expect(grainOf(Float64Array.of(0, 6, 9, 3, Number.NaN))).toBe(3)
    expect(grainOf(Float64Array.of(0, 1, 2.5))).toBe(0)
    expect(grainOf(Float64Array.of(7, 7))).toBe(0)
  })
})
