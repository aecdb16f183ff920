import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { LedgerEvent, Plain } from '../../contract/nouns.ts'
import type { Tables } from '../tables.ts'
import { hookOf } from '../../contract/hook-of.ts'
import { applied } from '../projections/apply.ts'
import { enqueued } from './outbox.ts'
import { canonical, digestOf } from './canonical.ts'
import { eventTypes, type Happened } from './kinds.ts'

/** Who did what to which thing. `key`: of several events with the same one only the first is written. */
export type NewEvent = Happened & {
  readonly subject: string
  readonly by: string
  readonly key?: string
}

/** Those who listen for events of any project. The payload is the project's id. */
export const channel = 'plumbline_events'

/**
 * Writes an event as the next of its project's chain, and brings the projections up to date, in the caller's
 * transaction. Others who write to the project wait, so numbers have no gaps. Undefined when the key is known.
 */
export async function append(
  tx: Transaction<Tables>,
  project: string,
  { kind, data, subject, by, key }: NewEvent,
): Promise<LedgerEvent | undefined> {
  const head = await headOf(tx, project)
  const id = key === undefined ? randomUUID() : digestOf(`${project}\n${key}`).slice(0, 32)
  if (key !== undefined && (await isWritten(tx, project, id))) return undefined
  const event: LedgerEvent = {
    specversion: '1.0',
    id,
    source: `/projects/${project}`,
    type: eventTypes[kind],
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: JSON.parse(canonical({ ...data, by })) as Readonly<Record<string, Plain>>,
    sequence: String(head.sequence + 1).padStart(12, '0'),
    prevhash: head.hash,
  }
  const text = canonical(event)
  const hash = digestOf(text)
  await tx
    .insertInto('ledger')
    .values({
      project,
      sequence: head.sequence + 1,
      id,
      type: event.type,
      subject,
      time: event.time,
      event: text,
      hash,
    })
    .execute()
  await tx
    .updateTable('ledger_heads')
    .set({ sequence: head.sequence + 1, hash })
    .where('project', '=', project)
    .execute()
  await applied(tx, project, event)
  await announced(tx, project, event)
  await sql`select pg_notify(${channel}, ${project})`.execute(tx)
  return event
}

/** Hooks are told of what is written and of nothing else: their deliveries are written along with the event. */
async function announced(tx: Transaction<Tables>, project: string, event: LedgerEvent): Promise<void> {
  const { type, id, time } = event
  const hook = hookOf(type)
  if (hook === undefined) return
  const hooks = await tx
    .selectFrom('hooks')
    .select(['id', 'source'])
    .where('project', '=', project)
    .where('hook', '=', hook)
    .where('run_when', '=', 'after')
    .execute()
  const isAsked = hooks.some((one) => one.source !== null)
  const source = isAsked ? await sourceIn(tx, project, event) : undefined
  const told = hooks.filter((one) => one.source === null || one.source === source)
  for (const one of told) await enqueued(tx, project, { hook: one.id, event: id, at: time })
}

/** The source that an event is about, as far as it is about one. */
async function sourceIn(
  tx: Transaction<Tables>,
  project: string,
  { type, data }: LedgerEvent,
): Promise<string | undefined> {
  const { source, finding, id } = data
  if (typeof source === 'string') return source
  if (type.startsWith('dev.cdevents.repository.') && typeof id === 'string') return id
  if (typeof finding !== 'string') return undefined
  const found = await tx
    .selectFrom('finding_spans')
    .select('source')
    .where('project', '=', project)
    .where('id', '=', finding)
    .limit(1)
    .executeTakeFirst()
  return found?.source
}

async function headOf(
  tx: Transaction<Tables>,
  project: string,
): Promise<{ readonly sequence: number; readonly hash: string }> {
  await tx
    .insertInto('ledger_heads')
    .values({ project, sequence: 0, hash: '' })
    .onConflict((on) => on.column('project').doNothing())
    .execute()
  return tx
    .selectFrom('ledger_heads')
    .select(['sequence', 'hash'])
    .where('project', '=', project)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function isWritten(tx: Transaction<Tables>, project: string, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('ledger')
    .select('sequence')
    .where('project', '=', project)
    .where('id', '=', id)
    .executeTakeFirst()
  return found !== undefined
}
