/**
 * What Plumbline can do, in the words and the order of the public contract: every byte of the document counts, so it is
 * written here as it is served.
 */
export const capabilities = {
  framework: 'devops',
  version: '1.0.0',
  capabilities: [
    {
      name: 'ci_pipeline_automation',
      description: 'Continuous integration pipeline automation',
      entryPoints: ['build_automation', 'test_automation'],
    },
    {
      name: 'cd_pipeline_automation',
      description: 'Continuous deployment pipeline automation',
      entryPoints: ['deployment_automation', 'release_automation'],
    },
    {
      name: 'infrastructure_automation',
      description: 'Infrastructure as code automation',
      entryPoints: ['infrastructure_code', 'environment_provisioning'],
    },
    {
      name: 'monitoring_automation',
      description: 'Automated monitoring and alerting',
      entryPoints: ['performance_tracking', 'security_monitoring'],
    },
  ],
} as const

type EntryPointName = (typeof capabilities)['capabilities'][number]['entryPoints'][number]

/** Whether and how one entry point can be invoked today. */
export interface EntryPoint {
  readonly name: EntryPointName
  readonly capability: (typeof capabilities)['capabilities'][number]['name']
  readonly invocable: boolean
  /** The id of a route. */
  readonly route: string | null
  /** The name of a tool of the MCP server. */
  readonly tool: string | null
  readonly permission: string | null
  readonly note: string
}

type Invocation = Omit<EntryPoint, 'name' | 'capability'>

const invocations: Readonly<Record<EntryPointName, Invocation>> = {
  build_automation: {
    invocable: true,
    route: 'sources.refresh',
    tool: null,
    permission: 'operator',
    note: 'Fetches a source and reads, reviews and compares each new commit.',
  },
  test_automation: {
    invocable: true,
    route: 'commits.get',
    tool: 'review',
    permission: 'viewer',
    note: 'Findings, gate and difference of a commit.',
  },
  deployment_automation: later('Plumbline reviews changes today; it does not apply them.'),
  release_automation: later('Plumbline reviews changes today; it does not release them.'),
  infrastructure_code: {
    invocable: true,
    route: 'resources.get',
    tool: 'explain_value',
    permission: 'viewer',
    note: 'Every resource with the line that set each of its values.',
  },
  environment_provisioning: later('Plumbline reads environments today; it does not make them.'),
  performance_tracking: {
    invocable: true,
    route: 'incidents.list',
    tool: null,
    permission: 'viewer',
    note: 'Incidents that alerts tell of or that are found in metrics, with the service and the change they come from.',
  },
  security_monitoring: {
    invocable: true,
    route: 'findings.list',
    tool: 'explain_finding',
    permission: 'viewer',
    note: 'Findings of the rules about security, and their trend.',
  },
}

function later(note: string): Invocation {
  return { invocable: false, route: null, tool: null, permission: null, note }
}

/** The second document: for each entry point whether it can be invoked today, by which route, tool and permission. */
export const entryPoints: {
  readonly framework: string
  readonly version: string
  readonly entryPoints: readonly EntryPoint[]
} = {
  framework: capabilities.framework,
  version: capabilities.version,
  entryPoints: capabilities.capabilities.flatMap(({ name: capability, entryPoints: names }) =>
    names.map((name) => ({ name, capability, ...invocations[name] })),
  ),
}

const start = '<!-- AUTO-GENERATED-CONTENT:START (AGENT_CAPABILITIES) -->'
const end = '<!-- AUTO-GENERATED-CONTENT:END -->'

/** A text in Markdown with the block between its markers renewed; undefined when it has no such block. */
export function withCapabilities(text: string): string | undefined {
  const from = text.indexOf(start)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) return undefined
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const block = [start, '```json', JSON.stringify(capabilities, undefined, 2), '```', ''].join('\n')
  return text.slice(0, from) + block.replaceAll('\n', newline) + text.slice(to)
}

/** The document as it is served and printed. */
export function capabilitiesText(): string {
  return JSON.stringify(capabilities)
}
