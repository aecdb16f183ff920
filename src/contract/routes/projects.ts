import { z } from 'zod'
import { route } from '../route.ts'
import { Overview, Project } from '../schemas.ts'
import { inProject } from './place.ts'

export const projectRoutes = {
  list: route({
    id: 'projects.list',
    method: 'GET',
    path: '/api/projects',
    permission: 'signed-in',
    summary: 'The projects that the caller belongs to.',
    input: z.object({}),
    reply: z.object({ items: z.array(Project) }),
  }),
  create: route({
    id: 'projects.create',
    method: 'POST',
    path: '/api/projects',
    permission: 'administrator',
    summary: 'Make a project; who makes it becomes its first admin.',
    input: z.object({
      id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u, 'lower-case letters, digits and -'),
      name: z.string().min(1).max(100),
    }),
    reply: Project,
  }),
  get: route({
    id: 'projects.get',
    method: 'GET',
    path: '/api/projects/:project',
    permission: 'viewer',
    summary: 'One project.',
    input: z.object(inProject),
    reply: Project,
  }),
  overview: route({
    id: 'projects.overview',
    method: 'GET',
    path: '/api/projects/:project/overview',
    permission: 'viewer',
    summary: 'The state of a project at a glance: sources, gates, counts, trend, what changed.',
    input: z.object(inProject),
    reply: Overview,
  }),
}
