import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** The database behind a pool. Large numbers come as numbers, moments as ISO 8601. */
export function openDatabase(
  url: string,
  mostConnections = 10,
): { readonly db: Database; readonly pool: pg.Pool } {
  const pool = new pg.Pool({ connectionString: url, max: mostConnections, types: parsers })
  // A connection that breaks while nobody uses it is made anew by the pool.
  pool.on('error', () => undefined)
  // One that breaks while somebody has it fails their next question; the pool doesn't listen to it then.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool }
}

const bigint = 20
const timestamptz = 1184

const parsers = new pg.TypeOverrides()
parsers.setTypeParser(bigint, Number)
parsers.setTypeParser(timestamptz, (text) => new Date(text).toISOString())
