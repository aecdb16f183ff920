import type { Transaction } from 'kysely'
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
  // One that is not reviewed yet is told of when it is.
  if (before !== undefined && after !== undefined && after.verdict !== before.verdict)
    await tx
      .insertInto('changed_verdicts')
      .values({ project, source, ...after })
      .execute()
  return written
}

async function standing(
  tx: Transaction<Tables>,
  { project, source, sha }: Named,
): Promise<Pick<ChangedVerdict, 'branch' | 'sha' | 'verdict'> | undefined> {
  const found = await tx
    .selectFrom('commits')
    .select(['branch', 'sha', 'gate'])
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .executeTakeFirst()
  const verdict = found?.gate ?? undefined
  return verdict && found && { branch: found.branch, sha: found.sha, verdict }
}

/** The line of commits that are to be told of again. */
export function changedVerdicts(db: Database): Pick<CommitStore, 'changedVerdicts' | 'begunToTell'> {
  return {
    changedVerdicts: (limit) =>
      db.selectFrom('changed_verdicts').selectAll().orderBy('number').limit(limit).execute(),
    begunToTell: async ({ number }) => {
      await db.deleteFrom('changed_verdicts').where('number', '=', number).execute()
    },
  }
}
