import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import type { Context } from '../../src/cli/context.ts'
import { run } from '../../src/cli/run.ts'
import type { HttpPorts } from '../../src/model/http.ts'
import { ForecastDocument } from '../../src/cli/signal-documents.ts'
import { missingMonitors, startedPrometheus, whyNoMonitors, type Monitor } from './running.ts'

const usage = 'examples/signals/usage.jsonl'

interface Ran {
  readonly code: number
  readonly out: string
  readonly errors: string
}

async function plumbline(args: readonly string[], given: Partial<Context> = {}): Promise<Ran> {
  let out = ''
  let errors = ''
  const screen = { width: 80, colour: false, interactive: false }
  const context: Context = {
    ...contextOf(),
    output: screen,
    errors: screen,
    environment: new Map(),
    print: (text) => (out += text),
    complain: (text) => (errors += text),
    progress: () => undefined,
    ...given,
  }
  return { code: await run(['forecast', ...args], context), out, errors }
}

function table(valueOf: (at: number) => number): string {
  const lines = Array.from({ length: 60 }, (_, at) => `${1_700_000_000 + at * 60},${valueOf(at)}`)
  return ['time,load', ...lines, ''].join('\n')
}

async function said(text: string): Promise<string> {
  const { out } = await plumbline(['--file', '-', '--horizon', '5m'], { input: () => text })
  return out.replaceAll(/\s+/gu, ' ')
}

describe('plumbline forecast of a file', () => {
  it('says what comes, when a limit is crossed, how good that is, and draws it', async () => {
    const args = ['--file', usage, '--unit', 'bytes', '--horizon', '5d', '--limit', '8Gi']
    const { code, out } = await plumbline(['memory{container="valkey"', ...args])
    expect(code).toBe(1)
    expect(out).toMatch(/⡠|⠤|⣀/u)
    expect(out.replaceAll(/\s+/gu, ' ')).toMatch(
      /Expected above 8 GiB at 2026-11-2\d \d\d:\d\d; the bands reach it at 2026-11-2\d \d\d:\d\d \(80 %\)/u,
    )
    expect(out).toMatch(/repeating the last (?:season|value) missed by/u)
    expect(out).toContain('none missing')
  })

  it('says it for programs in a form that is written down, the same each time', async () => {
    const args = ['cpu', '--file', usage, '--format', 'json', '--horizon', '6h']
    const { code, out } = await plumbline(args)
    expect(code).toBe(0)
    const document = ForecastDocument.parse(JSON.parse(out))
    expect(document.series).toHaveLength(5)
    const captioner = document.series.find(({ id }) => id.includes('captioner-6b7f9d5c8d-2kq8w'))
    expect(captioner).toMatchObject({ stepSeconds: 3600, seasonsSeconds: [86_400], history: { gaps: 6 } })
    expect(captioner?.mean).toHaveLength(6)
    expect((await plumbline(args)).out).toBe(out)
  })

  it('says which longer step to give for a series of more than a million', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `${1_700_000_000 + at + (at > 290 ? 3e6 : 0)},${at % 7}`,
    )
    const standardInput = ['time,load', ...lines, ''].join('\n')
    const { code, errors } = await plumbline(['--file', '-'], { input: () => standardInput })
    expect(code).toBe(2)
    expect(errors.replaceAll(/\s+/gu, ' ')).toContain('more than a million steps in its 35 days')
    expect(errors).toContain('--step 15m')
  })

  it('is a page that needs nothing from anywhere', async () => {
    const { out } = await plumbline(['cpu', '--file', usage, '--format', 'html'])
    expect(out).toMatch(/^<!doctype html>/u)
    expect(out).not.toMatch(/https?:\/\/(?!www\.w3\.org)|<script|<link/u)
    expect(out).toContain('cpu{container=&quot;valkey&quot;')
  })

  it('tells series apart by the labels that differ, and says once what all of them have', async () => {
    const { out } = await plumbline(['valkey', '--file', usage, '--horizon', '6h'])
    expect(out).toMatch(/^All have \{[^]*container="valkey"[^]*\}\.\n\n/u)
    const titles = out.split('\n').filter((line) => /^(?:cpu|memory)/u.test(line))
    expect(titles.length).toBeGreaterThan(1)
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.join('')).not.toContain('container=')
  })

  it('names no seasons where there are none, and tries nothing on what never changed', async () => {
    const odd = await said(table((at) => 10 + (at % 5) + (at > 40 ? 20 : 0)))
    expect(odd).toContain('No season was found. The mix:')
    expect(/The mix: (.*?) check/u.exec(odd)?.[1]).toMatch(/value/u)
    expect(/The mix: (.*?) check/u.exec(odd)?.[1]).not.toMatch(/season/u)
    const constant = await said(table(() => 42))
    expect(constant).toContain('In the next 5 min about 42. why')
    expect(constant).toContain('The past never changed, so there is nothing to try the forecast on.')
  })

  it.each([
    ['up', [[1_700_000_000, '1']], 'there is none before 2023-11-14 22:15. Give --since 15m.'],
    ['up', [[1_700_000_000, 'NaN']], 'has two values that are numbers, neither NaN nor infinite'],
    ['requests_total{code="200"}', [], 'what is wanted is likely rate(requests_total{code="200"}[5m]).'],
  ] as const)('says what would help where little is known of %s: %j', async (query, values, help) => {
    const answer = { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }
    const ports: HttpPorts = {
      ask: () =>
        Promise.resolve({
          kind: 'answered',
          status: 200,
          text: JSON.stringify(answer),
          header: () => undefined,
        }),
      wait: () => Promise.resolve(),
    }
    const given = { now: () => 1_700_000_300, http: () => Promise.resolve(ports) }
    const { code, errors } = await plumbline([query, '--prometheus', 'http://prometheus.example'], given)
    expect(code).toBe(2)
    expect(errors).toContain(help)
  })

  it.each([
    [['--file', 'nothing.csv'], 3, 'there is no file'],
    [['nobody', '--file', usage], 2, 'is called like nobody'],
    [['up'], 3, '--prometheus URL or --file'],
    [['up', '--file', usage, '--since', 'soon'], 3, 'times are like'],
    [['up', '--file', usage, '--limit', 'much'], 3, '--limit is a number'],
    [['up', '--prometheus', 'http://localhost:1', '--bearer-env', 'NOBODY'], 3, 'NOBODY is empty'],
  ] as const)('refuses %j with code %d', async (args, code, why) => {
    const ran = await plumbline(args)
    expect(ran.code).toBe(code)
    expect(ran.errors).toContain(why)
  })
})

describe.skipIf(missingMonitors.length > 0)(
  `plumbline forecast of the real Prometheus${whyNoMonitors}`,
  () => {
    const end = 1_700_006_400
    let running: Monitor

    beforeAll(async () => {
      const lines = Array.from({ length: 14 * 288 }, (_, at) => {
        const time = end - (14 * 288 - 1 - at) * 300
        return `requests ${(100 + 50 * Math.sin((time / 86_400) * 2 * Math.PI)).toFixed(3)} ${time}`
      })
      running = await startedPrometheus({
        configuration: 'global: {}\n',
        past: ['# TYPE requests gauge', ...lines, '# EOF', ''].join('\n'),
      })
    }, 180_000)

    afterAll(() => running.stop())

    it('finds its day', async () => {
      const given = { now: () => end, environment: new Map([['PROMETHEUS_URL', running.url]]) }
      const { code, out } = await plumbline(['requests', '--format', 'json', '--horizon', '12h'], given)
      expect(code).toBe(0)
      const [series] = ForecastDocument.parse(JSON.parse(out)).series
      expect(series?.seasonsSeconds).toContain(86_400)
      const errors = series?.mean.map((one, at) =>
        Math.abs(one - 100 - 50 * Math.sin(((series.times[at] ?? 0) / 86_400) * 2 * Math.PI)),
      )
      expect(Math.max(...(errors ?? [99]))).toBeLessThan(2)
    }, 30_000)

    it('shows where the expression is wrong, and says when nothing matches', async () => {
      const wrong = await plumbline(['sum(requests))', '--prometheus', running.url])
      expect(wrong.code).toBe(2)
      expect(wrong.errors).toContain('sum(requests))')
      expect(wrong.errors).toContain('^')
      const none = await plumbline(['nobody', '--prometheus', running.url])
      expect(none.code).toBe(2)
      expect(none.errors).toContain('matches nobody')
    })
  },
)
