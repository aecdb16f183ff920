import { createHash } from 'node:crypto'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { Change, PlanReading } from '../../model/change.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import type { Site } from '../../model/why.ts'
import type { PlanRule, PlanVerdict } from '../../rules/plan/plan-rule.ts'
import type { Planned } from '../../rules/plan/planned.ts'
import { withoutKeys } from '../review/declared.ts'
import { traceOf } from '../why.ts'

/** What one rule says of a plan. */
export interface PlanSaid {
  readonly rule: PlanRule
  readonly verdict: PlanVerdict
}

/** Asks every rule about a plan; one that breaks is told of and doesn't keep the others from speaking. */
export function checkPlan(
  plan: Planned,
  rules: readonly PlanRule[],
): { readonly said: readonly PlanSaid[]; readonly diagnostics: readonly Diagnostic[] } {
  const said: PlanSaid[] = []
  const diagnostics: Diagnostic[] = []
  for (const rule of rules) {
    try {
      for (const verdict of rule.check(plan)) said.push({ rule, verdict })
    } catch (error) {
      diagnostics.push(failed(plan.reading, rule, error))
    }
  }
  return { said, diagnostics }
}

function failed({ root }: PlanReading, { id }: PlanRule, error: unknown): Diagnostic {
  const what = error instanceof Error ? error.message : String(error)
  return {
    code: 'review/rule-failed',
    severity: 'error',
    summary: 'A rule failed',
    detail: `The rule ${id} could not judge the plan: ${what}. Its other answers stand; mend the rule or skip it with --skip ${id}.`,
    span: { file: root, start: 0, end: 0 },
  }
}

/** Findings, one for each cause: the same said of instances of one declaration is one finding with several places. */
export function planFindings(reading: PlanReading, said: readonly PlanSaid[]): readonly Finding[] {
  const merged = new Map<string, { readonly finding: Finding; readonly places: FindingPlace[] }>()
  for (const one of said) {
    const finding = findingOf(reading, one)
    const cause = [finding.key, finding.verdict, finding.message].join('\u0000')
    const known = merged.get(cause)
    if (known === undefined) merged.set(cause, { finding, places: [...finding.places] })
    else known.places.push(...finding.places)
  }
  return [...merged.values()].map(({ finding, places }) => ({ ...finding, places }))
}

function findingOf(reading: PlanReading, { rule, verdict }: PlanSaid): Finding {
  const { change, kind, message, path, also, because } = verdict
  const trace = sitesOf(reading, change, path)
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    verdict: kind,
    address: change.address,
    path,
    message,
    span: trace[0]?.span ?? change.span,
    trace,
    because,
    places: [change, ...also].map((one) => placeOf(reading, one)),
    aliases: [],
    compliance: [],
    why: rule.why,
    fix: rule.fix,
    wanted: undefined,
    key: keyOf([rule.id, withoutKeys(change.address), path]),
  }
}

/** Where what will be says it, traced to its literal; else where what was says it; else where the change itself stands. */
function sitesOf({ origins }: PlanReading, change: Change, path: string): readonly Site[] {
  const steps = parsePath(path)
  const at = (value: Value): Value | undefined => {
    const found = path === '' || steps === undefined ? undefined : valueAt(value, steps)
    return found === undefined || found.kind === 'absent' || found.origin === 0 ? undefined : found
  }
  const value = at(change.after) ?? at(change.before)
  const trace =
    value === undefined ? [] : traceOf(origins, value.origin).filter(({ span }) => span.file !== '')
  return trace.length === 0 ? [{ step: 'construct', span: change.span }] : trace
}

function placeOf({ root, variant }: PlanReading, change: Change): FindingPlace {
  const { address, span, extent } = change
  return { root, variant, address, span, extent: extent satisfies Span }
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16)
}
