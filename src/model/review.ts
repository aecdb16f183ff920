import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Finding } from './finding.ts'

/** What a review has to tell, whatever it is printed as. */
export interface ReviewReport {
  /** What is reported, the worst first. */
  readonly findings: readonly Finding[]
  readonly diagnostics: readonly Diagnostic[]
  /** How many resources were looked at, and by how many rules. */
  readonly resources: number
  readonly rules: number
}
