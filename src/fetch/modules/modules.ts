import { createHash } from 'node:crypto'
import { askWithin, notAllowed, type Ask, type HttpGet } from '../asking.ts'
import { locate } from './registry.ts'
import { moduleSource, type ModuleSource } from './source.ts'
import { isAllowedHost, type FetchRules } from '../fetch-rules.ts'

/** The outside, as fetching needs it; `host` has the real one. */
export interface FetchPorts {
  readonly get: HttpGet
  /** Clones a repository at a ref into a new folder; gives why when it can't. */
  clone(
    url: string,
    ref: string | undefined,
    folder: string,
    signal?: AbortSignal,
  ): Promise<string | undefined>
  /** Whether a package is in the cache already. */
  has(folder: string): boolean
}

/** A module's package: the folder in the cache that holds it, and the folder inside it that is the module. */
export type Fetched = { readonly folder: string; readonly inside: string } | { readonly why: string }

/** Gets the package of a module from git or a registry, once; a reason instead when it can't or may not be had. */
export async function fetchModule(
  text: string,
  version: string | undefined,
  rules: FetchRules,
  ports: FetchPorts,
  signal?: AbortSignal,
): Promise<Fetched> {
  const source = moduleSource(text, rules)
  if (source.kind === 'refused') return { why: source.why }
  if (!isAllowedHost(source.host, rules)) return { why: notAllowed(source.host) }
  const ask = askWithin(rules, ports.get, signal)
  if (source.kind === 'git') return cloned(source, rules, { ports, ask, signal })
  const found = await locate(source, version, ask, rules)
  if ('why' in found) return found
  const inner = moduleSource(found.source, rules)
  if (inner.kind !== 'git') {
    return { why: inner.kind === 'refused' ? inner.why : 'the registry points to another registry' }
  }
  if (!isAllowedHost(inner.host, rules))
    return { why: `the registry points to ${inner.host}, which is not allowed` }
  const folder = [inner.folder, source.folder].filter((part) => part !== '').join('/')
  return cloned({ ...inner, folder }, rules, { ports, ask, signal })
}

interface Outside {
  readonly ports: FetchPorts
  readonly ask: Ask
  readonly signal: AbortSignal | undefined
}

async function cloned(
  source: Extract<ModuleSource, { kind: 'git' }>,
  { cache }: FetchRules,
  { ports, ask, signal }: Outside,
): Promise<Fetched> {
  const key = createHash('sha256')
    .update(`${source.url}\u0000${source.ref ?? ''}`)
    .digest('hex')
    .slice(0, 24)
  const folder = `${cache}/modules/${key}`
  if (!ports.has(folder)) {
    const url = await movedTo(source.url, ask)
    const why = typeof url === 'string' ? await ports.clone(url, source.ref, folder, signal) : url.why
    if (why !== undefined) return { why }
  }
  return { folder, inside: source.folder }
}

/**
 * Where a repository is now: git itself would follow a redirect to any host, so it is followed here. What needs a
 * password answers nothing here, and is asked by git with the user's own.
 *
 * https://git-scm.com/docs/http-protocol
 */
async function movedTo(url: string, ask: Ask): Promise<string | { readonly why: string }> {
  if (!url.startsWith('http')) return url
  const service = '/info/refs?service=git-upload-pack'
  const answer = await ask(`${url}${service}`)
  if (answer.url === `${url}${service}`) return url
  if (answer.status === 0) return { why: `${url} has moved: ${answer.body}` }
  return answer.url.endsWith(service) ? answer.url.slice(0, -service.length) : url
}
