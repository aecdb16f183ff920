import type { Address } from '../kernel/brand.ts'

import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'
import type { Reading } from './reading.ts'
import type { Resource } from './resource.ts'

/** What a plan does to one thing. To replace is one action; `import` and `move` stand beside another one. */
export type Action =
  | 'create'
  | 'update'
  | 'replace'
  | 'destroy'
  | 'read'
  | 'no-op'
  | 'forget'
  | 'import'
  | 'move'

/** What a plan does to one instance of a resource. */
export interface Change {
  readonly address: Address
  readonly mode: Resource['mode']
  readonly type: string
  readonly name: string
  readonly index: string | number | undefined
  readonly module: string
  readonly provider: string
  readonly actions: readonly Action[]
  /** Which half of a replacement comes first. */
  readonly order: 'destroy-first' | 'create-first' | undefined
  /** Absent for what is created. */
  readonly before: Value
  /** Absent for what is destroyed; unknown parts are known after apply. */
  readonly after: Value
  /** The paths that force a replacement. */
  readonly replacePaths: readonly string[]
  /** Terraform's `action_reason`, such as `delete_because_no_resource_config`. */
  readonly reason: string | undefined
  /** Where it was before a `moved` block. */
  readonly previousAddress: string | undefined
  /** What is imported: its id, where that is known. */
  readonly importing: { readonly id: string | undefined } | undefined
  /** The key of an old object that a broken replacement has left behind. */
  readonly deposed: string | undefined
  /** The place of the address in the plan. */
  readonly span: Span
  readonly extent: Span
}

/** What a plan does to an output of the root module. */
export interface OutputChange {
  readonly name: string
  readonly actions: readonly Action[]
  readonly before: Value
  readonly after: Value
  readonly span: Span
}

/** What came of a `check` block, a condition of a resource or output, or a validation. */
export interface Check {
  readonly address: string
  readonly kind: string
  readonly status: string
  readonly problems: readonly string[]
  readonly span: Span
}

/** An attribute that outside changes may have an effect through. */
export interface RelevantAttribute {
  readonly resource: string
  readonly path: string
}

/** A plan: the planned resources as a reading of their own, and what is done to get there. */
export interface PlanReading extends Reading {
  /** In order of their addresses; what does not change is among them. */
  readonly changes: readonly Change[]
  /** What was changed outside of Terraform since the last apply. */
  readonly drift: readonly Change[]
  /** What is put off to a later plan. */
  readonly deferred: readonly Change[]
  readonly outputChanges: readonly OutputChange[]
  readonly checks: readonly Check[]
  readonly variables: ReadonlyMap<string, Value>
  /** What the state held before, data sources among it; empty where there was none. */
  readonly prior: readonly Resource[]
  readonly relevantAttributes: readonly RelevantAttribute[]
  readonly terraformVersion: string
  /** Planning ended with an error, so not all that would be done is in it. */
  readonly errored: boolean
  /** Nothing is left over for another plan; undefined where the version does not say. */
  readonly complete: boolean | undefined
}

/** The format of readings of plans. */
export const planFormat = 'terraform-plan'

/** Whether a reading is that of a plan. */
export function isPlan(reading: Reading): reading is PlanReading {
  return 'changes' in reading
}

/** Every value that a plan holds beside those of its resources, for those who must look at all of them. */
export function changeValues({
  changes,
  drift,
  deferred,
  outputChanges,
  prior,
}: PlanReading): readonly Value[] {
  return [
    ...[...changes, ...drift, ...deferred, ...outputChanges].flatMap(({ before, after }) => [before, after]),
    ...prior.map(({ values }) => values),
  ]
}
