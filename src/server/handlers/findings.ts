import { api } from '../../contract/routes.ts'
import { nameOf } from '../caller.ts'
import type { Parts } from '../parts.ts'
import { doneOnly, found, serve, type Served } from '../serve.ts'
import { isRefusal, type Refusal } from '../../contract/problem.ts'
import type { Answer } from '../../contract/commands.ts'
import type { FindingDetail } from '../../contract/nouns.ts'

export function findingHandlers({ queries, commands }: Parts): readonly Served[] {
  const { findings, commits, sources } = queries
  const after = async (
    project: string,
    finding: string,
    answer: Answer<undefined>,
  ): Promise<FindingDetail | Refusal> => {
    const made = doneOnly(answer)
    return isRefusal(made) ? made : found(await findings.get(project, finding), 'finding')
  }
  return [
    serve(api.findings.list, async ({ project, after: next, limit, ...filter }) =>
      findings.list(project, filter, { after: next, limit }),
    ),
    serve(api.findings.byRule, async ({ project, ...filter }) => ({
      items: await findings.byRule(project, filter),
    })),
    serve(api.findings.trend, async ({ project, source }) => {
      const all = await sources.list(project)
      const asked = all.filter((one) => source === undefined || one.id === source || one.name === source)
      const trends = await Promise.all(asked.map((one) => commits.trend(project, one.id)))
      return { items: trends.flat().toSorted((a, b) => (a.at < b.at ? -1 : 1)) }
    }),
    serve(api.findings.get, async ({ project, finding }) =>
      found(await findings.get(project, finding), 'finding'),
    ),
    serve(api.findings.accept, async ({ project, finding, reason, until }, caller) =>
      after(
        project,
        finding,
        await commands.findings.accept(project, finding, { reason, until }, nameOf(caller)),
      ),
    ),
    serve(api.findings.reopen, async ({ project, finding }, caller) =>
      after(project, finding, await commands.findings.reopen(project, finding, nameOf(caller))),
    ),
  ]
}
