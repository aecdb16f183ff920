import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Fault } from '../../kernel/fault.ts'
import { startedAs } from './account.ts'
import { environmentFor, helpFor, isAlive, openCluster, owner, type Cluster } from './cluster.ts'

/** A database server that runs, whoever started it. */
export interface PostgresServer {
  readonly url: string
  readonly pid: number
  /** Whether this call started it; otherwise it ran already. */
  readonly started: boolean
  /** Starts it again, at the same port, whenever it dies; until it is stopped. */
  keepRunning(told: (problem: string) => void): void
  /** Stops it, unless somebody else is connected. */
  stop(): Promise<'stopped' | 'in use'>
}

const database = 'plumbline'
/** As long as a server may take to recover what a sudden death left. */
const patience = 60_000

/**
 * Starts the database server whose files lie in a folder, or attaches to it when it runs: another process may have
 * started it, or one that died may have left it. It listens on 127.0.0.1 only, has no socket, and outlives this process
 * until it is stopped, so that an interrupt from the keyboard lets us finish first.
 */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const cluster = openCluster(resolve(folder))
  const until = Date.now() + patience
  let started = false
  for (;;) {
    const running = await attached(cluster)
    if (running !== undefined) {
      await makeDatabase(running.port, cluster)
      return serverOf(folder, cluster, running, started)
    }
    const found = postmasterOf(cluster)
    if (found === undefined || !isAlive(found.pid)) {
      await launch(cluster)
      started = true
    }
    if (Date.now() > until) throw notStarted(cluster)
    await wait(50)
  }
}

interface Running {
  readonly pid: number
  readonly port: number
}

function serverOf(
  folder: string,
  cluster: Cluster,
  { pid: first, port }: Running,
  started: boolean,
): PostgresServer {
  const state = { pid: first, isStarting: false, watch: undefined as NodeJS.Timeout | undefined }
  const revive = async (told: (problem: string) => void): Promise<void> => {
    state.isStarting = true
    try {
      state.pid = (await startPostgres(folder)).pid
      told('The database had ended, and was started again.')
    } catch (error) {
      told(`The database has ended, and cannot be started again: ${String(error)}`)
    }
    state.isStarting = false
  }
  return {
    url: urlOf(cluster, port, database),
    pid: first,
    started,
    keepRunning: (told) => {
      state.watch ??= setInterval(() => {
        if (!state.isStarting && !isAlive(state.pid)) void revive(told)
      }, 500)
      state.watch.unref()
    },
    stop: async () => {
      clearInterval(state.watch)
      const { pid } = state
      if (await isInUse(urlOf(cluster, port, 'postgres'))) return 'in use'
      const found = postmasterOf(cluster)
      if (found?.pid !== pid || !isAlive(pid)) return 'stopped'
      process.kill(pid, 'SIGINT')
      const until = Date.now() + patience
      while (isAlive(pid) && postmasterOf(cluster)?.pid === pid && Date.now() < until) await wait(20)
      return 'stopped'
    },
  }
}

function urlOf({ password }: Cluster, port: number, name: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${name}`
}

/**
 * What the server says of itself in its lock file: https://www.postgresql.org/docs/18/storage-file-layout.html.
 * Lines: pid, data folder, start, port, socket folder, address, shared memory, status.
 */
function postmasterOf({ data }: Cluster): (Running & { readonly isReady: boolean }) | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 ? { pid, port, isReady: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    // There is none while no server runs.
    return undefined
  }
}

/** The server of this cluster, when it answers; a stale lock file may name the process and the port of somebody else. */
async function attached(cluster: Cluster): Promise<Running | undefined> {
  const found = postmasterOf(cluster)
  if (found === undefined || !found.isReady || !isAlive(found.pid)) return undefined
  const client = new pg.Client({
    connectionString: urlOf(cluster, found.port, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ readonly data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === cluster.data ? found : undefined
  } catch {
    // Not ours, or not ready yet.
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

function isUp(cluster: Cluster): boolean {
  const found = postmasterOf(cluster)
  return found !== undefined && found.isReady && isAlive(found.pid)
}

async function launch(cluster: Cluster): Promise<void> {
  // Whoever is connected knows it by its port.
  const port = await freePort(lastPort(cluster))
  const { program, args, ids } = startedAs(cluster.account, cluster.binaries.postgres, [
    '-D',
    cluster.data,
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-k',
    '',
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const log = openSync(cluster.log, 'a', 0o600)
  const child = spawn(program, args, {
    cwd: '/',
    ...ids,
    detached: true,
    stdio: ['ignore', log, log],
    env: environmentFor(cluster.binaries),
  })
  closeSync(log)
  // What went wrong is in the log, or seen by the missing pid.
  child.once('error', () => undefined)
  child.unref()
  const hasEnded = (): boolean =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  // Another process may be starting it too: then ours ends at once, and the other's will answer.
  const until = Date.now() + patience
  while (!hasEnded() && !isUp(cluster) && Date.now() < until) await wait(20)
  // Of a server that died suddenly, children may hold its memory for a moment.
  if (hasEnded()) await wait(200)
}

/** Small enough for a laptop, safe as it comes. */
const settings = {
  max_connections: '120',
  shared_buffers: '48MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_parallel_workers_per_gather: '0',
}

function notStarted(cluster: Cluster): Fault {
  return new Fault('host/postgres', {
    program: 'postgres',
    why: lastWords(cluster),
    log: cluster.log,
    help: helpFor(cluster.account),
  })
}

function lastWords({ log }: Cluster): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-2).join(' ')
  } catch {
    return 'it wrote no log'
  }
}

async function makeDatabase(port: number, cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, 'postgres') })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (error) {
    // Made by another process in this moment.
    if (!(error instanceof pg.DatabaseError) || !['42P04', '23505'].includes(error.code ?? '')) throw error
  } finally {
    await client.end()
  }
}

async function isInUse(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ readonly others: number }>(
      `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return (rows[0]?.others ?? 0) > 0
  } catch {
    // Who doesn't answer serves nobody.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function lastPort({ data }: Cluster): number {
  try {
    return Number(readFileSync(join(data, 'postmaster.opts'), 'utf8').match(/"-p" "(\d+)"/u)?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** The one that is wanted, if nobody has it; any for 0. */
async function freePort(wanted: number): Promise<number> {
  const server = createServer()
  return new Promise((take, reject) => {
    server.once('error', (error) => (wanted === 0 ? reject(error) : take(freePort(0))))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => take(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
