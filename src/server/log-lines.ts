import type { Context, Hono } from 'hono'
import type { LogsReceived } from '../contract/log-store.ts'
import { isRefusal, refused, type Refusal } from '../contract/problem.ts'
import { api } from '../contract/routes.ts'
import { admit } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { done } from './serve.ts'

/** Lines of logs, as shippers send them: the body is text, whatever it calls itself. */
export function logRoute(app: Hono<Env>, parts: Parts): void {
  const route = api.logs.receive
  app.post(route.path, async (c) => {
    c.set('route', route.id)
    const taken = await received(c, parts)
    return isRefusal(taken) ? problemReply(c, taken) : c.json(taken)
  })
}

async function received(c: Context<Env>, parts: Parts): Promise<LogsReceived | Refusal> {
  const caller = await admit(c, api.logs.receive, parts)
  if (isRefusal(caller)) return caller
  if (c.req.header('content-encoding') !== undefined)
    return refused('request/wrong-media', 'Send lines as they are: packed ones are not unpacked here.')
  const { project = '', signals = '' } = c.req.param() as Readonly<Record<string, string>>
  return done(await parts.logs.receive(project, signals, await c.req.text()))
}
