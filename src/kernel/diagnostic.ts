import type { Span } from './span.ts'

/** A problem in someone's file. The summary never varies for a code and holds no user data; the detail says what, why and what to do. */
export interface Diagnostic {
  /** Stable, lower case, `room/what`, such as `hcl/invalid-character`. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  readonly span: Span
}

/** What could be made of an input, and what was found on the way. */
export interface Outcome<Value> {
  readonly value: Value
  readonly diagnostics: readonly Diagnostic[]
}
