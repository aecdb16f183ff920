import type { DriftEdit, DriftItem } from '../../contract/drift-nouns.ts'
import type { DriftName, ProposalOutcome } from '../../contract/drift-store.ts'
import type { Source } from '../../contract/nouns.ts'
import { driftWords } from '../../forges/drift-proposal.ts'
import type { MadeCommit } from '../../host/mirror-commit.ts'
import { refusedWith } from './refused.ts'
import type { DriftSettings } from './drifting.ts'

/** Makes the commit in the mirror, and the pull request at the forge of the source where one is configured. */
export function proposer({
  store,
  mirrors,
  forges,
  address,
  fetch: send = fetch,
}: DriftSettings): (
  name: DriftName,
  item: DriftItem,
  edit: DriftEdit,
  signal: AbortSignal,
) => Promise<ProposalOutcome> {
  return async ({ project, drift }, item, edit, signal) => {
    const source = await store.queries.sources.get(project, item.source)
    const stack = await store.drifts.stack(project, item.stack)
    const parent = item.proposal?.sha
    if (source === undefined || stack === undefined || parent === undefined)
      return { kind: 'failed', why: 'The source or the stack was removed.' }
    const link = `${address}/${[project, 'drift', drift].map(encodeURIComponent).join('/')}`
    const words = driftWords(item, edit, { stack: stack.name, link })
    // The same drift of the same commit has the same branch, whoever asks, and however often.
    const branch = `plumbline/drift-${drift.slice(0, 8)}-${parent.slice(0, 8)}`
    const commit = await mirrors.committed(
      project,
      source,
      {
        parent,
        diff: edit.diff,
        message: words.message,
        date: item.since,
        ref: `refs/plumbline/${branch.replace('plumbline/', '')}`,
      },
      signal,
    )
    return opened({ source, branch, commit, parent, words, forges, send })
  }
}

interface Opening {
  readonly source: Source
  readonly branch: string
  readonly commit: MadeCommit
  readonly parent: string
  readonly words: ReturnType<typeof driftWords>
  readonly forges: DriftSettings['forges']
  readonly send: typeof fetch
}

async function opened({ source, forges, send, ...opening }: Opening): Promise<ProposalOutcome> {
  const { branch, commit, parent, words } = opening
  for (const { forge, token } of forges) {
    const repository = forge.repositoryOf(source.url)
    if (repository === undefined || token === undefined) continue
    try {
      const made = await forge.propose(
        { repository, branch, base: source.defaultBranch, parent, files: commit.files, ...words },
        { token, fetch: send },
        AbortSignal.timeout(60_000),
      )
      return { kind: 'proposed', branch, url: made.url, number: made.number }
    } catch (error) {
      const status = refusedWith(error)
      if (status === undefined) throw error
      const why = error instanceof Error ? error.message : ''
      return { kind: 'failed', why: `${forge.name} refused it with ${status}: ${why}` }
    }
  }
  return { kind: 'proposed', branch, url: undefined, number: undefined }
}
