import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import type { Context } from '../../src/cli/context.ts'
import { run } from '../../src/cli/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-symptom-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const day = 86_400
const begin = Date.UTC(2026, 10, 21, 6) / 1000
writeFileSync(join(folder, 'web.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n')

/** Eight hours of minutes of two services that are slower from the sixth on, and of one that isn't. */
function table(name: string, column: string, timeOf: (seconds: number) => string): string {
  const rows = Array.from({ length: 480 }, (_, at) =>
    ['front', 'orders', 'quiet'].map((service) => {
      const slower = at < 362 || service === 'quiet' ? 0 : service === 'front' ? 0.62 : 0.6
      return `${timeOf(begin + 60 * at)},${service},3000,${0.05 + slower + 0.001 * (at % 7)}`
    }),
  ).flat()
  const path = join(folder, name)
  writeFileSync(path, `${[`${column},service,requests,latency_average`, ...rows].join('\n')}\n`)
  return path
}

const signals = table('signals.csv', 'time', String)

async function investigated(
  file: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  let [out, said] = ['', '']
  const screen = { width: 200, colour: false, interactive: false }
  const context: Context = {
    ...contextOf(),
    output: screen,
    errors: screen,
    environment: new Map(),
    print: (text) => (out += text),
    complain: (text) => (said += text),
    progress: () => undefined,
    now: () => begin + day,
  }
  const code = await run(['investigate', folder, '--signals', file, ...args], context)
  return { code, out, said }
}

describe('the symptom of a file', () => {
  it('is the service that is named, and not another that is worse', async () => {
    expect((await investigated(signals)).out).toMatch(/^(?:front|orders) is slow since/u)
    const orders = await investigated(signals, '--symptom', 'orders')
    expect(orders.out).toMatch(/^orders is slow since/u)
    expect(orders.code).toBe(1)
    const quiet = await investigated(signals, '--symptom', 'quiet')
    expect(quiet.out).toContain('Requests, times and failures of quiet are as always.')
    expect(quiet.code).toBe(0)
  })

  it.each([
    ['checkout', 'called "checkout". Services that are measured: front, orders, quiet.'],
    ['Checkout', 'called "Checkout". Services'],
    ['order', 'Did you mean orders?'],
  ])('%s is refused where nothing is called so', async (name, why) => {
    const { code, out, said } = await investigated(signals, '--symptom', name)
    expect(said).toContain(why)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  it('of a recording is one of its alerts, services or queries', async () => {
    const kept = join(folder, 'kept.json')
    const values = Array.from({ length: 480 }, (_, at) => (at < 362 ? 0.05 : 0.6) + 0.001 * (at % 7))
    const recording = {
      plumbline: { recording: 1 },
      start: begin,
      step: 60,
      count: 480,
      measures: [{ node: { name: 'orders' }, measure: 'latency_average', values }],
      alerts: [{ name: 'OrdersSlow', state: 'firing', labels: { service: 'orders' }, since: begin + 21_900 }],
      symptom: [{ expression: 'latency:orders', labels: { service: 'orders' }, values }],
    }
    writeFileSync(kept, JSON.stringify(recording))
    const foundBy = async (name: string): Promise<unknown> => {
      const { out } = await investigated(kept, '--symptom', name, '--format', 'json')
      return (JSON.parse(out) as { readonly symptom: { readonly found: string } }).symptom.found
    }
    expect(await foundBy('OrdersSlow')).toBe('alert')
    expect(await foundBy('latency:orders')).toBe('query')
    expect(await foundBy('orders')).toBe('measures')
    const other = await investigated(kept, '--symptom', 'OrderSlow')
    expect(other.said).toContain('Did you mean OrdersSlow?')
    expect(other.said).toContain('Alerts: OrdersSlow. Queries: latency:orders.')
    expect(other.code).toBe(2)
  })

  it('is not looked for from or until what is no time', async () => {
    const since = await investigated(signals, '--since', 'xyz')
    expect(since).toMatchObject({ code: 3, out: '' })
    expect(since.said).toContain('not "xyz"')
    expect(await investigated(signals, '--until', 'soon')).toMatchObject({ code: 3, out: '' })
  })
})

describe('times of a file', () => {
  it.each([
    ['minutes', (seconds: number) => String(seconds / 60), 'before 1990', 'minutes since 1970'],
    ['days', (seconds: number) => String(seconds / day), 'before 1990', 'days since 1970'],
    [
      'days of spreadsheets',
      (seconds: number) => String(seconds / day + 25_569),
      'before 1990',
      'days as spreadsheets count them',
    ],
    ['tenths of seconds', (seconds: number) => String(seconds * 10), '2100', 'tenths of a second since 1970'],
  ])('in %s are warned of, with their column and likely unit', async (name, timeOf, when, unit) => {
    const { said } = await investigated(table(`${name}.csv`, 'time', timeOf))
    expect(said).toContain('files/unlikely-time')
    expect(said.replaceAll(/\s+/gu, ' ')).toContain('The times of the column "time"')
    expect(said).toContain(when)
    expect(said.replaceAll(/\s+/gu, ' ')).toContain(`They are probably ${unit}.`)
  })

  it.each([
    ['seconds', String],
    ['milliseconds', (seconds: number) => String(seconds * 1000)],
    ['text', (seconds: number) => new Date(seconds * 1000).toISOString()],
  ])('in %s are not', async (name, timeOf) => {
    expect((await investigated(table(`${name}.csv`, 'stamp', timeOf))).said).toBe('')
  })
})
