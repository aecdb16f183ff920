import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { FeedMarkResource, ToldChange } from '../contract/feed-nouns.ts'
import { isRefusal, refused, type Refusal } from '../contract/problem.ts'
import type { ReplyOf } from '../contract/route.ts'
import { api } from '../contract/routes.ts'
import { changesFile } from '../engine/changes/file.ts'
import { filePath } from '../kernel/brand.ts'
import type { FeedChange } from '../model/feed-change.ts'
import { readCdevent } from '../signals/cdevents/cdevent.ts'
import { nameOf } from './caller.ts'
import { admit } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { done } from './serve.ts'

type Taken = ReplyOf<typeof api.feed.tell>

/** Changes that others tell of: the body is theirs, ours in its short form or a CDEvent. */
export function toldRoute(app: Hono<Env>, parts: Parts): void {
  const route = api.feed.tell
  app.post(route.path, async (c) => {
    c.set('route', route.id)
    const taken = await received(c, parts)
    return isRefusal(taken) ? problemReply(c, taken) : c.json(taken)
  })
}

async function received(c: Context<Env>, parts: Parts): Promise<Taken | Refusal> {
  const caller = await admit(c, api.feed.tell, parts)
  if (isRefusal(caller)) return caller
  const change = changeOf(await c.req.text())
  if (typeof change === 'string') return refused('request/invalid', change)
  const late = momentRefusal(change.time, parts.now())
  if (late !== undefined) return refused('request/invalid', late)
  const { project = '' } = c.req.param() as Readonly<Record<string, string>>
  const source = c.req.query('source')
  const known = source === undefined ? undefined : await parts.queries.sources.get(project, source)
  if (source !== undefined && known === undefined)
    return refused('request/not-found', `There is no source ${source.slice(0, 200)} in this project.`)
  const by = nameOf(caller)
  return done(await parts.feed.tell(project, toldOf(change, { by, source: known?.id }), by))
}

function changeOf(text: string): FeedChange | string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return 'The body is no JSON.'
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'The body is no JSON object.'
  if ('context' in body || 'specversion' in body) return readCdevent(body)
  const { value, diagnostics } = changesFile(filePath('<change>'), JSON.stringify(body))
  const [change] = value
  if (change === undefined) return (diagnostics[0]?.detail ?? '').replace('Line 1', 'The change')
  // Without a name of its own it is the same when it says the same.
  if (!('id' in body)) return { ...change, id: createHash('sha256').update(text).digest('hex').slice(0, 16) }
  return change
}

/** What is older stands in no picture that anybody looks at, and what is yet to come has changed nothing. */
const mostDays = 30

function momentRefusal(time: number, now: number): string | undefined {
  const age = now / 1000 - time
  if (age < -300) return 'Its time lies in the future; tell of it when it has happened.'
  if (age > mostDays * 86_400) return `It is older than ${mostDays} days.`
  return undefined
}

const mostResources = 20
const mostServices = 50

function toldOf(
  { id, kind, time, author, title, nodes, values, more, link }: FeedChange,
  { by, source }: { readonly by: string; readonly source: string | undefined },
): ToldChange {
  return {
    kind,
    key: id.slice(0, 2500),
    at: new Date(time * 1000).toISOString(),
    title: title.slice(0, 500),
    author: author === '' ? by : author.slice(0, 200),
    source,
    services: nodes.slice(0, mostServices).map((one) => one.slice(0, 253)),
    resources: values.slice(0, mostResources).map(resourceOf),
    more: more + Math.max(0, values.length - mostResources),
    link: link === '' ? undefined : link.slice(0, 2000),
  }
}

function resourceOf({ address, path, before, after }: FeedChange['values'][number]): FeedMarkResource {
  return {
    address: address.slice(0, 500),
    path: path.slice(0, 500),
    ...(before !== undefined && before.length <= 500 && { before }),
    ...(after !== undefined && after.length <= 500 && { after }),
  }
}
