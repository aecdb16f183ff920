import type { AnyCommand } from './command.ts'

/** A command that is loaded when it is used. */
export interface Entry {
  readonly id: string
  readonly summary: string
  load(): Promise<AnyCommand>
}

/** Every command, in the order of help. */
export const commands: readonly Entry[] = [
  {
    id: 'why',
    summary: 'Say which line set a value, or which values a line sets.',
    load: async () => (await import('./why/command.ts')).why,
  },
  {
    id: 'read',
    summary: 'Read a folder and print every resource with its values.',
    load: async () => (await import('./read/command.ts')).read,
  },
  {
    id: 'review',
    summary: 'Review a folder against the rules.',
    load: async () => (await import('./review/command.ts')).review,
  },
  {
    id: 'set',
    summary: 'Give a value another one, on the line that sets it.',
    load: async () => (await import('./set/command.ts')).set,
  },
  {
    id: 'fix',
    summary: 'Mend what rules object to, each repair verified by reading again.',
    load: async () => (await import('./fix/command.ts')).fix,
  },
  {
    id: 'diff',
    summary: 'Say what a change does to every resource, and which line does it.',
    load: async () => (await import('./diff/command.ts')).diff,
  },
  {
    id: 'drift',
    summary: 'Compare what runs with what the code says, value by value.',
    load: async () => (await import('./drift/command.ts')).drift,
  },
  {
    id: 'codify',
    summary: 'Write into the code what runs.',
    load: async () => (await import('./codify/command.ts')).codify,
  },
  {
    id: 'render',
    summary: 'Render a chart or kustomization, and say where lines come from.',
    load: async () => (await import('./render/command.ts')).render,
  },
  {
    id: 'merge',
    summary: 'Merge files by what they say instead of by lines, for git.',
    load: async () => (await import('./merge/command.ts')).merge,
  },
  {
    id: 'verify',
    summary: 'Compare what we read with what your own helm and kubectl print.',
    load: async () => (await import('./verify/command.ts')).verify,
  },
  {
    id: 'rules',
    summary: 'List every rule with its severity and other names.',
    load: async () => (await import('./rules/command.ts')).rules,
  },
  {
    id: 'explain',
    summary: 'Explain a rule: why it matters, how to mend it, examples.',
    load: async () => (await import('./explain/command.ts')).explain,
  },
  {
    id: 'eval',
    summary: 'Evaluate expressions in the scope of a root module.',
    load: async () => (await import('./eval/command.ts')).evaluation,
  },
  {
    id: 'graph',
    summary: 'Draw which resource uses which.',
    load: async () => (await import('./graph/command.ts')).graph,
  },
  {
    id: 'investigate',
    summary: 'Say what is wrong, since when, and which change did it.',
    load: async () => (await import('./investigate/command.ts')).investigate,
  },
  {
    id: 'learn',
    summary: 'Find anomalies, change points, forecasts and causes in series.',
    load: async () => (await import('./learn/command.ts')).learn,
  },
  {
    id: 'forecast',
    summary: 'Forecast a series of Prometheus or of a file, with bands and a plot.',
    load: async () => (await import('./forecast/command.ts')).forecast,
  },
  {
    id: 'rightsize',
    summary: 'Recommend requests and limits from what containers used, with the line to change.',
    load: async () => (await import('./rightsize/command.ts')).rightsize,
  },
  {
    id: 'up',
    summary: 'Start everything: database, server, worker and console.',
    load: async () => (await import('./up/command.ts')).up,
  },
  {
    id: 'server',
    summary: 'Run the server alone, on the Postgres of DATABASE_URL.',
    load: async () => (await import('./server/command.ts')).server,
  },
  {
    id: 'worker',
    summary: 'Run a worker alone, on the Postgres of DATABASE_URL.',
    load: async () => (await import('./worker/command.ts')).worker,
  },
  {
    id: 'ledger',
    summary: 'Verify the ledger, export it, or make everything again from it.',
    load: async () => (await import('./ledger/command.ts')).ledger,
  },
  {
    id: 'report',
    summary: 'Send a report of tests, coverage or another tool to a server.',
    load: async () => (await import('./report/command.ts')).report,
  },
  {
    id: 'hooks',
    summary: 'Say who is told of events, and who is asked before.',
    load: async () => (await import('./hooks/command.ts')).hooks,
  },
  {
    id: 'mcp',
    summary: 'Answer agents over the Model Context Protocol.',
    load: async () => (await import('./mcp/command.ts')).mcp,
  },
  {
    id: 'capabilities',
    summary: 'Print what Plumbline can do, for programs.',
    load: async () => (await import('./capabilities/command.ts')).capabilities,
  },
  {
    id: 'completion',
    summary: 'Print the script that completes commands and addresses in a shell.',
    load: async () => (await import('./completion/command.ts')).completion,
  },
]
