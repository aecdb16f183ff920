import { describe, expect, it } from 'vitest'
import { logFigures } from './logs.ts'

describe('lines of many systems', () => {
  const figures = logFigures([11])

  it.each(figures)('$name: grouped as they were made, with their header and without', ({ whole, bare }) => {
    expect(whole).toBeGreaterThan(0.85)
    expect(bare).toBeGreaterThan(0.85)
  })

  it('in the mean of the systems that nothing was tuned on, nearly all lines', () => {
    const unseen = figures.filter(({ tuned }) => !tuned)
    const mean = unseen.reduce((sum, { whole }) => sum + whole, 0) / unseen.length
    expect(unseen.length).toBeGreaterThan(5)
    expect(mean).toBeGreaterThan(0.95)
  })
})
