import type { Forge, ForgeReport } from '../../forges/forge.ts'
import { reportOn } from '../../forges/report.ts'
import type { LogLine } from '../../server/parts.ts'
import type { Store } from '../../store/store.ts'
import type { ConfiguredForge } from './configuration.ts'
import { refusedWith } from './refused.ts'

/** A commit of a source. */
interface Named {
  readonly project: string
  readonly source: string
  readonly sha: string
  /** What was to be told when it is told of again after its review; and the how manieth time of all that is. */
  readonly verdict?: string
  readonly number?: number
}

/** A forge that has not answered by then is away. */
const patienceMilliseconds = 30_000

/** Tells the forge of a source how a commit stands. Nothing is sent where no token is configured. */
export type Tell = (commit: Named, signal: AbortSignal) => Promise<void>

export function teller(
  store: Pick<Store, 'queries' | 'commands'>,
  given: {
    readonly forges: readonly ConfiguredForge[]
    readonly address: string
    readonly log: (line: LogLine) => void
    readonly fetch?: typeof fetch
  },
): Tell {
  return async (named, signal) => {
    const source = await store.queries.sources.get(named.project, named.source)
    if (source === undefined) return
    for (const { forge, token } of given.forges) {
      const repository = forge.repositoryOf(source.url)
      if (repository === undefined || token === undefined) continue
      const commit = await store.queries.commits.get(named.project, named.source, named.sha)
      if (commit?.state !== 'reviewed') continue
      // It has changed again: whoever comes for that tells of it.
      if (named.verdict !== undefined && named.verdict !== (commit.gate ?? 'passed')) continue
      const report = reportOn(commit, { project: named.project, address: given.address, repository })
      // The comment is about the pull request as it is: what came before its newest commit has no word in it.
      const isHead = source.heads.some((one) => one.branch === commit.branch && one.sha === commit.sha)
      await tellOne(isHead ? report : { ...report, comment: undefined }, { forge, token, named, signal })
    }
  }

  async function tellOne(
    report: ForgeReport,
    { forge, token, named, signal }: { forge: Forge; token: string; named: Named; signal: AbortSignal },
  ): Promise<void> {
    const { project, source, sha, number } = named
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)])
      const told = await forge.tell(report, { token, fetch: given.fetch ?? fetch }, patience)
      const said = {
        forge: forge.name,
        sha,
        verdict: report.verdict,
        ...told,
        comment: told.comment ?? 'none',
      }
      const key = [
        forge.name,
        source,
        sha,
        report.verdict,
        report.comment?.number ?? '',
        ...(number === undefined ? [] : [number]),
      ].join('/')
      await store.commands.sources.toldOnce(project, key, said)
    } catch (error) {
      const status = refusedWith(error)
      if (status === undefined) throw error
      const facts = { forge: forge.name, status, project }
      given.log({ level: 'warning', message: 'a forge refused a report', facts })
    }
  }
}
