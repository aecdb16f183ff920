import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Finding } from '../../model/finding.ts'
import type { Estate } from '../../model/reading.ts'
import type { Rule } from '../../rules/rule.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { check, indexRules, type Said } from './check.ts'
import { findingsOf } from './findings.ts'
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
}

/** Asks rules about everything in an estate. */
export function review(estate: Estate, rules: readonly Rule[]): Review {
  const table = shapeTable(shapes)
  const index = indexRules(rules)
  const said: Said[] = []
  const diagnostics: Diagnostic[] = []
  const asked = new Set<string>()
  let resources = 0
  for (const reading of estate.readings) {
    const lives = livesOf(reading, table)
    const checked = check(lives, graphOf(reading, lives), index)
    said.push(...checked.said)
    diagnostics.push(...reading.diagnostics, ...checked.diagnostics)
    for (const id of checked.asked) asked.add(id)
    resources += reading.resources.length
  }
  return {
    findings: findingsOf(said, (file) => estate.text(file)),
    diagnostics: [...estate.diagnostics, ...diagnostics],
    asked,
    resources,
  }
}
