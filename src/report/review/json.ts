import type { Finding, FindingPlace } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { Accepted, ReviewReport } from '../../model/review.ts'
import type { Site } from '../../model/why.ts'
import { diagnosticJson } from '../diagnostics.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { complianceJson } from './compliance.ts'
import { blastJson } from './blast.ts'
import { summaryOf } from './summary.ts'

/** A review as a document. */
export function reviewJson(view: View, report: ReviewReport): JsonObject {
  const { violated, undecided, bySeverity } = summaryOf(report)
  return {
    findings: report.findings.map((one) => findingJson(view, one)),
    accepted: report.accepted.map((one) => acceptedJson(view, one)),
    fixed: report.fixed.map((one) => findingJson(view, one)),
    summary: {
      violated,
      undecided,
      ...bySeverity,
      accepted: report.accepted.length,
      fixed: report.fixed.length,
      unchanged: report.unchanged,
      resources: report.resources,
      rules: report.rules,
    },
    compliance: report.compliance === undefined ? undefined : complianceJson(report.compliance),
    ...(report.blast === undefined ? {} : { blast: blastJson(report.blast) }),
    diagnostics: report.diagnostics.map((one) => diagnosticJson(view, one)),
  }
}

/** A finding as it stands in every document. */
export function findingJson(view: View, one: Finding): JsonObject {
  const { file, startLine, startColumn, endLine, endColumn } = spanJson(view, one.span)
  return {
    rule: one.rule,
    title: one.title,
    aliases: one.aliases,
    severity: one.severity,
    verdict: one.verdict,
    address: one.address,
    path: one.path,
    file,
    startLine,
    startColumn,
    endLine,
    endColumn,
    message: one.message,
    why: one.why,
    fix: one.fix,
    wanted: one.wanted === undefined ? undefined : { path: one.wanted.path, value: one.wanted.value },
    because: one.because.map(({ kind, what }) => ({ kind, what })),
    trace: one.trace.map((site) => siteJson(view, site)),
    places: one.places.map((place) => placeJson(view, place)),
    compliance: one.compliance,
    seenBy: one.seenBy,
    key: one.key,
  }
}

function acceptedJson(view: View, { finding, waiver }: Accepted): JsonObject {
  const { rule, reason, until, owner, span } = waiver
  return {
    finding: findingJson(view, finding),
    waiver: { rule, reason, until, owner, ...spanJson(view, span) },
  }
}

function siteJson(view: View, { step, span }: Site): JsonObject {
  return { step, ...spanJson(view, span) }
}

function placeJson(view: View, { root, variant, address, span }: FindingPlace): JsonObject {
  return { root: root === '' ? '.' : root, variant, address, ...spanJson(view, span) }
}
