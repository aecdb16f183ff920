import type { Address } from '../kernel/brand.ts'
import type { Data } from '../kernel/edit.ts'
import type { Span } from '../kernel/span.ts'
import type { Cause } from '../kernel/value.ts'
import type { Site } from './why.ts'

/** From the worst to the mildest. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof severities)[number]

/** What a rule says of one cause: one finding, however many instances it makes. */
export interface Finding {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly verdict: 'violated' | 'undecided'
  /** The source resource to change. */
  readonly address: Address
  /** The path of the value in the live resource; empty for the resource as a whole. */
  readonly path: string
  readonly message: string
  /** The winning line: where the resource says it, or the block in which it is missing. */
  readonly span: Span
  /** From that line to the literal to change. */
  readonly trace: readonly Site[]
  /** Which inputs are missing, when it is undecided. */
  readonly because: readonly Cause[]
  /** Every instance with this cause, the one of `address` first. */
  readonly places: readonly FindingPlace[]
  /** Other tools' names of this finding, as claimed for the type of its resource. */
  readonly aliases: readonly string[]
  readonly compliance: readonly string[]
  /** Other tools whose reports have it too; for what only they found, them alone. */
  readonly seenBy?: readonly string[]
  readonly why: string
  readonly fix: string
  /** What would satisfy the rule, where it is one value. */
  readonly wanted: Wanted | undefined
  /** The values that mend it, where they are the same for everybody. */
  readonly repair?: readonly Repair[] | undefined
  /** Names the cause without line numbers: the same before and after unrelated edits. */
  readonly key: string
}

export interface FindingPlace {
  readonly root: string
  readonly variant: string
  readonly address: Address
  /** The head of the resource's declaration. */
  readonly span: Span
  /** All of the declaration. */
  readonly extent: Span
}

/** A value that mends a finding, at a path of the live resource. */
export interface Repair {
  readonly path: string
  readonly value: Data
}

/** A value that a rule asks for. */
export interface Wanted {
  readonly path: string
  readonly value: string | number | boolean | null
}
