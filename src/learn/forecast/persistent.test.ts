import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mixed } from './mix.ts'
import { persistentMiss } from './persistent.ts'
import { forecasts } from './task.ts'

const within = { horizon: 2, apart: 10 }
const linesOf = (...lines: readonly (readonly [number, number])[]): readonly Float64Array[] =>
  lines.map((line) => Float64Array.from(line))

describe('what backtests missed in the same direction', () => {
  it('is all of it where it was always the same, and nothing where it went either way', () => {
    const errors = linesOf([3, 1], [3, -1], [3, 1], [3, -1], [3, 1])
    expect([...persistentMiss(errors, within)]).toEqual([3, 0])
  })

  it('is nothing where one of them was far off, and of few backtests', () => {
    expect([...persistentMiss(linesOf([0, 0], [0, 0], [1, 0], [0, 0], [60, 0], [1, 0]), within)]).toEqual([
      0, 0,
    ])
    expect([...persistentMiss(linesOf([3, 3], [3, 3], [3, 3], [3, 3]), within)]).toEqual([0, 0])
  })

  it('is less where backtests overlap', () => {
    const errors = linesOf([2, 2], [3, 3], [4, 4], [3, 3], [2, 2], [4, 4])
    const [apart = 0] = persistentMiss(errors, { horizon: 2, apart: 6 })
    const [overlapping = 0] = persistentMiss(errors, { horizon: 2, apart: 2 })
    expect(apart).toBeGreaterThan(2)
    expect(overlapping).toBeGreaterThan(1)
    expect(overlapping).toBeLessThan(apart)
  })

  it('is never more than the mean or the median of what was missed', () => {
    const error = fc.double({ min: -100, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(error, { minLength: 5, maxLength: 30 }),
        fc.double({ min: 1, max: 40, noNaN: true }),
        (all, apart) => {
          const [missed = 0] = persistentMiss(
            all.map((one) => Float64Array.of(one)),
            { horizon: 1, apart },
          )
          const sorted = all.toSorted((a, b) => a - b)
          const middle = ((sorted[(all.length - 1) >> 1] ?? 0) + (sorted[all.length >> 1] ?? 0)) / 2
          const mean = all.reduce((sum, one) => sum + one, 0) / all.length
          return Math.abs(missed) <= Math.min(Math.abs(mean), Math.abs(middle)) + 1e-9 && missed * mean >= 0
        },
      ),
    )
  })

  it('is added to the mix, also in what it would have said in each backtest', () => {
    const tests = Array.from({ length: 8 }, () => ({
      forecasts: [Float64Array.of(10), Float64Array.of(10)],
      actual: Float64Array.of(13),
    }))
    const late = [Float64Array.of(20), Float64Array.of(20)]
    const standings = late.map(() => ({ isPlain: false, isMisled: false }))
    const { path, added, errors } = mixed({ tests, late, standings, horizon: 1, apart: 8, grain: 0 })
    expect([path[0], added[0]]).toEqual([23, 3])
    expect(errors.map((line) => line[0])).toEqual(tests.map(() => 0))
  })

  it('is told of', () => {
    // A slope that never stops growing: every way that is damped falls behind.
    const bent = Array.from({ length: 160 }, (_, at) => 100 + (at / 10) ** 3)
    expect(why(bent)).toContain('missed in the same direction is added')
    expect(why(bent.map((_, at) => Math.sin(at * at)))).not.toContain('same direction')
  })
})

function why(y: readonly number[]): string {
  const [answer] = forecasts.answers(JSON.stringify({ tasks: [{ id: 'a', y, horizon: 10 }] }))
  return JSON.stringify(answer?.json)
}
