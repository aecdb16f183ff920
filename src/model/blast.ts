import type { Address } from '../kernel/brand.ts'
import type { Severity } from './finding.ts'

/** What a person must not miss in a plan, from the worst to the mildest. */
export const dangers = [
  'data-loss',
  'stateful-replacement',
  'lost-state',
  'exposure',
  'loss-of-access',
  'mass-change',
] as const
export type Danger = (typeof dangers)[number]

/** What plans do, counted, and what in them is dangerous. */
export interface Blast {
  readonly counts: BlastCounts
  /** Each dangerous change with what depends on it, the worst first. */
  readonly dangers: readonly DangerousChange[]
}

/** Instances of managed resources by what is done to them. */
export interface BlastCounts {
  readonly created: number
  readonly changed: number
  readonly replaced: number
  readonly destroyed: number
  readonly unchanged: number
  /** Beside what else is done to them. */
  readonly moved: number
  readonly imported: number
  readonly forgotten: number
}

/** One change that a rule objects to. */
export interface DangerousChange {
  readonly danger: Danger
  readonly rule: string
  readonly severity: Severity
  readonly address: Address
  /** What is done to it: `destroy`, `replace`, `update` … */
  readonly action: string
  readonly message: string
  /** What uses it, by way of others too, and is not destroyed itself; in order of their addresses. */
  readonly dependents: readonly Address[]
  /** The key of the finding. */
  readonly key: string
}
