import type { Hono } from 'hono'
import type { Totals } from '../contract/totals.ts'
import type { Metrics, Reading } from './metrics.ts'
import type { Parts } from './parts.ts'
import type { Env } from './reply.ts'

/** Counting everything again is not worth it more often than this, in milliseconds. */
const freshFor = 5000

/** Whether the process lives, whether it can work, and what it has done. */
export function probes(app: Hono<Env>, { isReady, totals, settings, now }: Parts, metrics: Metrics): void {
  ofProcess(metrics, settings.version)
  let counted: { readonly at: number; readonly readings: Promise<readonly Reading[]> } | undefined
  const readings = (): Promise<readonly Reading[]> => {
    if (counted === undefined || now() - counted.at > freshFor)
      counted = { at: now(), readings: totals().then(readingsOf, () => [databaseUp(0)]) }
    return counted.readings
  }
  app.get('/healthz', (c) => c.json({ status: 'alive', version: settings.version }))
  app.get('/readyz', async (c) =>
    (await isReady()) ? c.json({ status: 'ready' }) : c.json({ status: 'not ready' }, 503),
  )
  app.get('/metrics', async (c) =>
    c.body(metrics.text(await readings()), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    }),
  )
}

/** The names that every program has for these: https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics */
function ofProcess(metrics: Metrics, version: string): void {
  const started = Date.now() / 1000 - process.uptime()
  metrics.gauge('plumbline_build_info', 'The version that runs.', () => 1, { version })
  metrics.gauge('plumbline_uptime_seconds', 'How long the process lives.', () => Math.round(process.uptime()))
  metrics.gauge('process_start_time_seconds', 'When the process began.', () => Math.round(started))
  metrics.gauge(
    'process_resident_memory_bytes',
    'Memory that the process holds.',
    () => process.memoryUsage().rss,
  )
  metrics.gauge('process_heap_bytes', 'Memory of its objects.', () => process.memoryUsage().heapUsed)
  metrics.total('process_cpu_seconds_total', 'Time of the processor that was used.', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })
}

function databaseUp(value: 0 | 1): Reading {
  return one('database_up', 'Whether the database answers.', value)
}

/** What stands in the database is the same whichever server is asked. No project is named: anybody may look. */
function readingsOf(all: Totals): readonly Reading[] {
  const { sources, failingSources: failing } = all
  return [
    databaseUp(1),
    one('projects', 'Projects.', all.projects),
    byState('sources', 'Sources by whether they could be fetched.', { well: sources - failing, failing }),
    byState('commits', 'Commits by what became of their review.', all.commits),
    one('commit_wait_seconds', 'How long the commit that waits longest does.', all.waitingSeconds),
    byState('deliveries', 'Deliveries to hooks by what became of them.', all.deliveries),
    one('forge_untold_commits', 'Commits of which a forge is still to be told.', all.untold),
    one('workers', 'Workers that live.', all.workers),
    byState('database_connections', 'Connections of this process to the database.', all.connections),
    { ...one('ledger_events_total', 'Events in all ledgers.', all.events), type: 'counter' },
  ]
}

function one(name: string, help: string, value: number): Reading {
  return { name: `plumbline_${name}`, help, type: 'gauge', values: [[{}, value]] }
}

function byState(name: string, help: string, values: Readonly<Record<string, number>>): Reading {
  const states = Object.entries(values).map(([state, value]) => [{ state }, value] as const)
  return { name: `plumbline_${name}`, help, type: 'gauge', values: states }
}
