import { dangers, type Blast, type BlastCounts, type DangerousChange } from '../../model/blast.ts'
import type { Action, Change } from '../../model/change.ts'
import { severities, type Finding } from '../../model/finding.ts'
import { remainingUsers, type Planned } from '../../rules/plan/planned.ts'
import type { PlanSaid } from './plan-findings.ts'

/** As many dependents as are looked for of one rule's changes: enough to see that it is much. */
const mostChanges = 500

/** What a plan does, counted, and each dangerous change with what depends on it. */
export function blastOf(plan: Planned, said: readonly PlanSaid[], findings: readonly Finding[]): Blast {
  const found: DangerousChange[] = []
  const told = new Map(
    findings.flatMap((one) =>
      one.places.map(({ address }) => [toldKey(one.rule, one.message, address), one] as const),
    ),
  )
  for (const { rule, verdict } of said) {
    const finding = told.get(toldKey(rule.id, verdict.message, verdict.change.address))
    if (verdict.kind === 'undecided' || finding === undefined) continue
    const { change, message } = verdict
    found.push({
      danger: rule.danger,
      rule: rule.id,
      severity: rule.severity,
      address: change.address,
      action: actionOf(change),
      message,
      dependents: found.length < mostChanges ? remainingUsers(plan, change) : [],
      key: finding.key,
    })
  }
  return { counts: countsOf(plan.changes), dangers: found.toSorted(inOrder) }
}

function toldKey(rule: string, message: string, address: string): string {
  return `${rule}\n${message}\n${address}`
}

/** Several plans as one. */
export function joinedBlasts(blasts: readonly Blast[]): Blast | undefined {
  const [first, ...others] = blasts
  if (first === undefined) return undefined
  return {
    counts: others.reduce((all, { counts }) => added(all, counts), first.counts),
    dangers: blasts.flatMap((one) => one.dangers).toSorted(inOrder),
  }
}

function added(one: BlastCounts, other: BlastCounts): BlastCounts {
  return {
    created: one.created + other.created,
    changed: one.changed + other.changed,
    replaced: one.replaced + other.replaced,
    destroyed: one.destroyed + other.destroyed,
    unchanged: one.unchanged + other.unchanged,
    moved: one.moved + other.moved,
    imported: one.imported + other.imported,
    forgotten: one.forgotten + other.forgotten,
  }
}

function countsOf(changes: readonly Change[]): BlastCounts {
  const count = (action: Action): number => changes.filter(({ actions }) => actions.includes(action)).length
  return {
    created: count('create'),
    changed: count('update'),
    replaced: count('replace'),
    destroyed: count('destroy'),
    unchanged: count('no-op'),
    moved: count('move'),
    imported: count('import'),
    forgotten: count('forget'),
  }
}

/** What is done, beside that something is moved or imported. */
export function actionOf({ actions }: Change): string {
  return actions.find((one) => one !== 'move' && one !== 'import') ?? actions[0] ?? 'no-op'
}

/** The worst first. */
export function inOrder(a: Ranked, b: Ranked): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    dangers.indexOf(a.danger) - dangers.indexOf(b.danger) ||
    compared(a.address, b.address) ||
    compared(a.rule, b.rule)
  )
}

type Ranked = Pick<DangerousChange, 'severity' | 'danger' | 'address' | 'rule'>

function compared(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
