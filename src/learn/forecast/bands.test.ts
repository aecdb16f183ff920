import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf } from './bands.ts'
import type { Missed } from './sizes.ts'

const horizon = 6

/** Errors of backtests that look random and are always the same. */
function errorsOf(backtests: number): readonly Float64Array[] {
  return Array.from({ length: backtests }, (_, test) =>
    Float64Array.from({ length: horizon }, (__, step) => Math.sin((test * horizon + step) ** 2) * (step + 1)),
  )
}

/** Backtests and a future of which a level was forecast. */
function missedOf(errors: readonly Float64Array[], apart: number): Missed {
  const path = new Float64Array(horizon).fill(100)
  return { errors, apart, path, paths: errors.map(() => path), isFromZero: true }
}

/** Backtests of what is high and low in turns, each beginning a step later, and errors of a size that goes with it. */
function swinging(sizeAt: (level: number) => number): Missed {
  const errors = errorsOf(12).map((line, test) =>
    pathOf(test).map((level, step) => ((line[step] ?? 0) / (step + 1)) * sizeAt(level)),
  )
  return { ...missedOf(errors, 12), path: pathOf(0), paths: errors.map((_, test) => pathOf(test)) }
}

function pathOf(first: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) => ((first + step) % 2 === 0 ? 400 : 25))
}

/** How much further the band reaches where more is forecast. */
function swingOf(missed: Missed): number {
  const reach = bandsOf(missed).reach(0.8)
  return (reach[2] ?? 0) / (reach[3] ?? 1)
}

/** How far the band reaches after errors of these sizes, the earliest first. */
function reachAfter(sizes: readonly number[]): number {
  const errors = sizes.map((size) => Float64Array.from({ length: horizon }, (_, step) => (step + 1) * size))
  return bandsOf(missedOf(errors, 12)).reach(0.8)[3] ?? 0
}

describe('bands', () => {
  it('of errors of one stretch are much wider than those of the same errors of many', () => {
    const errors = errorsOf(8)
    const reachOf = (apart: number, level: number): number =>
      bandsOf(missedOf(errors, apart)).reach(level)[0] ?? 0
    expect(reachOf(1, 0.95)).toBeGreaterThan(2 * reachOf(20, 0.95))
    expect(reachOf(1, 0.8) / reachOf(20, 0.8)).toBeLessThan(reachOf(1, 0.95) / reachOf(20, 0.95))
  })

  it('reach further at a higher level, and the less far the more was tested', () => {
    const share = fc.double({ min: 0.5, max: 0.99, noNaN: true })
    const times = fc.double({ min: 1, max: 40, noNaN: true })
    fc.assert(
      fc.property(share, share, times, times, (one, other, few, many) => {
        const errors = errorsOf(12)
        const reach = (level: number, apart: number): number =>
          bandsOf(missedOf(errors, apart)).reach(level)[3] ?? 0
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const [short, long] = [Math.min(few, many), Math.max(few, many)]
        return reach(low, few) <= reach(high, few) && reach(one, long) <= reach(one, short)
      }),
      { numRuns: 100 },
    )
  })

  it('are wider where more is forecast if errors were larger there, and only then', () => {
    expect(swingOf(swinging((level) => level))).toBeGreaterThan(8)
    expect(swingOf(swinging(() => 1))).toBeLessThan(2)
    expect(swingOf({ ...swinging((level) => level), isFromZero: false })).toBeLessThan(2)
  })

  it('are not made much wider by one backtest that was far off', () => {
    const usual = errorsOf(12)
    const odd = usual.map((line, test) => (test === 4 ? line.map((one) => 50 * one) : line))
    const [withOdd, without] = [odd, usual].map((errors) => bandsOf(missedOf(errors, 12)).reach(0.8)[3] ?? 0)
    expect(withOdd).toBeLessThan(1.5 * (without ?? 0))
  })

  it('are wider where errors have grown of late, and not by what chance makes', () => {
    const [calm, slight, rough] = [1, 1.2, 4].map((one) => Array.from({ length: 3 }, () => one))
    const others = Array<number>(9).fill(1)
    const after = (late: readonly number[] = []): number => reachAfter([...others, ...late])
    const before = (early: readonly number[] = []): number => reachAfter([...early, ...others])
    expect(after(rough)).toBeGreaterThan(1.3 * before(rough))
    expect(after(slight)).toBeCloseTo(before(slight), 9)
    expect(after(calm)).toBeCloseTo(before(calm), 9)
  })
})
