import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { ClaimedDelivery, HookCommands } from '../../contract/commands.ts'
import type { LedgerEvent } from '../../contract/nouns.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { enqueued } from '../ledger/outbox.ts'
import { deliveryOf, hookOf } from '../queries/settings.ts'
import type { Sealer } from '../sealing.ts'
import { forgotten } from '../written-hooks.ts'
import type { Tables } from '../tables.ts'
import { done, refused } from './answers.ts'
import { keepSecret, secretIn } from './hook-secrets.ts'

export function hookCommands(db: Database, sealer: Sealer | undefined): HookCommands {
  return {
    add: async (project, hook, secret, by) =>
      db.transaction().execute(async (tx) => {
        const id = randomUUID()
        const event = await append(tx, project, {
          kind: 'hook-added',
          data: { id, ...hook },
          subject: `hooks/${id}`,
          by,
        })
        await keepSecret(tx, sealer, { project, hook: id, secret })
        return done({ id, ...hook, source: undefined, createdAt: event?.time ?? '', createdBy: by })
      }),
    remove: async (project, hook, by) =>
      db.transaction().execute(async (tx) => {
        const known = await hookNamed(tx, project, hook)
        if (known === undefined) return missing
        if (known.source !== null)
          return refused('conflict', 'A source says this hook in its plumbline.yaml: take it out there.')
        await forgotten(tx, project, hook, by)
        return done(undefined)
      }),
    renew: async (project, hook, secret, by) =>
      db.transaction().execute(async (tx) => {
        if ((await hookNamed(tx, project, hook)) === undefined) return missing
        await append(tx, project, { kind: 'hook-renewed', data: { id: hook }, subject: `hooks/${hook}`, by })
        await keepSecret(tx, sealer, { project, hook, secret })
        return done(undefined)
      }),
    vetoed: async (project, veto, by) => {
      await db
        .transaction()
        .execute((tx) => append(tx, project, { kind: 'hook-vetoed', data: veto, subject: veto.subject, by }))
    },
    secretOf: (project, hook) => secretIn(db, sealer, { project, hook }),
    ...deliveryCommands(db),
  }
}

const missing = refused('missing', 'There is no such hook.')

async function hookNamed(
  tx: Transaction<Tables>,
  project: string,
  id: string,
): Promise<{ readonly source: string | null } | undefined> {
  return tx
    .selectFrom('hooks')
    .select('source')
    .where('project', '=', project)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A claim counts as an attempt; one that is never settled comes up again when its time is over. */
async function claim(db: Database, seconds: number, limit: number): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await sql<{ readonly project: string; readonly id: string }>`
    update deliveries d set attempts = attempts + 1, next_at = now() + ${seconds} * interval '1 second'
    from (select project, id from deliveries where state = 'waiting' and next_at <= now()
      order by next_at limit ${limit} for update skip locked) due
    where d.project = due.project and d.id = due.id returning d.project, d.id`.execute(db)
  const found = await Promise.all(rows.map(({ project, id }) => claimed(db, project, id)))
  return found.filter((one) => one !== undefined)
}

async function claimed(db: Database, project: string, id: string): Promise<ClaimedDelivery | undefined> {
  const delivery = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('project', '=', project)
    .where('id', '=', id)
    .executeTakeFirst()
  if (delivery === undefined) return undefined
  const [hook, event] = await Promise.all([
    db
      .selectFrom('hooks')
      .selectAll()
      .where('project', '=', project)
      .where('id', '=', delivery.hook)
      .executeTakeFirst(),
    db
      .selectFrom('ledger')
      .select('event')
      .where('project', '=', project)
      .where('id', '=', delivery.event)
      .executeTakeFirst(),
  ])
  if (hook === undefined || event === undefined) return undefined
  return {
    project,
    delivery: deliveryOf(delivery),
    hook: hookOf(hook),
    event: JSON.parse(event.event) as LedgerEvent,
  }
}

function deliveryCommands(db: Database): Pick<HookCommands, 'enqueue' | 'claim' | 'settle' | 'replay'> {
  return {
    enqueue: async (project, hook, event) =>
      deliveryOf(await enqueued(db, project, { hook, event, at: new Date().toISOString() })),
    claim: (seconds, limit) => claim(db, seconds, limit),
    settle: async (project, delivery, { state, status, problem, nextAt }) => {
      await db
        .updateTable('deliveries')
        .set({ state, status: status ?? null, problem: problem ?? null, next_at: nextAt ?? null })
        .where('project', '=', project)
        .where('id', '=', delivery)
        .execute()
    },
    replay: async (project, delivery) => {
      const row = await db
        .updateTable('deliveries')
        .set({ state: 'waiting', next_at: new Date().toISOString(), attempts: 0 })
        .where('project', '=', project)
        .where('id', '=', delivery)
        .where('state', '=', 'dead')
        .returningAll()
        .executeTakeFirst()
      return row === undefined ? refused('missing', 'There is no such dead delivery.') : done(deliveryOf(row))
    },
  }
}
