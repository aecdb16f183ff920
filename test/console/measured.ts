import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startedPrometheus, type Monitor } from '../signals/running.ts'
import { asked } from './filled.ts'

/** What a person does on the page of signals, where one of two services has been slow for twenty minutes. */
export async function checkMeasured(
  page: Page,
  { home, isLoaded }: { readonly home: string; readonly isLoaded: () => boolean },
): Promise<void> {
  const slowFrom = Math.floor(Date.now() / 60_000) * 60 - 20 * 60
  const measured = await measuredPast(slowFrom)
  try {
    const [source] = (await asked(page, 'GET', '/sources')).items
    await asked(page, 'POST', '/signals', { name: 'measured', source: source?.id, url: measured.url })
    expect(isLoaded()).toBe(false)
    await page.getByRole('link', { name: 'Signals' }).click()
    await page.getByRole('heading', { level: 1, name: 'Signals' }).waitFor()
    await page.goto(`${home}/signals?of=measured`)
    await page
      .getByLabel('What is watched')
      .selectOption({ label: 'Time of a request, 95th percentile (opentelemetry-http)' })
    await page.getByRole('button', { name: 'captioner', pressed: true }).waitFor()
    const found = page.getByRole('region', { name: 'What stands out' })
    await found.getByText('another level', { exact: true }).waitFor({ timeout: 60_000 })
    await found.getByText('anomaly', { exact: true }).first().waitFor()
    expect(isLoaded()).toBe(true)

    const moment = page.getByRole('slider', { name: 'Moment' })
    await moment.focus()
    for (let back = 0; back < 3; back++) await page.keyboard.press('ArrowLeft')
    expect(await moment.getAttribute('aria-valuetext')).toMatch(/ s, usual .* ms to .* ms$/u)

    await asked(page, 'POST', '/feed', {
      time: slowFrom - 200 * 60,
      kind: 'deploy',
      title: 'captioner 2.0.4',
      nodes: ['captioner'],
      resources: ['Deployment/captioner'],
    })
    await page.reload()
    const marks = page.getByRole('list', { name: 'Changes' })
    await marks.getByRole('button', { name: 'deploy: captioner 2.0.4' }).click()
    await page.getByText('What “captioner 2.0.4” changed').waitFor()
    const mark = marks.getByRole('button').last()
    await mark.focus()
    await page.getByRole('tooltip').getByText('production.tfvars:14').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^What “.*” changes$/u).waitFor()
    expect(page.url()).toMatch(/of=measured&query=histogram.*&change=[0-9a-f]{40}/u)
    await page.reload()
    await page.getByText('desired = 9').first().waitFor()

    await asked(page, 'POST', '/signals/measured/alerts', alertSince(slowFrom))
    await page.getByRole('link', { name: 'Incident CaptionsSlow, goes on' }).waitFor()
    await page.getByLabel('Query').fill('sum(up))')
    await page.keyboard.press('Enter')
    await page.getByText('unexpected right parenthesis').waitFor()
  } finally {
    await asked(page, 'DELETE', '/signals/measured')
    await measured.stop()
  }
}

function alertSince(seconds: number): object {
  const alert = {
    status: 'firing',
    labels: { alertname: 'CaptionsSlow', service_name: 'captioner' },
    annotations: {},
    startsAt: new Date(seconds * 1000).toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint: '8c1f2b9d7a3e4c61',
  }
  return { version: '4', groupKey: 'measured', status: 'firing', receiver: 'plumbline', alerts: [alert] }
}

/** The real Prometheus with four days of two services, one of which has been slow for the last minutes. */
function measuredPast(slowFrom: number): Promise<Monitor> {
  return startedPrometheus({ configuration: '', past: past(Math.floor(Date.now() / 60_000) * 60, slowFrom) })
}

const minutes = 4 * 1440
const bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Requests with a day, and how long they took: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
function past(now: number, slowFrom: number): string {
  const lines = ['# TYPE http_server_request_duration_seconds histogram']
  for (const [which, service] of ['captioner', 'gateway'].entries()) {
    const counts = bounds.map(() => 0)
    let all = 0
    for (let minute = 0; minute <= minutes; minute++) {
      const time = now - (minutes - minute) * 60
      const requests = requestsAt(time, which)
      const usual = (which === 0 ? 0.16 : 0.08) * (time >= slowFrom && which === 0 ? 5 : 1)
      all += requests
      for (const [at, bound] of bounds.entries()) {
        counts[at] = (counts[at] ?? 0) + Math.round(requests * (1 - Math.exp(-((bound / usual) ** 2))))
        lines.push(`${sample('_bucket', service, `,le="${bound}"`)} ${counts[at]} ${time}`)
      }
      lines.push(`${sample('_bucket', service, ',le="+Inf"')} ${all} ${time}`)
      lines.push(`${sample('_count', service)} ${all} ${time}`)
    }
  }
  return [...lines, '# EOF', ''].join('\n')
}

function sample(part: string, service: string, more = ''): string {
  return `http_server_request_duration_seconds${part}{service_name="${service}"${more}}`
}

/** Fewer at night; the same noise for the same moment. */
function requestsAt(time: number, which: number): number {
  const noise = Math.abs(Math.sin(Math.round(time / 60) * 12.9898 + which) * 43_758.5453) % 1
  const day = 1 + 0.6 * Math.sin((2 * Math.PI * (time % 86_400)) / 86_400)
  return Math.round((which === 0 ? 2400 : 5200) * day * (0.92 + 0.16 * noise))
}
