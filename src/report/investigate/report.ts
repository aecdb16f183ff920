import type { FeedChange, FeedValue } from '../../model/feed-change.ts'
import type { Investigation } from '../../model/investigation.ts'
import type { AskedQuestion, Measure } from '../../model/service-signals.ts'
import type { Topology } from '../../model/topology/topology.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'

/** An investigation, and what is needed to draw it. */
export interface InvestigationReport {
  readonly investigation: Investigation
  readonly times: Float64Array
  /** A measure of a service over the stretch. */
  series(this: void, node: string, measure: Measure): Float64Array | undefined
  readonly topology: Topology
  /** Every change that was looked at, for marks under the plots. */
  readonly changes: readonly FeedChange[]
  readonly asked: readonly AskedQuestion[]
  /** Where the measures come from, such as an address or a file. */
  readonly source: string
  /** What may be done, as commands. */
  readonly commands: readonly Command[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A command for a person to run, and what it does. */
export interface Command {
  readonly line: string
  readonly what: string
}

/** The value of a change as one would write it. */
export function changedText({ before, after, kind, path, isSecret }: FeedValue): string {
  if (path === '') return kind === 'added' ? 'new' : kind === 'removed' ? 'gone' : 'changed'
  if (isSecret) return 'a secret, changed'
  return `${before ?? '(nothing)'} → ${after ?? '(nothing)'}`
}
