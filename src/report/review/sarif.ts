import type { Finding, FindingPlace, Severity } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { ReviewReport, Waiver } from '../../model/review.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { hopsOf } from './hops.ts'

/** A review in the Static Analysis Results Interchange Format 2.1.0 (OASIS), as code scanning takes it. */
export function reviewSarif(view: View, report: ReviewReport): JsonObject {
  const reported = report.findings.filter(({ verdict }) => verdict === 'violated')
  const accepted = report.accepted.filter(({ finding }) => finding.verdict === 'violated')
  const rules = rulesOf([...reported, ...accepted.map(({ finding }) => finding)])
  const indexes = new Map(rules.map(({ rule }, index) => [rule, index]))
  const result = (finding: Finding, waiver?: Waiver): JsonObject =>
    resultOf(view, finding, indexes.get(finding.rule) ?? 0, waiver)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plumbline',
            rules: rules.map(ruleOf),
          },
        },
        columnKind: 'unicodeCodePoints',
        results: [
          ...reported.map((one) => result(one)),
          ...accepted.map(({ finding, waiver }) => result(finding, waiver)),
        ],
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notificationsOf(view, report) },
        ],
      },
    ],
  }
}

function rulesOf(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>()
  for (const one of findings) if (!first.has(one.rule)) first.set(one.rule, one)
  return [...first.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
}

function ruleOf({ rule, title, why, fix, severity, compliance }: Finding): JsonObject {
  return {
    id: rule,
    name: nameOf(rule),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${why} ${fix}`, markdown: `${why}\n\n**Fix:** ${fix}` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security', ...compliance], 'security-severity': scores[severity] },
  }
}

/** `aws/s3/block-public-acls` as `AwsS3BlockPublicAcls`. */
function nameOf(rule: string): string {
  return rule
    .split(/[/-]/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** In the bands that code scanning shows as critical, high, medium and low. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
}

function resultOf(view: View, finding: Finding, ruleIndex: number, waiver: Waiver | undefined): JsonObject {
  const related = [
    ...hopsOf(view, finding).map((site) => ({ span: site.span, text: `set here (${site.step})` })),
    ...finding.places.slice(0, 10).map((place) => ({ span: place.span, text: placeText(place) })),
  ]
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: `${finding.address}: ${finding.message}` },
    locations: [
      {
        ...locationOf(view, finding.span),
        logicalLocations: [{ fullyQualifiedName: finding.address, kind: 'resource' }],
      },
    ],
    relatedLocations: related.map(({ span, text }, id) => ({
      id,
      ...locationOf(view, span),
      message: { text },
    })),
    partialFingerprints: { 'plumblineCause/v1': finding.key },
    suppressions: waiver === undefined ? undefined : [suppressionOf(waiver)],
    properties: { path: finding.path, aliases: finding.aliases },
  }
}

function suppressionOf({ reason, where }: Waiver): JsonObject {
  return {
    kind: where.kind === 'pattern' ? 'external' : 'inSource',
    justification: reason === '' ? undefined : reason,
  }
}

function placeText({ address, variant }: FindingPlace): string {
  return variant === '' ? address : `${address} in ${variant}`
}

function locationOf(view: View, span: Finding['span']): JsonObject {
  const { file, startLine, startColumn, endLine, endColumn } = spanJson(view, span)
  const region = startLine === 0 ? undefined : { startLine, startColumn, endLine, endColumn }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } }
}

/** A path as a relative reference: every segment escaped. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function notificationsOf(view: View, { diagnostics }: ReviewReport): readonly JsonObject[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, summary, detail, span }) => ({
      descriptor: { id: code },
      level: 'error',
      message: { text: `${summary}. ${detail}` },
      locations: [locationOf(view, span)],
    }))
}
