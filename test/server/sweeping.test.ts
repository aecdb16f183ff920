import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { keptDays, sweepOnce } from '../../src/app/control/sweeping.ts'
import { untraced } from '../../src/kernel/tracing.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { openRuns, openWorker, type Worker } from '../../src/workflows/runtime/dbos.ts'
import { workflow, type Runs } from '../../src/workflows/runtime/runtime.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const day = 86_400_000
let database: TestDatabase
let store: Store
let runs: Runs
let worker: Worker

/** Ends at once, or waits until it is told. */
const visit = workflow({
  name: 'visit',
  version: 1,
  input: z.object({ waits: z.boolean() }),

  async run(durable, { waits }) {
    await durable.act('come', async () => 'here')
    if (waits) await durable.signal('go', z.unknown(), 3600)
    return 'gone'
  },
})

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore(database.url)
  runs = await openRuns(database.url, () => undefined)
  worker = await openWorker(database.url, {
    workflows: [visit],
    schedules: [],
    lease: { ttlMilliseconds: 15_000 },
    concurrency: 4,
    tracing: untraced,
    log: () => undefined,
  })
}, patience)
afterAll(async () => {
  await worker.close()
  await runs.close()
  await store.close()
  await database.drop()
}, patience)

describe('what is old', () => {
  it('goes when it has ended, and stays while it is under way or young', async () => {
    await runs.start('visit.1', { waits: false }, { id: 'ended' })
    await runs.start('visit.1', { waits: true }, { id: 'waiting' })
    await runs.result('ended')
    await store.commands.projects.create({ id: 'acme', name: 'Acme' }, 'ada')
    await database.ask(`insert into deliveries (project, id, hook, event, state, attempts, at) values
      ('acme', 'old', 'h', 'e', 'delivered', 1, now() - interval '31 days'),
      ('acme', 'dead', 'h', 'e', 'dead', 9, now() - interval '31 days'),
      ('acme', 'waiting', 'h', 'e', 'waiting', 1, now() - interval '31 days'),
      ('acme', 'young', 'h', 'e', 'delivered', 1, now())`)
    await database.ask(`insert into sessions (secret_hash, user_name, csrf, expires_at) values
      ('over', 'ada', 'c', now() - interval '1 minute'), ('good', 'ada', 'c', now() + interval '1 hour')`)
    const said: string[] = []
    const what = { store, runs, days: 30, log: (_: string, text: string) => void said.push(text) }
    const before = await database.ask('select count(*)::int as events from ledger')

    await sweepOnce(what, Date.now())
    expect(await runs.get('ended')).toMatchObject({ state: 'done' })
    await sweepOnce(what, Date.now() + 31 * day)

    expect(await runs.get('ended')).toBeUndefined()
    expect(await database.ask(`select * from dbos.operation_outputs where workflow_uuid = 'ended'`)).toEqual(
      [],
    )
    expect((await runs.get('waiting'))?.state).toBe('running')
    expect((await database.ask('select id from deliveries order by id')).map(({ id }) => id)).toEqual([
      'waiting',
      'young',
    ])
    expect((await database.ask('select secret_hash as id from sessions')).map(({ id }) => id)).toEqual([
      'good',
    ])
    expect(await database.ask('select count(*)::int as events from ledger')).toEqual(before)
    expect(said).toEqual([
      'Removed 0 runs and 3 other rows that were old.',
      'Removed 1 runs and 0 other rows that were old.',
    ])
    await runs.signal('waiting', 'go', true)
    expect(await runs.result('waiting')).toBe('gone')
  })

  it('is kept for thirty days, for as many as are said, or for ever', () => {
    expect(keptDays({})).toBe(30)
    expect(keptDays({ PLUMBLINE_KEEP_RUNS_DAYS: '7' })).toBe(7)
    expect(keptDays({ PLUMBLINE_KEEP_RUNS_DAYS: '0' })).toBeUndefined()
    expect(() => keptDays({ PLUMBLINE_KEEP_RUNS_DAYS: 'a week' })).toThrow('a whole number of days')
  })
})
