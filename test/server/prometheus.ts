import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A Prometheus on this machine that measures two services: `web` calls `api`, and both are slow from a moment on. */
export interface FakePrometheus {
  readonly url: string
  /** Seconds since 1970; nothing is wrong while there is none. */
  slowFrom: number | undefined
  /** The header that it was asked with last. */
  authorization: string | undefined
  close(): void
}

/** What the repository says of how it is measured, for `plumbline.yaml`. */
export const ownQueries = `investigate:
  queries:
    - service: app
      request_rate: my_requests
      latency_p95: my_latency
`

export async function fakePrometheus(services: readonly string[] = ['web', 'api']): Promise<FakePrometheus> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      fake.authorization = request.headers.authorization
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
      const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const given = new Map([...searchParams, ...body])
      const data = pathname.endsWith('/query_range')
        ? { resultType: 'matrix', result: seriesOf(services, given, fake.slowFrom) }
        : pathname.endsWith('/query')
          ? { resultType: 'vector', result: [] }
          : pathname.endsWith('/alerts')
            ? { alerts: [] }
            : ['my_requests', 'my_latency', 'http_server_request_duration_seconds_count']
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ status: 'success', data }))
    })
  })
  await new Promise<void>((take) => server.listen(0, '127.0.0.1', take))
  server.unref()
  const fake: FakePrometheus = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slowFrom: undefined,
    authorization: undefined,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return fake
}

function seriesOf(
  services: readonly string[],
  given: ReadonlyMap<string, string>,
  slowFrom: number | undefined,
): readonly object[] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(given.get(name) ?? '0'))
  if (start === undefined || end === undefined || step === undefined || !(step > 0)) return []
  const query = given.get('query') ?? ''
  const isTime = /my_latency|_bucket/u.test(query)
  if (/5\.\.|_sum/u.test(query)) return []
  return services.map((app, which) => {
    const values: (readonly [number, string])[] = []
    for (let time = start; time <= end; time += step) {
      // The same noise for the same moment, whoever asks.
      const noise = Math.abs(Math.sin(Math.round(time / 60) * 12.9898 + which) * 43_758.5453) % 1
      const isSlow = slowFrom !== undefined && time >= slowFrom
      const usual = which === 0 ? 0.12 : 0.06
      const value = isTime ? usual + (isSlow ? 0.9 : 0) + 0.004 * noise : 20 + noise
      values.push([time, String(value)])
    }
    return { metric: { app }, values }
  })
}
