import { api } from '../../contract/routes.ts'
import { nameOf } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { doneOnly, found, serve, type Served } from '../serve.ts'
import { isRefusal, type Refusal } from '../../contract/problem.ts'
import type { Answer } from '../../contract/commands.ts'
import type { FindingDetail } from '../../contract/nouns.ts'

export function findingHandlers(parts: Parts): readonly Served[] {
  const { queries, commands } = parts
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
    serve(api.findings.accept, async ({ project, finding, reason, until }, caller) => {
      const by = nameOf(caller)
      const veto = await vetoed(parts, project, 'devops:hooks:testing', {
        type: 'dev.plumbline.finding.accepted.1.0.0',
        subject: `findings/${finding}`,
        data: { finding, reason, until: until ?? null, by },
      })
      return (
        veto ??
        after(project, finding, await commands.findings.accept(project, finding, { reason, until }, by))
      )
    }),
    serve(api.findings.reopen, async ({ project, finding }, caller) =>
      after(project, finding, await commands.findings.reopen(project, finding, nameOf(caller))),
    ),
  ]
}
