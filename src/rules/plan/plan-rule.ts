import type { Cause } from '../../kernel/value.ts'
import type { Danger } from '../../model/blast.ts'
import type { Change } from '../../model/change.ts'
import type { Severity } from '../../model/finding.ts'
import type { Example } from '../rule.ts'
import type { Planned } from './planned.ts'

/**
 * One thing that a plan must not do unseen. It looks at changes and not at what they lead to, so it is no rule about live
 * resources. The file is the whole rule: its examples are its tests and its page.
 */
export interface PlanRule {
  /** `plan/` and the name of the file. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly danger: Danger
  /** What goes wrong, in a sentence or two that a person who never heard of it understands. */
  readonly why: string
  /** What to do, in a sentence. */
  readonly fix: string
  check(plan: Planned): Iterable<PlanVerdict>
  readonly examples: PlanExamples
}

/** What a rule says of one change. */
export interface PlanVerdict {
  readonly kind: 'violated' | 'undecided'
  readonly message: string
  readonly change: Change
  /** The path that says it, in what will be or else in what was; empty for the change as a whole. */
  readonly path: string
  /** The other changes of the same cause. */
  readonly also: readonly Change[]
  /** What is not known, when it is undecided. */
  readonly because: readonly Cause[]
}

/** Good: nothing is said. Bad: violated. Near: looks bad and isn't. */
export interface PlanExamples {
  readonly good: readonly Example[]
  readonly bad: readonly Example[]
  readonly near: readonly Example[]
}

/** The rule is broken by this change. */
export function objection(change: Change, message: string, path = ''): PlanVerdict {
  return { kind: 'violated', message, change, path, also: [], because: [] }
}
