import { newest } from '../../model/versions.ts'
import { failureOf, type Ask } from '../asking.ts'
import type { FetchRules } from '../fetch-rules.ts'

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
  ask: Ask,
  { plain }: Pick<FetchRules, 'plain'>,
): Promise<Located> {
  const base = await discovered(`${plain.has(module.host) ? 'http' : 'https'}://${module.host}`, ask)
  if ('why' in base) return { why: `${module.host} does not say that it is a module registry (${base.why})` }
  const path = `${module.namespace}/${module.name}/${module.system}`
  const listed = await ask(new URL(`${path}/versions`, base).href)
  if (listed.status !== 200) return { why: `${module.host} has no module ${path} (${failureOf(listed)})` }
  const versions = versionsIn(listed.body)
  const version = newest(versions, constraint)
  if (version === undefined) {
    return { why: `no version of ${path} fits "${constraint ?? ''}"; there are ${versions.length}` }
  }
  const download = new URL(`${path}/${version}/download`, base).href
  const answer = await ask(download)
  const source = answer.header('x-terraform-get') ?? locationIn(answer.body)
  if (source === undefined) return { why: `${module.host} does not say where ${path} ${version} is` }
  const isRelative = source.startsWith('/') || source.startsWith('./') || source.startsWith('../')
  return { source: isRelative ? new URL(source, answer.url).href : source, version }
}

async function discovered(host: string, ask: Ask): Promise<URL | { readonly why: string }> {
  const answer = await ask(`${host}/.well-known/terraform.json`)
  if (answer.status !== 200) return { why: failureOf(answer) }
  const found = field(answer.body, 'modules.v1')
  if (typeof found !== 'string' || !URL.canParse(found, answer.url)) return { why: 'it names no modules.v1' }
  return new URL(found.endsWith('/') ? found : `${found}/`, answer.url)
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
