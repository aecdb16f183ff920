import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../src/host/postgres/server.ts'
import { home } from '../tree.ts'

/** An empty database for one test file, in a server that all of them share while any of them runs. */
export interface TestDatabase {
  readonly url: string
  ask(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>
  drop(): Promise<void>
}

export async function testDatabase(): Promise<TestDatabase> {
  for (;;) {
    const server = await startPostgres(join(home, '.cache/postgres'))
    // Its last user may have stopped it in this very moment.
    const keeper = await connected(server.url)
    if (keeper === undefined) {
      await wait(100)
      continue
    }
    const name = `test_${process.pid}_${Date.now()}`
    await keeper.query(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    const pool = new pg.Pool({ connectionString: url.href, max: 2 })
    pool.on('error', () => undefined)
    return {
      url: url.href,
      ask: async (text, values = []) => (await pool.query(text, [...values])).rows as [],
      drop: async () => {
        await pool.end()
        await keeper.query(`drop database ${name} with (force)`)
        await keeper.end()
        await server.stop()
      },
    }
  }
}

async function connected(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch {
    return undefined
  }
}
