import { api } from '../../contract/routes.ts'
import { nameOf, type Caller } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { doneOnly, found, serve, type Served } from '../serve.ts'
import { isRefusal, type Refusal } from '../../contract/problem.ts'
import type { Answer } from '../../contract/commands.ts'
import type { FindingDetail, LedgerEvent } from '../../contract/nouns.ts'

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
  /** The refusal of whoever is asked before; also where there is no such finding. */
  const objection = async (
    project: string,
    finding: string,
    caller: Caller,
    { type, data }: Pick<LedgerEvent, 'type' | 'data'>,
  ): Promise<Refusal | undefined> => {
    const known = found(await findings.get(project, finding), 'finding')
    if (isRefusal(known)) return known
    const what = { type, subject: `findings/${finding}`, data: { ...data, finding, source: known.source } }
    return vetoed(parts, project, nameOf(caller), what)
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
      const veto = await objection(project, finding, caller, {
        type: 'dev.plumbline.finding.accepted.1.0.0',
        data: { reason, until: until ?? null },
      })
      if (veto !== undefined) return veto
      const given = { reason, until }
      return after(project, finding, await commands.findings.accept(project, finding, given, nameOf(caller)))
    }),
    serve(api.findings.reopen, async ({ project, finding }, caller) => {
      const type = 'dev.plumbline.finding.reopened.1.0.0'
      const veto = await objection(project, finding, caller, { type, data: {} })
      if (veto !== undefined) return veto
      return after(project, finding, await commands.findings.reopen(project, finding, nameOf(caller)))
    }),
  ]
}
