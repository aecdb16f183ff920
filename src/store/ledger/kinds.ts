import type { LedgerEvent } from '../../contract/nouns.ts'
import type {
  ChangeRef,
  FindingCounts,
  GateResult,
  Hook,
  Role,
  Source,
  Token,
  UploadedReport,
} from '../../contract/nouns.ts'
import type { Veto } from '../../contract/commands.ts'
import type { ToldChange } from '../../contract/feed-nouns.ts'
import type { Stack } from '../../contract/drift-nouns.ts'
import type { IncidentCause, SignalSource } from '../../contract/incident-nouns.ts'
import type { CommitFacts } from '../../contract/records.ts'
import type { WrittenHook } from '../../model/hook.ts'

/** What happens, and what is written of it. Large things are blobs beside the ledger, named here by their hashes. */
export interface EventData {
  readonly 'project-created': { readonly id: string; readonly name: string }
  readonly 'member-set': { readonly user: string; readonly role: Role }
  readonly 'member-removed': { readonly user: string }
  readonly 'source-added': Omit<Source, 'fetchedAt' | 'problem' | 'heads'>
  readonly 'source-changed': { readonly id: string; readonly defaultBranch: string }
  readonly 'source-removed': { readonly id: string }
  readonly 'branch-moved': { readonly source: string; readonly branch: string; readonly sha: string }
  readonly 'branch-removed': { readonly source: string; readonly branch: string }
  readonly 'change-opened': ChangeSeen
  readonly 'change-updated': ChangeSeen
  readonly 'change-merged': ChangeSeen
  readonly 'change-closed': ChangeSeen
  readonly 'commit-queued': CommitFacts & { readonly source: string; readonly branch: string }
  readonly 'commit-started': { readonly source: string; readonly sha: string; readonly run: string }
  readonly 'commit-reviewed': CommitReviewed
  readonly 'commit-failed': { readonly source: string; readonly sha: string; readonly problem: string }
  readonly 'gate-overridden': {
    readonly source: string
    readonly sha: string
    readonly gate: string
    readonly reason: string
  }
  readonly 'finding-accepted': {
    readonly finding: string
    readonly reason: string
    readonly until: string | undefined
  }
  readonly 'finding-reopened': { readonly finding: string }
  readonly 'report-received': Omit<UploadedReport, 'by' | 'at'>
  readonly 'hook-added': Omit<Hook, 'source' | 'createdAt' | 'createdBy'> & { readonly source?: string }
  readonly 'hook-removed': { readonly id: string }
  readonly 'hook-renewed': { readonly id: string }
  readonly 'hook-vetoed': Veto
  readonly 'token-created': Pick<Token, 'id' | 'name' | 'scopes' | 'role' | 'expiresAt'>
  readonly 'token-revoked': { readonly id: string }
  readonly 'state-written': StateWritten
  readonly 'state-restored': StateWritten
  readonly 'state-removed': StateNamed
  readonly 'state-read': StateNamed
  readonly 'state-locked': StateHeld & { readonly operation: string; readonly who: string }
  readonly 'state-unlocked': StateHeld
  readonly 'state-force-unlocked': StateHeld & {
    readonly operation: string
    readonly who: string
    readonly reason: string
  }
  readonly 'stack-added': Pick<Stack, StackFacts>
  readonly 'stack-removed': { readonly id: string }
  readonly 'drift-changed': DriftChanged
  readonly 'drift-accepted': { readonly drift: string; readonly reason: string; readonly until: string }
  readonly 'drift-reopened': { readonly drift: string }
  readonly 'drift-proposed': {
    readonly drift: string
    readonly stack: string
    readonly branch: string
    readonly url: string | undefined
    readonly number: number | undefined
    readonly asked: string
  }
  readonly 'drift-revert-asked': { readonly drift: string; readonly stack: string }
  readonly 'drift-revert-decided': {
    readonly drift: string
    readonly stack: string
    readonly plan: string
    readonly approves: boolean
    readonly askedBy: string
  }
  readonly 'drift-revert-expired': {
    readonly drift: string
    readonly stack: string
    readonly plan: string
    readonly askedBy: string
  }
  readonly 'drift-reverted': {
    readonly drift: string
    readonly stack: string
    readonly sha: string
    readonly plan: string
    readonly outcome: 'applied' | 'failed'
    readonly problem: string | undefined
    readonly askedBy: string
  }
  /** Events of earlier programs have no labels and kind. */
  readonly 'signals-added': Pick<SignalSource, SignalFacts> & Partial<Pick<SignalSource, 'labels' | 'kind'>>
  readonly 'signals-removed': { readonly id: string }
  readonly 'incident-detected': IncidentNamed & { readonly since: string; readonly alerts: readonly string[] }
  readonly 'incident-reported': IncidentReported
  readonly 'incident-resolved': IncidentNamed & { readonly until: string }
  readonly 'change-told': ToldChange
  readonly told: { readonly key: string; readonly said: Readonly<Record<string, string>> }
}

export type EventKind = keyof EventData

type ChangeSeen = ChangeRef & { readonly source: string; readonly branch: string; readonly sha: string }

type StackFacts = 'id' | 'name' | 'source' | 'watched' | 'namespace' | 'state' | 'everySeconds'

type SignalFacts = 'id' | 'name' | 'source' | 'url' | 'credential' | 'everySeconds' | 'allowsPrivate'

interface IncidentNamed {
  readonly id: string
  readonly signals: string
  readonly source: string
  readonly name: string
}

/** What came of looking into it. `body` is the blob with the whole report. */
interface IncidentReported extends IncidentNamed {
  readonly outcome: string
  readonly headline: string
  readonly service: string | undefined
  readonly suspect: string | undefined
  readonly change: IncidentCause | undefined
  readonly body: string
  /** Since when it shows, where that is before an alert told of it. */
  readonly since?: string
}

/** What a check has found that was otherwise before. `body` is the blob with everything that it has found. */
interface DriftChanged {
  readonly stack: string
  readonly name: string
  readonly source: string
  readonly sha: string
  readonly body: string
  readonly open: number
  readonly appeared: readonly DriftTold[]
  readonly gone: readonly DriftTold[]
}

/** Without values. */
interface DriftTold {
  readonly id: string
  readonly address: string
  readonly path: string
  readonly what: string
  readonly who: string | undefined
  /** When that was; events of earlier programs have none. */
  readonly at?: string | undefined
}

interface StateNamed {
  readonly name: string
  readonly version: number
  readonly serial: number
}

/** Everything about a version but what is in it. */
interface StateWritten extends StateNamed {
  readonly lineage: string
  readonly bytes: number
  readonly digest: string
  readonly how: string
  readonly restoredFrom: number | undefined
  readonly reason: string | undefined
  /** The resources that are otherwise than in the version before, and how many more; events of earlier programs have none. */
  readonly changed?: readonly string[]
  readonly changedMore?: number
}

interface StateHeld {
  readonly name: string
  readonly lock: string
}

interface CommitReviewed {
  readonly source: string
  readonly branch: string
  readonly sha: string
  readonly base: string | undefined
  readonly readings: readonly string[]
  readonly findings: readonly string[]
  readonly files: string
  readonly body: string
  readonly counts: FindingCounts
  readonly worse: number
  readonly fixed: number
  readonly changes: number
  readonly resources: number
  readonly gates: readonly GateResult[]
  /** What its plumbline.yaml says of hooks; events of earlier programs have none. */
  readonly hooks?: readonly WrittenHook[]
  readonly timings: readonly { readonly step: string; readonly milliseconds: number }[]
}

/** The types of events: the words of CDEvents where it has one (https://cdevents.dev/docs/), ours where it has none. */
export const eventTypes: Readonly<Record<EventKind, string>> = {
  'project-created': 'dev.plumbline.project.created.1.0.0',
  'member-set': 'dev.plumbline.member.set.1.0.0',
  'member-removed': 'dev.plumbline.member.removed.1.0.0',
  'source-added': 'dev.cdevents.repository.created.0.2.0',
  'source-changed': 'dev.cdevents.repository.modified.0.2.0',
  'source-removed': 'dev.cdevents.repository.deleted.0.2.0',
  'branch-moved': 'dev.plumbline.branch.moved.1.0.0',
  'branch-removed': 'dev.cdevents.branch.deleted.0.2.0',
  'change-opened': 'dev.cdevents.change.created.0.3.0',
  'change-updated': 'dev.cdevents.change.updated.0.2.0',
  'change-merged': 'dev.cdevents.change.merged.0.2.0',
  'change-closed': 'dev.cdevents.change.abandoned.0.2.0',
  'commit-queued': 'dev.cdevents.pipelinerun.queued.0.2.0',
  'commit-started': 'dev.cdevents.pipelinerun.started.0.2.0',
  'commit-reviewed': 'dev.cdevents.pipelinerun.finished.0.2.0',
  'commit-failed': 'dev.plumbline.commit.failed.1.0.0',
  'gate-overridden': 'dev.plumbline.gate.overridden.1.0.0',
  'finding-accepted': 'dev.plumbline.finding.accepted.1.0.0',
  'finding-reopened': 'dev.plumbline.finding.reopened.1.0.0',
  'report-received': 'dev.cdevents.testoutput.published.0.2.0',
  'hook-added': 'dev.plumbline.hook.added.1.0.0',
  'hook-removed': 'dev.plumbline.hook.removed.1.0.0',
  'hook-renewed': 'dev.plumbline.hook.renewed.1.0.0',
  'hook-vetoed': 'dev.plumbline.hook.vetoed.1.0.0',
  'token-created': 'dev.plumbline.token.created.1.0.0',
  'token-revoked': 'dev.plumbline.token.revoked.1.0.0',
  'stack-added': 'dev.plumbline.stack.added.1.0.0',
  'stack-removed': 'dev.plumbline.stack.removed.1.0.0',
  'drift-changed': 'dev.plumbline.drift.changed.1.0.0',
  'drift-accepted': 'dev.plumbline.drift.accepted.1.0.0',
  'drift-reopened': 'dev.plumbline.drift.reopened.1.0.0',
  'drift-proposed': 'dev.plumbline.drift.proposed.1.0.0',
  'drift-revert-asked': 'dev.plumbline.drift.revert-asked.1.0.0',
  'drift-revert-decided': 'dev.plumbline.drift.revert-decided.1.0.0',
  'drift-revert-expired': 'dev.plumbline.drift.revert-expired.1.0.0',
  'drift-reverted': 'dev.plumbline.drift.reverted.1.0.0',
  'state-written': 'dev.plumbline.state.written.1.0.0',
  'state-restored': 'dev.plumbline.state.restored.1.0.0',
  'state-removed': 'dev.plumbline.state.removed.1.0.0',
  'state-read': 'dev.plumbline.state.read.1.0.0',
  'state-locked': 'dev.plumbline.state.locked.1.0.0',
  'state-unlocked': 'dev.plumbline.state.unlocked.1.0.0',
  'state-force-unlocked': 'dev.plumbline.state.force-unlocked.1.0.0',
  'signals-added': 'dev.plumbline.signals.added.1.0.0',
  'signals-removed': 'dev.plumbline.signals.removed.1.0.0',
  'incident-detected': 'dev.cdevents.incident.detected.0.2.0',
  'incident-reported': 'dev.cdevents.incident.reported.0.2.0',
  'incident-resolved': 'dev.cdevents.incident.resolved.0.2.0',
  'change-told': 'dev.plumbline.deployment.told.1.0.0',
  told: 'dev.plumbline.forge.told.1.0.0',
}

/** An event with its data as its kind says. */
export type Happened = {
  readonly [Kind in EventKind]: {
    readonly kind: Kind
    readonly data: EventData[Kind]
  }
}[EventKind]

const kinds = new Map<string, EventKind>(
  Object.entries(eventTypes).map(([kind, type]) => [type, kind as EventKind]),
)

/** What an event says happened, by its kind; undefined for an event of a newer program. */
export function happened({ type, data }: Pick<LedgerEvent, 'type' | 'data'>): Happened | undefined {
  const kind = kinds.get(type)
  // Writers make events by their kind's own type, and the chain of hashes says that nobody changed one since.
  return kind === undefined ? undefined : ({ kind, data } as unknown as Happened)
}
