import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { FindingDetail, FindingSummary, Severity, TrendPoint } from '../schemas.ts'
import { atCommit, inProject, searched, sourceName } from './place.ts'

const filter = {
  ...inProject,
  source: sourceName.optional(),
  ...atCommit,
  severity: z.array(Severity).max(5).optional(),
  rule: z.string().max(200).optional().meta({ description: 'the id of a rule or its beginning' }),
  verdict: z.enum(['violated', 'undecided']).optional(),
  state: z.enum(['open', 'accepted', 'fixed']).optional(),
  address: z.string().max(1000).optional(),
  text: searched.optional(),
}
const inFinding = { ...inProject, finding: z.string().min(1).max(200) }

export const findingRoutes = {
  list: route({
    id: 'findings.list',
    method: 'GET',
    path: '/api/projects/:project/findings',
    permission: 'viewer',
    summary: 'Findings, the worst first.',
    input: z.object({ ...filter, ...paging }),
    reply: pageOf(FindingSummary),
  }),
  byRule: route({
    id: 'findings.by-rule',
    method: 'GET',
    path: '/api/projects/:project/findings-by-rule',
    permission: 'viewer',
    summary: 'How many findings there are of each rule, the worst first.',
    input: z.object(filter),
    reply: z.object({
      items: z.array(z.object({ rule: z.string(), title: z.string(), severity: Severity, count: z.int() })),
    }),
  }),
  trend: route({
    id: 'findings.trend',
    method: 'GET',
    path: '/api/projects/:project/findings-trend',
    permission: 'viewer',
    summary: 'Counts of findings over the commits of default branches, the oldest first.',
    input: z.object({ ...inProject, source: sourceName.optional() }),
    reply: z.object({ items: z.array(TrendPoint) }),
  }),
  get: route({
    id: 'findings.get',
    method: 'GET',
    path: '/api/projects/:project/findings/:finding',
    permission: 'viewer',
    summary: 'One finding: why it matters, how to mend it, the way from its line to the literal to change.',
    input: z.object(inFinding),
    reply: FindingDetail,
  }),
  accept: route({
    id: 'findings.accept',
    method: 'POST',
    path: '/api/projects/:project/findings/:finding/accept',
    permission: 'approver',
    summary: 'Accept a finding until a date, with a reason.',
    input: z.object({
      ...inFinding,
      reason: z.string().min(10).max(2000),
      until: z.iso.date().optional().meta({ description: 'the last day; for ever when it is left out' }),
    }),
    reply: FindingDetail,
  }),
  reopen: route({
    id: 'findings.reopen',
    method: 'POST',
    path: '/api/projects/:project/findings/:finding/reopen',
    permission: 'approver',
    summary: 'No longer accept a finding.',
    input: z.object(inFinding),
    reply: FindingDetail,
  }),
}
