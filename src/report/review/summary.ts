import { severities, type Finding, type Severity } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'

/** Findings in numbers. */
export interface Summary {
  readonly violated: number
  readonly undecided: number
  /** Of the violated ones. */
  readonly bySeverity: Readonly<Record<Severity, number>>
}

export function summaryOf({ findings }: ReviewReport): Summary {
  const violated = findings.filter(({ verdict }) => verdict === 'violated')
  const counts = severities.map((severity) => [severity, countOf(violated, severity)] as const)
  return {
    violated: violated.length,
    undecided: findings.length - violated.length,
    bySeverity: Object.fromEntries(counts) as Record<Severity, number>,
  }
}

function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((one) => one.severity === severity).length
}
