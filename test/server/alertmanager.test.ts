import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../src/app/control/listen.ts'
import type { Incident } from '../../src/contract/incident-nouns.ts'
import { tried } from '../../src/server/fixtures/server.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import {
  eventually,
  missingMonitors,
  startedAlertmanager,
  whyNoMonitors,
  type Monitor,
} from '../signals/running.ts'
import { testDatabase, type TestDatabase } from './database.ts'

describe.skipIf(missingMonitors.length > 0)(`the webhook of the real Alertmanager${whyNoMonitors}`, () => {
  let database: TestDatabase
  let store: Store
  let server: Listening
  let manager: Monitor
  let secret = ''

  beforeAll(async () => {
    database = await testDatabase()
    store = await openStore(database.url, {})
    const { app } = tried({
      queries: store.queries,
      commands: store.commands,
      incidents: store.incidents,
      now: () => Date.now(),
    })
    server = await listen((request, bindings) => app.fetch(request, bindings), {
      host: '127.0.0.1',
      port: 0,
      tries: 1,
    })
    await store.commands.projects.create({ id: 'acme', name: 'Acme' }, 'ada')
    await store.commands.sources.add(
      'acme',
      { name: 'infra', url: 'https://git.acme.example/a' },
      'ada',
      false,
    )
    const signals = {
      name: 'prod',
      source: 'infra',
      url: 'https://prometheus.acme.example',
      allowsPrivate: false,
    }
    await store.incidents.addSignals('acme', signals, 'ada')
    const token = await store.commands.access.createToken(
      'acme',
      { name: 'alerts', scopes: ['reports'], role: 'operator', expiresAt: undefined },
      'ada',
    )
    secret = token.kind === 'done' ? token.value.secret : ''
    manager = await startedAlertmanager(`
route: { receiver: plumbline, group_by: [alertname], group_wait: 0s, group_interval: 1s }
receivers:
  - name: plumbline
    webhook_configs:
      - url: http://127.0.0.1:${server.port}/api/projects/acme/signals/prod/alerts
        http_config: { authorization: { credentials: ${secret} } }
`)
  }, 120_000)
  afterAll(async () => {
    await manager.stop()
    await server.close()
    await store.close()
    await database.drop()
  })

  /** What Prometheus tells it: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
  async function tell(ends: Date | undefined): Promise<void> {
    const labels = { alertname: 'CheckoutSlow', service: 'checkout' }
    const generatorURL = 'http://prometheus:9090/graph?g0.expr=latency+%3E+1'
    const reply = await fetch(`${manager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, startsAt: since, endsAt: ends?.toISOString(), generatorURL }]),
    })
    expect(reply.status).toBe(200)
  }
  const since = new Date(Date.now() - 60_000).toISOString()

  async function incident(): Promise<Incident | undefined> {
    return (await store.incidents.list('acme', {}, {})).items[0]
  }

  it('opens one incident when an alert fires, and ends it when the alert is resolved', async () => {
    await tell(undefined)
    const opened = await eventually(incident)
    expect(opened).toMatchObject({ name: 'CheckoutSlow', since, until: undefined })
    const [alert] = (await store.incidents.get('acme', opened.id))?.alerts ?? []
    expect(alert).toMatchObject({
      state: 'firing',
      labels: { service: 'checkout' },
      expression: 'latency > 1',
    })
    await tell(new Date())
    const ended = await eventually(async () => {
      const found = await incident()
      return found?.until === undefined ? undefined : found
    })
    expect(ended.id).toBe(opened.id)
    const { items } = await store.queries.events.list(
      'acme',
      { type: 'dev.cdevents.incident.' },
      { limit: 10 },
    )
    expect(items.map(({ type }) => type.split('.')[3]).toReversed()).toEqual(['detected', 'resolved'])
  }, 120_000)

  it('takes the alert that always fires for no incident', async () => {
    const labels = { alertname: 'Watchdog', severity: 'none' }
    const reply = await fetch(`http://127.0.0.1:${server.port}/api/projects/acme/signals/prod/alerts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        version: '4',
        receiver: 'plumbline',
        groupKey: '{}:{alertname="Watchdog"}',
        status: 'firing',
        alerts: [{ status: 'firing', labels, annotations: {}, startsAt: since, fingerprint: 'w' }],
      }),
    })
    expect(await reply.json()).toEqual({ kind: 'nothing' })
    const { items } = await store.incidents.list('acme', {}, {})
    expect(items.map(({ name }) => name)).not.toContain('Watchdog')
  }, 120_000)
})
