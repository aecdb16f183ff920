import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { openRuns } from '../../src/workflows/runtime/dbos.ts'
import type { Runs } from '../../src/workflows/runtime/runtime.ts'
import { bundled } from './bundled.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const ttl = 3000
const program = await bundled('test/server/run-worker.ts')
let database: TestDatabase
let runs: Runs
const workers: ChildProcess[] = []

beforeAll(async () => {
  database = await testDatabase()
  await (await openStore(database.url)).close()
  await database.ask(
    'create table said (at timestamptz default clock_timestamp(), run text, what text, pid int)',
  )
  // On an empty database, and both at once.
  await Promise.all([worker(), worker()])
  runs = await openRuns(database.url, () => undefined)
}, patience)
afterAll(async () => {
  for (const one of workers) one.kill('SIGKILL')
  await runs.close()
  await database.drop()
}, patience)

async function worker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, database.url, String(ttl)], {
    stdio: ['ignore', 'pipe', process.env['PLUMBLINE_LOG'] === undefined ? 'ignore' : 'inherit'],
  })
  workers.push(child)
  for await (const chunk of child.stdout as NodeJS.ReadableStream) if (String(chunk).includes('ready')) break
  return child
}

let made = 0
async function begin(
  input: { readonly stay: number; readonly rest: number },
  lock?: string,
): Promise<string> {
  const id = `run-${++made}`
  await runs.start('journey.1', input, { id, lock })
  return id
}

async function said(run: string): Promise<readonly { readonly what: string; readonly pid: number }[]> {
  return (await database.ask('select what, pid from said where run = $1 order by at', [run])) as []
}

/** Whoever said a thing, as soon as it is said. */
async function who(run: string, what: string): Promise<number> {
  for (;;) {
    const found = (await said(run)).find((one) => one.what === what)
    if (found !== undefined) return found.pid
    await wait(30)
  }
}

function processOf(pid: number): ChildProcess {
  const found = workers.find((one) => one.pid === pid)
  if (found === undefined) throw new TypeError(`no worker ${pid}`)
  return found
}

const ended = ['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']

describe('a run', () => {
  it('goes through its steps once, and waits for a signal that came before', async () => {
    const run = await begin({ stay: 10, rest: 10 })
    await runs.signal(run, 'go', 'early')
    expect(await runs.result(run)).toBe(`early from ${run}`)
    expect((await said(run)).map(({ what }) => what)).toEqual(ended)
    expect(await runs.get(run)).toMatchObject({ id: run, state: 'done', workflow: 'journey.1' })
  })

  it('is there once, however often it is started', async () => {
    const run = await begin({ stay: 10, rest: 10 })
    await runs.start('journey.1', { stay: 10, rest: 10 }, { id: run })
    await runs.signal(run, 'go', 'x')
    await runs.result(run)
    await runs.start('journey.1', { stay: 10, rest: 10 }, { id: run })
    await wait(500)
    expect((await said(run)).map(({ what }) => what)).toEqual(ended)
  })

  it('can be cancelled, and says so', async () => {
    const run = await begin({ stay: 10, rest: 60_000 })
    await who(run, 'second ends')
    await runs.cancel(run)
    expect(await runs.get(run)).toMatchObject({ state: 'cancelled' })
  })

  it('waits while another holds its lock', async () => {
    const [one, other] = [
      await begin({ stay: 300, rest: 10 }, 'door'),
      await begin({ stay: 10, rest: 10 }, 'door'),
    ]
    await who(one, 'second ends')
    expect(await said(other)).toEqual([])
    await runs.signal(one, 'go', 'x')
    await who(other, 'first begins')
    expect((await said(one)).map(({ what }) => what)).toEqual(ended)
    await runs.signal(other, 'go', 'x')
    await runs.result(other)
  })
})

describe('when its worker is killed', () => {
  it('in a step, another worker begins that step again and no other, under the same lock', async () => {
    await worker()
    const run = await begin({ stay: 1500, rest: 10 }, 'gate')
    const next = await begin({ stay: 10, rest: 10 }, 'gate')
    const victim = await who(run, 'second begins')
    processOf(victim).kill('SIGKILL')
    await runs.signal(run, 'go', 'x')
    await runs.signal(next, 'go', 'x')
    await runs.result(next)
    const all = await said(run)
    expect(all.map(({ what }) => what)).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second begins',
      'second ends',
      'third begins',
      'third ends',
    ])
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(2)
    await worker()
  })

  it('in its sleep or while it waits, it goes on where it was', async () => {
    const run = await begin({ stay: 10, rest: 1000 })
    const victim = await who(run, 'second ends')
    // It has yet to be written down that the step has ended.
    await wait(500)
    processOf(victim).kill('SIGKILL')
    await runs.signal(run, 'go', 'late')
    expect(await runs.result(run)).toBe(`late from ${run}`)
    expect((await said(run)).map(({ what }) => what)).toEqual(ended)
    await worker()
  })

  it('and what it wrote down is not what the next one reads, that is worked out again and nothing else', async () => {
    const run = await begin({ stay: 10, rest: 1500 })
    const victim = await who(run, 'second ends')
    await wait(300)
    processOf(victim).kill('SIGKILL')
    await database.ask(
      `update dbos.operation_outputs set output = replace(output, '"first"', '{"of":"another build"}')
        where workflow_uuid = $1 and function_name = 'first'`,
      [run],
    )
    await runs.signal(run, 'go', { word: 'no text' })
    expect(await runs.result(run)).toBe(`nothing from ${run}`)
    expect((await said(run)).map(({ what }) => what)).toEqual([
      ...ended.slice(0, 4),
      ...ended.slice(0, 2),
      ...ended.slice(4),
    ])
    await worker()
  })

  it('by freezing it, the work is taken over, and the frozen one begins anew when it thaws', async () => {
    const run = await begin({ stay: 1000, rest: 10 })
    const frozen = processOf(await who(run, 'second begins'))
    frozen.kill('SIGSTOP')
    await runs.signal(run, 'go', 'x')
    expect(await runs.result(run)).toBe(`x from ${run}`)
    frozen.kill('SIGCONT')
    // Alone, it must do what there is to do, so it has a lease again.
    for (const one of workers) if (one !== frozen) one.kill('SIGKILL')
    const after = await begin({ stay: 10, rest: 10 })
    await runs.signal(after, 'go', 'again')
    expect(await runs.result(after)).toBe(`again from ${after}`)
    expect((await said(after)).every(({ pid }) => pid === frozen.pid)).toBe(true)
    expect((await said(run)).filter(({ what }) => what === 'third ends')).toHaveLength(1)
  })
})

describe('a schedule', () => {
  it('has run each of its moments once, whoever was killed', async () => {
    const ticks = await said('tick')
    const before = (what: string, at: number): number | undefined =>
      ticks.slice(0, at).findLast((one) => one.what === what)?.pid
    // A step is done again where its worker was stopped before it could write down that the step had ended.
    const twice = ticks.filter(({ what }, at) => {
      const pid = before(what, at)
      return pid !== undefined && !processOf(pid).killed
    })
    expect(twice).toEqual([])
    expect(ticks.length).toBeGreaterThan(2)
  })
})
