import type { Drifts, DriftWork, RevertWork } from '../../contract/drift-store.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import type { Sealer } from '../sealing.ts'
import { itemParts } from './items.ts'
import { proposalParts } from './proposals.ts'
import { noKey, stackParts } from './stacks.ts'
import { revertParts, revertWork } from './reverts.ts'
import { checkParts } from './work.ts'

/** Drift as people see it, and as the runs that look for it write it. */
export function driftsIn(
  db: Database,
  sealer: Sealer | undefined,
  sources: SourceQueries,
): { readonly drifts: Drifts; readonly work: DriftWork; readonly reverts: RevertWork } {
  const items = itemParts(db)
  const stacks = stackParts(db, sealer, sources)
  const { codify, propose, edit, ...proposals } = proposalParts(db, sealer, items.get)
  return {
    drifts: {
      problem: sealer === undefined ? noKey : undefined,
      ...stacks,
      ...items,
      codify,
      propose,
      edit,
      ...revertParts(db, sealer, { get: items.get, stack: stacks.stack }),
    },
    work: { ...checkParts(db, sealer), ...proposals },
    reverts: revertWork(db, sealer),
  }
}
