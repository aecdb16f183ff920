import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isAlive } from '../../src/host/postgres/cluster.ts'
import { startPostgres, type PostgresServer } from '../../src/host/postgres/server.ts'
import { bundled } from './bundled.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const starter = await bundled('test/server/start-postgres.ts')
const folders: string[] = []
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-postgres-'))
  folders.push(folder)
  return folder
}

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows as readonly unknown[]
  } finally {
    await client.end()
  }
}

describe('the database that comes with us', () => {
  let folder = ''
  let first: PostgresServer
  beforeAll(async () => {
    folder = newFolder()
    first = await startPostgres(folder)
    await ask(first.url, 'create table kept (what text)')
    await ask(first.url, `insert into kept values ('before')`)
  }, patience)
  afterAll(async () => {
    await (await startPostgres(folder)).stop()
  }, patience)

  it('keeps its password from others, and lets nobody in without it', async () => {
    expect(statSync(join(folder, 'cluster/password')).mode & 0o777).toBe(0o600)
    const wrong = new URL(first.url)
    wrong.password = 'guessed'
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/u)
  })

  it('listens on this machine only, and on no socket', async () => {
    const [row] = await ask(
      first.url,
      `select current_setting('listen_addresses') a, current_setting('unix_socket_directories') s, current_setting('server_encoding') e, current_setting('fsync') f`,
    )
    expect(row).toEqual({ a: '127.0.0.1', s: '', e: 'UTF8', f: 'on' })
  })

  it('is attached to when it runs already, by this process and by another', async () => {
    const again = await startPostgres(folder)
    expect({ url: again.url, pid: again.pid, started: again.started }).toEqual({
      url: first.url,
      pid: first.pid,
      started: false,
    })
    expect(elsewhere(folder)).toEqual({ pid: first.pid, started: false })
  })

  it('is not stopped under the feet of somebody who is connected', async () => {
    const client = new pg.Client({ connectionString: first.url })
    await client.connect()
    expect(await first.stop()).toBe('in use')
    await client.end()
    expect(isAlive(first.pid)).toBe(true)
  })

  it('comes up again after it was killed, with what was in it', async () => {
    const before = await startPostgres(folder)
    process.kill(before.pid, 'SIGKILL')
    await gone(before.pid)
    const after = await startPostgres(folder)
    expect([after.started, new URL(after.url).port]).toEqual([true, new URL(before.url).port])
    expect(await ask(after.url, 'select what from kept')).toEqual([{ what: 'before' }])
  })

  it('is started again, at the same place, while somebody keeps it running', async () => {
    const kept = await startPostgres(folder)
    const said: string[] = []
    kept.keepRunning((problem) => said.push(problem))
    process.kill(kept.pid, 'SIGKILL')
    while (said.length === 0) await wait(50)
    expect(said).toEqual(['The database had ended, and was started again.'])
    expect(await ask(kept.url, 'select what from kept')).toEqual([{ what: 'before' }])
    await kept.stop()
  })

  it('outlives the process that started it, also when that is killed', async () => {
    await (await startPostgres(folder)).stop()
    const child = spawn(process.execPath, [starter, folder, 'stay'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const { pid } = JSON.parse(await firstLine(child.stdout)) as { readonly pid: number }
    child.kill('SIGKILL')
    await gone(child.pid ?? 0)
    const after = await startPostgres(folder)
    expect([after.pid, after.started]).toEqual([pid, false])
  })

  it('is stopped whole and started again', async () => {
    const running = await startPostgres(folder)
    expect(await running.stop()).toBe('stopped')
    await gone(running.pid)
    const after = await startPostgres(folder)
    expect(await ask(after.url, 'select what from kept')).toEqual([{ what: 'before' }])
  })
})

// Only root can become somebody else.
describe.skipIf(process.getuid?.() !== 0 || spawnSync('setpriv', ['--version']).status !== 0)(
  'as a plain user',
  () => {
    it('runs where the package belongs to somebody else', () => {
      const folder = newFolder()
      chmodSync(folder, 0o777)
      const { stdout, stderr } = spawnSync(
        'setpriv',
        [
          '--reuid=65534',
          '--regid=65534',
          '--clear-groups',
          process.execPath,
          starter,
          join(folder, 'state'),
          'stop',
        ],
        { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
      )
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toMatchObject({ started: true, uid: 65_534 })
    })
  },
)

function elsewhere(folder: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [starter, folder], { encoding: 'utf8' })
  if (stderr !== '') return stderr
  const { pid, started } = JSON.parse(stdout) as { readonly pid: number; readonly started: boolean }
  return { pid, started }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of output) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await wait(20)
}
