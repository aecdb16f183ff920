import type { Severity } from '../model/finding.ts'
import type {
  Author,
  CommitDetail,
  CommitSummary,
  Delivery,
  Explanation,
  FindingDetail,
  FindingState,
  FindingSummary,
  GateResult,
  GateVerdict,
  GraphView,
  HistoricValue,
  Hook,
  LedgerEvent,
  Member,
  Overview,
  Page,
  Paging,
  Plain,
  Project,
  ResourceDetail,
  ResourceSummary,
  Role,
  Source,
  Token,
  TrendPoint,
  UploadedReport,
} from './nouns.ts'

/**
 * What can be asked of the store, in small interfaces beside the contract. Each asks within one project; whatever is
 * in another project is answered as what doesn't exist: undefined, or an empty page.
 */
export interface Queries {
  readonly projects: ProjectQueries
  readonly sources: SourceQueries
  readonly commits: CommitQueries
  readonly findings: FindingQueries
  readonly resources: ResourceQueries
  readonly graph: GraphQueries
  readonly events: EventQueries
  readonly settings: SettingQueries
  readonly changes: ChangeSignals
}

export interface ProjectQueries {
  /** Those that a user is a member of; all of them for undefined. */
  list(user: string | undefined): Promise<readonly Project[]>
  get(project: string): Promise<Project | undefined>
  overview(project: string): Promise<Overview | undefined>
  /** The role that a user has, or undefined. */
  roleOf(project: string, user: string): Promise<Role | undefined>
}

export interface SourceQueries {
  list(project: string): Promise<readonly Source[]>
  /** By id or name. */
  get(project: string, source: string): Promise<Source | undefined>
  /** Sources of every project with this URL: for webhooks, which name no project. */
  withUrl(url: string): Promise<readonly { readonly project: string; readonly source: Source }[]>
}

export interface CommitFilter {
  readonly source?: string | undefined
  readonly branch?: string | undefined
  /** A pull request. */
  readonly change?: number | undefined
  readonly state?: CommitSummary['state'] | undefined
  /** Moments between which it was committed. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

export interface CommitQueries {
  /** Newest first. */
  list(project: string, filter: CommitFilter, paging: Paging): Promise<Page<CommitSummary>>
  /** `sha` may be its beginning, or `branch` for the head of one. */
  get(project: string, source: string, sha: string): Promise<CommitDetail | undefined>
  /** Gates and counts of a branch's commits, oldest first; of the default branch when none is given. */
  trend(project: string, source: string, branch?: string): Promise<readonly TrendPoint[]>
  /** What the gates say of a commit. */
  gates(
    project: string,
    source: string,
    sha: string,
  ): Promise<{ readonly verdict: GateVerdict | undefined; readonly gates: readonly GateResult[] } | undefined>
  reports(project: string, source: string, sha: string): Promise<readonly UploadedReport[]>
}

export interface FindingFilter {
  readonly source?: string | undefined
  /** The default branch of each source when nothing is said. */
  readonly branch?: string | undefined
  /** As they were at a commit of the branch. */
  readonly sha?: string | undefined
  readonly severity?: readonly Severity[] | undefined
  /** The id of a rule or its beginning. */
  readonly rule?: string | undefined
  readonly verdict?: 'violated' | 'undecided' | undefined
  readonly state?: FindingState | undefined
  readonly address?: string | undefined
  readonly text?: string | undefined
}

export interface FindingQueries {
  /** The worst first. */
  list(project: string, filter: FindingFilter, paging: Paging): Promise<Page<FindingSummary>>
  /** How many there are of each rule, the worst first. */
  byRule(
    project: string,
    filter: FindingFilter,
  ): Promise<
    readonly {
      readonly rule: string
      readonly title: string
      readonly severity: Severity
      readonly count: number
    }[]
  >
  get(project: string, id: string): Promise<FindingDetail | undefined>
}

export interface ResourceFilter {
  readonly source?: string | undefined
  readonly branch?: string | undefined
  readonly sha?: string | undefined
  readonly root?: string | undefined
  readonly type?: string | undefined
  /** Found anywhere in address, type or file, without regard to case. */
  readonly text?: string | undefined
}

/** Names a resource: `root@variant::address`, as `GraphNode.id`. */
export interface ResourceName {
  readonly source: string
  readonly branch?: string | undefined
  readonly sha?: string | undefined
  readonly id: string
}

/** A line of a file, from 1, as the default branch of a source has it now. */
export interface LinePlace {
  readonly source: string
  readonly file: string
  readonly line: number
}

/** A value that a line bears on. */
export interface LineEffect {
  readonly how: 'sets' | 'feeds' | 'guards' | 'overridden'
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly path: string
  readonly value: Plain | undefined
  readonly unknown: boolean
  readonly sensitive: boolean
}

export interface LineExplanation {
  readonly effects: readonly LineEffect[]
  readonly isCut: boolean
  /** Who last touched the line. */
  readonly commit: Author | undefined
}

export interface ResourceQueries {
  /** In the order of sources, roots and addresses. */
  list(project: string, filter: ResourceFilter, paging: Paging): Promise<Page<ResourceSummary>>
  count(project: string, filter: ResourceFilter): Promise<number>
  get(project: string, name: ResourceName): Promise<ResourceDetail | undefined>
  explain(project: string, name: ResourceName, path: string): Promise<Explanation | undefined>
  /** What a line does; undefined for a file that no resource comes from. */
  line(project: string, place: LinePlace, limit: number): Promise<LineExplanation | undefined>
  history(project: string, name: ResourceName, path: string): Promise<readonly HistoricValue[]>
}

export interface GraphFilter {
  readonly source: string
  readonly branch?: string | undefined
  readonly sha?: string | undefined
  /** What lies in this cluster; else what lies in no other. */
  readonly cluster?: string | undefined
  /** Only what is within `depth` steps of this node. */
  readonly focus?: string | undefined
  readonly depth?: number | undefined
  /** At most as many boxes. */
  readonly limit?: number | undefined
}

export interface GraphQueries {
  view(project: string, filter: GraphFilter): Promise<GraphView | undefined>
  /** Whoever uses a resource, by way of others too; the nearest first. */
  dependents(
    project: string,
    name: ResourceName,
    limit: number,
  ): Promise<{
    readonly items: readonly { readonly address: string; readonly steps: number }[]
    readonly total: number
  }>
}

export interface EventFilter {
  /** A type or its beginning. */
  readonly type?: string | undefined
  readonly subject?: string | undefined
  /** From this place in the chain on: to follow it. */
  readonly fromSequence?: number | undefined
}

export interface EventQueries {
  /** Newest first; oldest first when `fromSequence` is given. */
  list(project: string, filter: EventFilter, paging: Paging): Promise<Page<LedgerEvent>>
  get(project: string, id: string): Promise<LedgerEvent | undefined>
  /** Every line of the chain, oldest first: what an export prints. */
  all(project: string): AsyncIterable<LedgerEvent>
  verify(project: string): Promise<LedgerVerdict>
}

export type LedgerVerdict =
  | { readonly kind: 'whole'; readonly events: number; readonly head: string }
  | { readonly kind: 'broken'; readonly sequence: number; readonly why: string }

export interface SettingQueries {
  hooks(project: string): Promise<readonly Hook[]>
  deliveries(
    project: string,
    filter: { readonly hook?: string | undefined; readonly state?: Delivery['state'] | undefined },
    paging: Paging,
  ): Promise<Page<Delivery>>
  tokens(project: string): Promise<readonly Token[]>
  members(project: string): Promise<readonly Member[]>
}

export interface ChangeSignals {
  /** Told after each new event of a project, from now on; ends when the signal does. */
  follow(project: string, signal: AbortSignal): AsyncIterable<LedgerEvent>
}
