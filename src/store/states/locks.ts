import type { Kysely, Transaction } from 'kysely'
import type { Refused } from '../../contract/commands.ts'
import type { StateAnswer, States } from '../../contract/state-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import type { Tables } from '../tables.ts'

interface Named {
  readonly project: string
  readonly name: string
}

/** A lock holds until it is given back or taken away: whoever died with it is seen, and nobody guesses. */
export function stateLocks(db: Database): Pick<States, 'lock' | 'unlock' | 'forceUnlock'> {
  return {
    lock: async (project, name, { id, operation, who, version, info }, by) =>
      db.transaction().execute(async (tx) => {
        await tx
          .insertInto('states')
          .values({ project, name, version: 0, is_removed: false })
          .onConflict((on) => on.columns(['project', 'name']).doNothing())
          .execute()
        const at = new Date().toISOString()
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('state_locks')
          .values({ project, name, id, operation, who, version, info, by_whom: by, at })
          .onConflict((on) => on.columns(['project', 'name']).doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) {
          const held = await lockIn(tx, { project, name })
          // Asked again by who has it, because the first answer was lost.
          if (held?.id === id && held.by_whom === by) return done(undefined)
          return { kind: 'locked', info: held?.info ?? '{}' }
        }
        const data = { name, lock: id, operation, who }
        await append(tx, project, { kind: 'state-locked', data, subject: `states/${name}`, by })
        return done(undefined)
      }),
    unlock: (project, name, id, by) =>
      db.transaction().execute(async (tx) => {
        const held = await lockIn(tx, { project, name })
        // Given back already.
        if (held === undefined) return done(undefined)
        if (held.id !== id) return { kind: 'locked', info: held.info }
        await freed(tx, { project, name })
        const data = { name, lock: id }
        await append(tx, project, { kind: 'state-unlocked', data, subject: `states/${name}`, by })
        return done(undefined)
      }),
    forceUnlock: (project, name, { id, reason }, by) =>
      db.transaction().execute(async (tx) => {
        const held = await lockIn(tx, { project, name })
        if (held === undefined) return refused('missing', `Nobody holds the state ${name}.`)
        if (id !== undefined && id !== held.id)
          return refused('conflict', `The state is held under another lock by now, ${held.id}.`)
        await freed(tx, { project, name })
        const data = { name, lock: held.id, operation: held.operation, who: held.who, reason }
        await append(tx, project, { kind: 'state-force-unlocked', data, subject: `states/${name}`, by })
        return done(undefined)
      }),
  }
}

/** Why a writer with this lock (or none) may not write. One whose lock was taken away must not go on as if it had it. */
export async function heldBy(
  tx: Transaction<Tables>,
  named: Named,
  lock: string | undefined,
): Promise<Refused | Exclude<StateAnswer<never>, Refused> | undefined> {
  const held = await lockIn(tx, named)
  if (held?.id === lock) return undefined
  if (held !== undefined) return { kind: 'locked', info: held.info }
  return refused(
    'conflict',
    `The lock ${lock ?? ''} was taken away, so somebody else may have written since.`,
  )
}

async function lockIn(tx: Kysely<Tables>, { project, name }: Named): Promise<Lock | undefined> {
  return tx
    .selectFrom('state_locks')
    .select(['id', 'operation', 'who', 'info', 'by_whom'])
    .where('project', '=', project)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
}

interface Lock {
  readonly id: string
  readonly operation: string
  readonly who: string
  readonly info: string
  readonly by_whom: string
}

async function freed(tx: Transaction<Tables>, { project, name }: Named): Promise<void> {
  await tx.deleteFrom('state_locks').where('project', '=', project).where('name', '=', name).execute()
}
