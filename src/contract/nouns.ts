import type { Severity } from '../model/finding.ts'
import { hookNames, type HookName } from '../model/hook.ts'

export { hookNames, type HookName }

/** A page of a list. `next` is handed back to get the page that follows; undefined on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

/** Which page of a list: `after` is the `next` of the page before. */
export interface Paging {
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** What a person or program may do in a project, from the least to the most. */
export const roles = ['viewer', 'operator', 'approver', 'admin'] as const
export type Role = (typeof roles)[number]

/** Any value that JSON can say. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain }

/** A tenant: sources, findings, events and hooks belong to one. Its id is chosen by people, such as `acme`. */
export interface Project {
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

/** Where credentials are, never what they are. */
export type CredentialRef =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }

/** A git repository that is watched. */
export interface Source {
  readonly id: string
  readonly name: string
  /** What git fetches from: `https://…`, `ssh://…`, `user@host:path`, or a path where an administrator allows it. */
  readonly url: string
  /** Branches by name or with `*`. */
  readonly branches: readonly string[]
  /** The folder that is read; empty for all. */
  readonly path: string
  readonly defaultBranch: string
  readonly credential: CredentialRef | undefined
  /** How often it is asked for commits. */
  readonly everySeconds: number
  readonly fetchedAt: string | undefined
  /** Why it could not be fetched the last time. */
  readonly problem: string | undefined
  readonly heads: readonly BranchHead[]
}

/** The newest commit of a branch. */
export interface BranchHead {
  readonly branch: string
  readonly sha: string
  readonly gate: GateVerdict | undefined
  /** The open pull request of the branch. */
  readonly change: ChangeRef | undefined
}

/** A pull request. */
export interface ChangeRef {
  readonly number: number
  readonly title: string
  readonly url: string
  readonly state: 'open' | 'merged' | 'closed'
  readonly targetBranch: string
}

export type FindingCounts = Readonly<Record<Severity | 'undecided' | 'accepted', number>>

export type GateVerdict = 'passed' | 'failed' | 'overridden'

/** One line of a gate: what was measured, and what was asked. */
export interface GateCondition {
  /** Such as `new high`, `undecided share`, `coverage`. */
  readonly name: string
  readonly verdict: 'passed' | 'failed' | 'undecided'
  readonly measured: number | undefined
  readonly limit: number
  readonly comparison: 'at most' | 'at least'
  /** In full sentences, for a person. */
  readonly detail: string
  /** Whether it asks about a number of a report, which may come later. */
  readonly isReported?: boolean | undefined
}

export interface GateResult {
  readonly gate: string
  readonly verdict: GateVerdict
  readonly conditions: readonly GateCondition[]
  readonly override: { readonly by: string; readonly reason: string; readonly at: string } | undefined
}

export interface CommitSummary {
  readonly source: string
  readonly sha: string
  readonly branch: string
  readonly author: string
  readonly email: string
  /** ISO 8601. */
  readonly date: string
  readonly subject: string
  readonly state: 'queued' | 'running' | 'reviewed' | 'failed'
  /** The commit that it was compared with. */
  readonly base: string | undefined
  readonly gate: GateVerdict | undefined
  readonly counts: FindingCounts
  /** Findings that it made worse, and that it fixed. */
  readonly worse: number
  readonly fixed: number
  /** Values that it changed. */
  readonly changes: number
  readonly resources: number
  readonly seenAt: string
  readonly reviewedAt: string | undefined
  readonly run: string
  readonly problem: string | undefined
  readonly change: ChangeRef | undefined
}

export interface CommitDetail extends CommitSummary {
  readonly gates: readonly GateResult[]
  /** The worst first. */
  readonly madeWorse: readonly FindingSummary[]
  readonly madeGood: readonly FindingSummary[]
  /** Grouped by root, then by the line that caused it, as `plumbline diff --format json` prints it. */
  readonly difference: readonly DifferenceRoot[]
  /** Whether only the first changes are kept in `difference`. */
  readonly isCut: boolean
  readonly timings: readonly { readonly step: string; readonly milliseconds: number }[]
  readonly diagnostics: readonly DiagnosticNoun[]
}

export interface DiagnosticNoun {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly summary: string
  readonly detail: string
  readonly file: string
  readonly startLine: number
}

/** A place in a file; lines from 1, 0 outside of files. */
export interface Place {
  readonly file: string
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** A place and what happened to the value there; `source` is the line's text, masked. */
export interface OriginSite extends Place {
  readonly step: string
  readonly source: string | undefined
}

export interface DifferenceRoot {
  readonly path: string
  readonly format: string
  readonly variant: string
  readonly state: 'added' | 'removed' | 'changed'
  readonly groups: readonly DifferenceGroup[]
}

export interface DifferenceGroup {
  readonly causes: readonly DifferenceCause[]
  readonly changes: readonly DifferenceChange[]
}

export interface DifferenceCause {
  readonly kind: 'line' | 'file' | 'unchanged'
  readonly before: CausePlace | undefined
  readonly after: CausePlace | undefined
}

export interface CausePlace extends Place {
  /** The text of its line or lines, masked. */
  readonly source: string | undefined
}

export interface DifferenceChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  readonly address: string
  readonly path: string
  readonly before: ValueState | undefined
  readonly after: ValueState | undefined
}

/** A value as documents say it: masked, with what is unknown in it and why. */
export interface ValueState {
  readonly value: Plain | undefined
  readonly unknown: Plain
  readonly sensitive: Plain
  readonly because: Plain
}

export type FindingState = 'open' | 'accepted' | 'fixed'

export interface FindingSummary {
  /** The same over commits of one source. */
  readonly id: string
  readonly source: string
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly verdict: 'violated' | 'undecided'
  readonly state: FindingState
  readonly address: string
  readonly path: string
  readonly message: string
  readonly file: string
  readonly startLine: number
  readonly places: number
  /** The commit that brought it, and the one that it was gone with. */
  readonly since: string
  readonly until: string | undefined
}

export interface FindingDetail extends FindingSummary {
  readonly why: string
  readonly fix: string
  readonly wanted: { readonly path: string; readonly value: Plain } | undefined
  readonly because: readonly { readonly kind: string; readonly what: string }[]
  readonly trace: readonly OriginSite[]
  readonly allPlaces: readonly Plain[]
  readonly aliases: readonly string[]
  readonly compliance: readonly string[]
  readonly acceptance: Acceptance | undefined
}

/** A finding that somebody lives with, in the sources or in the console. */
export interface Acceptance {
  readonly by: string
  readonly reason: string
  /** The last day on which it holds; undefined for ever. */
  readonly until: string | undefined
  readonly at: string
  readonly where: 'source' | 'console'
}

export interface ResourceSummary {
  readonly source: string
  readonly format: string
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly type: string
  readonly name: string
  readonly module: string
  readonly file: string
  readonly startLine: number
  /** Open findings. */
  readonly findings: number
}

export interface ResourceDetail extends ResourceSummary {
  /** The commit whose reading this is. */
  readonly sha: string
  readonly values: readonly TracedValue[]
  /** The declaration with some lines around it, masked. */
  readonly excerpt: Excerpt | undefined
  readonly uses: readonly string[]
  readonly usedBy: readonly string[]
}

/** A value of a resource, and where it comes from. */
export interface TracedValue {
  readonly path: string
  readonly value: Plain | undefined
  readonly unknown: boolean
  readonly sensitive: boolean
  readonly because: readonly { readonly kind: string; readonly what: string }[]
  /** Changing the first literal sets the value. */
  readonly exact: boolean
  /** What set it: the literal, or several that it was computed from. */
  readonly literals: readonly OriginSite[]
  readonly hops: readonly OriginSite[]
  readonly under: readonly OriginSite[]
  /** What set the same thing and was overridden, strongest first. */
  readonly losers: readonly OriginSite[]
}

export interface Excerpt {
  readonly file: string
  readonly firstLine: number
  readonly lines: readonly { readonly number: number; readonly text: string; readonly isMarked: boolean }[]
}

/** Everything about one value: what its panel shows. */
export interface Explanation {
  readonly resource: ResourceSummary
  readonly value: TracedValue
  /** The winning line in its file. */
  readonly excerpt: Excerpt | undefined
  /** Who last touched the winning line. */
  readonly commit: Author | undefined
}

export interface Author {
  readonly sha: string
  readonly author: string
  readonly email: string
  readonly date: string
  readonly subject: string
}

/** A value as it was from a commit on, newest first. */
export interface HistoricValue {
  readonly commit: Author
  readonly kind: 'added' | 'changed' | 'removed'
  readonly value: Plain | undefined
  readonly literal: OriginSite | undefined
}

/** One level of the graph, or what is around a resource: boxes, and the lines between them. */
export interface GraphView {
  /** Resources that are boxes of their own. */
  readonly nodes: readonly GraphNode[]
  /** Clusters that are boxes. */
  readonly clusters: readonly GraphCluster[]
  /** Between boxes, each once. */
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  /** The cluster that is open and those around it, the outermost first. */
  readonly within: readonly { readonly id: string; readonly title: string }[]
  /** How many boxes there are, given or not. */
  readonly total: number
}

export interface GraphNode {
  /** `root@variant::address`. */
  readonly id: string
  readonly address: string
  readonly type: string
  readonly cluster: string
  readonly findings: number
  readonly worst: Severity | undefined
}

/** Resources that belong together: a root, a module of it, an application. */
export interface GraphCluster {
  readonly id: string
  readonly title: string
  readonly parent: string | undefined
  /** How many of them are meant. */
  readonly resources: number
  readonly findings: number
  readonly worst: Severity | undefined
}

/** A line of the ledger: a CloudEvent 1.0. */
export interface LedgerEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly data: { readonly [name: string]: Plain }
  /** The place in the project's chain, from 1, with leading zeros. */
  readonly sequence: string
  /** The hash of the event before; empty for the first. */
  readonly prevhash: string
}

export interface Hook {
  readonly id: string
  readonly hook: HookName
  readonly when: 'before' | 'after'
  readonly to:
    | { readonly kind: 'http'; readonly url: string }
    | { readonly kind: 'command'; readonly command: readonly string[] }
  /** Of a hook that is asked before: how long, and what silence means. */
  readonly seconds: number
  readonly onSilence: 'allow' | 'veto'
  /** Said by the `plumbline.yaml` of this source, and about this source alone; by a person when nothing stands here. */
  readonly source: string | undefined
  readonly createdAt: string
  readonly createdBy: string
}

export interface Delivery {
  readonly id: string
  readonly hook: string
  readonly event: string
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  readonly status: number | undefined
  readonly problem: string | undefined
  readonly nextAt: string | undefined
  readonly at: string
}

export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly role: Role
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string | undefined
  readonly usedAt: string | undefined
}

export interface Member {
  readonly user: string
  readonly role: Role
  readonly since: string
}

/** A report of another tool that was sent for a commit. */
export interface UploadedReport {
  readonly id: string
  readonly source: string
  readonly sha: string
  readonly kind: 'junit' | 'lcov' | 'cobertura' | 'sarif'
  readonly name: string
  readonly hash: string
  /** What a gate can ask about: `tests`, `failed`, `line coverage` (0 to 100), `results`. */
  readonly numbers: Readonly<Record<string, number>>
  readonly by: string
  readonly at: string
}

/** The state of a project at a glance. */
export interface Overview {
  readonly project: Project
  readonly sources: readonly Source[]
  /** Of the default branches' heads. */
  readonly counts: FindingCounts
  readonly resources: number
  /** Newest first. */
  readonly latest: readonly CommitSummary[]
  /** Of the default branches, oldest first. */
  readonly trend: readonly TrendPoint[]
}

export interface TrendPoint {
  readonly source: string
  readonly sha: string
  readonly at: string
  readonly gate: GateVerdict | undefined
  readonly counts: FindingCounts
}
