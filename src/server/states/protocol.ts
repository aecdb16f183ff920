import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { inputReader } from '../../contract/input.ts'
import { isRefusal, refused, type Refusal } from '../../contract/problem.ts'
import type { AskedOf, Route } from '../../contract/route.ts'
import { api } from '../../contract/routes.ts'
import { LockInfo } from '../../contract/state-schemas.ts'
import { covers } from '../../contract/permission.ts'
import type { StateAnswer } from '../../contract/state-store.ts'
import { changedAddresses } from '../../engine/states/changed.ts'
import { stateHeader } from '../../engine/states/header.ts'
import { nameOf, roleIn, type Caller } from '../caller.ts'
import { admit } from '../dispatch.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { problemReply, type Env } from '../reply.ts'
import { done, doneOnly } from '../serve.ts'

/**
 * What Terraform's http backend speaks: a state is read and written as it is, and locked by methods of WebDAV or at an
 * address beside it. https://developer.hashicorp.com/terraform/language/backend/http
 */
export function stateRoutes(app: Hono<Env>, parts: Parts): void {
  const { pull, push, remove, lock, release } = api.states
  bound(app, 'GET', pull, parts, pulled)
  bound(app, 'POST', push, parts, pushed)
  bound(app, 'DELETE', remove, parts, removed)
  bound(app, 'POST', lock, parts, locked)
  bound(app, 'DELETE', release, parts, released)
  bound(app, 'LOCK', { ...lock, path: pull.path }, parts, locked)
  bound(app, 'UNLOCK', { ...release, path: pull.path }, parts, released)
}

interface Asked<Input> {
  readonly input: Input
  readonly caller: Caller
  readonly parts: Parts
  readonly c: Context<Env>
}

function bound<One extends Route>(
  app: Hono<Env>,
  method: string,
  route: One,
  parts: Parts,
  answer: (asked: Asked<AskedOf<One>>) => Promise<Response | Refusal>,
): void {
  const read = inputReader({ ...route, method: 'GET' })
  app.on(method, [route.path], async (c) => {
    c.set('route', route.id)
    const caller = await admit(c, route, parts)
    if (isRefusal(caller)) return problemReply(c, caller)
    const { problem } = parts.states
    if (problem !== undefined) return problemReply(c, refused('server/not-set-up', problem))
    const raw = { named: c.req.param() as Readonly<Record<string, string>>, query: c.req.queries(), body: {} }
    const input = read(raw)
    if (input.kind === 'invalid') {
      const [first] = input.errors
      return problemReply(c, refused('request/invalid', `${first?.path ?? ''}: ${first?.message ?? ''}.`))
    }
    const reply = await answer({ input: input.value as AskedOf<One>, caller, parts, c })
    return isRefusal(reply) ? problemReply(c, reply) : reply
  })
}

async function pulled({
  input,
  caller,
  parts,
  c,
}: Asked<AskedOf<typeof api.states.pull>>): Promise<Response> {
  const found = await parts.states.read(input.project, input.state, undefined, nameOf(caller))
  // Terraform begins a new state where there is none.
  if (found === undefined)
    return problemReply(c, refused('request/not-found', `There is no state ${input.state} yet.`))
  const headers = { 'content-type': 'application/json', 'content-md5': md5Of(found.text).toString('base64') }
  return c.body(found.text, 200, headers)
}

async function pushed({
  input,
  caller,
  parts,
  c,
}: Asked<AskedOf<typeof api.states.push>>): Promise<Response | Refusal> {
  const { project, state, ID, force } = input
  if (force && !(await isApprover(project, caller, parts)))
    return refused('request/forbidden', 'This needs the role approver: it writes over what others wrote.')
  const text = await textOf(c)
  if (isRefusal(text)) return text
  const read = stateHeader(text)
  if (read.kind === 'refused') return refused('request/invalid', read.why)
  const answer = await parts.states.write(
    project,
    state,
    {
      ...read.header,
      text,
      how: force ? 'forced' : 'written',
      restoredFrom: undefined,
      reason: undefined,
      lock: ID,
      after: undefined,
      changedSince: (before) => changedAddresses(before, text),
    },
    nameOf(caller),
  )
  return said(c, answer)
}

async function removed({
  input,
  caller,
  parts,
  c,
}: Asked<AskedOf<typeof api.states.remove>>): Promise<Response | Refusal> {
  return said(c, await parts.states.remove(input.project, input.state, input.ID, nameOf(caller)))
}

async function locked({
  input,
  caller,
  parts,
  c,
}: Asked<AskedOf<typeof api.states.lock>>): Promise<Response | Refusal> {
  const text = await textOf(c)
  if (isRefusal(text)) return text
  const lock = lockIn(text)
  if (lock === undefined) return refused('request/invalid', 'The body is no lock: it has no ID.')
  const { ID: id, Operation: operation, Who: who, Version: version } = lock
  const info = JSON.stringify(lock)
  const by = nameOf(caller)
  const veto = await vetoed(parts, input.project, by, {
    type: 'dev.plumbline.state.locked.1.0.0',
    subject: `states/${input.state}`,
    data: { name: input.state, lock: id, operation, who },
  })
  if (veto !== undefined) return veto
  const answer = await parts.states.lock(
    input.project,
    input.state,
    { id, operation, who, version, info },
    by,
  )
  return answer.kind === 'done' ? c.body(info, 200, json) : said(c, answer)
}

async function released({
  input,
  caller,
  parts,
  c,
}: Asked<AskedOf<typeof api.states.release>>): Promise<Response | Refusal> {
  const { project, state } = input
  const by = nameOf(caller)
  const text = await textOf(c)
  if (isRefusal(text)) return text
  if (text.trim() !== '') {
    const lock = lockIn(text)
    if (lock === undefined) return refused('request/invalid', 'The body is no lock: it has no ID.')
    return said(c, await parts.states.unlock(project, state, lock.ID, by))
  }
  // So `terraform force-unlock` sends it: it names no lock, so it takes whichever there is.
  if (!(await isApprover(project, caller, parts)))
    return refused('request/forbidden', 'Taking the lock of somebody else needs the role approver.')
  const reason = 'terraform force-unlock'
  const veto = await vetoed(parts, project, by, {
    type: 'dev.plumbline.state.force-unlocked.1.0.0',
    subject: `states/${state}`,
    data: { name: state, lock: '', reason },
  })
  if (veto !== undefined) return veto
  const answer = doneOnly(await parts.states.forceUnlock(project, state, { id: undefined, reason }, by))
  return isRefusal(answer) ? answer : c.body(null, 200)
}

const json = { 'content-type': 'application/json' }

/** Whoever finds the state locked is told by whom in Terraform's own words, which it shows. */
function said(c: Context<Env>, answer: StateAnswer<unknown>): Response | Refusal {
  if (answer.kind === 'locked') return c.body(answer.info, 423, json)
  const made = done(answer)
  return isRefusal(made) ? made : c.body(null, 200)
}

async function textOf(c: Context<Env>): Promise<string | Refusal> {
  const bytes = Buffer.from(await c.req.arrayBuffer())
  const sum = c.req.header('content-md5')
  if (sum !== undefined && !isSame(Buffer.from(sum, 'base64'), md5Of(bytes)))
    return refused('request/invalid', 'The body is not what was sent: its Content-MD5 is another.')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refused('request/invalid', 'The body is no UTF-8.')
  }
}

function md5Of(content: string | Uint8Array): Buffer {
  return createHash('md5').update(content).digest()
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function lockIn(text: string): LockInfo | undefined {
  try {
    return LockInfo.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function isApprover(project: string, caller: Caller, { queries }: Parts): Promise<boolean> {
  const role = caller.kind === 'nobody' ? undefined : await roleIn(project, caller, queries)
  return role !== undefined && covers(role, 'approver')
}
