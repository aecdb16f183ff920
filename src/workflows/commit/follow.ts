import type { CommitStore } from '../../contract/records.ts'
import type { Runs } from '../runtime/runtime.ts'

const atOnce = 20

/** Starts a run for each commit that is to be told of again; gives how many. */
export async function followVerdicts(
  store: Pick<CommitStore, 'changedVerdicts' | 'begunToTell'>,
  runs: Pick<Runs, 'start'>,
): Promise<number> {
  const changes = await store.changedVerdicts(atOnce)
  for (const changed of changes) {
    const { project, source, branch, sha, number } = changed
    // After what its review still has to tell: the lock is that of the commit's own run.
    const lock = `${project}/${source}/${branch}`
    await runs.start('tell.1', changed, { id: `tell/${project}/${source}/${sha}/${number}`, lock })
    await store.begunToTell(changed)
  }
  return changes.length
}
