import { reportOf } from '../../contract/report-kind.ts'
import type { CommitDetail, Source } from '../../contract/nouns.ts'
import { refused } from '../../contract/problem.ts'
import type { Queries } from '../../contract/queries.ts'
import type { ReplyOf } from '../../contract/route.ts'
import { api } from '../../contract/routes.ts'
import { nameOf } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, found, serve, type Served } from '../serve.ts'

// oxlint-disable-next-line max-lines-per-function -- one short entry for each route
export function commitHandlers(parts: Parts): readonly Served[] {
  const { queries, commands } = parts
  const { commits, sources } = queries
  const get = async (asked: {
    readonly project: string
    readonly source: string
    readonly sha: string
  }): Promise<CommitDetail | undefined> => {
    const source = await sources.get(asked.project, asked.source)
    return source && commits.get(asked.project, source.id, asked.sha)
  }
  const nothing = refused('request/not-found', 'There is no such commit in this project.')
  return [
    serve(api.commits.list, async ({ project, after, limit, ...filter }) =>
      commits.list(project, filter, { after, limit }),
    ),
    serve(api.commits.get, async (asked) => found(await get(asked), 'commit')),
    serve(api.commits.trend, async ({ project, source, branch }) => ({
      items: await commits.trend(project, source, branch),
    })),
    serve(api.commits.reports, async (asked) => {
      const commit = await get(asked)
      if (commit === undefined) return nothing
      return { items: await commits.reports(asked.project, commit.source, commit.sha) }
    }),
    serve(api.commits.upload, async ({ project, source: named, sha, name, text }, caller) => {
      const source = await sources.get(project, named)
      if (source === undefined)
        return refused('request/not-found', 'There is no such source in this project.')
      const report = reportOf(text)
      if (report === undefined)
        return refused('request/invalid', 'This is no report of JUnit, lcov, Cobertura or SARIF.')
      const commit = await commits.get(project, source.id, sha)
      const to = { source: source.id, sha: commit?.sha ?? sha, name, text }
      const veto = await vetoed(parts, project, nameOf(caller), {
        type: 'dev.cdevents.testoutput.published.0.2.0',
        subject: `commits/${to.source}/${to.sha}`,
        data: { source: to.source, sha: to.sha, name, ...report },
      })
      if (veto !== undefined) return veto
      return done(await commands.sources.report(project, { ...to, ...report }, nameOf(caller)))
    }),
    serve(api.gates.list, async ({ project }) => ({
      items: (
        await Promise.all((await sources.list(project)).map((one) => standing(queries, project, one)))
      ).flat(),
    })),
    serve(api.gates.override, async ({ gate, reason, ...asked }, caller) => {
      const commit = await get(asked)
      if (commit === undefined) return nothing
      const at = { source: commit.source, sha: commit.sha, gate }
      const veto = await vetoed(parts, asked.project, nameOf(caller), {
        type: 'dev.plumbline.gate.overridden.1.0.0',
        subject: `commits/${commit.source}/${commit.sha}`,
        data: { ...at, reason },
      })
      if (veto !== undefined) return veto
      return doneOnly(await commands.sources.overrideGate(asked.project, at, reason, nameOf(caller)))
    }),
  ]
}

/** How the head of a source's default branch stands; nothing where none was reviewed. */
async function standing(
  { commits }: Pick<Queries, 'commits'>,
  project: string,
  source: Source,
): Promise<ReplyOf<typeof api.gates.list>['items']> {
  const branch = source.defaultBranch
  const head = source.heads.find((one) => one.branch === branch)
  const known = head && (await commits.gates(project, source.id, head.sha))
  if (known === undefined) return []
  const { verdict, gates } = known
  return [
    {
      source: source.id,
      sourceName: source.name,
      branch,
      sha: head?.sha ?? '',
      gates,
      ...(verdict && { verdict }),
    },
  ]
}
