import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { digestOf } from './canonical.ts'

/** Puts a delivery in line, once for each pair of hook and event. */
export async function enqueued(
  db: Kysely<Tables>,
  project: string,
  { hook, event, at }: { readonly hook: string; readonly event: string; readonly at: string },
): Promise<Waiting> {
  const row = {
    project,
    id: digestOf(`${hook}\n${event}`).slice(0, 32),
    hook,
    event,
    state: 'waiting',
    attempts: 0,
    status: null,
    problem: null,
    next_at: at,
    at,
  }
  await db
    .insertInto('deliveries')
    .values(row)
    .onConflict((on) => on.columns(['project', 'id']).doNothing())
    .execute()
  return row
}

type Waiting = {
  readonly project: string
  readonly id: string
  readonly hook: string
  readonly event: string
  readonly state: string
  readonly attempts: number
  readonly status: null
  readonly problem: null
  readonly next_at: string
  readonly at: string
}
