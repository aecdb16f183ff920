import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { Action, Change } from '../../model/change.ts'
import type { DangerousEdit, Dependent, EditBlast, EditCounts } from '../../model/blast.ts'
import type { EditAnswer } from '../../model/edit.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { remainingUsers } from '../../rules/plan/planned.ts'
import { traceOf } from '../why.ts'
import { actionOf, inOrder } from './blast.ts'
import { dependentsIn, type Spot } from './dependents.ts'
import { checkPlan, type PlanSaid } from './plan-findings.ts'
import { turned, type Turned } from './planned.ts'

/** An edit with what it reaches: what uses what it changes, and what rules about plans object to in it. */
export function withBlast(
  before: readonly Reading[],
  answer: EditAnswer,
  rules: readonly PlanRule[],
): EditAnswer {
  if (answer.kind !== 'edited') return answer
  return { ...answer, blast: blastBetween(before, answer.after.readings, rules) }
}

/**
 * What leads from some readings to the same ones with an edit in them: those that are touched are read anew, the others are as
 * they were.
 */
export function blastBetween(
  before: readonly Reading[],
  after: readonly Reading[],
  rules: readonly PlanRule[],
): EditBlast {
  const pairs = after.flatMap((reading, at): readonly Pair[] => {
    const old = before[at]
    return old === undefined || old === reading ? [] : [{ old, reading, ...turned(old, reading) }]
  })
  return { ...doneBy(pairs, judging(rules)), dependents: dependentsOf(pairs, before, after) }
}

/** What bringing some resources back does: from what runs to what the code says, each by the same address. */
export function revertDoes(
  live: Reading,
  wanted: Reading,
  rules: readonly PlanRule[],
): Omit<EditBlast, 'dependents'> {
  return doneBy([{ old: live, reading: wanted, ...turned(live, wanted) }], judging(rules))
}

/** Whether a state was lost is not to be seen in the code. */
function judging(rules: readonly PlanRule[]): readonly PlanRule[] {
  return rules.filter(({ danger }) => danger !== 'lost-state')
}

function doneBy(pairs: readonly Pair[], rules: readonly PlanRule[]): Omit<EditBlast, 'dependents'> {
  const dangers = pairs.flatMap((pair) =>
    checkPlan(pair.planned, rules).said.flatMap((said) => dangerOf(pair, said)),
  )
  return {
    counts: countsOf(pairs.flatMap(({ planned }) => planned.changes)),
    dangers: once(dangers).toSorted(inOrder),
  }
}

/** One root before and after. */
interface Pair extends Turned {
  readonly old: Reading
  readonly reading: Reading
}

/** What uses what is changed in the state after, and what is gone in the state before; without what is changed itself. */
function dependentsOf(
  pairs: readonly Pair[],
  before: readonly Reading[],
  after: readonly Reading[],
): readonly Dependent[] {
  const spots = (isOld: boolean): readonly Spot[] =>
    pairs.flatMap(({ old, reading, planned }) =>
      planned.changes
        .filter((one) => !isKept(one) && isGone(one) === isOld)
        .map(({ address }) => ({ reading: isOld ? old : reading, address })),
    )
  const [gone, there] = [spots(true), spots(false)]
  const told = new Set([...gone, ...there].map(({ reading, address }) => keyOf(reading, address)))
  const all = [...dependentsIn(after)(there), ...(gone.length === 0 ? [] : dependentsIn(before)(gone))]
  const nearest = new Map<string, Dependent>()
  for (const one of all.toSorted((a, b) => a.distance - b.distance)) {
    const key = keyOf(one, one.address)
    if (!told.has(key) && !nearest.has(key)) nearest.set(key, one)
  }
  return [...nearest.values()]
}

function keyOf({ root, variant }: Pick<Dependent, 'root' | 'variant'>, address: string): string {
  return [root, variant, address].join('\u0000')
}

function isKept({ actions }: Change): boolean {
  return actions.includes('no-op') || actions.includes('import')
}

function isGone({ after }: Change): boolean {
  return after.kind === 'absent'
}

function countsOf(changes: readonly Change[]): EditCounts {
  const count = (action: Action): number => changes.filter(({ actions }) => actions.includes(action)).length
  return {
    created: count('create'),
    changed: count('update'),
    replaced: count('replace'),
    destroyed: count('destroy'),
  }
}

function dangerOf(pair: Pair, { rule, verdict }: PlanSaid): readonly DangerousEdit[] {
  const { change, kind, message, path } = verdict
  if (kind === 'undecided') return []
  const { reading, planned, pathOf } = pair
  const said = pathOf(change)(path)
  return [
    {
      danger: rule.danger,
      rule: rule.id,
      severity: rule.severity,
      address: change.address,
      action: actionOf(change),
      message: said === '' ? message : message.replaceAll(path, said),
      dependents: remainingUsers(planned, change),
      root: reading.root,
      variant: reading.variant,
      path: said,
      span: lineOf(pair, change, path),
    },
  ]
}

/** The line that says it then; of what is gone, the one that said it. */
function lineOf({ old, reading }: Pair, change: Change, path: string): Span {
  const steps = path === '' ? undefined : parsePath(path)
  const at = (value: Value, { origins }: Reading): Span | undefined => {
    const found = steps === undefined ? undefined : valueAt(value, steps)
    if (found === undefined || found.origin === 0) return undefined
    return traceOf(origins, found.origin).find(({ span }) => span.file !== '')?.span
  }
  return at(change.after, reading) ?? at(change.before, old) ?? change.span
}

/** An object that is read on several ways is one. */
function once(dangers: readonly DangerousEdit[]): readonly DangerousEdit[] {
  const found = new Map<string, DangerousEdit>()
  for (const one of dangers) {
    const { rule, address, message, span } = one
    const key = [rule, address, message, span.file, span.start].join('\u0000')
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}
