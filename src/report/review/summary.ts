import { severities, type Severity } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'

/** Findings in numbers. */
export interface Summary {
  readonly violated: number
  readonly undecided: number
  /** Of the violated ones. */
  readonly bySeverity: Readonly<Record<Severity, number>>
}

export function summaryOf({ findings }: ReviewReport): Summary {
  const bySeverity = Object.fromEntries(severities.map((one) => [one, 0])) as Record<Severity, number>
  let violated = 0
  for (const { verdict, severity } of findings) {
    if (verdict !== 'violated') continue
    violated++
    bySeverity[severity]++
  }
  return { violated, undecided: findings.length - violated, bySeverity }
}
