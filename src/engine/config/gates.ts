import type { Severity } from '../../model/finding.ts'

/** What must hold of a commit, under a name. */
export interface Gate {
  readonly name: string
  readonly limits: readonly Limit[]
}

/** One number, and what it may be. */
export type Limit = { readonly comparison: 'at most' | 'at least'; readonly limit: number } & (
  | { readonly what: 'new'; readonly severity: Severity }
  /** Of all findings, in percent. */
  | { readonly what: 'undecided' }
  /** Values that the commit changes. */
  | { readonly what: 'changes' }
  /** A number of a report that was sent, such as `failed` or `line coverage`. */
  | { readonly what: 'report'; readonly name: string }
)
