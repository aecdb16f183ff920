import type { Finding, Severity } from '../../model/finding.ts'
import type { Json } from '../../model/json-text.ts'
import type { ReviewReport } from '../../model/review.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'

/** A review as a GitLab code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function reviewGitlab(view: View, { findings }: ReviewReport): Json {
  const counts = new Map<string, number>()
  return findings
    .filter(({ verdict }) => verdict === 'violated')
    .map((one) => {
      const count = counts.get(one.key) ?? 0
      counts.set(one.key, count + 1)
      // No two rows may have the same fingerprint.
      return rowOf(view, one, count === 0 ? one.key : `${one.key}-${count}`)
    })
}

function rowOf(view: View, one: Finding, fingerprint: string): Json {
  const { file, startLine, endLine } = spanJson(view, one.span)
  return {
    description: `${one.title}: ${one.address}: ${one.message}`,
    check_name: one.rule,
    fingerprint,
    severity: severities[one.severity],
    location: { path: file, lines: { begin: startLine, end: endLine } },
  }
}

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
}
