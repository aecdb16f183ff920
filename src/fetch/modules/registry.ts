import { newest } from '../../model/versions.ts'

/** One HTTP request, as the registry protocol needs it. */
export type HttpGet = (
  url: string,
  signal?: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string; header(name: string): string | undefined }>

export interface RegistryModule {
  readonly host: string
  readonly namespace: string
  readonly name: string
  readonly system: string
}

/** The address that a registry says a module's package is to be had from, or why there is none. */
export type Located = { readonly source: string; readonly version: string } | { readonly why: string }

/**
 * Asks a registry: discovery, the versions that there are, the newest one that fits, and where it is.
 * Source: Terraform's documentation, "module registry protocol" and "remote service discovery".
 */
export async function locate(
  module: RegistryModule,
  constraint: string | undefined,
  get: HttpGet,
  signal?: AbortSignal,
): Promise<Located> {
  const base = await discovered(module.host, get, signal)
  if (base === undefined) return { why: `${module.host} does not say that it is a module registry` }
  const path = `${module.namespace}/${module.name}/${module.system}`
  const listed = await get(new URL(`${path}/versions`, base).href, signal)
  if (listed.status !== 200) return { why: `${module.host} has no module ${path} (status ${listed.status})` }
  const versions = versionsIn(listed.body)
  const version = newest(versions, constraint)
  if (version === undefined) {
    return { why: `no version of ${path} fits "${constraint ?? ''}"; there are ${versions.length}` }
  }
  const download = new URL(`${path}/${version}/download`, base).href
  const answer = await get(download, signal)
  const source = answer.header('x-terraform-get') ?? locationIn(answer.body)
  if (source === undefined) return { why: `${module.host} does not say where ${path} ${version} is` }
  return {
    source: source.startsWith('/') || source.startsWith('.') ? new URL(source, download).href : source,
    version,
  }
}

async function discovered(host: string, get: HttpGet, signal?: AbortSignal): Promise<URL | undefined> {
  const root = `https://${host}/.well-known/terraform.json`
  const { status, body } = await get(root, signal)
  const found = status === 200 ? field(body, 'modules.v1') : undefined
  return typeof found === 'string' ? new URL(found.endsWith('/') ? found : `${found}/`, root) : undefined
}

function versionsIn(body: string): readonly string[] {
  const modules = field(body, 'modules')
  const [first] = Array.isArray(modules) ? (modules as { versions?: { version?: unknown }[] }[]) : []
  return (first?.versions ?? []).flatMap(({ version }) => (typeof version === 'string' ? [version] : []))
}

function locationIn(body: string): string | undefined {
  const location = field(body, 'location')
  return typeof location === 'string' ? location : undefined
}

/** A field of a JSON object, or undefined when the text isn't one. */
function field(body: string, name: string): unknown {
  try {
    return (JSON.parse(body) as Record<string, unknown> | null)?.[name]
  } catch {
    return undefined
  }
}
