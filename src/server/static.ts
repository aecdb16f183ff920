import type { Context, Hono } from 'hono'
import { refused } from '../contract/problem.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { fileReply } from './reread.ts'

/** The console's files. Addresses of its pages are no files: they are all answered with the one page that draws them. */
export function consoleFiles(app: Hono<Env>, { asset }: Parts): void {
  app.all('/api/*', (c) => nothing(c))
  app.get('*', (c) => {
    const file = asset(c.req.path)
    if (file !== undefined && c.req.path !== '/index.html') return fileReply(c, file, cacheFor(c.req.path))
    if (!isPage(c)) return nothing(c)
    const page = asset('/index.html')
    return page === undefined ? c.text(notBuilt, 404) : fileReply(c, page, 'no-cache')
  })
  app.notFound((c) => nothing(c))
}

/** A browser that goes somewhere asks for a page; names in addresses of pages may end as names of files do. */
function isPage({ req }: Context<Env>): boolean {
  return req.header('accept')?.includes('text/html') === true || !/\.\w+$/u.test(req.path)
}

const notBuilt =
  'The console is not built here. The API is described at /api/openapi.json; `npm run build` makes the console.\n'

/** Files whose names carry a digest of what is in them never change. */
function cacheFor(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}

function nothing(c: Context<Env>): Response {
  return problemReply(c, refused('request/not-found', 'There is nothing at this address.'))
}
