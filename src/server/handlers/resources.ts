import { api } from '../../contract/routes.ts'
import type { Parts } from '../parts.ts'
import { found, serve, type Served } from '../serve.ts'

export function resourceHandlers({ queries: { resources, graph } }: Parts): readonly Served[] {
  return [
    serve(api.resources.list, async ({ project, after, limit, ...filter }) => {
      const page = await resources.list(project, filter, { after, limit })
      if (after !== undefined) return { ...page, total: undefined }
      const total = page.next === undefined ? page.items.length : await resources.count(project, filter)
      return { ...page, total }
    }),
    serve(api.resources.get, async ({ project, ...name }) =>
      found(await resources.get(project, name), 'resource'),
    ),
    serve(api.resources.explain, async ({ project, path, ...name }) =>
      found(await resources.explain(project, name, path), 'value'),
    ),
    serve(api.resources.history, async ({ project, path, ...name }) => ({
      items: await resources.history(project, name, path),
    })),
    serve(api.resources.graph, async ({ project, ...filter }) =>
      found(await graph.view(project, filter), 'source'),
    ),
  ]
}
