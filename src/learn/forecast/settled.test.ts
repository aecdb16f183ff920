import { describe, expect, it } from 'vitest'
import { forecast } from './forecast.ts'
import { settledValues } from './settled.ts'

const setting = { seasons: [24, 168], horizon: 48 }

/** Open from eight to eight, but on the seventh day of each week; never the same number twice. */
function shop(days: number): Float64Array {
  return Float64Array.from({ length: days * 24 }, (_, at) => {
    const isOpen = at % 24 >= 8 && at % 24 < 20 && Math.floor(at / 24) % 7 !== 6
    return isOpen ? 10 + 3 * Math.sin(at * at) : 0
  })
}

describe('what is settled', () => {
  it('is what nearly always was the same at a time of the day, and nothing else', () => {
    const settled = settledValues(shop(28), setting)
    expect(settled[3]).toBe(0)
    expect(settled[12]).toBeNaN()
  })

  it('is forecast as that', () => {
    const { mean, bands } = forecast(shop(28), {
      given: [24, 168],
      stepSeconds: 3600,
      horizon: 48,
      levels: [0.8],
    })
    expect([...mean.slice(0, 8), ...mean.slice(20, 32)].every((one) => one === 0)).toBe(true)
    expect(mean[12]).toBeGreaterThan(5)
    expect(bands[0]?.lower[12]).toBeLessThan(mean[12] ?? 0)
  })

  it('needs five seasons', () => {
    expect(settledValues(shop(4), { seasons: [24], horizon: 24 }).every(Number.isNaN)).toBe(true)
  })
})
