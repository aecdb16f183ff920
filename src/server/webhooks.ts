import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { refused, type Refusal } from '../contract/problem.ts'
import type { Source } from '../contract/nouns.ts'
import type { Forge, Heard } from '../forges/forge.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'

/** A forge with what is configured of it. */
export interface ServedForge {
  readonly forge: Forge
  /** What it signs its messages with; without it none is taken. */
  readonly secret: string | undefined
  /** Reports go back to it. */
  readonly reports: boolean
}

/** Messages of forges: a push or a pull request makes us look at the sources of that repository. */
export function webhookRoutes(app: Hono<Env>, parts: Parts, metrics: Metrics): void {
  for (const served of parts.forges) {
    app.post(`/webhooks/${served.forge.name}`, async (c) => {
      c.set('route', 'webhooks.receive')
      c.set('caller', served.forge.name)
      const told = await received(c, served, parts)
      const outcome = 'code' in told ? told.code : told.kind
      const labels = { forge: served.forge.name, outcome }
      metrics.count('plumbline_webhooks_total', 'Messages of forges by what became of them.', labels)
      return 'code' in told ? problemReply(c, told) : c.json({ sources: told.sources }, 202)
    })
  }
}

interface Taken {
  readonly kind: Heard['kind']
  readonly sources: number
}

async function received(
  c: Context<Env>,
  { forge, secret }: ServedForge,
  parts: Parts,
): Promise<Taken | Refusal> {
  if (secret === undefined) {
    const name = forge.name.toUpperCase()
    return refused('request/not-found', `No secret is configured: set PLUMBLINE_${name}_WEBHOOK_SECRET.`)
  }
  const body = new Uint8Array(await c.req.arrayBuffer())
  const message = forge.read({ headers: c.req.header(), body }, secret)
  if (message.kind === 'not-heard') return refused(message.code, message.detail)
  const begun = await begin(forge.name, message.id, body, parts)
  if (begun === undefined)
    return refused('request/replayed', 'A message with this content or this delivery id was received before.')
  try {
    return await followed(forge, message, parts)
  } catch (error) {
    // The forge may send it again.
    await begun()
    throw error
  }
}

async function followed(forge: Forge, message: Heard, parts: Parts): Promise<Taken> {
  if (message.kind === 'nothing') return { kind: 'nothing', sources: 0 }
  const sources = await sourcesWith(message.urls, parts)
  for (const { project, source } of sources) {
    if (message.kind === 'change') await parts.commands.sources.changeSeen(project, source.id, message.change)
    await parts.commands.sources.refresh(project, source.id, `forge:${forge.name}`)
  }
  return { kind: message.kind, sources: sources.length }
}

/**
 * Remembers a message; undefined for one that is known. Only the body is signed, so the id alone proves nothing: whoever
 * has seen a message could send it under a new one. What is given back forgets it.
 */
async function begin(
  forge: string,
  id: string,
  body: Uint8Array,
  { commands: { keys } }: Parts,
): Promise<(() => Promise<void>) | undefined> {
  const owner = `webhook:${forge}`
  const digest = createHash('sha256').update(body).digest('hex')
  const names = [`body ${digest}`, `id ${id.slice(0, 100)}`]
  for (const name of names) {
    if ((await keys.begin(owner, name, digest)).kind !== 'new') return undefined
  }
  return async () => {
    for (const name of names) await keys.release(owner, name)
  }
}

async function sourcesWith(
  urls: readonly string[],
  { queries }: Parts,
): Promise<readonly { readonly project: string; readonly source: Source }[]> {
  const found = new Map<string, { readonly project: string; readonly source: Source }>()
  for (const url of urls) {
    for (const one of await queries.sources.withUrl(url)) found.set(`${one.project}/${one.source.id}`, one)
  }
  return [...found.values()]
}
