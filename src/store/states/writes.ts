import type { Transaction } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { StateVersion } from '../../contract/state-nouns.ts'
import type { NewState, StateAnswer, States } from '../../contract/state-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { digestOf } from '../ledger/canonical.ts'
import type { Sealer } from '../sealing.ts'
import type { Tables } from '../tables.ts'
import { heldBy } from './locks.ts'
import { placeOf, versionOf } from './rows.ts'

/** Writes are whole or not at all: a version, its place as the newest, and its line of the ledger are one transaction. */
export function stateWrites(db: Database, sealer: Sealer | undefined): Pick<States, 'write' | 'remove'> {
  return {
    write: async (project, name, state, by) => {
      if (sealer === undefined) return refused('conflict', 'This server has no key to encrypt states with.')
      return db.transaction().execute(async (tx) => {
        const head = await headOf(tx, project, name)
        const held = await heldBy(tx, { project, name }, state.lock)
        if (held !== undefined) return held
        const answer = wanted(head, state)
        if (answer !== undefined) return answer
        return written(tx, sealer, { project, name, state, by, version: (head?.version ?? 0) + 1 })
      })
    },
    remove: async (project, name, lock, by) =>
      db.transaction().execute(async (tx) => {
        const head = await headOf(tx, project, name)
        const held = await heldBy(tx, { project, name }, lock)
        if (held !== undefined) return held
        if (head === undefined || head.isRemoved) return done(undefined)
        await tx
          .updateTable('states')
          .set({ is_removed: true })
          .where('project', '=', project)
          .where('name', '=', name)
          .execute()
        const { version, serial } = head.newest
        await append(tx, project, {
          kind: 'state-removed',
          data: { name, version, serial },
          subject: `states/${name}`,
          by,
        })
        return done(undefined)
      }),
  }
}

interface Head {
  readonly version: number
  readonly isRemoved: boolean
  readonly newest: StateVersion
}

/** The newest version; whoever writes beside us waits from here on. */
async function headOf(tx: Transaction<Tables>, project: string, name: string): Promise<Head | undefined> {
  await tx
    .insertInto('states')
    .values({ project, name, version: 0, is_removed: false })
    .onConflict((on) => on.columns(['project', 'name']).doNothing())
    .execute()
  const state = await tx
    .selectFrom('states')
    .selectAll()
    .where('project', '=', project)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const row = await tx
    .selectFrom('state_versions')
    .selectAll()
    .where('project', '=', project)
    .where('name', '=', name)
    .where('version', '=', state.version)
    .executeTakeFirst()
  return row && { version: row.version, isRemoved: state.is_removed, newest: versionOf(row) }
}

/** Why a state may not follow the newest one, or that it is the newest one already; undefined when it may. */
function wanted(head: Head | undefined, state: NewState): Answer<StateVersion> | undefined {
  if (state.after !== undefined && state.after !== (head?.version ?? 0))
    return refused('conflict', 'Another version was written in the meantime: look at it, then try again.')
  // What was deleted begins anew.
  if (head === undefined || head.isRemoved || state.how !== 'written') return undefined
  const { lineage, serial, digest } = head.newest
  if (state.lineage !== lineage) {
    const detail = `The state has the lineage ${state.lineage}, and the one that is kept here has ${lineage}: they are states of different things.`
    return refused('conflict', `${detail} To write it all the same, add force=true to the address.`)
  }
  if (state.serial > serial) return undefined
  if (state.serial === serial && digestOf(state.text) === digest) return done(head.newest)
  const what = state.serial === serial ? 'the same serial' : 'an older serial'
  const detail = `The state has ${what} (${state.serial}; the newest that is kept here is ${serial}), so somebody wrote in the meantime.`
  return refused(
    'conflict',
    `${detail} Read it again; or add force=true to the address to write it all the same.`,
  )
}

async function written(
  tx: Transaction<Tables>,
  sealer: Sealer,
  {
    project,
    name,
    state,
    by,
    version,
  }: {
    readonly project: string
    readonly name: string
    readonly state: NewState
    readonly by: string
    readonly version: number
  },
): Promise<StateAnswer<StateVersion>> {
  const { serial, lineage, how, restoredFrom, reason } = state
  const bytes = Buffer.byteLength(state.text)
  const digest = digestOf(state.text)
  const changed = await changedSince(tx, sealer, { project, name, state, version: version - 1 })
  const { key, bytes: sealed } = await sealer.seal(state.text, placeOf(project, name, version))
  const event = await append(tx, project, {
    kind: how === 'restored' ? 'state-restored' : 'state-written',
    data: { name, version, serial, lineage, bytes, digest, how, restoredFrom, reason, ...changed },
    subject: `states/${name}`,
    by,
  })
  const row = {
    project,
    name,
    version,
    serial,
    lineage,
    terraform_version: state.terraformVersion,
    resources: state.resources ?? null,
    bytes,
    digest,
    how,
    restored_from: restoredFrom ?? null,
    by_whom: by,
    at: event?.time ?? new Date().toISOString(),
    key,
    sealed,
  }
  await tx.insertInto('state_versions').values(row).execute()
  await tx
    .updateTable('states')
    .set({ version, is_removed: false })
    .where('project', '=', project)
    .where('name', '=', name)
    .execute()
  return done(versionOf(row))
}

/** What is otherwise than in the version before; nothing is said where that cannot be told. */
async function changedSince(
  tx: Transaction<Tables>,
  sealer: Sealer,
  {
    project,
    name,
    state,
    version,
  }: {
    readonly project: string
    readonly name: string
    readonly state: NewState
    readonly version: number
  },
): Promise<{ readonly changed?: readonly string[]; readonly changedMore?: number }> {
  if (state.changedSince === undefined) return {}
  const row = await tx
    .selectFrom('state_versions')
    .select(['key', 'sealed'])
    .where('project', '=', project)
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst()
  const before =
    row && (await sealer.open({ key: row.key, bytes: row.sealed }, placeOf(project, name, version)))
  const all = state.changedSince(before)
  if (all === undefined) return {}
  return { changed: all.slice(0, mostChanged), changedMore: Math.max(0, all.length - mostChanged) }
}

const mostChanged = 50
