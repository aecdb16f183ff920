import { builtinSource } from './builtin.ts'

/** A table that ships with Plumbline. */
export interface ProviderTable {
  /** Its file is `data/providers/NAME.txt`; also the provider's usual local name. */
  readonly name: string
  /** `NAMESPACE/TYPE` in the public registry. */
  readonly source: string
}

/** Every table that ships, by name. */
export const providerTables: readonly ProviderTable[] = [
  { name: 'archive', source: 'hashicorp/archive' },
  { name: 'aws', source: 'hashicorp/aws' },
  { name: 'azuread', source: 'hashicorp/azuread' },
  { name: 'azurerm', source: 'hashicorp/azurerm' },
  { name: 'cloudflare', source: 'cloudflare/cloudflare' },
  { name: 'cloudinit', source: 'hashicorp/cloudinit' },
  { name: 'datadog', source: 'datadog/datadog' },
  { name: 'external', source: 'hashicorp/external' },
  { name: 'github', source: 'integrations/github' },
  { name: 'google', source: 'hashicorp/google' },
  { name: 'google-beta', source: 'hashicorp/google-beta' },
  { name: 'helm', source: 'hashicorp/helm' },
  { name: 'http', source: 'hashicorp/http' },
  { name: 'kubernetes', source: 'hashicorp/kubernetes' },
  { name: 'local', source: 'hashicorp/local' },
  { name: 'null', source: 'hashicorp/null' },
  { name: 'random', source: 'hashicorp/random' },
  { name: 'time', source: 'hashicorp/time' },
  { name: 'tls', source: 'hashicorp/tls' },
  { name: 'vault', source: 'hashicorp/vault' },
]

/** The public registries: the same source names the same provider in each. */
const publicHosts: ReadonlySet<string> = new Set(['registry.terraform.io', 'registry.opentofu.org'])

/** Namespaces under which providers were published before they moved to their makers'. */
const formerNamespaces: ReadonlySet<string> = new Set(['hashicorp', 'terraform-providers', 'opentofu'])

/**
 * The name of the table that serves a provider source address (`hashicorp/aws`, `registry.terraform.io/hashicorp/aws`),
 * or undefined. A provider from a private registry has none: it need not be the public one of that name.
 */
export function tableOf(source: string): string | undefined {
  const parts = source.toLowerCase().split('/')
  const [type, namespace = 'hashicorp', host = 'registry.terraform.io'] = parts.toReversed()
  if (parts.length > 3 || !publicHosts.has(host)) return undefined
  return providerTables.find((one) => {
    const [own, name] = one.source.split('/')
    return name === type && (own === namespace || formerNamespaces.has(namespace))
  })?.name
}

/** The local name of the provider that a type belongs to when no `provider` argument says another: what stands before the first `_`. */
export function localNameOf(type: string): string {
  const end = type.indexOf('_')
  return end < 0 ? type : type.slice(0, end)
}

/** The source address of a local name that `required_providers` does not mention. */
export function defaultSource(localName: string): string {
  return localName === 'terraform' ? builtinSource : `registry.terraform.io/hashicorp/${localName}`
}
