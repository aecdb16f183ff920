import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openTracing } from '../../src/app/control/tracing.ts'
import { Fault } from '../../src/kernel/fault.ts'
import { tried } from '../../src/server/fixtures/server.ts'

interface Told {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly status: { readonly code?: number; readonly message?: string }
}

interface Batch {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Told['attributes'] }
    readonly scopeSpans: readonly { readonly spans: readonly Told[] }[]
  }[]
}

/** A collector that keeps what it is sent: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
const got: { readonly path: string; readonly batch: Batch; readonly text: string }[] = []
let collector: Server
let endpoint = ''
beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    request.on('end', () => {
      got.push({ path: request.url ?? '', batch: JSON.parse(text) as Batch, text })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((take) => collector.listen(0, '127.0.0.1', take))
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  // The exporter reads its own variables from the process.
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await new Promise((take) => collector.close(take))
})

function spans(): readonly Told[] {
  return got
    .flatMap(({ batch }) => batch.resourceSpans)
    .flatMap((one) => one.scopeSpans.flatMap((of) => of.spans))
}

function attributesOf({ attributes }: { readonly attributes: Told['attributes'] }): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

it('tells a collector of requests, runs and steps, each below what it is a part of, and of no secret', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_RESOURCE_ATTRIBUTES: 'team=platform%20one' }
  const tracing = await openTracing(env, '1.2.3')
  const server = tried({ tracing })
  const above = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' }
  const traceparent = `00-${above.trace}-${above.span}-01`
  const path = '/api/projects/acme/findings?text=hunter2'
  expect((await server.ask('GET', path, 'viewer', undefined, { traceparent })).status).toBe(200)
  await tracing.span(
    { name: 'run commit', kind: 'consumer', attributes: { 'plumbline.run': 'r1' } },
    async () => tracing.span({ name: 'step review', kind: 'internal' }, async () => undefined),
  )
  const broken = tracing.span({ name: 'step tell', kind: 'internal' }, () =>
    Promise.reject(new Fault('store/missing', { blob: 'hunter2' })),
  )
  await expect(broken).rejects.toThrow(Fault)
  await tracing.close()

  expect(got.map((one) => one.path)).toEqual(['/v1/traces'])
  expect(attributesOf(got[0]?.batch.resourceSpans[0]?.resource ?? { attributes: [] })).toEqual({
    'service.name': 'plumbline',
    'service.version': '1.2.3',
    team: 'platform one',
  })
  const [request, step, run, failed] = spans()
  expect(request).toMatchObject({ name: 'GET findings.list', traceId: above.trace, parentSpanId: above.span })
  expect(attributesOf(request ?? { attributes: [] })).toEqual({
    'http.request.method': 'GET',
    'plumbline.route': 'findings.list',
    'http.response.status_code': 200,
  })
  expect(step).toMatchObject({ name: 'step review', traceId: run?.traceId, parentSpanId: run?.spanId })
  expect(run?.parentSpanId).toBeUndefined()
  expect(failed).toMatchObject({ name: 'step tell', status: { code: 2, message: 'Fault' } })
  expect(got[0]?.text).not.toMatch(/hunter2|plumbline_session|acme/u)
  expect(server.log.at(-1)?.facts['trace']).toBe(above.trace)
})

it('tells nobody where nobody is named', async () => {
  const tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' }, '1')
  const before = got.length
  expect(await tracing.span({ name: 'x', kind: 'internal' }, async ({ trace }) => trace)).toBe('')
  await tracing.close()
  expect(got).toHaveLength(before)
})
