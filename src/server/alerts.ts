import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { HeardAlert } from '../contract/incident-nouns.ts'
import { isRefusal, refused, type Refusal } from '../contract/problem.ts'
import type { ReplyOf } from '../contract/route.ts'
import { api } from '../contract/routes.ts'
import { filePath } from '../kernel/brand.ts'
import { isHeartbeat, type AlertSignal } from '../model/alert-signal.ts'
import { readWebhook } from '../signals/alertmanager/webhook.ts'
import { nameOf } from './caller.ts'
import { admit } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'
import { done } from './serve.ts'

type Taken = ReplyOf<typeof api.incidents.receive>

/**
 * The webhook of Alertmanager, with a token of the project: its body is a document of its own, to which later versions
 * may add. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function alertRoute(app: Hono<Env>, parts: Parts): void {
  const route = api.incidents.receive
  app.post(route.path, async (c) => {
    c.set('route', route.id)
    const taken = await received(c, parts)
    return isRefusal(taken) ? problemReply(c, taken) : c.json(taken)
  })
}

async function received(c: Context<Env>, parts: Parts): Promise<Taken | Refusal> {
  const caller = await admit(c, api.incidents.receive, parts)
  if (isRefusal(caller)) return caller
  const { value, diagnostics } = readWebhook(filePath('<alerts>'), await c.req.text())
  if (value === undefined)
    return refused('request/invalid', diagnostics[0]?.detail ?? 'The message is not understood.')
  const now = new Date(parts.now()).toISOString()
  const alerts = value.alerts.filter((one) => !isHeartbeat(one)).map((one) => heardOf(one, now))
  // What always fires says that alerts come through, and of nothing that is wrong.
  if (alerts.length === 0) return { kind: 'nothing' }
  const { project = '', signals = '' } = c.req.param() as Readonly<Record<string, string>>
  const group = groupOf(value.group)
  return done(await parts.incidents.heard(project, signals, { group, alerts }, nameOf(caller)))
}

/** The key of a group has all of its labels in it, however long they are; without a group it is nobody's. */
function groupOf(key: string): string {
  if (key === '') return '{}'
  return key.length <= 200 ? key : createHash('sha256').update(key).digest('hex')
}

function heardOf(
  { name, state, labels, annotations, since, until, fingerprint, link, expression }: AlertSignal,
  now: string,
): HeardAlert {
  return {
    fingerprint,
    name,
    state: state === 'resolved' ? 'resolved' : 'firing',
    since: momentOf(since) ?? now,
    until: state === 'resolved' ? (momentOf(until) ?? now) : undefined,
    labels: { ...labels },
    annotations: { ...annotations },
    link,
    expression,
  }
}

function momentOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString()
}
