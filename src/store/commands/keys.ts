import { sql } from 'kysely'
import type { IdempotencyKeys } from '../../contract/commands.ts'
import type { Database } from '../connection.ts'

/** A reply is kept for a day; work that was begun and never finished may be begun again after a minute. */
export function idempotencyKeys(db: Database): IdempotencyKeys {
  return {
    begin: async (owner, key, digest) => {
      await sql`delete from idempotency where owner = ${owner}
        and (at < now() - interval '1 day' or (status is null and at < now() - interval '1 minute'))`.execute(
        db,
      )
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('idempotency')
        .values({ owner, key, digest, status: null, body: null, at: new Date().toISOString() })
        .onConflict((on) => on.columns(['owner', 'key']).doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 1n) return { kind: 'new' }
      const known = await db
        .selectFrom('idempotency')
        .selectAll()
        .where('owner', '=', owner)
        .where('key', '=', key)
        .executeTakeFirst()
      if (known === undefined) return { kind: 'running' }
      if (known.digest !== digest) return { kind: 'conflict' }
      return known.status === null
        ? { kind: 'running' }
        : { kind: 'done', status: known.status, body: known.body ?? '' }
    },
    finish: async (owner, key, { status, body }) => {
      await db
        .updateTable('idempotency')
        .set({ status, body })
        .where('owner', '=', owner)
        .where('key', '=', key)
        .execute()
    },
    release: async (owner, key) => {
      await db.deleteFrom('idempotency').where('owner', '=', owner).where('key', '=', key).execute()
    },
  }
}
