import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualOf } from './usual.ts'

const asked = { from: 240, ahead: 24, stepSeconds: 3600, level: 0.95 }

/** Looks random and is always the same, from -1 to 1. */
function noise(at: number): number {
  return (Math.sin((at + 1) * 12.9898) * 43_758.5453) % 1
}

function day(at: number): number {
  return 50 + 20 * Math.sin((2 * Math.PI * at) / 24) + noise(at)
}

describe('what is usual', () => {
  it('follows a day, and holds nearly all of its values', () => {
    const values = Float64Array.from({ length: 360 }, (_, at) => day(at))
    const { expected, lower, upper, seasons } = usualOf(values, asked)
    expect(expected).toHaveLength(144)
    expect(seasons).toContain(24)
    const inside = values.slice(240).filter((one, at) => one >= (lower[at] ?? 0) && one <= (upper[at] ?? 0))
    expect(inside.length / 120).toBeGreaterThan(0.85)
    expect(Math.abs((expected[120 + 6] ?? 0) - day(366))).toBeLessThan(5)
  })

  it('does not hold what is new', () => {
    const values = Float64Array.from({ length: 360 }, (_, at) => day(at) + (at >= 350 ? 60 : 0))
    const { upper } = usualOf(values, asked)
    expect(values.slice(350).every((one, at) => one > (upper[110 + at] ?? Infinity))).toBe(true)
  })

  it('is made of earlier values only', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (all, wild) => {
        const setting = { from: 48, ahead: 0, stepSeconds: 60, level: 0.8 }
        const before = usualOf(Float64Array.from(all), setting)
        const after = usualOf(
          Float64Array.from([...all.slice(0, 54), ...all.slice(54).map(() => wild)]),
          setting,
        )
        return [0, 1, 2, 3, 4, 5].every((at) => Object.is(before.expected[at], after.expected[at]))
      }),
      { numRuns: 20 },
    )
  })

  it('is unknown where too little came before, whatever comes', () => {
    const { expected } = usualOf(Float64Array.from([1, Number.NaN, 3]), { ...asked, from: 0 })
    expect(expected.every(Number.isNaN)).toBe(true)
    expect(usualOf(new Float64Array(), { ...asked, from: 5, ahead: 0 }).expected).toHaveLength(0)
    const gaps = new Float64Array(100).fill(Number.NaN)
    expect(usualOf(gaps, { ...asked, from: 50 }).upper.every(Number.isNaN)).toBe(true)
  })
})
