import type { Hono } from 'hono'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import type { Env } from './reply.ts'

/** Whether the process lives, whether it can work, and what it has done. */
export function probes(app: Hono<Env>, { isReady, settings }: Parts, metrics: Metrics): void {
  metrics.gauge('plumbline_memory_bytes', 'Memory that the process holds.', () => process.memoryUsage().rss)
  metrics.gauge('plumbline_uptime_seconds', 'How long the process lives.', () => Math.round(process.uptime()))
  app.get('/healthz', (c) => c.json({ status: 'alive', version: settings.version }))
  app.get('/readyz', async (c) =>
    (await isReady()) ? c.json({ status: 'ready' }) : c.json({ status: 'not ready' }, 503),
  )
  app.get('/metrics', (c) =>
    c.body(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
}
