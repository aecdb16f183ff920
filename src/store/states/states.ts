import { sql } from 'kysely'
import type { StateSummary, StateVersion } from '../../contract/state-nouns.ts'
import type { States } from '../../contract/state-store.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Sealer } from '../sealing.ts'
import { stateLocks } from './locks.ts'
import { lockOf, placeOf, versionOf } from './rows.ts'
import { stateWrites } from './writes.ts'

/** States of Terraform, under the keys of the server. Without one there are none. */
export function statesIn(db: Database, sealer: Sealer | undefined): States {
  return {
    problem: sealer === undefined ? noKey : undefined,
    list: async (project) => {
      const rows = await headsOf(db, project, undefined)
      return rows.map(summaryOf)
    },
    get: async (project, name) => {
      const [row] = await headsOf(db, project, name)
      return row && summaryOf(row)
    },
    versions: async (project, name, paging) => {
      const [before] = cursorOf(paging, ['count']) ?? []
      const rows = await db
        .selectFrom('state_versions')
        .selectAll()
        .where('project', '=', project)
        .where('name', '=', name)
        .where(before === undefined ? sql<boolean>`true` : sql<boolean>`version < ${before}`)
        .orderBy('version', 'desc')
        .limit(limitOf(paging) + 1)
        .execute()
      return pageOf(rows, paging, versionOf, ({ version }) => [version])
    },
    read: (project, name, version, by) => opened(db, sealer, { project, name, version, by }),
    ...stateWrites(db, sealer),
    ...stateLocks(db),
  }
}

const noKey =
  'States are kept encrypted, and this server has no key: set PLUMBLINE_KEY, or PLUMBLINE_KEY_FILE, to what `openssl rand -base64 32` prints.'

/** A state that is locked before it is written has no version yet. */
async function headsOf(db: Database, project: string, name: string | undefined): Promise<readonly HeadRow[]> {
  const named = name === undefined ? sql<boolean>`true` : sql<boolean>`s.name = ${name}`
  const { rows } = await sql<HeadRow>`
    select s.name, s.is_removed, to_jsonb(l) as lock,
      (select to_jsonb(v) from (select version, serial, lineage, terraform_version, resources, bytes, digest, how,
        restored_from, by_whom, at, key from state_versions
        where project = s.project and name = s.name and version = s.version) v) as head
    from states s left join state_locks l on l.project = s.project and l.name = s.name
    where s.project = ${project} and ${named} order by s.name`.execute(db)
  return rows
}

interface HeadRow {
  readonly name: string
  readonly is_removed: boolean
  readonly head: Parameters<typeof versionOf>[0] | null
  readonly lock: Parameters<typeof lockOf>[0] | null
}

function summaryOf({ name, is_removed: isRemoved, head, lock }: HeadRow): StateSummary {
  return {
    name,
    isRemoved,
    head: head === null ? undefined : versionOf(head),
    lock: lock === null ? undefined : lockOf(lock),
  }
}

async function opened(
  db: Database,
  sealer: Sealer | undefined,
  asked: {
    readonly project: string
    readonly name: string
    readonly version: number | undefined
    readonly by: string
  },
): ReturnType<States['read']> {
  const { project, name, by } = asked
  const state = await db
    .selectFrom('states')
    .selectAll()
    .where('project', '=', project)
    .where('name', '=', name)
    .executeTakeFirst()
  if (state === undefined || (asked.version === undefined && state.is_removed)) return undefined
  const row = await db
    .selectFrom('state_versions')
    .selectAll()
    .where('project', '=', project)
    .where('name', '=', name)
    .where('version', '=', asked.version ?? state.version)
    .executeTakeFirst()
  if (row === undefined || sealer === undefined) return undefined
  const version = versionOf(row)
  const text = await sealer.open({ key: row.key, bytes: row.sealed }, placeOf(project, name, row.version))
  await noted(db, { project, name, version, by })
  return { text, version }
}

/** Terraform asks several times for one plan: who has read which version is written once an hour. */
async function noted(
  db: Database,
  {
    project,
    name,
    by,
    version: { version, serial },
  }: {
    readonly project: string
    readonly name: string
    readonly version: StateVersion
    readonly by: string
  },
): Promise<void> {
  const hour = new Date().toISOString().slice(0, 13)
  await db.transaction().execute((tx) =>
    append(tx, project, {
      kind: 'state-read',
      data: { name, version, serial },
      subject: `states/${name}`,
      by,
      key: ['state-read', name, String(version), by, hour].join('\n'),
    }),
  )
}
