import { sql } from 'kysely'
import type { Database } from './connection.ts'

/** As many rows as go at once, so that nobody waits for long. */
const handful = 1000

/**
 * Removes what is of no more use: deliveries that are settled, from so many days ago; sessions and links that have ended;
 * answers that were kept for a write that might be sent again. The ledger and what is made of it stays. Gives how many rows.
 */
export async function swept(db: Database, days: number): Promise<number> {
  const age = sql`now() - ${days} * interval '1 day'`
  return (
    (await removed(db, 'deliveries', sql`state <> 'waiting' and at < ${age}`)) +
    (await removed(db, 'sessions', sql`expires_at < now()`)) +
    (await removed(db, 'sign_in_links', sql`expires_at < now()`)) +
    (await removed(db, 'idempotency', sql`at < now() - interval '1 day'`))
  )
}

async function removed(db: Database, table: string, condition: ReturnType<typeof sql>): Promise<number> {
  let all = 0
  for (;;) {
    const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where ctid in (
      select ctid from ${sql.table(table)} where ${condition} limit ${handful} for update skip locked)`.execute(
      db,
    )
    all += Number(numAffectedRows)
    if (numAffectedRows < BigInt(handful)) return all
  }
}
