import { sql, type Transaction } from 'kysely'
import type { EventData } from '../ledger/kinds.ts'
import type { Tables } from '../tables.ts'
import { lineReached } from './lines.ts'
import type { When } from './when.ts'

export async function branchMoved(
  tx: Transaction<Tables>,
  when: When,
  { source, branch, sha }: EventData['branch-moved'],
): Promise<void> {
  const { project, sequence } = when
  await tx
    .insertInto('branches')
    .values({ project, source, branch, sha })
    .onConflict((on) => on.columns(['project', 'source', 'branch']).doUpdateSet({ sha }))
    .execute()
  await tx
    .insertInto('line_commits')
    .values({ project, source, branch, sha, seen: sequence, sequence: null })
    .onConflict((on) => on.columns(['project', 'source', 'branch', 'sha']).doNothing())
    .execute()
  const commit = await tx
    .selectFrom('commits')
    .select('state')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .executeTakeFirst()
  // What was reviewed on another branch is known here too.
  if (commit?.state === 'reviewed') await lineReached(tx, when, { source, branch, sha })
}

export async function branchRemoved(
  tx: Transaction<Tables>,
  { project }: When,
  { source, branch }: EventData['branch-removed'],
): Promise<void> {
  for (const table of ['branches', 'line_commits', 'finding_spans', 'finding_places'] as const) {
    await tx
      .deleteFrom(table)
      .where('project', '=', project)
      .where('source', '=', source)
      .where('branch', '=', branch)
      .execute()
  }
}

export async function sourceRemoved(
  tx: Transaction<Tables>,
  { project }: When,
  source: string,
): Promise<void> {
  await tx.deleteFrom('sources').where('project', '=', project).where('id', '=', source).execute()
  for (const table of [
    'branches',
    'changes',
    'commits',
    'line_commits',
    'commit_chunks',
    'finding_spans',
    'finding_places',
    'reports',
    'stacks',
    'drift_spans',
    'signal_sources',
    'incidents',
  ] as const) {
    await tx.deleteFrom(table).where('project', '=', project).where('source', '=', source).execute()
  }
  // Chunks that no other source has.
  for (const table of [
    'resource_rows',
    'resource_chunks',
    'edge_rows',
    'graph_groups',
    'graph_lines',
  ] as const) {
    await sql`delete from ${sql.table(table)} rows where project = ${project} and not exists (
      select 1 from commit_chunks c where c.project = ${project} and c.chunk = rows.chunk)`.execute(tx)
  }
}
