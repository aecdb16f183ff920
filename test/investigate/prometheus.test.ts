import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { InvestigationDocument } from '../../src/cli/investigate/document.ts'
import { run } from '../../src/cli/run.ts'
import { missingMonitors, startedPrometheus, whyNoMonitors, type Monitor } from '../signals/running.ts'
import { broken, count, fault, scrape, shopLog, shopMetrics, shopRepository } from './incident.ts'

/** The story ends now, so that alerts can fire. */
const end = Math.floor(Date.now() / 60_000) * 60
const start = end - count * scrape

const rules = `groups:
  - name: shop
    rules:
      - alert: PaymentsPathSlow
        expr: sum by (service) (rate(http_request_duration_seconds_sum[5m])) / sum by (service) (rate(http_request_duration_seconds_count[5m])) > 0.33
      - alert: NobodyKnows
        expr: vector(1)
      - alert: NeverFires
        expr: vector(1) > 2
`

describe.skipIf(missingMonitors.length > 0)(
  `an investigation with the real Prometheus${whyNoMonitors}`,
  () => {
    let monitor: Monitor
    let folder = ''

    beforeAll(async () => {
      folder = shopRepository(start)
      writeFileSync(join(folder, 'payments.log'), shopLog(start))
      monitor = await startedPrometheus({
        configuration: 'global: {evaluation_interval: 1s}\nrule_files: [rules.yml]\n',
        files: { 'rules.yml': rules },
        past: shopMetrics(start, [fault]),
      })
    }, 120_000)

    afterAll(async () => {
      await monitor?.stop()
      if (folder !== '') rmSync(folder, { recursive: true, force: true })
    })

    async function asked(
      ...args: readonly string[]
    ): Promise<{ readonly code: number; readonly text: string; readonly said: string }> {
      let text = ''
      let said = ''
      const screen = { width: 80, colour: false, interactive: false }
      const context = {
        ...contextOf(folder),
        output: screen,
        errors: screen,
        cache: () => undefined,
        print: (one: string) => void (text += one),
        complain: (one: string) => void (said += one),
      }
      const code = await run(['investigate', '--prometheus', monitor.url, ...args], context)
      return { code, text, said }
    }

    function sha(subject: string): string {
      const args = ['-C', folder, 'log', '--format=%H', `--grep=${subject}`]
      return execFileSync('git', args, { encoding: 'utf8' }).trim()
    }

    it('finds the service, the commit, its line and who wrote it, and what the log says', async () => {
      const { code, text, said } = await asked(
        '--since',
        '6h',
        '--until',
        String(end),
        '--logs',
        join(folder, 'payments.log'),
        '--record',
        join(folder, 'kept.json'),
      )
      expect(said).toBe('')
      expect(code).toBe(1)
      expect(text).toContain('front is slow since')
      expect(text).toContain("It comes from payments; Noor Haddad's commit")
      expect(text).toContain('k8s/payments.yaml:8\n     8 - POOL_SIZE: "20"\n     8 + POOL_SIZE: "2"')
      expect(text).toContain('checkout calls payments: k8s/checkout.yaml:8')
      expect(text).toContain('payments no connection free after <*> requests wait')
      expect(text).toContain('plumbline set ConfigMap/shop/payments data.POOL_SIZE 20')
      expect(text).toContain(`git revert ${sha('tidy up').slice(0, 10)}`)
    }, 120_000)

    it('says the same from what it recorded, as a document that its schema describes', async () => {
      const { code, text } = await asked('--signals', join(folder, 'kept.json'), '--format', 'json')
      expect(code).toBe(1)
      const found = InvestigationDocument.parse(JSON.parse(text))
      expect(found.outcome).toBe('change')
      expect(found.suspects[0]?.node).toBe('payments')
      expect(found.changes[0]?.change).toMatchObject({
        id: sha('tidy up'),
        author: 'Noor Haddad',
        kind: 'commit',
      })
      const since = Date.parse(found.symptom?.since ?? '') / 1000
      expect(Math.abs(since - (start + broken * scrape))).toBeLessThanOrEqual(120)
      expect(JSON.parse(readFileSync(join(folder, 'kept.json'), 'utf8'))).toMatchObject({
        plumbline: { recording: 1 },
      })
    }, 120_000)

    it('says that nothing is wrong of the time before, and that is good', async () => {
      const { code, text } = await asked('--since', '5h', '--until', String(start + (broken - 20) * scrape))
      expect(text).toMatch(/^Nothing is wrong between/u)
      expect(code).toBe(0)
    }, 120_000)

    it('starts from an alert that fires, and from a query', async () => {
      const alert = await asked('--symptom', 'PaymentsPathSlow', '--format', 'json')
      expect(InvestigationDocument.parse(JSON.parse(alert.text))).toMatchObject({
        symptom: { node: 'checkout', found: 'alert', name: 'PaymentsPathSlow' },
        suspects: [{ node: 'payments' }],
      })
      const query =
        'sum by (service) (rate(http_request_duration_seconds_sum{service="checkout"}[2m])) / sum by (service) (rate(http_request_duration_seconds_count{service="checkout"}[2m]))'
      const found = await asked('--symptom', query, '--until', String(end), '--format', 'markdown')
      expect(found.text).toContain('**payments**')
      expect(found.code).toBe(1)
    }, 120_000)

    it('refuses an alert that Prometheus has no rule of, and takes one that has not fired', async () => {
      const unknown = await asked('--symptom', 'PaymentPathSlow', '--until', String(end))
      expect(unknown.said).toContain('no alert has the name "PaymentPathSlow"')
      expect(unknown.said).toContain('Did you mean PaymentsPathSlow?')
      expect(unknown.text).toBe('')
      expect(unknown.code).toBe(2)
      const calm = await asked('--symptom', 'NeverFires', '--until', String(end))
      expect(calm.text).toContain('The alert NeverFires is neither pending nor firing.')
      expect(calm.code).toBe(0)
    }, 120_000)

    it('refuses a stretch that ends before it begins', async () => {
      const ahead = await asked('--since', String(end + 86_400))
      expect(ahead.said).toContain(`--since ${end + 86_400} is not before now.`)
      const turned = await asked('--since', String(end), '--until', String(end - 7200))
      expect(turned.said).toContain(`--since ${end} is not before --until ${end - 7200}.`)
      expect(turned.code).toBe(3)
    })

    it('shows what is wrong with a query, and with an address', async () => {
      const bad = await asked('--symptom', 'rate(up[', '--until', String(end))
      expect(bad.said).toContain('Prometheus does not understand the query')
      expect(bad.text).toBe('')
      expect(bad.code).toBe(2)
      const away = await asked('--prometheus', 'http://127.0.0.1:9', '--until', String(end))
      expect(away.code).toBe(2)
      expect(away.said).not.toBe('')
    }, 120_000)
  },
)
