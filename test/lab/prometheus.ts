import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A Prometheus that runs: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export interface Prometheus {
  /** Each series of a query by its labels, at each step from one time to another; NaN where there is none. */
  range(query: string, from: number, to: number, step: number): Promise<readonly Ranged[]>
  stop(): Promise<void>
}

export interface Ranged {
  readonly labels: Readonly<Record<string, string>>
  readonly values: readonly number[]
}

/** Whether Debian's program is there. */
export function hasPrometheus(): boolean {
  return spawnSync('prometheus', ['--version'], { stdio: 'ignore' }).status === 0
}

/** Starts Prometheus in a folder; it asks each target for its metrics every so many milliseconds. */
export async function startPrometheus(
  folder: string,
  targets: ReadonlyMap<string, number>,
  every: number,
): Promise<Prometheus> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const statics = [...targets].map(
    ([service, port]) =>
      `      - targets: ['127.0.0.1:${port}']\n        labels: { service: '${service}' }\n`,
  )
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: { scrape_interval: ${every}ms, scrape_timeout: ${every}ms }\nscrape_configs:\n  - job_name: lab\n    static_configs:\n${statics.join('')}`,
  )
  const port = await freePort()
  const log = openSync(join(folder, 'log'), 'a')
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', log, log] },
  )
  // Whatever goes wrong here, it is not left behind.
  const kill = (): boolean => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  const address = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries++) {
    if (await isReady(address)) break
    if (tries > 300 || child.exitCode !== null)
      throw new TypeError(`Prometheus did not start, see ${folder}/log`)
    await wait(50)
  }
  return {
    range: (query, from, to, step) => range(address, query, [from, to, step]),
    stop: () => ended(child),
  }
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

/** Ends a process that was started here, and waits until it has gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((go) => child.once('exit', go))
  // One that was stopped can't hear.
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(timer)
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/-/ready`)).ok
  } catch {
    return false
  }
}

async function range(
  address: string,
  query: string,
  [from, to, step]: readonly [number, number, number],
): Promise<readonly Ranged[]> {
  const asked = new URLSearchParams({ query, start: String(from), end: String(to), step: String(step) })
  const answer = await fetch(`${address}/api/v1/query_range?${asked.toString()}`)
  const { data, error } = (await answer.json()) as {
    readonly error?: string
    readonly data?: {
      readonly result: readonly {
        readonly metric: Readonly<Record<string, string>>
        readonly values: readonly (readonly [number, string])[]
      }[]
    }
  }
  if (data === undefined) throw new TypeError(`Prometheus says of ${query}: ${error ?? 'nothing'}`)
  const count = Math.round((to - from) / step) + 1
  return data.result.map(({ metric, values }) => {
    const all = Array.from({ length: count }, () => Number.NaN)
    for (const [time, value] of values) all[Math.round((time - from) / step)] = Number(value)
    return { labels: metric, values: all }
  })
}
