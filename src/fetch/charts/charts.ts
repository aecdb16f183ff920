import { createHash } from 'node:crypto'
import { askWithin, notAllowed, type Ask, type HttpGet } from '../asking.ts'
import { isAllowedHost, type FetchRules } from '../fetch-rules.ts'
import { registryChart } from './registry.ts'
import { repositoryChart, type Index } from './repository.ts'
import { isExact } from './newest.ts'

/** The outside, as getting charts needs it; `host` has the real one. */
export interface ChartPorts {
  readonly get: HttpGet
  /** Whether there is a file in the cache already. */
  has(path: string): boolean
  /** Puts a file there. */
  keep(path: string, bytes: Uint8Array): void
}

/** A chart of a repository or a registry, by a version or by a constraint on it. */
export interface WantedChart {
  readonly repository: string
  readonly name: string
  readonly version: string
}

/** A packed chart: the folder in the cache that holds it, and the name of the file. */
export type FetchedChart = { readonly folder: string; readonly file: string } | { readonly why: string }

/** The bytes of a packed chart, whose digest was compared with what was promised. */
export type PackedChart = { readonly version: string; readonly bytes: Uint8Array } | { readonly why: string }

/**
 * Gets packed charts, as `helm dependency build` and `helm pull` do: of a repository by its index, of a registry by the
 * protocol of OCI. An index is asked for once. What was got by an exact version is in the cache, and isn't asked for again.
 */
export function chartFetcher(
  rules: FetchRules,
  ports: ChartPorts,
  signal?: AbortSignal,
): (wanted: WantedChart) => Promise<FetchedChart> {
  const ask = askWithin(rules, ports.get, signal)
  const indexes = new Map<string, Promise<Index>>()
  return async (wanted) => {
    const refused = refusalOf(wanted, rules)
    if (refused !== undefined) return { why: refused }
    const known = isExact(wanted.version) ? placeOf(wanted, wanted.version, rules) : undefined
    if (known !== undefined && ports.has(`${known.folder}/${known.file}`)) return known
    const got = await gotten(wanted, { ask, indexes, plain: rules.plain })
    if ('why' in got) return got
    const place = placeOf(wanted, known === undefined ? got.version : wanted.version, rules)
    const path = `${place.folder}/${place.file}`
    if (!ports.has(path)) ports.keep(path, got.bytes)
    return place
  }
}

interface Outside {
  readonly ask: Ask
  readonly indexes: Map<string, Promise<Index>>
  readonly plain: ReadonlySet<string>
}

function gotten(wanted: WantedChart, { ask, indexes, plain }: Outside): Promise<PackedChart> {
  return wanted.repository.startsWith('oci://')
    ? registryChart(wanted, ask, plain)
    : repositoryChart(wanted, ask, indexes)
}

/** Why a chart isn't asked for: what names it is text of the repository that is read, and may have been written by anyone. */
function refusalOf({ repository, name }: WantedChart, rules: FetchRules): string | undefined {
  if (!/^\w[\w.-]*$/u.test(name)) return `"${name}" is no name of a chart`
  if (/^(?:@|alias:)/u.test(repository))
    return `${repository} is a name that \`helm repo add\` gave a repository on one machine; write its address`
  if (!/^(?:https?|oci):\/\//u.test(repository) || !URL.canParse(repository))
    return `"${repository}" is no https: or oci: address`
  const { host, username, password } = new URL(repository.replace(/^oci:/u, 'https:'))
  if (username !== '' || password !== '') return 'an address with a password in it is not asked'
  return isAllowedHost(host, rules) ? undefined : notAllowed(host)
}

/** What is asked for in the same words is kept at the same place. */
function placeOf(
  { repository, name }: WantedChart,
  version: string,
  { cache }: FetchRules,
): { readonly folder: string; readonly file: string } {
  const key = createHash('sha256').update(`${repository}\u0000${name}\u0000${version}`).digest('hex')
  return {
    folder: `${cache}/charts/${key.slice(0, 24)}`,
    file: `${name}-${version.replaceAll(/[^\w.-]/gu, '_')}.tgz`,
  }
}
