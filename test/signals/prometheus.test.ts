import { createServer, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { http } from '../../src/host/http.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { HttpPorts } from '../../src/model/http.ts'
import { seriesId, type Labels } from '../../src/model/series.ts'
import { readExposition } from '../../src/signals/openmetrics/openmetrics.ts'
import { prometheus, type Prometheus } from '../../src/signals/prometheus/prometheus.ts'
import {
  eventually,
  freePort,
  missingMonitors,
  startedNodeExporter,
  startedPrometheus,
  whyNoMonitors,
  type Monitor,
} from './running.ts'

const start = 1_700_000_000 - (1_700_000_000 % 60)
const minutes = 15_000

/** A value a minute for ten days, an hour of it missing, with what is no number in between. */
function past(): string {
  const lines = ['# TYPE load gauge']
  for (let minute = 0; minute < minutes; minute++) {
    if (minute >= 600 && minute < 660) continue
    const value = minute === 30 ? 'NaN' : minute === 31 ? '+Inf' : String(minute)
    lines.push(`load{service="api"} ${value} ${start + minute * 60}`)
  }
  return [...lines, '# EOF', ''].join('\n')
}

describe.skipIf(missingMonitors.length > 0)(`the real Prometheus${whyNoMonitors}`, () => {
  let exporter: Monitor
  let running: Monitor
  let source: Prometheus

  beforeAll(async () => {
    exporter = await startedNodeExporter()
    running = await startedPrometheus({
      past: past(),
      configuration: `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: node
    static_configs: [{ targets: ['${new URL(exporter.url).host}'] }]
  - job_name: nobody
    static_configs: [{ targets: ['127.0.0.1:1'] }]
`,
      files: {
        'rules.yml': `
groups:
  - name: tests
    rules:
      - record: load:double
        expr: 2 * up
      - alert: Always
        expr: vector(1)
        labels: { severity: page }
        annotations: { summary: It is always so. }
      - alert: Later
        expr: vector(1)
        for: 1h
`,
      },
    })
    source = prometheus(running.url, undefined, http)
  }, 180_000)

  afterAll(async () => {
    await running.stop()
    await exporter.stop()
  })

  it('gives a stretch of more points than it answers at once, over the same times for all', async () => {
    const { value, diagnostics } = await source.range('load', {
      start,
      end: start + (minutes - 1) * 60,
      step: 60,
    })
    expect(diagnostics).toEqual([])
    const [series] = value
    expect(series?.id).toBe('load{service="api"}')
    expect(series?.times.length).toBe(minutes)
    expect([series?.times[0], series?.times.at(-1)]).toEqual([start, start + (minutes - 1) * 60])
    expect(series?.values[12_345]).toBe(12_345)
  })

  it('keeps gaps as gaps, and takes what is no number for one', async () => {
    const { value } = await source.range('load', { start, end: start + 1000 * 60, step: 60 })
    const values = value[0]?.values ?? new Float64Array()
    // Prometheus itself repeats the last value for five minutes after it ended.
    expect(values[599]).toBe(599)
    expect(values.slice(605, 660).every(Number.isNaN)).toBe(true)
    expect(values[660]).toBe(660)
    expect(values[30]).toBeNaN()
    expect(values[31]).toBeNaN()
  })

  it('asks at multiples of the step wherever the stretch begins', async () => {
    const { value } = await source.range('load', { start: start + 7.3, end: start + 907.3, step: 300 })
    expect([...(value[0]?.times ?? [])].map((one) => one % 300)).toEqual([0, 0, 0])
  })

  it('says where the expression is wrong', async () => {
    const { value, diagnostics } = await source.query('sum(load))', undefined)
    expect(value).toEqual([])
    expect(diagnostics.map(({ code, span }) => ({ code, at: span.start }))).toEqual([
      { code: 'prometheus/bad-query', at: 9 },
    ])
    expect(diagnostics[0]?.detail).toContain('unexpected right parenthesis')
  })

  it('gives vectors, scalars and the last values of a selector with a range', async () => {
    expect((await source.query('load', start + 60)).value).toEqual([
      { id: 'load{service="api"}', labels: { __name__: 'load', service: 'api' }, time: start + 60, value: 1 },
    ])
    expect((await source.query('1 + 1', start)).value).toEqual([
      { id: '{}', labels: {}, time: start, value: 2 },
    ])
    expect((await source.query('load[5m]', start + 600)).value[0]?.value).toBe(10)
  })

  it('asks in the body when the expression is longer than an address may be', async () => {
    const long = Array.from({ length: 2000 }, () => '1').join(' + ')
    expect((await source.query(long, start)).value[0]?.value).toBe(2000)
  })

  it('names series, values of labels, targets, rules and alerts', async () => {
    const end = start + minutes * 60
    expect((await source.series('load', { start, end })).value).toEqual([
      { __name__: 'load', service: 'api' },
    ])
    expect((await source.labelValues('service')).value).toEqual(['api'])
    const targets = await eventually(async () => {
      const { value } = await source.targets()
      return value.some(({ health }) => health === 'unknown') || value.length < 2 ? undefined : value
    })
    expect(targets.map(({ job, health }) => `${job} ${health}`).toSorted()).toEqual([
      'nobody down',
      'node up',
    ])
    expect(targets.find(({ job }) => job === 'nobody')?.lastError).toContain('refused')
    const alerts = await eventually(async () => {
      const { value } = await source.alerts()
      return value.length === 2 ? value : undefined
    })
    expect(alerts.map(({ name, state, annotations }) => ({ name, state, annotations }))).toEqual([
      { name: 'Always', state: 'firing', annotations: { summary: 'It is always so.' } },
      { name: 'Later', state: 'pending', annotations: {} },
    ])
    const rules = (await source.rules()).value
    expect(rules.map(({ kind, name, expression, holds }) => ({ kind, name, expression, holds }))).toEqual([
      { kind: 'recording', name: 'load:double', expression: '2 * up', holds: 0 },
      { kind: 'alerting', name: 'Always', expression: 'vector(1)', holds: 0 },
      { kind: 'alerting', name: 'Later', expression: 'vector(1)', holds: 3600 },
    ])
    expect(rules[1]?.alerts[0]?.expression).toBe('vector(1)')
  })

  it('has what the real node exporter says', async () => {
    const loads = await eventually(async () => {
      const { value } = await source.query('node_load1', undefined)
      return value.length === 1 ? value : undefined
    })
    expect(loads[0]?.labels['job']).toBe('node')
    expect(Number.isFinite(loads[0]?.value)).toBe(true)
  })

  it('knows the same series of a page of metrics as we do', async () => {
    const page = await (await fetch(`${exporter.url}/metrics`)).text()
    const { value, diagnostics } = readExposition(filePath('metrics'), page)
    expect(diagnostics).toEqual([])
    const ours = value.samples.map(({ labels }) => seriesId(withoutTarget(labels)))
    const now = Date.now() / 1000
    const known = (await source.series('{job="node"}', { start: now - 60, end: now })).value
    const theirs = known.map((labels) => seriesId(withoutTarget(labels)))
    const own = /^(?:up|scrape_\w+|load:double)(?:\{|$)/u
    expect(ours.toSorted()).toEqual(theirs.filter((one) => !own.test(one)).toSorted())
    expect(ours.length).toBeGreaterThan(200)
  })
})

/** Labels without those that Prometheus gives, and without empty ones, which are none to it. */
function withoutTarget(labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name, value]) => name !== 'job' && name !== 'instance' && value !== ''),
  )
}

describe('Prometheus when it is not well', () => {
  const servers: Server[] = []
  const asked: string[] = []
  const waits: number[] = []
  const ports = { ask: http.ask, wait: async (milliseconds: number) => void waits.push(milliseconds) }

  async function answering(
    answer: (reply: ServerResponse, times: number) => void,
    authorization?: string,
  ): Promise<Prometheus> {
    let times = 0
    const server = createServer((request, reply) => {
      asked.push(`${request.url} ${request.headers.authorization}`)
      answer(reply, times++)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return prometheus(`http://127.0.0.1:${port}/prefix/`, authorization, ports)
  }
  const good = JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '7'] } })

  afterAll(() => {
    for (const server of servers) server.close()
  })

  it('is asked again after what may pass, each time later, and as late as it says', async () => {
    waits.length = 0
    const source = await answering((reply, times) => {
      if (times === 0) reply.writeHead(503, { 'retry-after': '2' }).end('starting')
      else if (times === 1) reply.destroy()
      else reply.end(good)
    })
    expect((await source.query('7', undefined)).value[0]?.value).toBe(7)
    expect(waits).toEqual([2000, 1000])
  })

  it('is not asked again after what will not pass', async () => {
    asked.length = 0
    const source = await answering((reply) => void reply.writeHead(401).end('who are you?'), 'Bearer s3cr3t')
    const { diagnostics } = await source.query('7', undefined)
    expect(asked).toEqual(['/prefix/api/v1/query?query=7 Bearer s3cr3t'])
    expect(diagnostics[0]?.code).toBe('signals/refused')
    expect(JSON.stringify(diagnostics)).not.toContain('s3cr3t')
  })

  it.each([
    ['a page', 200, '<html></html>', 'signals/no-api'],
    ['a way to somewhere else', 302, '', 'signals/no-api'],
    ['other JSON', 200, '{"a": 1}', 'signals/unexpected-reply'],
    ['data of another form', 200, '{"status":"success","data":[]}', 'signals/unexpected-reply'],
    [
      'too much',
      422,
      '{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory in query execution"}',
      'prometheus/too-much',
    ],
    [
      'an error of its own',
      422,
      '{"status":"error","errorType":"execution","error":"found duplicate series"}',
      'prometheus/failed',
    ],
    ['an error that stays', 500, 'oh', 'signals/unavailable'],
  ])('says what to do when the answer is %s', async (_, status, body, code) => {
    const source = await answering(
      (reply) => void reply.writeHead(status, { location: '/login?token=x' }).end(body),
    )
    const { value, diagnostics } = await source.query('7', undefined)
    expect(value).toEqual([])
    expect(diagnostics.map((one) => one.code)).toEqual([code])
    expect(diagnostics[0]?.detail).toMatch(/\.$/u)
    expect(JSON.stringify(diagnostics)).not.toContain('token')
  })

  it('hands on its warnings beside the values', async () => {
    const warned = good.replace('{', '{"warnings": ["one store did not answer"], ')
    const { value, diagnostics } = await (await answering((reply) => void reply.end(warned))).query('7', 1)
    expect(value[0]?.value).toBe(7)
    expect(diagnostics[0]).toMatchObject({ code: 'prometheus/warning', severity: 'warning' })
  })

  it('is not asked at an address with a password, nor for a stretch that is none', async () => {
    const secret = prometheus('http://user:hush@localhost:9090', undefined, ports)
    const { diagnostics } = await secret.query('7', undefined)
    expect(diagnostics[0]?.code).toBe('signals/bad-address')
    expect(JSON.stringify([diagnostics, secret.address])).not.toContain('hush')
    const wrong = await secret.range('7', { start: 10, end: 5, step: 1 })
    expect(wrong.diagnostics[0]?.code).toBe('prometheus/bad-stretch')
  })

  it.each([
    ['127.0.0.1:9090', ' Is it http://127.0.0.1:9090?'],
    ['prometheus:9090/prefix?token=hush', ' Is it http://prometheus:9090/prefix?'],
    ['ftp://user:hush@host', 'instead.'],
  ])('is named as it was given where it is no address: %s', async (url, end) => {
    const source = prometheus(url, undefined, ports)
    const { diagnostics } = await source.query('7', undefined)
    expect(diagnostics[0]?.code).toBe('signals/bad-address')
    expect(diagnostics[0]?.detail).toMatch(/^Give Prometheus's address/u)
    expect(diagnostics[0]?.detail.endsWith(end)).toBe(true)
    expect(url).toContain(diagnostics[0]?.span.file)
    expect(JSON.stringify([diagnostics, source.address])).not.toContain('hush')
  })

  it('is waited for once where it takes a question and never answers', async () => {
    const waited: number[] = []
    const late: HttpPorts = {
      ask: ({ seconds }) => {
        waited.push(seconds)
        return Promise.resolve({ kind: 'silent', why: `there was no answer in ${seconds} s`, isLate: true })
      },
      wait: () => Promise.resolve(),
    }
    const { diagnostics } = await prometheus('http://127.0.0.1:9090', undefined, late).labelValues('__name__')
    expect(diagnostics[0]?.detail).toContain('Prometheus was asked once: there was no answer in 30 s.')
    expect(waited).toEqual([30])
  })

  it('is said to speak no TLS where it does not', async () => {
    const source = await answering((reply) => void reply.end(good))
    const secure = prometheus(source.address.replace('http:', 'https:'), undefined, ports)
    const { diagnostics } = await secure.query('7', undefined)
    expect(diagnostics[0]?.detail).toContain(
      'there is no TLS at this port, so its address may begin with http://.',
    )
  })

  it('is said to be silent when nobody is there', async () => {
    const { diagnostics } = await prometheus(`http://127.0.0.1:${await freePort()}`, undefined, ports).query(
      '7',
      undefined,
    )
    expect(diagnostics[0]?.code).toBe('signals/unreachable')
    expect(diagnostics[0]?.detail).toContain('ECONNREFUSED')
  })
})
