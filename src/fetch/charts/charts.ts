import { createHash } from 'node:crypto'
import { askWithin, notAllowed, type Ask, type HttpGet } from '../asking.ts'
import { packedFiles } from '../../lang/archive/packed.ts'
import { isAllowedHost, type FetchRules } from '../fetch-rules.ts'
import { registryChart } from './registry.ts'
import { repositoryChart, type Index } from './repository.ts'
import { isExact } from './newest.ts'

/** The outside, as getting charts needs it; `host` has the real one. */
export interface ChartPorts {
  readonly get: HttpGet
  /** A file of the cache, if it is there. */
  kept(path: string): Uint8Array | undefined
  /** Puts a file there. */
  keep(path: string, bytes: Uint8Array): void
}

/** A chart of a repository or a registry, by a version or by a constraint on it. */
export interface WantedChart {
  readonly repository: string
  readonly name: string
  readonly version: string
}

/** A chart: a name for what was asked for, another one for people, and the files by their paths in the chart. */
export type FetchedChart =
  | {
      readonly key: string
      readonly name: string
      readonly files: Readonly<Record<string, Uint8Array>>
    }
  | { readonly why: string }

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
    const { name, version } = wanted
    const known = isExact(version) ? ports.kept(placeOf(wanted, version, rules)) : undefined
    if (known !== undefined) return unpacked(wanted, version, known)
    const got = await gotten(wanted, { ask, indexes, plain: rules.plain })
    if ('why' in got) return got
    const chosen = isExact(version) ? version : got.version
    const made = unpacked(wanted, chosen, got.bytes)
    if ('why' in made) return { why: `${name} ${chosen} ${made.why}` }
    ports.keep(placeOf(wanted, chosen, rules), got.bytes)
    return made
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

/** Most that a packed chart may unfold to. */
const mostBytes = 100_000_000

/** The files of a packed chart, which all lie in one folder. */
function unpacked(wanted: WantedChart, version: string, bytes: Uint8Array): FetchedChart {
  const found = packedFiles(bytes, mostBytes)
  if ('why' in found) return { why: `is no archive of a chart: ${found.why}` }
  const files = found.files.map(({ path, bytes: data }) => [path.replace(/^(?:\.\/)?[^/]+\//u, ''), data])
  return { key: keyOf(wanted, version), name: nameOf(wanted, version), files: Object.fromEntries(files) }
}

/** What is asked for in the same words is kept at the same place. */
function placeOf(wanted: WantedChart, version: string, { cache }: FetchRules): string {
  return `${cache}/charts/${keyOf(wanted, version)}/${nameOf(wanted, version)}.tgz`
}

function keyOf({ repository, name }: WantedChart, version: string): string {
  const text = `${repository}\u0000${name}\u0000${version}`
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

function nameOf({ name }: WantedChart, version: string): string {
  return `${name}-${version.replaceAll(/[^\w.-]/gu, '_')}`
}
