import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { pageOf } from '../../src/report/plot/page.ts'
import { plotSvg } from '../../src/report/plot/svg.ts'
import { browser, browserPath } from './running.ts'

const hour = 3600
const times = Array.from({ length: 7 }, (_, at) => 1_763_800_000 + at * hour)

describe.skipIf(browserPath === undefined)('a plot on a page', () => {
  let chrome: Browser
  beforeAll(async () => void (chrome = await browser()), 60_000)
  afterAll(() => chrome.close())

  it.each([1400, 700, 420, 360])('is seen whole and can be read, %i pixels wide', async (width) => {
    const plot = {
      title: 'memory',
      unit: 'bytes',
      lines: [{ name: 'memory', kind: 'measured', times, values: times.map((_, at) => 2 ** 29 + at * 1e8) }],
      bands: [],
      levels: [],
      marks: [{ name: 'begins', kind: 'change', time: times[5] ?? 0 }],
    } as const
    const page = await chrome.newPage({ viewport: { width, height: 800 } })
    await page.setContent(pageOf('A page', '', `<section>${plotSvg(plot)}</section>`))
    const seen = await page.evaluate(() => ({
      across: document.documentElement.scrollWidth,
      inside: [...document.querySelectorAll('.drawn')].map((one) => one.scrollWidth - one.clientWidth),
      boxes: [...document.querySelectorAll('.drawn svg, .drawn text')].map((one) => {
        const { left, right, height } = one.getBoundingClientRect()
        return { left, right, height, isText: one.tagName === 'text' }
      }),
    }))
    expect(seen.across).toBe(width)
    expect(seen.inside).toEqual([0])
    expect(seen.boxes.filter(({ left, right }) => left < 0 || right > width)).toEqual([])
    const heights = seen.boxes.flatMap(({ height, isText }) => (isText ? [height] : []))
    expect(heights.length).toBeGreaterThan(8)
    expect(Math.min(...heights)).toBeGreaterThan(7)
    await page.close()
  })
})
