import { z } from 'zod'
import { FeedMark, ToldChange } from '../feed-schemas.ts'
import { route } from '../route.ts'
import { inProject } from './place.ts'

export const feedRoutes = {
  list: route({
    id: 'feed.list',
    method: 'GET',
    path: '/api/projects/:project/feed',
    permission: 'viewer',
    summary:
      'What happened beside commits: releases and deploys that were told, plans and applies, drift, gates that were overridden; the newest first.',
    input: z.object({
      ...inProject,
      source: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'a source by id or name: what is known to be of another is left out' }),
      since: z.iso.datetime(),
      until: z.iso.datetime().optional().meta({ description: 'now when it is missing' }),
      limit: z.int().min(1).max(500).default(200),
    }),
    reply: z.object({ items: z.array(FeedMark) }),
  }),
  tell: route({
    id: 'feed.tell',
    method: 'POST',
    path: '/api/projects/:project/feed',
    permission: 'operator',
    summary:
      'Tell of a release, a deploy, a flag or whatever else was changed and is in no repository, as JSON or as a CDEvent. The same again changes nothing.',
    input: z.object({
      ...inProject,
      source: z.string().max(200).optional().meta({ description: 'the source that it is of, by id or name' }),
    }),
    reply: z.object({ kind: z.enum(['taken', 'known']) }),
    body: ToldChange,
  }),
}
