import { untraced } from '../../src/kernel/tracing.ts'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { openWorker } from '../../src/workflows/runtime/dbos.ts'
import { workflow } from '../../src/workflows/runtime/runtime.ts'

// A process of its own: works until it is killed. Each step says in a table when it begins and ends.
const [url = '', ttl = '3000'] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 2 })

async function said(run: string, what: string): Promise<void> {
  await pool.query('insert into said (run, what, pid) values ($1, $2, $3)', [run, what, process.pid])
}

const journey = workflow({
  name: 'journey',
  version: 1,
  input: z.object({ stay: z.number(), rest: z.number() }),

  async run(durable, { stay, rest }) {
    const step = (name: string, milliseconds: number): Promise<string> =>
      durable.step(name, z.string(), async () => {
        await said(durable.run, `${name} begins`)
        await wait(milliseconds)
        await said(durable.run, `${name} ends`)
        return name
      })
    await step('first', 50)
    await step('second', stay)
    await durable.sleep(rest)
    const answer = await durable.signal('go', z.string(), 60)
    await step('third', 50)
    return `${answer ?? 'nothing'} from ${durable.run}`
  },
})

const tick = workflow({
  name: 'tick',
  version: 1,
  input: z.string(),

  async run(durable) {
    await durable.act('tick', () => said('tick', durable.run))
  },
})

const worker = await openWorker(url, {
  workflows: [journey, tick],
  schedules: [{ name: 'tick', workflow: 'tick', cron: '*/2 * * * * *' }],
  lease: { ttlMilliseconds: Number(ttl) },
  tracing: untraced,
  concurrency: 4,
  log: (level, message) => process.stderr.write(`${process.pid} ${level} ${message}\n`),
})
process.stdout.write('ready\n')
process.on('SIGTERM', () => {
  void worker
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0))
})
