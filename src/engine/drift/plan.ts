import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { isPlan, planFormat, type PlanReading } from '../../model/change.ts'
import type { Reverted } from '../../model/drift.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { ReadOptions } from '../../model/options.ts'
import { readers } from '../../readers/index.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { plannedOf } from '../../rules/plan/planned.ts'
import { answered, nothing } from '../answered.ts'
import { blastOf } from '../blast/blast.ts'
import { checkPlan, planFindings } from '../blast/plan-findings.ts'

/** Reads what `show -json` printed of a plan; undefined where it is none. */
export function readPlan(name: string, text: string, options: ReadOptions): PlanReading | undefined {
  const file = filePath(`<${name}>`)
  const snapshot = filesSnapshot({ [file]: text })
  const reader = readers.find(({ format }) => format === planFormat)
  const unit = reader?.unitAt(snapshot, file, options)
  if (reader === undefined || unit === undefined) return undefined
  const reading = answered(reader.read(unit, snapshot), snapshot, nothing)
  return isPlan(reading) ? reading : undefined
}

/** What a plan does when it is applied, so that everything is as the code says; undefined where it does nothing. */
export function revertedBy(
  reading: PlanReading,
  command: string,
  rules: readonly PlanRule[],
): { readonly reverting: Reverted | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const plan = plannedOf(reading)
  const isNothing = plan.changes.every(({ actions }) => actions.every((one) => one === 'no-op'))
  if (isNothing) return { reverting: undefined, diagnostics: [] }
  const { said, diagnostics } = checkPlan(plan, rules)
  const blast = blastOf(plan, said, planFindings(reading, said))
  return { reverting: { command, blast }, diagnostics }
}
