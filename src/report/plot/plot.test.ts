import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns.ts'
import type { Plot } from './plot.ts'
import { quantityText } from './quantity.ts'
import { frameOf, timeTicks } from './scale.ts'
import { plotSvg } from './svg.ts'
import { plotText } from './terminal.ts'

const start = Date.parse('2026-11-20T00:00:00Z') / 1000
const hours = Float64Array.from({ length: 48 }, (_, at) => start + at * 3600)
const later = Float64Array.from({ length: 12 }, (_, at) => start + (47 + at) * 3600)
const wave = hours.map((_, at) => 50 + 40 * Math.sin((at / 24) * 2 * Math.PI))

function plot(given: Partial<Plot> = {}): Plot {
  return {
    title: 'load',
    unit: 'number',
    lines: [
      { name: 'load', kind: 'measured', times: hours, values: wave },
      { name: 'forecast', kind: 'expected', times: later, values: later.map(() => 50) },
    ],
    bands: [
      { name: '95 %', kind: 'outer', times: later, lower: later.map(() => 20), upper: later.map(() => 80) },
      { name: '80 %', kind: 'inner', times: later, lower: later.map(() => 35), upper: later.map(() => 65) },
    ],
    levels: [{ name: 'limit 95', kind: 'given', value: 95 }],
    marks: [{ name: 'api: replicas 3 → 1', kind: 'change', time: start + 24 * 3600 }],
    ...given,
  }
}

function legendOf(text: string): string {
  return text.slice(text.indexOf('└'))
}

describe('a plot in a terminal', () => {
  it('has its axes, its lines and bands, its limit, and what changed when', () => {
    expect(`\n${plotText(plot(), { width: 72, colour: false, rows: 9 })}`).toBe(`
 100 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┊╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
     │   ⢀⡴⠋⠉⠉⠓⢦⡀               ┊   ⣠⠖⠋⠉⠉⠳⣄
     │  ⡴⠋      ⠹⣄              ┊ ⢀⡼⠁     ⠈⠳⡄             ░░░░░░░░░░░░░
     │⢀⡞⠁        ⠈⢧             ┊⢠⠞         ⠙⣆            ▒▒▒▒▒▒▒▒▒▒▒▒▒
  50 ┤⠞           ⠈⢳⡀           ⣰⠋           ⠘⢦           ⠠⠄⠤⠄⠤⠄⠤⠄⠤⠄⠤⠄⠤
     │              ⠹⡄         ⡴⠃             ⠈⢳⡀        ⢀⡖▒▒▒▒▒▒▒▒▒▒▒▒
     │               ⠙⢦      ⢠⠞⠁┊               ⠹⣄      ⣠⠏░░░░░░░░░░░░░
     │                ⠈⠳⢤⣀⣀⣠⠴⠋  ┊                ⠈⠳⣄⣀⣀⡤⠞⠁
   0 ┤                    ⠁     ┊                   ⠈
     └┬────────────┬────────────┬─────────────┬────────────┬───────────
                                a
      Nov 20     12:00       Nov 21         12:00       Nov 22
      ━━ load  ╍╍ forecast  ▒▒ 80 %  ░░ 95 %  ╌╌ limit 95  (UTC)
      a 2026-11-21 00:00  api: replicas 3 → 1
`)
  })

  it.each([40, 60, 80, 200])('fits into %d columns', (width) => {
    const long = plot({ marks: [{ name: 'a very long name '.repeat(20), kind: 'change', time: start }] })
    const lines = plotText(long, { width, colour: false }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
  })

  it('says the same with colours and without, but for the dashes', () => {
    // oxlint-disable-next-line no-control-regex -- colours are what it takes out
    const plain = plotText(plot(), { width: 80, colour: true }).replaceAll(/\u001B\[\d+m/gu, '')
    expect(legendOf(plain)).toBe(legendOf(plotText(plot(), { width: 80, colour: false })))
    expect(plotText(plot(), { width: 80, colour: true })).toContain('\u001B[36m')
  })

  it('loses no spike among many values, and draws nothing across a gap', () => {
    const values = new Float64Array(100_000).fill(1)
    values[50_000] = 99
    const times = values.map((_, at) => at)
    const { high } = columnsOf({ times, values, from: 0, to: 99_999, count: 50 })
    expect(Math.max(...high)).toBe(99)
    const gap = columnsOf({ times: [0, 1, 8, 9], values: [1, Number.NaN, 2, 2], from: 0, to: 9, count: 10 })
    expect([...gap.low]).toEqual([1, ...Array.from({ length: 7 }, () => Number.NaN), 2, 2])
  })

  it('sets what is recommended apart from what is', () => {
    const two = plot({
      levels: [
        { name: 'now', kind: 'given', value: 95 },
        { name: 'better', kind: 'recommended', value: 60 },
      ],
    })
    const text = plotText(two, { width: 60, colour: false, rows: 6 })
    expect(text).toContain('╌╌ now')
    expect(text).toContain('┄┄ better')
    expect(plotSvg(two)).toMatch(/class="level given"[^]*class="level recommended"/u)
  })

  it('never throws and never grows, whatever it is given', () => {
    const number = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.integer())
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number)), fc.array(number), (points, others) => {
        const times = points.map(([time]) => time)
        const lines = [{ name: 'a', kind: 'measured', times, values: points.map(([, one]) => one) }] as const
        const levels = others.map((value) => ({ name: 'b', kind: 'recommended', value }) as const)
        const marks = others.map((time) => ({ name: 'c', kind: 'change', time }) as const)
        const odd = plot({ lines, levels, marks })
        const text = plotText(odd, { width: 60, colour: false, rows: 6 })
        return text.split('\n').every((line) => line.length <= 60) && plotSvg(odd).endsWith('</figure>')
      }),
    )
  })
})

describe('axes', () => {
  it('begin at zero where values are far from each other, and end at round numbers', () => {
    const { bottom, top, ticks } = frameOf(plot(), 5)
    expect([bottom, top]).toEqual([0, 100])
    expect(ticks.map(({ text }) => text)).toEqual(['0', '25', '50', '75', '100'])
    const high = hours.map((_, at) => 1000 + at)
    const lines = [{ name: 'a', kind: 'measured', times: hours, values: high }] as const
    expect(frameOf(plot({ lines, bands: [], levels: [] }), 5).bottom).toBe(1000)
  })

  it('are not stretched by a limit that is far away', () => {
    expect(frameOf(plot({ levels: [{ name: 'far', kind: 'given', value: 1e6 }] }), 5).top).toBeLessThan(200)
  })

  it('show values that never change in the middle', () => {
    const lines = [{ name: 'a', kind: 'measured', times: [0, 60], values: [7, 7] }] as const
    const { bottom, top } = frameOf(plot({ lines, bands: [], levels: [] }), 5)
    expect(bottom).toBeLessThan(7)
    expect(top).toBeGreaterThan(7)
  })

  it('have days by name and hours by the clock', () => {
    const two = { from: start + 3600, to: start + 3 * 86_400 }
    expect(timeTicks(two, 8).map(({ text }) => text)).toEqual([
      '12:00',
      'Nov 21',
      '12:00',
      'Nov 22',
      '12:00',
      'Nov 23',
    ])
    expect(timeTicks({ from: start, to: start + 60 * 86_400 }, 6).map(({ text }) => text)).toEqual([
      'Dec 3',
      'Dec 17',
      'Dec 31',
      'Jan 14',
    ])
  })

  it.each([
    [0, 'bytes', '0 B'],
    [536_870_912, 'bytes', '512 MiB'],
    [1_073_741_823, 'bytes', '1 GiB'],
    [0.25, 'cores', '250m'],
    [1.5, 'cores', '1.5'],
    [1234, 'number', '1.23k'],
    [999.9, 'number', '1000'],
    [0.123, 'share', '12.3 %'],
    [0.2, 'seconds', '200 ms'],
    [86_400 * 14, 'seconds', '14 d'],
    [Number.NaN, 'bytes', '–'],
    [1e300, 'number', '1.0e+285P'],
  ] as const)('write %d %s as %s', (value, unit, text) => {
    expect(quantityText(value, unit)).toBe(text)
  })
})

describe('a plot on a page', () => {
  it('is one drawing with a name, whose words are escaped', () => {
    const html = plotSvg(
      plot({ title: '<load> & "more"', marks: [{ name: '<b>', kind: 'change', time: start }] }),
    )
    expect(html).toContain('aria-label="&lt;load&gt; &amp; &quot;more&quot;"')
    expect(html).toContain('&lt;b&gt;')
    expect(html).not.toContain('<b>2026')
    expect(html.match(/<path class="measured"/gu)).toHaveLength(2)
  })

  it('stays small however many values there are', () => {
    const times = Float64Array.from({ length: 200_000 }, (_, at) => start + at)
    const lines = [{ name: 'a', kind: 'measured', times, values: times.map((one) => one % 977) }] as const
    expect(plotSvg(plot({ lines })).length).toBeLessThan(60_000)
  })
})
