import type { Severity } from './finding.ts'

/** What another tool found, as its report says it. */
export interface External {
  /** Such as `checkov`. */
  readonly tool: string
  /** Its name of the check. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly message: string
  /** What it advises, or where it tells more. */
  readonly fix: string
  /** Where it may mean: the first that there is counts. Reports don't say what their paths begin at. */
  readonly files: readonly string[]
  /** From 1; 0 when it names no line. */
  readonly startLine: number
  readonly endLine: number
  readonly address: string | undefined
}
