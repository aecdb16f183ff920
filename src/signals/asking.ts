import { filePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Span } from '../kernel/span.ts'
import type { HttpPorts, HttpReply } from '../model/http.ts'

/** A live system: what it is, where its API begins, and who asks. */
export interface Service {
  /** Such as `Prometheus`. */
  readonly name: string
  readonly url: string
  /** The value of the header `Authorization`; never printed. */
  readonly authorization: string | undefined
}

/** The JSON of an answer with its status, or why there is none. */
export type Asked =
  | { readonly kind: 'json'; readonly status: number; readonly json: unknown }
  | { readonly kind: 'problem'; readonly diagnostic: Diagnostic }

/** What is asked: a path below the service's address, with its parameters. */
export interface Question {
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  /** How long to wait for each try. */
  readonly seconds: number
}

/** Asks for JSON; what may pass by itself (no answer, 429, 5xx) is asked again, each time after a longer pause. */
export async function askJson(
  service: Service,
  question: Question,
  { ask, wait }: HttpPorts,
  signal?: AbortSignal,
): Promise<Asked> {
  const where = placeOf(service, question.path)
  const request = requestOf(service, question)
  if (request === undefined) return problem(badAddress(service))
  let reply = await ask(request, signal)
  let tries = 1
  for (const pause of pauses) {
    if (!passes(reply) || signal?.aborted === true) break
    await wait(Math.max(pause, askedPause(reply)), signal)
    reply = await ask(request, signal)
    tries++
  }
  return read(service, where, { reply, tries })
}

interface Tried {
  readonly reply: HttpReply
  readonly tries: number
}

/** Where a diagnostic of a service points: its address, without what may be secret in it. */
export function placeOf({ url }: Service, path: string): Span {
  const address = URL.canParse(url) ? new URL(url) : undefined
  // `localhost:9090` is an address of the protocol `localhost`, which has no origin.
  const isWeb = address !== undefined && /^https?:$/u.test(address.protocol)
  const base = isWeb ? `${address.origin}${trimmed(address.pathname)}` : harmless(url)
  return { file: filePath(isWeb ? `${base}${path}` : base), start: 0, end: 0 }
}

/** What somebody gave for an address, without a user, a password or parameters. */
function harmless(url: string): string {
  return url.replace(/^.*@/u, '').split(/[?#]/u, 1)[0]?.slice(0, 200) ?? ''
}

/** An answer that is JSON but not what the API promises. */
export function unexpected({ name }: Service, span: Span, what: string): Diagnostic {
  return {
    code: 'signals/unexpected-reply',
    severity: 'error',
    summary: 'The answer is not what the API promises',
    detail: `${what} Check that the address is that of ${name} itself, and that its version is one that is supported.`,
    span,
  }
}

/** Milliseconds before the second, third and fourth try. */
const pauses = [250, 1000, 3000]

/** A wait that a service asks for is kept up to this, in milliseconds. */
const longestPause = 30_000

/** Longer questions than this go as a form: addresses have a limit on their way. */
const longestAddress = 4000

function requestOf(
  { url, authorization }: Service,
  { path, parameters, seconds }: Question,
): Parameters<HttpPorts['ask']>[0] | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, username, password, origin, pathname } = new URL(url)
  if (!/^https?:$/u.test(protocol) || username !== '' || password !== '') return undefined
  const base = `${origin}${trimmed(pathname)}${path}`
  const form = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  ).toString()
  const headers = {
    accept: 'application/json',
    ...(authorization === undefined ? {} : { authorization }),
  }
  if (base.length + form.length < longestAddress) {
    return { method: 'GET', url: form === '' ? base : `${base}?${form}`, headers, body: undefined, seconds }
  }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url: base, headers: { ...headers, ...type }, body: form, seconds }
}

function trimmed(pathname: string): string {
  return pathname.replace(/\/+$/u, '')
}

function passes(reply: HttpReply): boolean {
  // Who has been waited for that long is not asked to begin anew.
  if (reply.kind === 'silent') return reply.isLate !== true
  return reply.status === 429 || reply.status >= 500
}

/** `Retry-After` in seconds: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function askedPause(reply: HttpReply): number {
  if (reply.kind === 'silent') return 0
  const seconds = Number(reply.header('retry-after') ?? 0)
  return Number.isFinite(seconds) ? Math.min(longestPause, Math.max(0, seconds * 1000)) : 0
}

function read(service: Service, span: Span, { reply, tries }: Tried): Asked {
  if (reply.kind === 'silent') return problem(silent(service, span, { why: reply.why, tries }))
  const json = jsonOf(reply.text)
  // The API says in JSON what it doesn't like; that is told by who knows its codes.
  if (json !== undefined && reply.status !== 401 && reply.status !== 403)
    return { kind: 'json', status: reply.status, json }
  return problem(refused(service, span, { reply, tries }))
}

function problem(diagnostic: Diagnostic): Asked {
  return { kind: 'problem', diagnostic }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page of a proxy, say: told by its status.
    return undefined
  }
}

function badAddress(service: Service): Diagnostic {
  const { name } = service
  const span = placeOf(service, '')
  const meant = /^[\w.-]+:\d{1,5}(?:\/|$)/u.test(span.file) ? ` Is it http://${span.file}?` : ''
  return {
    code: 'signals/bad-address',
    severity: 'error',
    summary: 'The address is none that can be asked',
    detail: `Give ${name}'s address as http://HOST:PORT or https://HOST/PREFIX, without a user or password in it: name an environment variable that holds them instead.${meant}`,
    span,
  }
}

function silent(
  { name }: Service,
  span: Span,
  { why, tries }: { readonly why: string; readonly tries: number },
): Diagnostic {
  return {
    code: 'signals/unreachable',
    severity: 'error',
    summary: 'A monitoring system could not be reached',
    detail: `${name} was asked ${timesText(tries)}: ${why}. Check the address, and that it can be reached from here; in a cluster, forward its port first.`,
    span,
  }
}

function refused(
  { name }: Service,
  span: Span,
  {
    reply,
    tries,
  }: { readonly reply: Extract<HttpReply, { readonly kind: 'answered' }>; readonly tries: number },
): Diagnostic {
  const { status } = reply
  if (status === 401 || status === 403) {
    return {
      code: 'signals/refused',
      severity: 'error',
      summary: 'A monitoring system does not let us in',
      detail: `${name} answers ${status}. Name the environment variable that holds a token (--bearer-env) or USER:PASSWORD (--basic-env), and check that it may read.`,
      span,
    }
  }
  if (status === 429 || status >= 500) {
    return {
      code: 'signals/unavailable',
      severity: 'error',
      summary: 'A monitoring system is not well',
      detail: `${name} was asked ${timesText(tries)} and answers ${status}. Look at its own log, or try again later.`,
      span,
    }
  }
  const to = status >= 300 && status < 400 ? ` and points to ${placeOfText(reply.header('location'))}` : ''
  return {
    code: 'signals/no-api',
    severity: 'error',
    summary: 'There is no such API at the address',
    detail: `${name}'s API should answer with JSON; here it is status ${status}${to}. Give the address of ${name} itself, with its prefix when it has one.`,
    span,
  }
}

function timesText(tries: number): string {
  return tries === 1 ? 'once' : `${tries} times`
}

/** Where a redirect leads, without what may be secret in it. */
function placeOfText(location = ''): string {
  if (!URL.canParse(location)) return location.split('?', 1)[0] || 'nowhere'
  const { origin, pathname } = new URL(location)
  return `${origin}${pathname}`
}
