import type { Plain } from './nouns.ts'

/** Where it is learnt what runs: from what somebody sends, or by asking with what the workers may use. */
export type Watched =
  | { readonly kind: 'upload' }
  | { readonly kind: 'aws'; readonly region?: string | undefined; readonly profile?: string | undefined }
  | WatchedTerraform

/** A root of Terraform: the program of the workers plans it at the newest commit, with the state that the code names. */
export interface WatchedTerraform {
  readonly kind: 'terraform'
  /** Its folder in the repository; the top when it isn't said. */
  readonly folder?: string | undefined
  readonly workspace?: string | undefined
  /** Files of variables, by their paths in the repository. */
  readonly varFiles?: readonly string[] | undefined
  /** Whether the server may bring back what the code says, and whether somebody else has to approve it: `off` when nothing is said. */
  readonly revert?: 'off' | 'by-another' | 'by-one' | undefined
}

/** A source that is compared with one live system: an environment, such as `prod`. */
export interface Stack {
  readonly id: string
  readonly name: string
  /** The id of the source. */
  readonly source: string
  readonly watched: Watched
  /** Where objects are that name no namespace. */
  readonly namespace: string | undefined
  /** The Terraform state, kept here, that remembers what was applied. */
  readonly state: string | undefined
  readonly everySeconds: number
  readonly createdAt: string
  readonly createdBy: string
  /** When it was compared last, and with which commit. */
  readonly checkedAt: string | undefined
  readonly sha: string | undefined
  /** When it was learnt what runs, and who sent it. */
  readonly observedAt: string | undefined
  readonly observedBy: string | undefined
  /** Why it could not be compared the last time. */
  readonly problem: string | undefined
  /** Whether it is being compared, or about to be. */
  readonly isDue: boolean
  /** How many objects run, and how many of them the code says. */
  readonly live: number
  readonly compared: number
  /** What could not be asked, so that nothing is said of it. */
  readonly failures: readonly string[]
  readonly open: number
  readonly silent: number
}

/** A value as one side has it, masked. */
export interface DriftState {
  readonly value: Plain | undefined
  readonly isUnknown: boolean
}

export interface DriftPlace {
  readonly file: string
  readonly startLine: number
  readonly endLine: number
  /** The line, masked. */
  readonly source: string | undefined
}

/** Who made it so, as the live system remembers it. */
export interface DriftWriter {
  readonly name: string
  readonly at: string | undefined
  /** What was asked of the service, where it is known by that. */
  readonly event?: string | undefined
}

/** What would be done about it, in a word, and to what. */
export interface DriftMove {
  readonly action: 'set' | 'remove' | 'create' | 'delete' | 'add'
  readonly address: string
  readonly path: string
  readonly value: Plain | undefined
}

/** What an edit, or bringing something back, reaches: so far as the sources tell. */
export interface DriftBlast {
  /** How many resources use what is changed, directly or by way of others. */
  readonly dependents: number
  /** The first of those that use it directly. */
  readonly direct: readonly string[]
  /** What rules about plans object to. */
  readonly dangers: readonly DriftDanger[]
}

export interface DriftDanger {
  /** Such as `data-loss` or `exposure`. */
  readonly class: string
  readonly rule: string
  readonly address: string
  readonly message: string
  readonly file: string
  readonly startLine: number
}

/** One thing that runs otherwise than the code says, as it is kept. */
export interface DriftRecord {
  /** The same over checks of one stack. */
  readonly id: string
  readonly address: string
  readonly type: string
  /** Empty for all of an object. */
  readonly path: string
  /** Its class, such as `by-hand`, `unmanaged`, `deleted`, `not-rolled-out`. */
  readonly what: string
  readonly root: string
  readonly format: string
  readonly variant: string
  readonly wanted: DriftState | undefined
  readonly remembered: DriftState | undefined
  readonly live: DriftState | undefined
  /** The line that wants the value. */
  readonly origin: DriftPlace | undefined
  readonly by: DriftWriter | undefined
  readonly why: string
  /** Why it is held back, where it is. */
  readonly silence: { readonly kind: string; readonly why: string } | undefined
  readonly revert: DriftMove | undefined
  readonly codify: DriftMove | undefined
  /** What bringing its object back reaches. */
  readonly blast?: DriftBlast | undefined
}

export interface DriftItem extends DriftRecord {
  readonly stack: string
  readonly source: string
  readonly since: string
  /** When it was gone. */
  readonly until: string | undefined
  readonly acceptance: DriftAcceptance | undefined
  readonly proposal: DriftProposal | undefined
  readonly reverting: DriftReverting | undefined
}

export interface DriftAcceptance {
  readonly by: string
  readonly reason: string
  /** The last day on which it holds. */
  readonly until: string
  readonly at: string
}

/** What writing a drift into the code comes to. */
export interface DriftProposal {
  /** `asked`: being worked out; `ready`: there is an edit; `refused`: there is none; `opening`: a pull request is; `proposed`: it is there, or a branch in the mirror where no forge is configured. */
  readonly state: 'asked' | 'ready' | 'refused' | 'opening' | 'proposed' | 'failed'
  readonly by: string
  readonly at: string
  /** The commit that the edit is made of. */
  readonly sha: string | undefined
  readonly problem: string | undefined
  readonly branch: string | undefined
  readonly url: string | undefined
}

/** Bringing back what the code says, as it stands. */
export interface DriftReverting {
  /** `asked`: being planned; `waiting`: for an approver; `approved`: about to be applied; then `applying` and its end. */
  readonly state:
    | 'asked'
    | 'waiting'
    | 'approved'
    | 'rejected'
    | 'expired'
    | 'applying'
    | 'applied'
    | 'failed'
  readonly by: string
  readonly at: string
  /** The commit that was planned. */
  readonly sha: string | undefined
  /** Names the plan, so that what is approved is what was looked at. */
  readonly plan: string | undefined
  readonly does: RevertPlan | undefined
  /** Who approved or rejected it. */
  readonly decidedBy: string | undefined
  readonly decidedAt: string | undefined
  readonly problem: string | undefined
}

/** What a plan does, without any value. */
export interface RevertPlan {
  readonly created: number
  readonly changed: number
  readonly replaced: number
  readonly destroyed: number
  readonly changes: readonly { readonly address: string; readonly action: string }[]
  readonly dangers: readonly PlannedDanger[]
}

export interface PlannedDanger {
  readonly address: string
  readonly message: string
  readonly class?: string | undefined
  readonly rule?: string | undefined
  /** What depends on it and stays. */
  readonly dependents?: readonly string[] | undefined
}

/** The edit itself, verified by reading again. */
export interface DriftEdit {
  readonly title: string
  /** As `git apply` takes it. */
  readonly diff: string
  /** What changes besides, and findings that come or go. */
  readonly follows: readonly DriftChange[]
  readonly others: readonly DriftChange[]
  readonly appeared: readonly string[]
  readonly gone: readonly string[]
  readonly blast?: DriftBlast | undefined
  /** Commands that have stacks take over what the code says from now on. */
  readonly imports?: readonly string[] | undefined
}

export interface DriftChange {
  readonly address: string
  readonly path: string
  readonly before: Plain | undefined
  readonly after: Plain | undefined
}
