import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { http } from '../../src/host/http.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { alertmanager } from '../../src/signals/alertmanager/alertmanager.ts'
import { readWebhook } from '../../src/signals/alertmanager/webhook.ts'
import {
  eventually,
  missingMonitors,
  startedAlertmanager,
  startedPrometheus,
  whyNoMonitors,
  type Monitor,
} from './running.ts'

const file = filePath('<webhook>')

describe.skipIf(missingMonitors.length > 0)(`the real Alertmanager${whyNoMonitors}`, () => {
  const bodies: string[] = []
  let receiver: Server
  let running: Monitor
  let source: Monitor

  beforeAll(async () => {
    receiver = createServer((request, reply) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        bodies.push(body)
        reply.end()
      })
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const address = receiver.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    running = await startedAlertmanager(`
route: { receiver: tests, group_by: [alertname], group_wait: 0s }
receivers:
  - name: tests
    webhook_configs: [{ url: 'http://127.0.0.1:${port}/' }]
inhibit_rules:
  - source_matchers: [alertname = Always]
    target_matchers: [alertname = Quiet]
`)
    source = await startedPrometheus({
      // What is said before Alertmanager is found is lost; it is said again.
      args: ['--rules.alert.resend-delay=1s'],
      configuration: `
global: { evaluation_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['${new URL(running.url).host}'] }] }] }
`,
      files: {
        'rules.yml': `
groups:
  - name: tests
    rules:
      - { alert: Always, expr: 'vector(1) > 0', labels: { severity: page }, annotations: { summary: So it is. } }
      - { alert: Quiet, expr: vector(1) }
`,
      },
    })
  }, 180_000)

  afterAll(async () => {
    await source.stop()
    await running.stop()
    receiver.close()
  })

  it('sends messages that are understood, with the expression of the alert', async () => {
    const body = await eventually(async () => bodies.find((one) => one.includes('Always')))
    const { value, diagnostics } = readWebhook(file, body)
    expect(diagnostics).toEqual([])
    expect(value).toMatchObject({
      receiver: 'tests',
      status: 'firing',
      groupLabels: { alertname: 'Always' },
      truncated: 0,
    })
    expect(value?.alerts).toHaveLength(1)
    expect(value?.alerts[0]).toMatchObject({
      name: 'Always',
      state: 'firing',
      labels: { severity: 'page' },
      annotations: { summary: 'So it is.' },
      until: undefined,
      expression: 'vector(1) > 0',
    })
    expect(value?.alerts[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/u)
    expect(Math.abs((value?.alerts[0]?.since ?? 0) - Date.now() / 1000)).toBeLessThan(60)
  })

  it('tells its alerts, those that are inhibited too, and how it is', async () => {
    const asked = alertmanager(running.url, undefined, http)
    const alerts = await eventually(async () => {
      const { value } = await asked.alerts()
      return value.some(({ state }) => state === 'suppressed') && value.length === 2 ? value : undefined
    })
    expect(alerts.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'Always firing',
      'Quiet suppressed',
    ])
    const { value: status } = await asked.status()
    expect(status?.version).toMatch(/^\d+\.\d+/u)
    expect(status?.cluster).toBe('disabled')
  })

  it('is told from another system at the address', async () => {
    const { value, diagnostics } = await alertmanager(source.url, undefined, http).alerts()
    expect(value).toEqual([])
    expect(diagnostics.map(({ code }) => code)).toEqual(['signals/no-api'])
  })
})

describe('the message of a webhook', () => {
  const alert = { status: 'resolved', labels: { alertname: 'A' }, startsAt: '2026-01-01T00:00:00Z' }
  const whole = { version: '4', groupKey: 'g', status: 'resolved', receiver: 'r', alerts: [alert] }

  it('may say that an alert has ended', () => {
    const ended = { ...whole, alerts: [{ ...alert, endsAt: '2026-01-01T01:00:00Z' }] }
    const [found] = readWebhook(file, JSON.stringify(ended)).value?.alerts ?? []
    expect(found).toMatchObject({ state: 'resolved', since: 1767225600, until: 1767229200, link: '' })
  })

  it.each([
    ['another version', JSON.stringify({ ...whole, version: '3' }), 'version'],
    ['no alerts', JSON.stringify({ ...whole, alerts: undefined }), 'alerts'],
    ['a state that is none', JSON.stringify({ ...whole, alerts: [{ status: 'odd' }] }), 'alerts.0.status'],
    ['no JSON', 'hello', 'the whole'],
  ])('is refused with %s', (_, text, what) => {
    const { value, diagnostics } = readWebhook(file, text)
    expect(value).toBeUndefined()
    expect(diagnostics[0]?.code).toBe('alertmanager/bad-webhook')
    expect(diagnostics[0]?.detail).toContain(what)
  })

  it('never makes it throw', () => {
    fc.assert(fc.property(fc.json(), (text) => readWebhook(file, text).diagnostics.length <= 1))
  })
})
