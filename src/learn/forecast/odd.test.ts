import { describe, expect, it } from 'vitest'
import { forecast } from './forecast.ts'
import { withoutOdd } from './odd.ts'

const setting = { seasons: [24], horizon: 24 }

/** Days of hours of which some have less than usual; the same noise each time. */
function visits(days: number, share: (day: number) => number): Float64Array {
  return Float64Array.from({ length: days * 24 }, (_, at) => {
    const usual = 20 - 10 * Math.cos((2 * Math.PI * at) / 24)
    return usual * share(Math.floor(at / 24)) + Math.sin(at * at)
  })
}

/** Weekends with fewer, and one odd day. */
function weeks(day: number): number {
  return (day % 7 > 4 ? 0.7 : 1) * (day === 32 ? 0.3 : 1)
}

describe('what is odd', () => {
  it('is one day that differs from those around it, and is put to what is usual', () => {
    const history = visits(21, (day) => (day === 17 ? 0.3 : 1))
    const found = withoutOdd(history, setting)
    const usual = visits(21, () => 1)
    const apart = found.map((one, at) => Math.abs(one - (usual[at] ?? 0)))
    expect(Math.max(...apart.slice(17 * 24, 18 * 24))).toBeLessThan(4)
    expect(found.slice(0, 16 * 24)).toEqual(history.slice(0, 16 * 24))
  })

  it('is no level that came to stay, and nothing where all days are alike', () => {
    const moved = visits(21, (day) => (day > 16 ? 0.3 : 1))
    expect(withoutOdd(moved, setting)).toBe(moved)
    const alike = visits(21, () => 1)
    expect(withoutOdd(alike, setting)).toBe(alike)
  })

  it('is not what the next days are forecast as when it was some days ago, in weeks of which days differ', () => {
    const asked = { given: [24, 168], stepSeconds: 3600, horizon: 48, levels: [] }
    const { mean, shares } = forecast(visits(35, weeks), asked)
    const wanted = visits(37, weeks).slice(-48)
    expect(Math.max(...mean.map((one, at) => Math.abs(one - (wanted[at] ?? 0))))).toBeLessThan(4)
    const without = shares.filter(({ id }) => id.endsWith(', odd seasons left out'))
    expect(without.reduce((sum, { share: one }) => sum + one, 0)).toBeGreaterThan(0.7)
  })

  it('is not what the next days are forecast as', () => {
    const history = visits(28, (day) => (day === 26 ? 0.3 : 1))
    const { mean } = forecast(history, { given: [24], stepSeconds: 3600, horizon: 24, levels: [] })
    const wanted = visits(29, () => 1).slice(-24)
    expect(Math.max(...mean.map((one, at) => Math.abs(one - (wanted[at] ?? 0))))).toBeLessThan(3)
  })
})
