import { z } from 'zod'
import { route } from '../route.ts'
import { CredentialRef, Source } from '../schemas.ts'
import { inProject, sourceName } from './place.ts'

const inSource = { ...inProject, source: sourceName }

export const sourceRoutes = {
  list: route({
    id: 'sources.list',
    method: 'GET',
    path: '/api/projects/:project/sources',
    permission: 'viewer',
    summary: 'The repositories that are watched.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(Source) }),
  }),
  get: route({
    id: 'sources.get',
    method: 'GET',
    path: '/api/projects/:project/sources/:source',
    permission: 'viewer',
    summary: 'One source with the newest commit of each branch.',
    input: z.object(inSource),
    reply: Source,
  }),
  add: route({
    id: 'sources.add',
    method: 'POST',
    path: '/api/projects/:project/sources',
    permission: 'admin',
    summary: 'Watch a repository. Paths of the server are for administrators of the installation.',
    input: z.object({
      ...inProject,
      name: z.string().min(1).max(200),
      url: z.string().min(1).max(2000),
      branches: z.array(z.string().min(1).max(200)).max(100).optional(),
      path: z.string().max(1000).optional(),
      credential: CredentialRef.optional(),
      everySeconds: z.int().min(10).max(604_800).optional(),
    }),
    reply: Source,
  }),
  remove: route({
    id: 'sources.remove',
    method: 'DELETE',
    path: '/api/projects/:project/sources/:source',
    permission: 'admin',
    summary: 'Stop watching a repository.',
    input: z.object(inSource),
    reply: z.object({}),
  }),
  refresh: route({
    id: 'sources.refresh',
    method: 'POST',
    path: '/api/projects/:project/sources/:source/refresh',
    permission: 'operator',
    summary: 'Look for new commits now, and review them.',
    input: z.object(inSource),
    reply: z.object({}),
  }),
}
