import { vetoed } from '../../server/hooks/vetoed.ts'
import type { HookPorts } from '../../server/hooks/ports.ts'
import type { Store } from '../../store/store.ts'
import type { CommitTools } from '../../workflows/commit/run.ts'

/** Asks those who want to be asked before a commit is reviewed. */
export function asker(
  { queries, commands }: Pick<Store, 'queries' | 'commands'>,
  hookPorts: HookPorts,
): NonNullable<CommitTools['ask']> {
  return async ({ project, source, branch, sha }, run) => {
    const veto = await vetoed({ queries, commands, hookPorts }, project, 'plumbline', {
      type: 'dev.cdevents.pipelinerun.started.0.2.0',
      subject: `commits/${source}/${sha}`,
      data: { source, branch, sha, run },
    })
    return veto === undefined ? { kind: 'allowed' } : { kind: 'vetoed', why: veto.detail }
  }
}
