import type { Severity } from '../model/finding.ts'
import type { WrittenHook } from '../model/hook.ts'
import type {
  DiagnosticNoun,
  DifferenceRoot,
  FindingCounts,
  GateResult,
  GateVerdict,
  OriginSite,
  Plain,
  Source,
} from './nouns.ts'

/**
 * What is kept of a reading: some hundred resources of one root, which are stored once however many commits have them.
 * Places are positions in `sites`, files are positions in `files`.
 */
export interface ReadingChunk {
  readonly format: string
  readonly root: string
  readonly variant: string
  readonly files: readonly string[]
  readonly sites: readonly SiteRecord[]
  readonly resources: readonly ResourceRecord[]
}

export type SiteRecord = readonly [
  file: number,
  startLine: number,
  startColumn: number,
  endLine: number,
  endColumn: number,
  step: string,
]

export interface ResourceRecord {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly module: string
  readonly file: string
  readonly startLine: number
  readonly endLine: number
  /** Of its values alone, without places: what tells whether it has changed. */
  readonly digest: string
  readonly values: readonly ValueRecord[]
  readonly uses: readonly { readonly to: string; readonly path: string }[]
}

export interface ValueRecord {
  readonly path: string
  /** Left out where it is unknown. */
  readonly value?: Plain
  readonly unknown?: true
  readonly sensitive?: true
  readonly because?: readonly { readonly kind: string; readonly what: string }[]
  readonly exact?: true
  readonly literals: readonly number[]
  readonly hops?: readonly number[]
  readonly under?: readonly number[]
  readonly losers?: readonly number[]
}

/** What is kept of some findings. */
export interface FindingChunk {
  readonly findings: readonly FindingRecord[]
}

export interface FindingRecord {
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly verdict: 'violated' | 'undecided'
  readonly address: string
  readonly path: string
  readonly message: string
  readonly file: string
  readonly startLine: number
  readonly why: string
  readonly fix: string
  readonly wanted?: { readonly path: string; readonly value: Plain }
  readonly because: readonly { readonly kind: string; readonly what: string }[]
  readonly trace: readonly OriginSite[]
  readonly places: readonly Plain[]
  readonly aliases: readonly string[]
  readonly compliance: readonly string[]
  /** Where the sources accept it. */
  readonly waiver?: {
    readonly reason: string
    readonly until: string | undefined
    readonly owner: string | undefined
  }
}

/** The masked texts of the files that places point into, by their digests. */
export interface FileTable {
  readonly files: Readonly<Record<string, string>>
}

export interface FileText {
  readonly lines: readonly string[]
}

/** What is told of a commit beside its state. */
export interface CommitBody {
  readonly difference: readonly DifferenceRoot[]
  readonly isCut: boolean
  readonly diagnostics: readonly DiagnosticNoun[]
  readonly worse: readonly FindingRecord[]
  readonly fixed: readonly FindingRecord[]
}

/** A commit as git tells of it. */
export interface CommitFacts {
  readonly sha: string
  readonly parents: readonly string[]
  readonly author: string
  readonly email: string
  readonly date: string
  readonly subject: string
}

/** Everything that the review of a commit found: what the store is given. */
export interface CommitRecord {
  readonly readings: readonly ReadingChunk[]
  readonly findings: readonly FindingChunk[]
  readonly files: Readonly<Record<string, FileText>>
  readonly body: CommitBody
  readonly counts: FindingCounts
  readonly worse: number
  readonly fixed: number
  readonly changes: number
  readonly resources: number
  readonly gates: readonly GateResult[]
  /** What its plumbline.yaml says of hooks. It counts where the default branch has it. */
  readonly hooks: readonly WrittenHook[]
  readonly timings: readonly { readonly step: string; readonly milliseconds: number }[]
}

/** What a record has become when its parts are stored: their hashes. */
export type KeptCommit = Omit<CommitRecord, 'readings' | 'findings' | 'files' | 'body'> & {
  readonly readings: readonly string[]
  readonly findings: readonly string[]
  readonly files: string
  readonly body: string
}

/** A branch as it is in the repository now. */
export interface BranchState {
  readonly branch: string
  readonly sha: string
  /** Those that are new on it, oldest first. */
  readonly commits: readonly CommitFacts[]
}

/** Names a commit that is to be reviewed. */
export interface CommitName {
  readonly project: string
  readonly source: string
  readonly branch: string
  readonly sha: string
}

/**
 * That a commit is to be told of again: its verdict has changed after its review, or a pull request came after it. What came
 * later has a greater number.
 */
export interface ChangedVerdict extends CommitName {
  readonly verdict: GateVerdict
  readonly number: number
  /** Since when its forge could not be told, where that is so. */
  readonly missedAt?: string | undefined
}

/** What the runs that follow sources need of the store. Everything may be called again with the same arguments. */
export interface CommitStore {
  source(project: string, source: string): Promise<Source | undefined>
  /** Sources that it is time to fetch; whoever gets one is not given it again for some seconds. */
  due(limit: number): Promise<readonly { readonly project: string; readonly source: string }[]>
  /** Heads of the branches as they were seen last. */
  heads(project: string, source: string): Promise<ReadonlyMap<string, string>>
  /** Writes what a fetch has found; the commits that nobody has begun to review are given back, oldest first. */
  fetched(
    project: string,
    source: string,
    found: { readonly defaultBranch: string; readonly branches: readonly BranchState[] },
  ): Promise<readonly CommitName[]>
  fetchFailed(project: string, source: string, problem: string): Promise<void>
  started(commit: CommitName, run: string): Promise<void>
  /** Stores what was found, which nobody sees yet. */
  keep(commit: CommitName, record: CommitRecord): Promise<KeptCommit>
  reviewed(commit: CommitName, base: string | undefined, kept: KeptCommit): Promise<void>
  failed(commit: CommitName, problem: string): Promise<void>
  /** Numbers of the reports that were sent for a commit, by name; what a gate asks about. */
  reported(commit: CommitName): Promise<Readonly<Record<string, number>>>
  /** Those of which it is time to tell and nobody has begun to, oldest first. */
  changedVerdicts(limit: number): Promise<readonly ChangedVerdict[]>
  begunToTell(changed: ChangedVerdict): Promise<void>
  /** Puts a commit in line again of which its forge could not be told: for a day, ever more seldom; then no longer. */
  tellLater(commit: CommitName & Pick<ChangedVerdict, 'missedAt'>): Promise<'waits' | 'given up' | 'gone'>
}
