import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { LedgerEvent, LedgerVerdict } from '../schemas.ts'
import { inProject } from './place.ts'

export const eventRoutes = {
  list: route({
    id: 'events.list',
    method: 'GET',
    path: '/api/projects/:project/events',
    permission: 'viewer',
    summary: 'The ledger, the newest first; the oldest first from a sequence on.',
    input: z.object({
      ...inProject,
      type: z.string().max(200).optional().meta({ description: 'a type or its beginning' }),
      subject: z.string().max(1000).optional(),
      fromSequence: z.int().min(0).optional(),
      ...paging,
    }),
    reply: pageOf(LedgerEvent),
  }),
  get: route({
    id: 'events.get',
    method: 'GET',
    path: '/api/projects/:project/events/:event',
    permission: 'viewer',
    summary: 'One event.',
    input: z.object({ ...inProject, event: z.string().min(1).max(200) }),
    reply: LedgerEvent,
  }),
  verify: route({
    id: 'events.verify',
    method: 'GET',
    path: '/api/projects/:project/ledger/verify',
    permission: 'admin',
    summary: 'Whether the chain of the ledger is whole, else where it is broken.',
    input: z.object(inProject),
    reply: LedgerVerdict,
  }),
  stream: route({
    id: 'events.stream',
    method: 'GET',
    path: '/api/projects/:project/stream',
    permission: 'viewer',
    summary:
      'The events as they happen, as server-sent events whose id is the sequence; after Last-Event-ID it goes on where it was.',
    input: z.object({
      ...inProject,
      hook: z.string().max(100).optional().meta({ description: 'only the events of one hook' }),
    }),
    reply: LedgerEvent,
  }),
}
