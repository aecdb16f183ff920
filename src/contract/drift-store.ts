import type { Answer } from './commands.ts'
import type {
  DriftEdit,
  DriftItem,
  DriftProposal,
  DriftRecord,
  RevertPlan,
  Stack,
  Watched,
} from './drift-nouns.ts'
import type { Page, Paging } from './nouns.ts'

/** What is asked and done about drift by people. */
export interface Drifts {
  /** Why nothing can be compared: there is no key to keep what runs under. */
  readonly problem: string | undefined
  stacks(project: string): Promise<readonly Stack[]>
  /** By id or name. */
  stack(project: string, stack: string): Promise<Stack | undefined>
  addStack(project: string, stack: NewStack, by: string): Promise<Answer<Stack>>
  removeStack(project: string, stack: string, by: string): Promise<Answer<undefined>>
  /** Keeps what runs, encrypted, instead of what was known before; it is compared at once. */
  upload(project: string, stack: string, text: string, by: string): Promise<Answer<undefined>>
  /** Asks for a check now. */
  check(project: string, stack: string): Promise<Answer<undefined>>
  /** What is open first, then by address. */
  list(project: string, filter: DriftFilter, paging: Paging): Promise<Page<DriftItem>>
  get(project: string, drift: string): Promise<DriftItem | undefined>
  accept(
    project: string,
    drift: string,
    given: { readonly reason: string; readonly until: string },
    by: string,
  ): Promise<Answer<undefined>>
  reopen(project: string, drift: string, by: string): Promise<Answer<undefined>>
  /** Asks for the edit that writes it into the code. */
  codify(project: string, drift: string, by: string): Promise<Answer<undefined>>
  /** Asks for the pull request with that edit. */
  propose(project: string, drift: string, by: string): Promise<Answer<undefined>>
  edit(project: string, drift: string): Promise<DriftEdit | undefined>
  /** Asks for the plan that brings back what the code says. */
  revert(project: string, drift: string, by: string): Promise<Answer<undefined>>
  /** Approves or rejects that plan. */
  decide(
    project: string,
    drift: string,
    given: { readonly plan: string; readonly approves: boolean },
    by: string,
  ): Promise<Answer<undefined>>
}

export interface DriftFilter {
  readonly stack?: string | undefined
  readonly source?: string | undefined
  /** `open` when nothing is said. */
  readonly state?: 'open' | 'silent' | 'accepted' | 'gone' | undefined
  readonly what?: string | undefined
  readonly text?: string | undefined
}

export interface NewStack {
  readonly name: string
  readonly source: string
  readonly watched: Watched
  readonly namespace?: string | undefined
  readonly state?: string | undefined
  readonly everySeconds?: number | undefined
}

export interface StackName {
  readonly project: string
  readonly stack: string
}

export interface DriftName {
  readonly project: string
  readonly drift: string
}

/** What the runs that look for drift write. */
export interface DriftWork {
  /** Stacks for which it is time, claimed by whoever asks; `moment` names the run. */
  due(limit: number): Promise<readonly (StackName & { readonly moment: string })[]>
  /** The run of this moment is started, so that it need not be again. */
  begun(name: StackName, moment: string): Promise<void>
  /** What was sent last of what runs. */
  dump(name: StackName): Promise<Dump | undefined>
  checked(name: StackName, check: Checked): Promise<{ readonly appeared: number; readonly gone: number }>
  failed(name: StackName, why: string, sha: string | undefined): Promise<void>
  /** Edits and pull requests that are asked for, claimed. */
  asked(limit: number): Promise<readonly AskedProposal[]>
  proposal(name: DriftName): Promise<DriftProposal | undefined>
  /** The edit is there, or why there is none. */
  edited(name: DriftName, outcome: EditOutcome): Promise<void>
  /** The pull request is there, or the branch; told once. */
  proposed(name: DriftName, outcome: ProposalOutcome): Promise<void>
}

/** What the runs that bring something back write. */
export interface RevertWork {
  /** Plans that are asked for, and those that are approved, claimed. */
  reverts(limit: number): Promise<readonly AskedRevert[]>
  /** The plan is there, or why there is none. */
  planned(name: DriftName, outcome: PlanOutcome): Promise<void>
  /** Takes it to be applied; false when somebody has begun already. */
  begun(name: DriftName): Promise<boolean>
  /** The plan that was approved. */
  approved(name: DriftName): Promise<ApprovedPlan | undefined>
  /** Ends what nobody approved in the time in which it may be, and removes the plans; gives how many. */
  expire(now: number): Promise<number>
  /** Told once; what runs is compared again. */
  reverted(name: AskedRevert, outcome: RevertOutcome): Promise<void>
}

export interface AskedRevert extends DriftName {
  readonly stack: string
  readonly state: 'asked' | 'approved'
  readonly moment: string
}

export interface ApprovedPlan {
  readonly sha: string
  readonly plan: Uint8Array
}

export type PlanOutcome =
  | { readonly kind: 'planned'; readonly sha: string; readonly plan: Uint8Array; readonly does: RevertPlan }
  | { readonly kind: 'failed'; readonly why: string }

export type RevertOutcome = { readonly kind: 'applied' } | { readonly kind: 'failed'; readonly why: string }

export interface Dump {
  readonly text: string
  readonly at: string
  readonly by: string
}

export interface Checked {
  readonly sha: string
  readonly observed: { readonly at: string; readonly by: string }
  readonly found: FoundDrift
}

/** What comparing has given, masked. */
export interface FoundDrift {
  readonly items: readonly DriftRecord[]
  readonly live: number
  readonly compared: number
  readonly failures: readonly string[]
}

export interface AskedProposal extends DriftName {
  readonly state: 'asked' | 'opening'
  readonly moment: string
}

export type EditOutcome =
  | { readonly kind: 'ready'; readonly sha: string; readonly edit: DriftEdit }
  | { readonly kind: 'refused'; readonly why: string }

export type ProposalOutcome =
  | {
      readonly kind: 'proposed'
      readonly branch: string
      readonly url: string | undefined
      readonly number: number | undefined
    }
  | { readonly kind: 'failed'; readonly why: string }
