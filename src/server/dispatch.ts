import type { Context } from 'hono'
import { timingSafeEqual } from 'node:crypto'
import { inputReader, replyFault, type Raw } from '../contract/input.ts'
import { isRefusal, refused, type ProblemErrors, type Refusal } from '../contract/problem.ts'
import { Fault } from '../kernel/fault.ts'
import { callerOf, nameOf, permitted, type Caller } from './caller.ts'
import { once, type Written } from './idempotency.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { readReply } from './reread.ts'
import { cookieOf } from './session-cookie.ts'
import type { Served } from './serve.ts'

/** Answers a route: who asks, whether they may, what they want, the work, the reply. The one place that does. */
export function dispatcher(served: Served, parts: Parts): (c: Context<Env>) => Promise<Response> {
  const read = inputReader(served.route)
  return async (c) => {
    const admitted = await admit(c, served.route, parts)
    if (isRefusal(admitted)) return problemReply(c, admitted)
    const raw = await rawOf(c)
    if (isRefusal(raw)) return problemReply(c, raw)
    const input = read(raw)
    if (input.kind === 'invalid') return problemReply(c, notUnderstood(input.errors), input.errors)
    const work = (): Promise<Written | Refusal> => worked(served, input.value, admitted, parts)
    const written = await (served.route.method === 'GET'
      ? work()
      : writtenOnce(
          c,
          parts,
          { caller: admitted, request: JSON.stringify([served.route.id, input.value]) },
          work,
        ))
    if (isRefusal(written)) return problemReply(c, written)
    if (served.route.method === 'GET') return readReply(c, written.body)
    return c.body(written.body, 200, { 'content-type': 'application/json; charset=utf-8' })
  }
}

/** Who asks, when they may; else why not. */
export async function admit(
  c: Context<Env>,
  route: Pick<Served['route'], 'id' | 'method' | 'permission'>,
  parts: Parts,
): Promise<Caller | Refusal> {
  const credentials = { authorization: c.req.header('authorization'), cookie: cookieOf(c, parts.settings) }
  const caller = await callerOf(credentials, parts.commands)
  if (isRefusal(caller)) return caller
  c.set('caller', nameOf(caller))
  const refusal =
    (route.method === 'GET' ? undefined : forged(c, caller, parts)) ??
    (await permitted(route, caller, c.req.param('project'), parts.queries))
  return refusal ?? caller
}

/**
 * A browser sends its cookie with requests of any site; only our own pages know the secret of the session.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
function forged(c: Context<Env>, caller: Caller, { settings }: Parts): Refusal | undefined {
  if (caller.kind !== 'user') return undefined
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  if (origin !== undefined && !isOurs(origin, c, settings.address))
    return refused('request/cross-site', `The page at ${origin} may not write here.`)
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return refused('request/cross-site', 'Only pages of this server may write here.')
  if (isSame(c.req.header('x-plumbline-csrf') ?? '', caller.session.csrf)) return undefined
  return refused(
    'request/cross-site',
    'The header X-Plumbline-CSRF has to carry what GET /api/session gives as csrf.',
  )
}

function isOurs(origin: string, c: Context<Env>, address: string): boolean {
  const { protocol } = new URL(address)
  return origin === address || origin === `${protocol}//${c.req.header('host') ?? ''}`
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}

async function rawOf(c: Context<Env>): Promise<Raw | Refusal> {
  const named = c.req.param() as Readonly<Record<string, string>>
  if (c.req.method === 'GET') return { named, query: c.req.queries(), body: undefined }
  const text = await c.req.text()
  if (text === '') return { named, query: {}, body: undefined }
  if (!/^application\/json\b/iu.test(c.req.header('content-type') ?? ''))
    return refused('request/wrong-media', 'Send the body as application/json.')
  try {
    return { named, query: {}, body: JSON.parse(text) as unknown }
  } catch {
    return refused('request/invalid', 'The body is no JSON.')
  }
}

async function worked(
  served: Served,
  input: unknown,
  caller: Caller,
  { settings }: Parts,
): Promise<Written | Refusal> {
  const reply = await served.handle(input, caller)
  if (isRefusal(reply)) return reply
  const fault = settings.checksReplies ? replyFault(served.route, reply) : undefined
  if (fault !== undefined) throw new Fault('server/broken-promise', { reply: fault })
  return { status: 200, body: JSON.stringify(reply) }
}

/** A refusal changes nothing, so it isn't kept under the key: the same request may be good later. */
async function writtenOnce(
  c: Context<Env>,
  { commands }: Parts,
  asked: { readonly caller: Caller; readonly request: string },
  work: () => Promise<Written | Refusal>,
): Promise<Written | Refusal> {
  const key = c.req.header('idempotency-key')
  let refusal: Refusal | undefined
  const written = await once(commands, { ...asked, key }, async () => {
    const answer = await work()
    if (!isRefusal(answer)) return answer
    refusal = answer
    return { status: 599, body: '{}' }
  })
  return refusal ?? written
}

function notUnderstood(errors: ProblemErrors): Refusal {
  const [first] = errors
  const where = first === undefined || first.path === '' ? '' : `\`${first.path}\`: `
  return refused(
    'request/invalid',
    `${where}${first?.message ?? 'The input is not right'}.`.replace(/\.\.$/u, '.'),
  )
}
