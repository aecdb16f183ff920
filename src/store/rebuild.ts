import type { LedgerEvent } from '../contract/nouns.ts'
import type { Database } from './connection.ts'
import { rowsOf } from './ledger/verify.ts'
import { applied } from './projections/apply.ts'

/** Every table that is made from the ledger and the blobs. */
export const projections = [
  'members',
  'sources',
  'branches',
  'changes',
  'commits',
  'line_commits',
  'commit_chunks',
  'resource_rows',
  'resource_chunks',
  'edge_rows',
  'graph_groups',
  'graph_lines',
  'finding_spans',
  'finding_places',
  'acceptances',
  'reports',
  'hooks',
  'stacks',
  'drift_spans',
  'drift_acceptances',
  'signal_sources',
  'incidents',
] as const

/** Forgets what was made of a project's ledger, and makes it again; gives the number of events. */
export async function rebuild(db: Database, project: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // Nobody may write in the meantime.
    await tx.selectFrom('ledger_heads').select('hash').where('project', '=', project).forUpdate().execute()
    await tx.deleteFrom('projects').where('id', '=', project).execute()
    for (const table of projections) await tx.deleteFrom(table).where('project', '=', project).execute()
    let events = 0
    // Some rows at a time: a ledger may be longer than memory.
    for await (const { event } of rowsOf(tx, project)) {
      await applied(tx, project, JSON.parse(event) as LedgerEvent)
      events++
    }
    return events
  })
}
