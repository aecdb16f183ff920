import type { Source } from '../../contract/nouns.ts'
import type { BranchState, CommitName, CommitStore } from '../../contract/records.ts'
import type { Log, Runs } from '../runtime/runtime.ts'

/** What following sources takes of the world. */
export interface FollowTools {
  readonly store: CommitStore
  readonly runs: Runs
  /** Brings the mirror of a source up to date, and tells what is new since these heads. */
  readonly fetch: (
    project: string,
    source: Source,
    heads: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ) => Promise<Fetched>
  readonly log: Log
}

export type Fetched =
  | {
      readonly kind: 'fetched'
      readonly defaultBranch: string
      readonly branches: readonly BranchState[]
    }
  | { readonly kind: 'failed'; readonly why: string }

/** Fetches the sources for which it is time, and starts a run for each commit that has none. Gives how many it fetched. */
export async function followOnce(tools: FollowTools, signal: AbortSignal): Promise<number> {
  const due = await tools.store.due(sourcesAtOnce)
  await Promise.all(due.map(({ project, source }) => followSource(tools, project, source, signal)))
  return due.length
}

const sourcesAtOnce = 4

async function followSource(
  { store, runs, fetch, log }: FollowTools,
  project: string,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const source = await store.source(project, id)
  if (source === undefined) return
  const found = await fetch(project, source, await store.heads(project, id), signal)
  if (found.kind === 'failed') {
    log('warn', `${project}/${source.name} could not be fetched: ${found.why}`)
    await store.fetchFailed(project, id, found.why)
    return
  }
  for (const commit of await store.fetched(project, id, found)) await begin(runs, commit)
}

/** As often as a run that failed for reasons of its own is begun again. */
const mostAttempts = 5

/** One run for each commit, whose name says so: starting it again does nothing. */
async function begin(runs: Runs, commit: CommitName): Promise<void> {
  const { project, source, branch, sha } = commit
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const id = `commit/${project}/${source}/${sha}${attempt === 1 ? '' : `/${attempt}`}`
    const known = await runs.get(id)
    if (known?.state === 'failed' || known?.state === 'cancelled') continue
    if (known === undefined) {
      await runs.start('commit.2', commit, { id, lock: `${project}/${source}/${branch}` })
    }
    return
  }
}
