import type { ColumnType } from 'kysely'
import type { DriftRecord, RevertPlan, Watched } from '../contract/drift-nouns.ts'
import type { FindingPlacesTable, FindingSpansTable } from './finding-tables.ts'
import type { GraphGroupsTable, GraphLinesTable } from './graph-tables.ts'
import type { IncidentsTable, InvestigationsTable, SignalSourcesTable } from './incident-tables.ts'
import type { StateLocksTable, StatesTable, StateVersionsTable } from './state-tables.ts'
import type { CredentialRef, FindingCounts, GateResult, GateVerdict, Hook } from '../contract/nouns.ts'
import type { ChangedVerdictsTable } from './verdict-tables.ts'
import type { WrittenHook } from '../model/hook.ts'

/** The tables as kysely sees them; `migrations/` makes them. Moments come as ISO 8601. */
export interface Tables {
  ledger_heads: LedgerHeadsTable
  ledger: LedgerTable
  blobs: BlobsTable
  projects: ProjectsTable
  members: MembersTable
  sources: SourcesTable
  branches: BranchesTable
  changes: ChangesTable
  commits: CommitsTable
  line_commits: LineCommitsTable
  commit_chunks: CommitChunksTable
  resource_rows: ResourceRowsTable
  resource_chunks: ResourceChunksTable
  edge_rows: EdgeRowsTable
  graph_groups: GraphGroupsTable
  graph_lines: GraphLinesTable
  finding_spans: FindingSpansTable
  finding_places: FindingPlacesTable
  acceptances: AcceptancesTable
  reports: ReportsTable
  hooks: HooksTable
  states: StatesTable
  state_versions: StateVersionsTable
  state_locks: StateLocksTable
  stacks: StacksTable
  drift_spans: DriftSpansTable
  drift_acceptances: DriftAcceptancesTable
  stack_states: StackStatesTable
  drift_proposals: DriftProposalsTable
  drift_reverts: DriftRevertsTable
  signal_sources: SignalSourcesTable
  incidents: IncidentsTable
  investigations: InvestigationsTable
  source_states: SourceStatesTable
  hook_secrets: HookSecretsTable
  deliveries: DeliveriesTable
  tokens: TokensTable
  users: UsersTable
  sign_in_links: SignInLinksTable
  sessions: SessionsTable
  idempotency: IdempotencyTable
  leases: LeasesTable
  changed_verdicts: ChangedVerdictsTable
}

interface LedgerHeadsTable {
  project: string
  sequence: number
  hash: string
}

interface LedgerTable {
  project: string
  sequence: number
  id: string
  type: string
  subject: string
  time: string
  event: string
  hash: string
}

interface BlobsTable {
  project: string
  hash: string
  bytes: Buffer
}

interface ProjectsTable {
  id: string
  name: string
  created_at: string
}

interface MembersTable {
  project: string
  user_name: string
  role: string
  since: string
}

interface SourcesTable {
  project: string
  id: string
  name: string
  url: string
  branches: ColumnType<readonly string[], string, string>
  path: string
  credential: ColumnType<CredentialRef | null, string | null, string | null>
  every_seconds: number
  default_branch: string
}

interface BranchesTable {
  project: string
  source: string
  branch: string
  sha: string
}

interface ChangesTable {
  project: string
  source: string
  number: number
  title: string
  url: string
  state: string
  target_branch: string
  branch: string
  sha: string
}

interface CommitsTable {
  project: string
  source: string
  sha: string
  branch: string
  author: string
  email: string
  date: string
  subject: string
  parents: ColumnType<readonly string[], string, string>
  state: string
  base: string | null
  gate: GateVerdict | null
  counts: ColumnType<FindingCounts, string, string>
  worse: number
  fixed: number
  changes: number
  resources: number
  seen_at: string
  seen: number
  reviewed_at: string | null
  run: string
  problem: string | null
  body: string | null
  files: string | null
  timings: ColumnType<readonly { readonly step: string; readonly milliseconds: number }[], string, string>
  gates: ColumnType<readonly GateResult[], string, string>
  hooks: ColumnType<readonly WrittenHook[], string, string>
}

interface LineCommitsTable {
  project: string
  source: string
  branch: string
  sha: string
  seen: number
  sequence: number | null
}

interface CommitChunksTable {
  project: string
  source: string
  sha: string
  kind: string
  position: number
  chunk: string
}

interface ResourceRowsTable {
  project: string
  chunk: string
  position: number
  id: string
  format: string
  root: string
  variant: string
  address: string
  type: string
  name: string
  module: string
  file: string
  start_line: number
  digest: string
  search: string
  application: string
}

/** Chunks of which there are rows; some have none. */
interface ResourceChunksTable {
  project: string
  chunk: string
}

interface EdgeRowsTable {
  project: string
  chunk: string
  position: number
  from_id: string
  to_id: string
  path: string
}

interface AcceptancesTable {
  project: string
  finding: string
  by_whom: string
  reason: string
  until: string | null
  at: string
}

interface ReportsTable {
  project: string
  id: string
  source: string
  sha: string
  kind: string
  name: string
  hash: string
  numbers: ColumnType<Readonly<Record<string, number>>, string, string>
  by_whom: string
  at: string
}

interface HooksTable {
  project: string
  id: string
  hook: string
  run_when: string
  target: ColumnType<Hook['to'], string, string>
  seconds: number
  on_silence: string
  source: string | null
  created_at: string
  created_by: string
}

interface SourceStatesTable {
  project: string
  source: string
  fetched_at: string | null
  problem: string | null
  due_at: string
}

/** In the clear only where there was no key when it was made. */
interface HookSecretsTable {
  project: string
  hook: string
  secret: string | null
  key: string | null
  sealed: Buffer | null
}

interface StacksTable {
  project: string
  id: string
  name: string
  source: string
  watched: ColumnType<Watched, string, string>
  namespace: string | null
  state: string | null
  every_seconds: number
  created_at: string
  created_by: string
}

interface DriftSpansTable {
  project: string
  stack: string
  id: string
  since: string
  until: string | null
  source: string
  address: string
  path: string
  what: string
  is_silent: boolean
  search: string
  body: ColumnType<DriftRecord, string, string>
}

interface DriftAcceptancesTable {
  project: string
  drift: string
  by_whom: string
  reason: string
  until: string
  at: string
}

interface StackStatesTable {
  project: string
  stack: string
  due_at: string | null
  claimed_at: string | null
  checked_at: string | null
  sha: string | null
  problem: string | null
  observed_at: string | null
  observed_by: string | null
  live: number
  compared: number
  failures: ColumnType<readonly string[], string, string>
  digest: string
  key: string | null
  sealed: Buffer | null
}

interface DriftProposalsTable {
  project: string
  drift: string
  state: string
  by_whom: string
  at: string
  claimed_at: string | null
  sha: string | null
  problem: string | null
  branch: string | null
  url: string | null
  number: number | null
  key: string | null
  sealed: Buffer | null
}

interface DriftRevertsTable {
  project: string
  drift: string
  stack: string
  address: string
  state: string
  by_whom: string
  at: string
  claimed_at: string | null
  sha: string | null
  plan: string | null
  does: ColumnType<RevertPlan | null, string | null, string | null>
  decided_by: string | null
  decided_at: string | null
  problem: string | null
  key: string | null
  sealed: Buffer | null
}

interface DeliveriesTable {
  project: string
  id: string
  hook: string
  event: string
  state: string
  attempts: number
  status: number | null
  problem: string | null
  next_at: string | null
  at: string
}

interface TokensTable {
  project: string
  id: string
  name: string
  scopes: ColumnType<readonly string[], string, string>
  role: string
  created_by: string
  created_at: string
  expires_at: string | null
  used_at: string | null
  secret_hash: string
}

interface UsersTable {
  name: string
  is_administrator: boolean
  created_at: string
}

interface SignInLinksTable {
  link_hash: string
  user_name: string
  expires_at: string
}

interface SessionsTable {
  secret_hash: string
  user_name: string
  csrf: string
  expires_at: string
}

interface IdempotencyTable {
  owner: string
  key: string
  digest: string
  status: number | null
  body: string | null
  at: string
}

interface LeasesTable {
  executor: string
  expires_at: string
}
