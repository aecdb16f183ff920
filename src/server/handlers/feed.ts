import { api } from '../../contract/routes.ts'
import type { Parts } from '../parts.ts'
import { serve, type Served } from '../serve.ts'

export function feedHandlers({ feed, now }: Parts): readonly Served[] {
  return [
    serve(api.feed.list, async ({ project, until, ...asked }) => ({
      items: await feed.list(project, { ...asked, until: until ?? new Date(now()).toISOString() }),
    })),
  ]
}
