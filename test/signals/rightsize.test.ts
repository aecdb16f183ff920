import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import type { Context } from '../../src/cli/context.ts'
import { run } from '../../src/cli/run.ts'
import type { HttpPorts } from '../../src/model/http.ts'
import { RightsizeDocument } from '../../src/cli/signal-documents.ts'
import { missingMonitors, startedPrometheus, whyNoMonitors, type Monitor } from './running.ts'

const end = 1_700_006_400
const count = 3 * 288
const usage = 'examples/signals/usage.jsonl'
const folder = mkdtempSync(join(tmpdir(), 'plumbline-rightsize-'))
cpSync('examples/ai-platform', folder, { recursive: true })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly errors: string
}

async function plumbline(args: readonly string[], given: Partial<Context> = {}): Promise<Ran> {
  let out = ''
  let errors = ''
  const screen = { width: 100, colour: false, interactive: false }
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
  return { code: await run(args, context), out, errors }
}

function rightsize(...args: readonly string[]): Promise<Ran> {
  return plumbline(['rightsize', folder, ...args])
}

/** Three days of samples, one each five minutes. */
function samples(name: string, labels: string, value: (at: number) => number): readonly string[] {
  return Array.from(
    { length: count },
    (_, at) => `${name}{${labels}} ${value(at)} ${end - (count - 1 - at) * 300}`,
  )
}

/** A Prometheus that knows names, and of each series so many values. */
function knowing(names: readonly string[], pods: readonly string[], values: number): Partial<Context> {
  const ports: HttpPorts = {
    ask: ({ url }) => {
      const labels = { namespace: 'search', pod: 'embedder-embedder-5d4f8c7b9d-x2x7k', container: 'server' }
      const points = Array.from({ length: values }, (_, at) => [end - 300 * at, '1'])
      const data = url.includes('__name__')
        ? names
        : url.includes('/label/pod/')
          ? pods
          : { resultType: 'matrix', result: values === 0 ? [] : [{ metric: labels, values: points }] }
      const text = JSON.stringify({ status: 'success', data })
      return Promise.resolve({ kind: 'answered', status: 200, text, header: () => undefined })
    },
    wait: () => Promise.resolve(),
  }
  return {
    now: () => end,
    http: () => Promise.resolve(ports),
    environment: new Map([['PROMETHEUS_URL', 'http://prometheus.example']]),
  }
}

describe('plumbline rightsize', () => {
  it.each([
    [knowing(['up'], [], 0), 'It has no container_cpu_usage_seconds_total'],
    [
      knowing(['container_cpu_usage_seconds_total'], ['web-1', 'api-0'], 0),
      'It measures pods such as api-0, web-1; those of the',
    ],
    [knowing([], [], 1), 'too little was measured of'],
  ])('says why nothing was measured: %#', async (given, why) => {
    const { code, errors } = await plumbline(['rightsize', folder], given)
    expect(code).toBe(2)
    expect(errors).toContain(why)
  })

  it('takes months of minutes, and of them as many days as it is told', async () => {
    const labels = { namespace: 'search', pod: 'embedder-embedder-5d4f8c7b9d-x2x7k', container: 'server' }
    const values = Array.from({ length: 150_000 }, (_, at) => 1e9 + at)
    const line = {
      labels: { __name__: 'memory', ...labels },
      start: end - 60 * values.length,
      step_seconds: 60,
      values,
    }
    const file = join(folder, 'minutes.jsonl')
    writeFileSync(file, JSON.stringify(line))
    const asked = ['--usage', file, '--since', '8d', '--only', 'embedder-production']
    const { code, out, errors } = await rightsize(...asked)
    expect(errors).toBe('')
    expect(code).toBe(1)
    expect(out).toContain('1 pod at once')
    expect(out.replaceAll(/\s+/gu, ' ')).toContain('In the last 49 hours')
  })

  it('names what to request, how that was checked, and the line of the values file that asks for it now', async () => {
    const { code, out } = await rightsize('--usage', usage, '--only', 'embedder-production')
    expect(code).toBe(1)
    expect(out).toContain('Deployment/search/embedder-embedder server')
    expect(out).toMatch(/request 4 is too much: 1\.\d{1,2} would do/u)
    expect(out.replaceAll(/\s+/gu, ' ')).toMatch(
      /In the last 84 hours, with requests made from the days before: \d/u,
    )
    expect(out).toMatch(/charts\/embedder\/values\.yaml:19 +requests: \{cpu: "4"/u)
    expect(out).toMatch(/\$ plumbline set .*resources\.requests\.cpu' 1\d{3}m/u)
  }, 180_000)

  it('names a line once that sets a request and its limit, with the one command that changes it', async () => {
    const shop = mkdtempSync(join(tmpdir(), 'plumbline-shared-'))
    const resources = '{requests: {memory: {{ .Values.memory }}}, limits: {memory: {{ .Values.memory }}}}'
    const container = `{name: web, image: "registry.example/web:1", resources: ${resources}}`
    const template = `{metadata: {labels: {app: web}}, spec: {containers: [${container}]}}`
    const spec = `{selector: {matchLabels: {app: web}}, template: ${template}}`
    mkdirSync(join(shop, 'templates'))
    writeFileSync(join(shop, 'Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 1.0.0\n')
    writeFileSync(join(shop, 'values.yaml'), 'memory: 2Gi\n')
    writeFileSync(
      join(shop, 'templates/web.yaml'),
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: ${spec}\n`,
    )
    const labels = { __name__: 'memory', namespace: '', pod: 'web-5d4f8c7b9d-x2x7k', container: 'web' }
    const values = Array.from({ length: 100 }, (_, at) => 3e8 + 1e6 * (at % 24))
    const file = join(shop, 'usage.jsonl')
    writeFileSync(file, JSON.stringify({ labels, start: end, step_seconds: 3600, values }))
    const { out } = await plumbline(['rightsize', shop, '--usage', file])
    expect(out.match(/values\.yaml:1/gu)).toHaveLength(1)
    expect(out).toContain('memory: 2Gi  (sets the request and the limit)')
    const [command = ''] = /plumbline set .*--at literal --allow-others/u.exec(out) ?? []
    const words = command.replaceAll("'", '').split(' ').slice(1)
    expect((await plumbline([...words, '--write'])).code).toBe(0)
    expect(readFileSync(join(shop, 'values.yaml'), 'utf8')).toMatch(/^memory: \d{3}Mi\n$/u)
    rmSync(shop, { recursive: true })
  })

  it('leaves requests that use fits into, and tells of a limit that killed beside one', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'plumbline-limits-'))
    const resources = '{requests: {memory: 64Mi}, limits: {memory: 128M}}'
    const container = `{name: web, image: "registry.example/web:1", resources: ${resources}}`
    writeFileSync(
      join(bare, 'web.yaml'),
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [${container}]}}}\n`,
    )
    const labels = { namespace: '', pod: 'web-5d4f8c7b9d-x2x7k', container: 'web' }
    const lineOf = (name: string, value: (at: number) => number): string =>
      JSON.stringify({
        labels: { __name__: name, ...labels },
        start: end,
        step_seconds: 3600,
        values: Array.from({ length: 240 }, (_, at) => value(at)),
      })
    const memory = lineOf('memory', () => 3e7)
    const file = join(bare, 'usage.jsonl')
    writeFileSync(file, memory)
    const calm = await plumbline(['rightsize', bare, '--usage', file])
    expect(calm.code).toBe(0)
    expect(calm.out).toContain('memory  request 64 MiB fits\n')
    expect(calm.out).toContain('The limit of 123Mi is enough.')
    expect(calm.out).toContain('1 container measured, 0 requests worth changing.')

    writeFileSync(file, `${memory}\n${lineOf('container_oom_events_total', (at) => (at < 20 ? 0 : 1))}\n`)
    const killed = await plumbline(['rightsize', bare, '--usage', file])
    expect(killed.code).toBe(1)
    expect(killed.out).toMatch(/request 64 MiB fits, limit 122 MiB is too little: 222 MiB would do/u)
    expect(killed.out).toMatch(/\$ plumbline set .*resources\.limits\.memory' 223Mi\n/u)
    expect(killed.out).toContain('0 requests and 1 limit worth changing.')
    rmSync(bare, { recursive: true })
  })

  it('says it for programs, with floors as floors', async () => {
    const { out } = await rightsize('--usage', usage, '--only', 'embedder-production', '--format', 'json')
    const { containers, unmeasured } = RightsizeDocument.parse(JSON.parse(out))
    expect(unmeasured).toEqual([])
    const cache = containers.find(({ container }) => container === 'valkey')
    const [cpu, memory] = cache?.resources ?? []
    expect(cpu).toMatchObject({
      kind: 'cpu',
      verdict: 'too much',
      floor: true,
      recommended: { request: 0.025 },
    })
    expect(memory).toMatchObject({ kind: 'memory', now: { request: 8 * 2 ** 30, limit: 8 * 2 ** 30 } })
    expect(cpu?.changes[0]?.site).toMatchObject({
      file: 'charts/embedder/charts/cache/templates/deployment.yaml',
    })
  })

  it('is a page that needs nothing from anywhere', async () => {
    const { out } = await rightsize('--usage', usage, '--only', 'captioner', '--format', 'html')
    expect(out).toMatch(/^<!doctype html>/u)
    expect(out).not.toMatch(/https?:\/\/|<script|<link/u)
  })

  it('writes what holds when everything is read again', async () => {
    const { code, out } = await rightsize('--usage', usage, '--only', 'captioner', '--write')
    expect(code).toBe(0)
    expect(out).toContain('1 file written')
    const text = readFileSync(join(folder, 'k8s/captioner.yaml'), 'utf8')
    expect(text).toMatch(/requests:\n {14}cpu: "?[345]\d{3}m"?\n/u)
    expect(text).toContain('requests: {cpu: "1", memory: 2Gi}')
    expect((await rightsize('--usage', usage, '--only', 'captioner')).code).toBe(0)
  })

  it('leaves what others share as it is, and says so', async () => {
    const { code, errors } = await rightsize('--usage', usage, '--only', 'embedder-production', '--write')
    expect(code).toBe(1)
    expect(errors).toContain('left as it is')
    expect(errors).toContain('--allow-others')
    expect(readFileSync(join(folder, 'charts/embedder/values.yaml'), 'utf8')).toContain('cpu: "4"')
  })

  it.each([
    [[], 3, '--prometheus URL or --usage'],
    [['--usage', 'nothing.csv'], 3, 'there is no file'],
    [['--usage', usage, '--only', 'nobody'], 3, 'none of the'],
    [['--usage', usage, '--only', 'finetune'], 2, 'was measured'],
    [['--usage', usage, '--write', '--branch', 'x'], 3, 'give one'],
  ] as const)('refuses %j with code %d', async (args, code, why) => {
    const ran = await rightsize(...args)
    expect(ran.errors).toContain(why)
    expect(ran.code).toBe(code)
  })
})

describe.skipIf(missingMonitors.length > 0)(
  `plumbline rightsize with the real Prometheus${whyNoMonitors}`,
  () => {
    let running: Monitor

    beforeAll(async () => {
      const pod = 'namespace="vision",pod="captioner-6b7f9d5c8d-2kq8w",container="server"'
      const other = 'namespace="vision",pod="captioner-6b7f9d5c8d-2kq8w",container="POD"'
      running = await startedPrometheus({
        configuration: 'global: {}\n',
        past: [
          '# TYPE container_cpu_usage_seconds counter',
          ...samples('container_cpu_usage_seconds_total', pod, (at) => at * 300 * 2),
          ...samples('container_cpu_usage_seconds_total', other, (at) => at * 300 * 50),
          '# TYPE container_memory_working_set_bytes gauge',
          ...samples('container_memory_working_set_bytes', pod, () => 30 * 2 ** 30),
          '# TYPE container_oom_events counter',
          ...samples('container_oom_events_total', pod, (at) => (at < 700 ? 0 : 1)),
          '# EOF',
          '',
        ].join('\n'),
      })
    }, 180_000)

    afterAll(() => running.stop())

    it('reads processors as a rate, memory at its most, and kills', async () => {
      const args = [
        'rightsize',
        'examples/ai-platform',
        '--since',
        '3d',
        '--only',
        'captioner',
        '--format',
        'json',
      ]
      const { out, errors } = await plumbline([...args, '--prometheus', running.url], { now: () => end })
      expect(errors).toBe('')
      const [container] = RightsizeDocument.parse(JSON.parse(out)).containers
      expect(container).toMatchObject({
        address: 'Deployment/vision/captioner',
        container: 'server',
        pods: 1,
      })
      const [cpu, memory] = container?.resources ?? []
      expect(cpu?.recommended.request).toBeGreaterThan(2 * 1.1)
      expect(cpu?.recommended.request).toBeLessThan(2 * 1.3)
      expect(memory).toMatchObject({ verdict: 'too little', kills: 1 })
      expect(memory?.recommended.request).toBeGreaterThan(30 * 2 ** 30)
    })
  },
)
