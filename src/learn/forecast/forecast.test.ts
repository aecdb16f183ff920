import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast, type Forecast } from './forecast.ts'
import { forecasts } from './task.ts'

function ahead(values: readonly number[], horizon = 24, given: readonly number[] = [24]): Forecast {
  const stepSeconds = Number.NaN
  return forecast(Float64Array.from(values), { given, stepSeconds, horizon, levels: [0.8, 0.95] })
}

/** Looks random and is always the same. */
function noise(at: number): number {
  return ((Math.sin(at * 12.9898) * 43758.5453) % 1) * 4
}

function answersTo(tasks: unknown): readonly unknown[] {
  return [...forecasts.answers(JSON.stringify({ tasks }))].map(({ json, understood }) => ({
    ...json,
    understood,
  }))
}

/** Days of hours with a little noise that is always the same. */
function days(count: number): readonly number[] {
  return Array.from(
    { length: count * 24 },
    (_, at) => 50 + 10 * Math.sin((2 * Math.PI * at) / 24) + 0.02 * at + Math.sin(at * at),
  )
}

describe('a forecast', () => {
  it('goes on with level, trend and season', () => {
    const { mean } = ahead(days(20))
    const wanted = days(21).slice(-24)
    expect(Math.max(...mean.map((one, at) => Math.abs(one - (wanted[at] ?? 0))))).toBeLessThan(2.5)
  })

  it('finds the week that only the values tell of', () => {
    const week = Array.from({ length: 24 * 35 }, (_, at) => {
      const weekend = Math.floor(at / 24) % 7 > 4
      return (weekend ? 4 : 10) + 3 * Math.sin((2 * Math.PI * at) / 24) + 0.3 * Math.sin(at * at)
    })
    const { mean, seasons } = forecast(Float64Array.from(week), {
      given: [24],
      stepSeconds: 3600,
      horizon: 168,
      levels: [],
    })
    expect(seasons).toEqual([24, 168])
    expect(Math.abs((mean[130] ?? 0) - (week[130] ?? 0))).toBeLessThan(1)
  })

  it('holds about as much of the future in its bands as they say', () => {
    const values = Array.from(
      { length: 24 * 40 },
      (_, at) => 20 + 5 * Math.sin((2 * Math.PI * at) / 24) + noise(at),
    )
    const inside = [25, 28, 31, 34, 37].flatMap((day) => {
      const { bands } = ahead(values.slice(0, day * 24), 48)
      return Array.from({ length: 48 }, (_, step) =>
        bands.map(({ lower, upper }) => {
          const value = values[day * 24 + step] ?? 0
          return value >= (lower[step] ?? 0) && value <= (upper[step] ?? 0)
        }),
      )
    })
    const share = (band: number): number => inside.filter((one) => one[band]).length / inside.length
    expect(share(0)).toBeGreaterThan(0.7)
    expect(share(1)).toBeGreaterThan(0.9)
    expect(share(0)).toBeLessThan(0.95)
  })

  it('repeats a season that was given and has been there once only', () => {
    const { mean, seasons } = ahead(days(2).slice(0, 44))
    const wanted = days(3).slice(44, 68)
    expect(seasons).toEqual([24])
    expect(Math.max(...mean.map((one, at) => Math.abs(one - (wanted[at] ?? 0))))).toBeLessThan(4)
  })

  it('of what never changes is that, without a doubt', () => {
    const { mean, bands } = ahead(Array<number>(100).fill(7), 5)
    expect([...mean]).toEqual([7, 7, 7, 7, 7])
    expect(bands.flatMap(({ lower, upper }) => [...lower, ...upper]).every((one) => one === 7)).toBe(true)
    expect(answersTo([{ y: Array<number>(100).fill(7), horizon: 1 }])).toMatchObject([
      { forecasts: [{ why: 'The past never changed, so there is nothing to try the forecast on.' }] },
    ])
  })

  it('of too little for backtests says so', () => {
    const { backtests, mean } = ahead([1, 5, 2], 4)
    expect(backtests).toBe(0)
    expect(mean.every((one) => one >= 1 && one <= 5)).toBe(true)
  })

  it('of one value is that value', () => {
    expect([...ahead([3], 2).mean]).toEqual([3, 3])
  })

  it('is the same as if a missing value stood on the line between its neighbours', () => {
    const gaps = days(10).map((one, at) => (at === 100 ? Number.NaN : one))
    const line = days(10).map((one, at, all) => (at === 100 ? ((all[99] ?? 0) + (all[101] ?? 0)) / 2 : one))
    expect(ahead(gaps).mean).toEqual(ahead(line).mean)
  })

  const anything = fc.array(fc.oneof(fc.double(), fc.integer({ min: -9, max: 9 }), fc.constant(0)), {
    minLength: 1,
    maxLength: 90,
  })

  it('has numbers whatever came, each band around the mean and within the wider one', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 30 }), (values, horizon) => {
        const tame = values.map((one) => Math.max(-1e150, Math.min(1e150, one)))
        const { mean, bands } = ahead(tame, horizon, [7])
        const [near, far] = bands
        return mean.every(
          (one, at) =>
            Number.isFinite(one) &&
            (far?.lower[at] ?? 0) <= (near?.lower[at] ?? 0) &&
            (near?.lower[at] ?? 0) <= one &&
            one <= (near?.upper[at] ?? 0) &&
            (near?.upper[at] ?? 0) <= (far?.upper[at] ?? 0),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('of another unit is the forecast in that unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.25, 8, 1024), fc.integer({ min: 5, max: 200 }), (unit, length) => {
        const values = days(9).slice(0, length)
        const one = ahead(values, 6)
        const other = ahead(
          values.map((value) => value * unit),
          6,
        )
        return one.mean.every(
          (value, at) => Math.abs(value * unit - (other.mean[at] ?? 0)) <= 1e-9 * Math.abs(value * unit),
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('plumbline learn forecast', () => {
  it('answers each task, and says what is wrong with another', () => {
    const [answer] = answersTo([
      { id: 'a', y: [1, 2, null, 2], horizon: 2, levels: [80] },
      { id: 'b', y: [], horizon: 2 },
      { id: 'c', y: [1], horizon: 0 },
      { id: 'd', y: [1], horizon: 1, levels: [0.8, 120] },
    ])
    expect(answer).toMatchObject({
      forecasts: [
        { id: 'a', mean: [expect.any(Number), expect.any(Number)], intervals: [{ level: 80 }] },
        { id: 'b', error: { code: 'learn/no-values' } },
        { id: 'c', error: { code: 'learn/bad-horizon' } },
        { id: 'd', error: { code: 'learn/bad-levels' } },
      ],
      understood: false,
    })
  })

  it('says of which ways the mix is made and what backtests showed', () => {
    const [answer] = answersTo([{ id: 'a', y: days(10), horizon: 12, seasons: [24] }])
    expect(answer).toMatchObject({
      forecasts: [
        { why: expect.stringMatching(/^Seasons of 24 steps\. Weighed by \d+ backtests: /u) as unknown },
      ],
    })
  })
})
