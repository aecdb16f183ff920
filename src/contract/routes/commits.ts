import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import {
  CommitDetail,
  CommitSummary,
  GateResult,
  GateVerdict,
  TrendPoint,
  UploadedReport,
} from '../schemas.ts'
import { inProject, sourceName } from './place.ts'

const sha = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: 'a commit, its beginning, or the name of a branch' })
const inCommit = { ...inProject, source: sourceName, sha }

export const commitRoutes = {
  list: route({
    id: 'commits.list',
    method: 'GET',
    path: '/api/projects/:project/commits',
    permission: 'viewer',
    summary: 'Commits and pull requests, the newest first.',
    input: z.object({
      ...inProject,
      source: sourceName.optional(),
      branch: z.string().max(500).optional(),
      change: z.int().optional().meta({ description: 'the number of a pull request' }),
      state: z.enum(['queued', 'running', 'reviewed', 'failed']).optional(),
      since: z.iso.datetime().optional().meta({ description: 'committed then or later' }),
      until: z.iso.datetime().optional().meta({ description: 'committed then or before' }),
      ...paging,
    }),
    reply: pageOf(CommitSummary),
  }),
  get: route({
    id: 'commits.get',
    method: 'GET',
    path: '/api/projects/:project/sources/:source/commits/:sha',
    permission: 'viewer',
    summary:
      'One commit: what it changed grouped by cause, what it made worse or fixed, its gates, its timings.',
    input: z.object(inCommit),
    reply: CommitDetail,
  }),
  trend: route({
    id: 'commits.trend',
    method: 'GET',
    path: '/api/projects/:project/sources/:source/trend',
    permission: 'viewer',
    summary: 'Gate and counts of a branch over its commits, the oldest first.',
    input: z.object({ ...inProject, source: sourceName, branch: z.string().max(500).optional() }),
    reply: z.object({ items: z.array(TrendPoint) }),
  }),
  reports: route({
    id: 'reports.list',
    method: 'GET',
    path: '/api/projects/:project/sources/:source/commits/:sha/reports',
    permission: 'viewer',
    summary: 'Reports of other tools that were sent for a commit.',
    input: z.object(inCommit),
    reply: z.object({ items: z.array(UploadedReport) }),
  }),
  upload: route({
    id: 'reports.upload',
    method: 'POST',
    path: '/api/projects/:project/sources/:source/commits/:sha/reports',
    permission: 'operator',
    summary: 'Send a report of another tool, which gates can ask about: JUnit, lcov, Cobertura or SARIF.',
    input: z.object({
      ...inCommit,
      name: z.string().min(1).max(200),
      text: z.string().min(1).meta({ description: 'the report itself; its kind is told by its content' }),
    }),
    reply: UploadedReport,
  }),
}

export const GateStanding = z
  .object({
    source: z.string(),
    sourceName: z.string(),
    branch: z.string(),
    sha: z.string(),
    verdict: GateVerdict.optional(),
    gates: z.array(GateResult),
  })
  .meta({ id: 'GateStanding', description: 'how the head of a default branch stands to its gates' })

export const gateRoutes = {
  list: route({
    id: 'gates.list',
    method: 'GET',
    path: '/api/projects/:project/gates',
    permission: 'viewer',
    summary:
      'How the newest reviewed commit of each default branch stands to its gates, each condition with its number.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(GateStanding) }),
  }),
  override: route({
    id: 'gates.override',
    method: 'POST',
    path: '/api/projects/:project/sources/:source/commits/:sha/override',
    permission: 'approver',
    summary: 'Let a commit through a gate that it failed, with a reason.',
    input: z.object({ ...inCommit, gate: z.string().min(1).max(200), reason: z.string().min(10).max(2000) }),
    reply: z.object({}),
  }),
}
