/** Who may be asked for modules and charts, and where they are kept. */
export interface FetchRules {
  /** Hosts that may be asked, `*.example.com` for all below a domain. Everything else is refused, whatever a repository says. */
  readonly hosts: ReadonlySet<string>
  /** Those of them that are on this machine and speak HTTP without TLS. */
  readonly plain: ReadonlySet<string>
  readonly defaultHost: string
  /** Where packages are kept: outside every repository. */
  readonly cache: string
}

/** Whether a host, with its port if that is an unusual one, may be asked. */
export function isAllowedHost(host: string, { hosts }: Pick<FetchRules, 'hosts'>): boolean {
  return hosts.has(host) || hosts.has(`*${host.slice(Math.max(host.indexOf('.'), 0))}`)
}
