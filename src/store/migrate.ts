import type pg from 'pg'
import { Fault } from '../kernel/fault.ts'
import { migrations } from './migrations/index.ts'

/** Of us among those who lock in this database. */
const lock = 0x706c756d

/** Brings the tables up to date. Forward only; several processes may do it at once, one at a time does. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    await client.query(
      'create table if not exists migrations (number int primary key, name text not null, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ readonly last: number }>(
      'select coalesce(max(number), 0)::int as last from migrations',
    )
    const last = rows[0]?.last ?? 0
    if (last > migrations.length) {
      throw new Fault('store/newer', { tables: String(last), program: String(migrations.length) })
    }
    for (const { number, name, sql } of migrations.slice(last)) {
      await client.query(sql)
      await client.query('insert into migrations (number, name) values ($1, $2)', [number, name])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
