import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookingAt } from '../../src/app/control/looking.ts'
import { noLogs } from '../../src/server/fixtures/logs.ts'
import type { SignalSource } from '../../src/contract/incident-nouns.ts'
import { missingMonitors, startedPrometheus, whyNoMonitors, type Monitor } from '../signals/running.ts'
import { bundled } from './bundled.ts'

const now = Math.floor(Date.now() / 60_000) * 60
const slowFrom = now - 40 * 60
const query = 'sum by (service) (checkout_latency_seconds)'

/** Two days of two services by the minute; one is slow for the last forty minutes. */
function past(): string {
  const lines = ['# TYPE checkout_latency_seconds gauge']
  for (const service of ['checkout', 'cart'])
    for (let minute = 2880; minute >= 0; minute--) {
      const time = now - minute * 60
      const noise = (Math.sin(minute * 12.9898) * 43_758.5453) % 1
      const isSlow = service === 'checkout' && time >= slowFrom
      lines.push(
        `checkout_latency_seconds{service="${service}"} ${0.2 + 0.01 * noise + (isSlow ? 0.8 : 0)} ${time}`,
      )
    }
  lines.push('# TYPE http_requests counter')
  for (let minute = 60; minute >= 0; minute--)
    lines.push(
      `http_requests_total{app="cart",component="cart-1",code="200"} ${(60 - minute) * 600} ${now - minute * 60}`,
    )
  return [...lines, '# EOF', ''].join('\n')
}

describe.skipIf(missingMonitors.length > 0)(`a look at the real Prometheus${whyNoMonitors}`, () => {
  let running: Monitor
  let looks: ReturnType<typeof lookingAt>

  beforeAll(async () => {
    running = await startedPrometheus({ configuration: '', past: past() })
    const source = (id: string, some: Partial<SignalSource> = {}): SignalSource => ({
      id,
      kind: 'prometheus',
      name: id,
      source: 's1',
      url: running.url,
      credential: undefined,
      everySeconds: undefined,
      allowsPrivate: true,
      labels: { service: [], namespace: [] },
      createdAt: '',
      createdBy: 'ada',
      checkedAt: undefined,
      problem: undefined,
      ...some,
    })
    const all = [
      source('prod'),
      source('outside', { allowsPrivate: false }),
      source('away', { url: 'http://127.0.0.1:1' }),
      source('labelled', { labels: { service: ['component'], namespace: [] } }),
    ]
    const looker = pathToFileURL(await bundled('src/app/looker.ts'))
    looks = lookingAt({ signals: () => Promise.resolve(all) }, noLogs, looker)
  }, 120_000)
  afterAll(async () => {
    await looks.close()
    await running.stop()
  })

  it('gives the series of a query over even times, the largest first', async () => {
    const answer = await looks.series('acme', 'prod', { query, seconds: 6 * 3600 })
    const found = answer.kind === 'done' ? answer.value : undefined
    expect(found).toMatchObject({ unit: 'seconds', step: 60, leftOut: 0 })
    expect(found?.series.map(({ id }) => id)).toEqual(['{service="checkout"}', '{service="cart"}'])
    expect(found?.series[0]?.values.slice(-3).every((one) => (one ?? 0) > 0.9)).toBe(true)
  })

  it('says what was usual before each value came, where it changed, and what is strange', async () => {
    const asked = { query, seconds: 6 * 3600, series: '{service="checkout"}' }
    const answer = await looks.learned('acme', 'prod', asked)
    if (answer.kind !== 'done') throw new TypeError(answer.detail)
    const { start, step, upper, ahead, changes, anomalies, taught } = answer.value
    const at = Math.round((slowFrom - start) / step)
    expect(upper[at]).toBeLessThan(0.5)
    expect(upper.length - ahead).toBeGreaterThanOrEqual(360)
    expect(taught).toBeGreaterThan(2000)
    expect(changes.map((one) => Math.abs(one.at - slowFrom) <= 120)).toEqual([true])
    expect(changes[0]).toMatchObject({
      kind: 'level',
      before: expect.closeTo(0.2, 1),
      after: expect.closeTo(1, 1),
    })
    expect(anomalies.some((one) => Math.abs(one.at - slowFrom) <= 120)).toBe(true)
    const quiet = await looks.learned('acme', 'prod', { ...asked, series: '{service="cart"}' })
    expect(quiet).toMatchObject({ kind: 'done', value: { changes: [] } })
  }, 60_000)

  it('knows what is watched, with the labels alone that there are', async () => {
    const answer = await looks.askable('acme', 'prod')
    if (answer.kind !== 'done') throw new TypeError(answer.detail)
    expect(answer.value.metrics).toContain('checkout_latency_seconds')
    expect(answer.value.watched).toContainEqual({
      title: 'Requests a second',
      convention: 'http',
      query: 'sum by (app) (rate(http_requests_total[4m]))',
      unit: 'number',
    })
    const labelled = await looks.askable('acme', 'labelled')
    expect(labelled).toMatchObject({
      value: {
        watched: expect.arrayContaining([
          expect.objectContaining({ query: 'sum by (component) (rate(http_requests_total[4m]))' }),
        ]),
      },
    })
  })

  it('says what is wrong with a query, who does not answer, and who may not be asked', async () => {
    const asked = { query, seconds: 3600 }
    const wrong = await looks.series('acme', 'prod', { ...asked, query: 'sum(up))' })
    expect(wrong).toMatchObject({
      kind: 'refused',
      why: 'invalid',
      detail: expect.stringContaining('unexpected'),
    })
    expect(await looks.series('acme', 'outside', asked)).toMatchObject({ kind: 'refused', why: 'conflict' })
    expect(await looks.series('acme', 'nobody', asked)).toMatchObject({ kind: 'refused', why: 'missing' })
    expect(await looks.series('acme', 'away', asked)).toMatchObject({
      kind: 'refused',
      why: 'conflict',
      detail: expect.stringContaining('was asked 4 times'),
    })
    const gone = await looks.learned('acme', 'prod', { ...asked, series: '{service="gone"}' })
    expect(gone).toMatchObject({ kind: 'refused', why: 'conflict' })
  }, 60_000)
})
