import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Blast } from '../../model/blast.ts'
import { isPlan } from '../../model/change.ts'
import type { Finding } from '../../model/finding.ts'
import { keptLiterals } from '../../model/mask.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { plannedOf } from '../../rules/plan/planned.ts'
import type { Rule } from '../../rules/rule.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { blastOf, joinedBlasts } from '../blast/blast.ts'
import { checkPlan, planFindings } from '../blast/plan-findings.ts'
import { check, indexRules } from './check.ts'
import { findingsIn, findingsInOrder, joinedFindings, type Caused, type TextOf } from './findings.ts'
import { graphOf } from './graph.ts'

/** What rules say of an estate. */
export interface Review {
  readonly findings: readonly Finding[]
  /** What could not be read, and rules that failed. */
  readonly diagnostics: readonly Diagnostic[]
  /** Ids of the rules that had something to look at. */
  readonly asked: ReadonlySet<string>
  /** How many resources were looked at. */
  readonly resources: number
  /** What the plans among it do; undefined when there is none. */
  readonly blast: Blast | undefined
}

/** What rules say of one reading, and what it takes to show that: plain data, which can be kept when the reading is gone. */
export interface UnitReview {
  readonly found: readonly Caused[]
  readonly diagnostics: readonly Diagnostic[]
  readonly asked: readonly string[]
  readonly resources: number
  /** What is said of the changes of a plan. */
  readonly plan: { readonly findings: readonly Finding[]; readonly blast: Blast } | undefined
  /** What stands in the sources and is not to be shown. */
  readonly secrets: readonly Span[]
  /** The texts of places that are not files. */
  readonly texts: readonly (readonly [FilePath, string])[]
}

/** Asks rules about everything in an estate, and those about changes about its plans. */
export function review(estate: Estate, rules: readonly Rule[], planRules: readonly PlanRule[] = []): Review {
  const ask = reviewer(rules, planRules)
  return joinedReviews(
    estate.readings.map((one) => ask(one, (file) => estate.text(file))),
    estate.diagnostics,
  )
}

/** Rules made ready to be asked about one reading after the other. */
export function reviewer(
  rules: readonly Rule[],
  planRules: readonly PlanRule[],
): (reading: Reading, text: TextOf) => UnitReview {
  const table = shapeTable(shapes)
  const index = indexRules(rules)
  return (reading, text) => {
    const lives = livesOf(reading, table)
    const graph = graphOf(reading, lives)
    const all = { isAsked: () => true, graphFor: () => graph }
    const { said, diagnostics, asked } = check(lives, all, index)
    const planned = planReview(reading, planRules)
    return {
      found: findingsIn(said, text),
      diagnostics: [...reading.diagnostics, ...diagnostics, ...planned.diagnostics],
      asked: [...asked].toSorted(),
      resources: reading.resources.length,
      plan: planned.plan,
      secrets: spansInOrder(keptLiterals(reading)),
      texts: [...reading.texts],
    }
  }
}

/** Each once, by file and place. */
export function spansInOrder(spans: readonly Span[]): readonly Span[] {
  const found = new Map(spans.map((one) => [`${one.file}:${one.start}:${one.end}`, one]))
  return [...found.values()].toSorted(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.start - b.start || a.end - b.end,
  )
}

function planReview(
  reading: Reading,
  rules: readonly PlanRule[],
): { readonly plan: UnitReview['plan']; readonly diagnostics: readonly Diagnostic[] } {
  if (!isPlan(reading)) return { plan: undefined, diagnostics: [] }
  const plan = plannedOf(reading)
  const { said, diagnostics } = checkPlan(plan, rules)
  const findings = planFindings(reading, said)
  return { plan: { findings, blast: blastOf(plan, said, findings) }, diagnostics }
}

/** The reviews of an estate's readings as one; `diagnostics` are those that belong to none of them. */
export function joinedReviews(units: readonly UnitReview[], diagnostics: readonly Diagnostic[]): Review {
  const plans = units.flatMap(({ plan }) => plan ?? [])
  const found = joinedFindings(units.flatMap((one) => one.found))
  return {
    findings:
      plans.length === 0 ? found : findingsInOrder([...found, ...plans.flatMap(({ findings }) => findings)]),
    blast: joinedBlasts(plans.map(({ blast }) => blast)),
    diagnostics: [...diagnostics, ...units.flatMap((one) => one.diagnostics)],
    asked: new Set(units.flatMap(({ asked }) => asked)),
    resources: units.reduce((sum, one) => sum + one.resources, 0),
  }
}
