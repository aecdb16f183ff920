import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Span } from '../kernel/span.ts'
import type { Compliance } from './compliance.ts'
import type { Blast } from './blast.ts'
import type { Finding } from './finding.ts'

/** What a review has to tell, whatever it is printed as. */
export interface ReviewReport {
  /** What is reported, the worst first. */
  readonly findings: readonly Finding[]
  /** What a waiver accepts; not reported. */
  readonly accepted: readonly Accepted[]
  /** What the commit that is compared with had, and this state no longer has. */
  readonly fixed: readonly Finding[]
  /** How many findings were there before or stand in the baseline, and are not reported. */
  readonly unchanged: number
  /** The commit that is compared with, as the user named it. */
  readonly since: string | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** How many resources were looked at, and by how many rules. */
  readonly resources: number
  readonly rules: number
  /** The sections of the benchmark that was asked for. */
  readonly compliance?: Compliance
  /** What the plans that were looked at do; undefined when there is none. */
  readonly blast: Blast | undefined
}

/** A finding that someone has accepted. */
export interface Accepted {
  readonly finding: Finding
  readonly waiver: Waiver
}

/** A statement that findings of a rule are known and accepted here. */
export interface Waiver {
  /** The id of a rule, the beginning of one, or another tool's alias. */
  readonly rule: string
  readonly reason: string
  /** The last day on which it holds, as `2027-01-31`; undefined for ever. */
  readonly until: string | undefined
  readonly owner: string | undefined
  /** Where it is written. */
  readonly span: Span
  readonly where: WaiverScope
}

/** What a waiver covers. */
export type WaiverScope =
  | { readonly kind: 'everywhere' }
  /** Addresses by a pattern, and files by another. */
  | { readonly kind: 'pattern'; readonly address: string | undefined; readonly file: string | undefined }
  /** Its own line, and what begins on the next that is no comment. */
  | { readonly kind: 'line' }
  /** The block that the comment stands in. */
  | { readonly kind: 'block' }
  | { readonly kind: 'file' }
