import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { Explanation, GraphView, HistoricValue, ResourceDetail, ResourceSummary } from '../schemas.ts'
import { atCommit, inProject, searched, sourceName } from './place.ts'

const named = {
  ...inProject,
  source: sourceName,
  id: z.string().min(1).max(2000).meta({ description: '`root@variant::address`' }),
  ...atCommit,
}
const path = z.string().max(2000).meta({ description: 'such as `a.b[0]["x.y/z"]`' })

export const resourceRoutes = {
  list: route({
    id: 'resources.list',
    method: 'GET',
    path: '/api/projects/:project/resources',
    permission: 'viewer',
    summary: 'Resources by source, root and address; or those in which a text is found.',
    input: z.object({
      ...inProject,
      source: sourceName.optional(),
      ...atCommit,
      root: z.string().max(1000).optional(),
      type: z.string().max(200).optional(),
      text: searched.optional(),
      ...paging,
    }),
    reply: pageOf(ResourceSummary).extend({
      total: z.int().optional().meta({ description: 'how many there are in all; on the first page' }),
    }),
  }),
  get: route({
    id: 'resources.get',
    method: 'GET',
    path: '/api/projects/:project/resource',
    permission: 'viewer',
    summary: 'One resource with every value and the line that set it.',
    input: z.object(named),
    reply: ResourceDetail,
  }),
  explain: route({
    id: 'resources.explain',
    method: 'GET',
    path: '/api/projects/:project/resource/value',
    permission: 'viewer',
    summary: 'Why a value is what it is: its line, the hops, what was overridden, who wrote it.',
    input: z.object({ ...named, path }),
    reply: Explanation,
  }),
  history: route({
    id: 'resources.history',
    method: 'GET',
    path: '/api/projects/:project/resource/history',
    permission: 'viewer',
    summary: 'What a value was over the commits, the newest first.',
    input: z.object({ ...named, path }),
    reply: z.object({ items: z.array(HistoricValue) }),
  }),
  graph: route({
    id: 'graph.view',
    method: 'GET',
    path: '/api/projects/:project/graph',
    permission: 'viewer',
    summary:
      'Which resource uses which: the clusters at the top, what lies in one, or what is around a resource.',
    input: z.object({
      ...inProject,
      source: sourceName,
      ...atCommit,
      cluster: z.string().max(2000).optional(),
      focus: z.string().max(2000).optional(),
      depth: z.int().min(0).max(20).optional(),
      limit: z.int().min(1).max(2000).optional().meta({ description: 'boxes at most; 400 when not said' }),
    }),
    reply: GraphView,
  }),
}
