import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Finding } from '../../model/finding.ts'
import type { Blast } from '../../model/blast.ts'
import { isPlan } from '../../model/change.ts'
import type { Estate } from '../../model/reading.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { plannedOf } from '../../rules/plan/planned.ts'
import type { Rule } from '../../rules/rule.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { blastOf, joinedBlasts } from '../blast/blast.ts'
import { checkPlan, planFindings } from '../blast/plan-findings.ts'
import { check, indexRules, type Said } from './check.ts'
import { findingsOf, inOrder } from './findings.ts'
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

/** Asks rules about everything in an estate, and those about changes about its plans. */
export function review(estate: Estate, rules: readonly Rule[], planRules: readonly PlanRule[] = []): Review {
  const table = shapeTable(shapes)
  const index = indexRules(rules)
  const said: Said[] = []
  const diagnostics: Diagnostic[] = []
  const asked = new Set<string>()
  const planned: Finding[] = []
  const blasts: Blast[] = []
  let resources = 0
  for (const reading of estate.readings) {
    const lives = livesOf(reading, table)
    const checked = check(lives, graphOf(reading, lives), index)
    said.push(...checked.said)
    diagnostics.push(...reading.diagnostics, ...checked.diagnostics)
    for (const id of checked.asked) asked.add(id)
    resources += reading.resources.length
    if (!isPlan(reading)) continue
    const plan = plannedOf(reading)
    const told = checkPlan(plan, planRules)
    const found = planFindings(reading, told.said)
    planned.push(...found)
    diagnostics.push(...told.diagnostics)
    blasts.push(blastOf(plan, told.said, found))
  }
  return {
    findings: [...findingsOf(said, (file) => estate.text(file)), ...planned].toSorted(inOrder),
    blast: joinedBlasts(blasts),
    diagnostics: [...estate.diagnostics, ...diagnostics],
    asked,
    resources,
  }
}
