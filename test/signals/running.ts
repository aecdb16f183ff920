import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A monitoring program as a test started it. */
export interface Monitor {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** A folder of its own, gone when it is stopped. */
  readonly folder: string
  stop(): Promise<void>
}

const programs = ['prometheus', 'prometheus-alertmanager', 'prometheus-node-exporter', 'promtool'] as const

/** Which of the programs are missing: what needs them is skipped, and says so. */
export const missingMonitors: readonly string[] = programs.filter(
  (name) => spawnSync(name, ['--version']).status !== 0,
)

/** The sentence for the title of tests that are skipped. */
export const whyNoMonitors =
  missingMonitors.length === 0 ? '' : ` (skipped: ${missingMonitors.join(', ')} not installed)`

/** What a real Prometheus is started with. */
export interface PrometheusSetting {
  /** The whole configuration file. */
  readonly configuration: string
  /** Files beside it, such as rules. */
  readonly files?: Readonly<Record<string, string>>
  /** Samples in OpenMetrics with timestamps, which it has from the start. */
  readonly past?: string
  readonly args?: readonly string[]
}

/** Starts the real Prometheus with an empty database, or with given samples of the past. */
export async function startedPrometheus({
  configuration,
  files = {},
  past,
  args = [],
}: PrometheusSetting): Promise<Monitor> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-prometheus-'))
  for (const [name, text] of Object.entries({ 'prometheus.yml': configuration, ...files }))
    writeFileSync(join(folder, name), text)
  const data = join(folder, 'data')
  if (past !== undefined) {
    writeFileSync(join(folder, 'past.om'), past)
    // One block: as many as there are hours of the past take as long to make.
    const task = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=87600h']
    const made = spawnSync('promtool', [...task, join(folder, 'past.om'), data])
    if (made.status !== 0) throw new TypeError(`promtool: ${String(made.stderr)}${String(made.stdout)}`)
  }
  return started(folder, '/-/ready', (port) => [
    'prometheus',
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=127.0.0.1:${port}`,
    ...args,
  ])
}

/** Starts the real Alertmanager. */
export async function startedAlertmanager(configuration: string): Promise<Monitor> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-alertmanager-'))
  writeFileSync(join(folder, 'alertmanager.yml'), configuration)
  return started(folder, '/-/ready', (port) => [
    'prometheus-alertmanager',
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ])
}

/** Starts the real node exporter. */
export async function startedNodeExporter(): Promise<Monitor> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-node-exporter-'))
  return started(folder, '/metrics', (port) => [
    'prometheus-node-exporter',
    `--web.listen-address=127.0.0.1:${port}`,
  ])
}

/** A port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Asks again and again until something is so. */
export async function eventually<Found>(
  look: () => Promise<Found | undefined>,
  seconds = 60,
): Promise<Found> {
  for (let tries = 0; tries < seconds * 10; tries++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((go) => setTimeout(go, 100))
  }
  throw new TypeError(`It was not so in ${seconds} seconds.`)
}

async function started(
  folder: string,
  ready: string,
  commandLine: (port: number) => readonly string[],
): Promise<Monitor> {
  const port = await freePort()
  const [program = '', ...args] = commandLine(port)
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  // Whatever goes wrong, it is not left behind.
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  let said = ''
  child.stderr.on('data', (chunk) => (said = `${said}${String(chunk)}`.slice(-4000)))
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await eventually(async () => {
      if (child.exitCode !== null) throw new TypeError(`${program} ended at once.`)
      const reply = await fetch(`${url}${ready}`).catch(() => undefined)
      return reply?.ok === true ? true : undefined
    })
  } catch (cause) {
    await stop()
    throw new TypeError(`${program} did not start:\n${said}`, { cause })
  }
  return { url, folder, stop }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
