import { createHash } from 'node:crypto'
import { locate, type HttpGet } from './registry.ts'
import { moduleSource, type ModuleSource } from './source.ts'

/** The outside, as fetching needs it; `host` has the real one. */
export interface FetchPorts {
  readonly get: HttpGet
  /** Clones a repository at a ref into a new folder; gives false, or why, when it can't. */
  clone(
    url: string,
    ref: string | undefined,
    folder: string,
    signal?: AbortSignal,
  ): Promise<string | undefined>
  /** Whether a package is in the cache already. */
  has(folder: string): boolean
}

export interface FetchRules {
  /** Hosts that may be asked. Everything else is refused, whatever a repository says. */
  readonly hosts: ReadonlySet<string>
  readonly defaultHost: string
  /** Where packages are kept: outside every repository. */
  readonly cache: string
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
  const source = moduleSource(text, rules.defaultHost)
  if (source.kind === 'refused') return { why: source.why }
  if (!rules.hosts.has(source.host)) {
    return { why: `the host ${source.host} is not allowed; name it with --fetch-host to allow it` }
  }
  if (source.kind === 'git') return cloned(source, rules, ports, signal)
  const found = await locate(source, version, ports.get, signal)
  if ('why' in found) return found
  const inner = moduleSource(found.source, rules.defaultHost)
  if (inner.kind !== 'git') {
    return { why: inner.kind === 'refused' ? inner.why : 'the registry points to another registry' }
  }
  if (!rules.hosts.has(inner.host))
    return { why: `the registry points to ${inner.host}, which is not allowed` }
  const folder = [inner.folder, source.folder].filter((part) => part !== '').join('/')
  return cloned({ ...inner, folder }, rules, ports, signal)
}

async function cloned(
  source: Extract<ModuleSource, { kind: 'git' }>,
  { cache }: FetchRules,
  ports: FetchPorts,
  signal?: AbortSignal,
): Promise<Fetched> {
  const key = createHash('sha256')
    .update(`${source.url}\u0000${source.ref ?? ''}`)
    .digest('hex')
    .slice(0, 24)
  const folder = `${cache}/${key}`
  if (!ports.has(folder)) {
    const why = await ports.clone(source.url, source.ref, folder, signal)
    if (why !== undefined) return { why }
  }
  return { folder, inside: source.folder }
}
