import type { Address, FilePath } from '../kernel/brand.ts'
import type { Span } from '../kernel/span.ts'
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

/** What an edit of the code, or bringing back what it says, reaches beyond its own values: so far as the sources tell. */
export interface EditBlast {
  readonly counts: EditCounts
  /** Each dangerous change, the worst first. */
  readonly dangers: readonly DangerousEdit[]
  /** What uses what is changed, in every root; the nearest first. */
  readonly dependents: readonly Dependent[]
}

/** Managed resources by what becomes of them. */
export interface EditCounts {
  readonly created: number
  readonly changed: number
  /** Only what is known to be made anew: the rest a plan tells. */
  readonly replaced: number
  readonly destroyed: number
}

/** One change of an edit that a rule about plans objects to, and the line that says it. */
export interface DangerousEdit extends Omit<DangerousChange, 'key'> {
  readonly root: FilePath
  readonly variant: string
  readonly path: string
  readonly span: Span
}

/** A resource that uses what is changed. */
export interface Dependent {
  readonly root: FilePath
  readonly variant: string
  readonly address: Address
  /** 1 where it says so itself; more by way of others. */
  readonly distance: number
}
