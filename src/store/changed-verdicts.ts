import { sql, type Transaction } from 'kysely'
import type { ChangedVerdict, CommitStore } from '../contract/records.ts'
import type { Database } from './connection.ts'
import type { Tables } from './tables.ts'

/** A commit of a source. */
interface Named {
  readonly project: string
  readonly source: string
  readonly sha: string
}

/**
 * Writes what may change the verdict of a commit. When it has, the commit is put in line to be told of again, in the same
 * transaction: neither is lost without the other.
 */
export async function withVerdict<What>(
  tx: Transaction<Tables>,
  commit: Named,
  write: () => Promise<What>,
): Promise<What> {
  const { project, source } = commit
  // Others who write to the project wait, so what is read is what is changed.
  await tx.selectFrom('ledger_heads').select('hash').where('project', '=', project).forUpdate().execute()
  const before = await standing(tx, commit)
  const written = await write()
  const after = await standing(tx, commit)
  if (before !== undefined && after !== undefined && after.verdict !== before.verdict)
    await inLine(tx, { project, source, ...after })
  return written
}

/** Puts a commit in line to be told of again; one that is not reviewed yet is told of when it is. */
export async function toldAgain(tx: Transaction<Tables>, commit: Named): Promise<void> {
  const { project, source } = commit
  const now = await standing(tx, commit)
  if (now !== undefined) await inLine(tx, { project, source, ...now })
}

async function inLine(
  tx: Transaction<Tables>,
  commit: Pick<ChangedVerdict, 'project' | 'source' | 'branch' | 'sha' | 'verdict'>,
): Promise<void> {
  await tx
    .insertInto('changed_verdicts')
    .values({ ...commit, missed_at: null })
    .execute()
}

async function standing(
  tx: Transaction<Tables>,
  { project, source, sha }: Named,
): Promise<Pick<ChangedVerdict, 'branch' | 'sha' | 'verdict'> | undefined> {
  const found = await tx
    .selectFrom('commits')
    .select(['branch', 'sha', 'gate', 'state'])
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .executeTakeFirst()
  if (found?.state !== 'reviewed') return undefined
  // As it is told where there is no gate.
  return { branch: found.branch, sha: found.sha, verdict: found.gate ?? 'passed' }
}

/** The line of commits that are to be told of again. */
export function changedVerdicts(
  db: Database,
): Pick<CommitStore, 'changedVerdicts' | 'begunToTell' | 'tellLater'> {
  return {
    changedVerdicts: async (limit) => {
      const rows = await db
        .selectFrom('changed_verdicts')
        .select(['project', 'source', 'branch', 'sha', 'verdict', 'number', 'missed_at'])
        .where('due_at', '<=', sql<string>`now()`)
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(({ missed_at: missed, ...one }) => ({ ...one, missedAt: missed ?? undefined }))
    },
    begunToTell: async ({ number }) => {
      await db.deleteFrom('changed_verdicts').where('number', '=', number).execute()
    },
    tellLater: (commit) => db.transaction().execute((tx) => later(tx, commit)),
  }
}

/** How long a forge may be away until it is told no more. */
const patienceHours = 24

async function later(
  tx: Transaction<Tables>,
  { missedAt, ...commit }: Parameters<CommitStore['tellLater']>[0],
): ReturnType<CommitStore['tellLater']> {
  const { project, source, sha } = commit
  const now = await standing(tx, commit)
  if (now === undefined) return 'gone'
  const since = missedAt ?? new Date().toISOString()
  if (Date.now() - Date.parse(since) > patienceHours * 3_600_000) return 'given up'
  // As long again as it has been away. One that is in line already is told of anyway.
  await sql`insert into changed_verdicts (project, source, branch, sha, verdict, missed_at, due_at)
    select ${project}, ${source}, ${now.branch}, ${sha}, ${now.verdict}, ${since}::timestamptz,
      now() + least(interval '1 hour', greatest(interval '5 minutes', now() - ${since}::timestamptz))
    where not exists (select 1 from changed_verdicts
      where project = ${project} and source = ${source} and sha = ${sha})`.execute(tx)
  return 'waits'
}
