import { randomUUID } from 'node:crypto'
import type { Context, ErrorHandler, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refused } from '../contract/problem.ts'
import { Fault } from '../kernel/fault.ts'
import { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import type { Parts, Settings } from './parts.ts'
import { problemReply, type Env } from './reply.ts'

/** Names each request, tells of it when it is answered, and counts it. No query, no body and no header gets into the log. */
export function logged({ log, now }: Parts, metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header('x-request-id') ?? ''
    const requestId = /^[\w-]{8,64}$/u.test(given) ? given : randomUUID()
    c.set('requestId', requestId)
    c.set('caller', 'nobody')
    c.set('route', 'none')
    const start = now()
    c.header('x-request-id', requestId)
    await next()
    if (!c.res.headers.has('x-request-id')) c.header('x-request-id', requestId)
    const route = c.get('route')
    const seconds = (now() - start) / 1000
    const labels = { route, method: c.req.method }
    metrics.count('plumbline_http_requests_total', 'Requests by route and status.', {
      ...labels,
      status: String(c.res.status),
    })
    metrics.observe('plumbline_http_request_seconds', 'How long requests took.', labels, seconds)
    log({
      level: c.res.status >= 500 ? 'error' : 'info',
      message: 'request',
      facts: {
        requestId,
        ...labels,
        status: c.res.status,
        milliseconds: Math.round(seconds * 1000),
        caller: c.get('caller'),
        project: c.req.param('project') ?? '',
        ...(c.get('trace') === '' ? {} : { trace: c.get('trace') }),
      },
    })
  }
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  // Components set styles on elements; nothing of a style is anybody's input.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * What browsers are told about every reply. It is said before there is one: a reply that is changed afterwards is made anew,
 * which costs more than most answers. Some replies are made whole elsewhere; only to those it is added.
 */
export function withHeaders({ address }: Settings): MiddlewareHandler<Env> {
  const headers: readonly (readonly [string, string])[] = [
    ['content-security-policy', policy],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
    ['cache-control', 'no-store'],
    ...(address.startsWith('https:') ? [['strict-transport-security', 'max-age=31536000'] as const] : []),
  ]
  return async (c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    await next()
    if (c.res.headers.has('content-security-policy')) return
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.header(name, value)
  }
}

const ordinaryBody = 1024 * 1024
/** Reports of tools, and what clusters print of themselves, which may be long. */
const largeBody = 32 * 1024 * 1024
/** States of Terraform. */
const stateBody = 64 * 1024 * 1024

/** Turns away whoever calls us by a wrong name, asks too often, or sends too much. */
export function gatekeeper(parts: Parts): MiddlewareHandler<Env> {
  const { settings, now } = parts
  const limits = new Limits(settings.rate)
  const hosts = new Set(settings.hosts.map((one) => one.toLowerCase()))
  const ordinary = limited(ordinaryBody)
  const large = limited(largeBody)
  const states = limited(stateBody)
  return async (c, next) => {
    // A page elsewhere may let its own name point to this machine; then the browser calls us by that name.
    if (hosts.size > 0 && !hosts.has(hostOf(c)))
      return problemReply(c, refused('request/forbidden', 'This server does not go by that name.'))
    // Counted by where it comes from: nothing that a caller says of itself can be relied on yet.
    if (!limits.take(c.env?.peer ?? '', now()))
      return problemReply(c, refused('request/too-many', 'Wait a second, then ask again.'))
    const { path, method } = c.req
    // Nobody reads what comes along with these.
    if (method === 'GET' || method === 'HEAD') return next()
    if (path.endsWith('/terraform')) return states(c, next)
    return (/\/(?:reports|live)$|^\/webhooks\//u.test(path) ? large : ordinary)(c, next)
  }
}

function limited(maxSize: number): MiddlewareHandler<Env> {
  const detail = `A body may have ${maxSize / 1024 / 1024} MB here.`
  return bodyLimit({
    maxSize,
    onError: (c: Context<Env>) => problemReply(c, refused('request/too-large', detail)),
  })
}

function hostOf(c: Context<Env>): string {
  return (c.req.header('host') ?? '').replace(/:\d+$/u, '').toLowerCase()
}

/** Says of what went wrong only that it did: what it was stands in the log, under the id of the request. */
export function safely({ log }: Parts): ErrorHandler<Env> {
  return (error, c) => {
    if (error instanceof Fault && error.code === 'store/bad-cursor') return problemReply(c, noSuchPage)
    const isAway = 'code' in error && typeof error.code === 'string' && /^(?:ECONN|57P|08)/u.test(error.code)
    log({
      level: 'error',
      message: isAway ? 'the database does not answer' : 'a request failed',
      facts: { requestId: c.get('requestId'), error: error.name, at: placeIn(error.stack) },
    })
    if (isAway)
      return problemReply(c, refused('server/unavailable', 'The database does not answer; try again soon.'))
    return problemReply(
      c,
      refused('server/failed', 'The log of the server tells more under this request id.'),
    )
  }
}

const noSuchPage = refused(
  'request/invalid',
  '`after` is none that this list has given. Send the `next` of its page before, or nothing for the first page.',
)

/** Where it happened, without the message: that may hold what people wrote. */
function placeIn(stack = ''): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .slice(0, 4)
    .map((line) =>
      line
        .trim()
        .replace(/^at /u, '')
        .replace(/\(?(?:file:\/\/)?\/.*\/(?=[^/]+$)/u, '('),
    )
    .join(' < ')
}
