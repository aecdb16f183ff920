import { changesFile } from '../../engine/changes/file.ts'
import { topologyFile } from '../../engine/topology/file.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { FeedChange } from '../../model/feed-change.ts'
import type { LogRecord } from '../../model/log-record.ts'
import type { Seen } from '../../model/topology/topology.ts'
import { readLogs } from '../../signals/files/logs.ts'
import { sayProblems } from '../signal-source.ts'
import type { InvestigateCall } from './command.ts'

/** What was read of the files that were given. */
export interface GivenFiles {
  readonly topologies: readonly Seen[]
  readonly changes: readonly FeedChange[]
  readonly logs: readonly LogRecord[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the files of a command line; a text says which one isn't there. */
export function filesOf(call: InvestigateCall): GivenFiles | string {
  const { options, context } = call
  const all = [...options.topology, ...options.changes, ...options.logs]
  const texts = new Map(all.map((path) => [path, context.files.text(path)]))
  const missing = all.find((path) => texts.get(path) === undefined)
  if (missing !== undefined) return `there is no file ${missing}.`
  const textOf = (path: string): string => texts.get(path) ?? ''
  const topologies = options.topology.map((path) => topologyFile(filePath(path), textOf(path)))
  const changes = options.changes.map((path) => changesFile(filePath(path), textOf(path)))
  const diagnostics = [...topologies, ...changes].flatMap((one) => one.diagnostics)
  sayProblems(call, diagnostics, (file) => texts.get(file))
  return {
    topologies: topologies.map(({ value }) => value),
    changes: changes.flatMap(({ value }) => value),
    logs: options.logs.flatMap((path) => [...readLogs(textOf(path), context.now())]),
    diagnostics,
  }
}
