import { api } from '../../contract/routes.ts'
import type { Parts } from '../parts.ts'
import { found, serve, type Served } from '../serve.ts'

export function eventHandlers({ queries: { events } }: Parts): readonly Served[] {
  return [
    serve(api.events.list, async ({ project, after, limit, ...filter }) =>
      events.list(project, filter, { after, limit }),
    ),
    serve(api.events.get, async ({ project, event }) => found(await events.get(project, event), 'event')),
    serve(api.events.verify, async ({ project }) => events.verify(project)),
  ]
}
