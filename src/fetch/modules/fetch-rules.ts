/** Who may be asked for modules, and where they are kept. */
export interface FetchRules {
  /** Hosts that may be asked. Everything else is refused, whatever a repository says. */
  readonly hosts: ReadonlySet<string>
  /** Those of them that are on this machine and speak HTTP without TLS. */
  readonly plain: ReadonlySet<string>
  readonly defaultHost: string
  /** Where packages are kept: outside every repository. */
  readonly cache: string
}
