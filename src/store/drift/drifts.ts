import type { Drifts, DriftWork } from '../../contract/drift-store.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import type { Sealer } from '../sealing.ts'
import { itemParts } from './items.ts'
import { proposalParts } from './proposals.ts'
import { noKey, stackParts } from './stacks.ts'
import { checkParts } from './work.ts'

/** Drift as people see it, and as the runs that look for it write it. */
export function driftsIn(
  db: Database,
  sealer: Sealer | undefined,
  sources: SourceQueries,
): { readonly drifts: Drifts; readonly work: DriftWork } {
  const items = itemParts(db)
  const { codify, propose, edit, ...proposals } = proposalParts(db, sealer, items.get)
  return {
    drifts: {
      problem: sealer === undefined ? noKey : undefined,
      ...stackParts(db, sealer, sources),
      ...items,
      codify,
      propose,
      edit,
    },
    work: { ...checkParts(db, sealer), ...proposals },
  }
}
