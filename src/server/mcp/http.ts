import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Context, Hono } from 'hono'
import { isRefusal, refused } from '../../contract/problem.ts'
import { admit } from '../dispatch.ts'
import type { Parts } from '../parts.ts'
import { problemReply, type Env } from '../reply.ts'
import { mcpServer } from './mcp-server.ts'
import { storeTools } from './store-tools.ts'

/** What is asked of whoever calls: the scope to read, and a token, because that names the project. */
const route = { id: 'mcp', method: 'GET', permission: 'signed-in' } as const

/**
 * The tools over HTTP, for the project of the caller's token. Each request stands for itself, so that any server may
 * answer it: https://modelcontextprotocol.io/specification/2025-06-18/basic/transports
 */
export function mcpRoute(app: Hono<Env>, parts: Parts): void {
  app.post('/mcp', async (c) => {
    c.set('route', route.id)
    const caller = await admit(c, route, parts)
    if (isRefusal(caller)) return problemReply(c, caller)
    if (caller.kind !== 'token')
      return problemReply(
        c,
        refused('request/forbidden', 'Agents ask with a token of the project: make one in its settings.'),
      )
    return answered(c, caller.project, parts)
  })
  app.on(['GET', 'DELETE'], '/mcp', (c) => c.body(null, 405, { allow: 'POST' }))
}

async function answered(
  c: Context<Env>,
  project: string,
  { queries, settings, pages }: Parts,
): Promise<Response> {
  const server = mcpServer({ version: settings.version, toolbox: storeTools(project, queries), ...pages })
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  const reply = await transport.handleRequest(c.req.raw)
  await server.close()
  return new Response(reply.body, reply)
}
