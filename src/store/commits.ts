import { sql, type Transaction } from 'kysely'
import type { SourceQueries } from '../contract/queries.ts'
import type { BranchState, CommitName, CommitRecord, CommitStore, KeptCommit } from '../contract/records.ts'
import { gatesWith } from '../contract/gate-conditions.ts'
import { keep, keepAll } from './blobs.ts'
import { changedVerdicts } from './changed-verdicts.ts'
import type { Database } from './connection.ts'
import { append } from './ledger/append.ts'
import { digestOf } from './ledger/canonical.ts'
import type { Sealer } from './sealing.ts'
import type { Tables } from './tables.ts'
import { hooksFollowed } from './written-hooks.ts'

const by = 'plumbline'
/** As long as a source is left to whoever was given it. */
const claimSeconds = 60

/** What the runs that follow sources write. Each event has a key, so that what is written twice is there once. */
export function commitStore(db: Database, sources: SourceQueries, sealer: Sealer | undefined): CommitStore {
  return {
    source: (project, source) => sources.get(project, source),
    due: async (limit) => {
      const { rows } = await sql<{ readonly project: string; readonly source: string }>`
        update source_states st set due_at = now() + ${claimSeconds} * interval '1 second'
        from (select project, source from source_states where due_at <= now() order by due_at
          limit ${limit} for update skip locked) due
        where st.project = due.project and st.source = due.source returning st.project, st.source`.execute(db)
      return rows
    },
    heads: (project, source) => headsOf(db, project, source),
    fetched: (project, source, found) =>
      db.transaction().execute((tx) => fetched(tx, sealer, { project, source }, found)),
    fetchFailed: async (project, source, problem) => {
      await sql`update source_states st set problem = ${problem},
          due_at = now() + greatest(s.every_seconds, 5) * interval '1 second'
        from sources s where st.project = ${project} and st.source = ${source}
          and s.project = st.project and s.id = st.source`.execute(db)
    },
    ...runs(db, sealer),
    ...changedVerdicts(db),
  }
}

function subjectOf({ source, sha }: CommitName): string {
  return `commits/${source}/${sha}`
}

/** A commit ends once: reviewed or failed. */
function endKey({ source, sha }: CommitName): string {
  return `ended\n${source}\n${sha}`
}

/** Nothing more is written of a source that was removed in the meantime. */
async function written(
  db: Database,
  { project, source, sha }: CommitName,
  work: (tx: Transaction<Tables>) => Promise<unknown>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('commits')
      .select('sha')
      .where('project', '=', project)
      .where('source', '=', source)
      .where('sha', '=', sha)
      .executeTakeFirst()
    if (known !== undefined) await work(tx)
  })
}

async function kept(
  tx: Transaction<Tables>,
  { project }: CommitName,
  { readings, findings, files, body, ...numbers }: CommitRecord,
): Promise<KeptCommit> {
  const names = Object.keys(files)
  const texts = await keepAll(tx, project, Object.values(files))
  const table = { files: Object.fromEntries(names.map((name, at) => [name, texts[at] ?? ''])) }
  return {
    ...numbers,
    readings: await keepAll(tx, project, readings),
    findings: await keepAll(tx, project, findings),
    files: await keep(tx, project, table),
    body: await keep(tx, project, body),
  }
}

async function headsOf(
  db: Database | Transaction<Tables>,
  project: string,
  source: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('branches')
    .select(['branch', 'sha'])
    .where('project', '=', project)
    .where('source', '=', source)
    .execute()
  return new Map(rows.map(({ branch, sha }) => [branch, sha]))
}

async function fetched(
  tx: Transaction<Tables>,
  sealer: Sealer | undefined,
  { project, source }: { readonly project: string; readonly source: string },
  { defaultBranch, branches }: Parameters<CommitStore['fetched']>[2],
): Promise<readonly CommitName[]> {
  const known = await tx
    .selectFrom('sources')
    .select(['default_branch', 'every_seconds'])
    .where('project', '=', project)
    .where('id', '=', source)
    .executeTakeFirst()
  if (known === undefined) return []
  // One fetch writes at a time, and sees what the one before has written.
  await tx.selectFrom('ledger_heads').select('hash').where('project', '=', project).forUpdate().execute()
  const subject = `sources/${source}`
  if (known.default_branch !== defaultBranch) {
    await append(tx, project, {
      kind: 'source-changed',
      data: { id: source, defaultBranch },
      subject,
      by,
    })
  }
  const heads = await headsOf(tx, project, source)
  for (const one of branches) await branchSeen(tx, { project, source }, one, heads.get(one.branch))
  for (const branch of heads.keys()) {
    if (branches.some((one) => one.branch === branch)) continue
    await append(tx, project, { kind: 'branch-removed', data: { source, branch }, subject, by })
  }
  await hooksFollowed(tx, sealer, project, source)
  await sql`update source_states set fetched_at = now(), problem = null,
      due_at = now() + ${known.every_seconds} * interval '1 second'
    where project = ${project} and source = ${source}`.execute(tx)
  const queued = await tx
    .selectFrom('commits')
    .select(['branch', 'sha'])
    .where('project', '=', project)
    .where('source', '=', source)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('seen')
    .execute()
  return queued.map(({ branch, sha }) => ({ project, source, branch, sha }))
}

async function branchSeen(
  tx: Transaction<Tables>,
  { project, source }: { readonly project: string; readonly source: string },
  { branch, sha, commits }: BranchState,
  head: string | undefined,
): Promise<void> {
  for (const commit of commits) {
    await append(tx, project, {
      kind: 'commit-queued',
      data: { source, branch, ...commit },
      subject: `commits/${source}/${commit.sha}`,
      by,
      key: `queued\n${source}\n${commit.sha}`,
    })
  }
  if (head === sha) return
  await append(tx, project, {
    kind: 'branch-moved',
    data: { source, branch, sha },
    subject: `branches/${source}/${digestOf(branch).slice(0, 8)}/${branch}`,
    by,
  })
}

/** What happens to a commit, and what is known of it when its gates are asked. */
function runs(
  db: Database,
  sealer: Sealer | undefined,
): Pick<CommitStore, 'started' | 'keep' | 'reviewed' | 'failed' | 'reported'> {
  return {
    started: (commit, run) =>
      written(db, commit, (tx) =>
        append(tx, commit.project, {
          kind: 'commit-started',
          data: { source: commit.source, sha: commit.sha, run },
          subject: subjectOf(commit),
          by,
          key: `started\n${commit.source}\n${commit.sha}`,
        }),
      ),
    keep: (commit, record) => db.transaction().execute((tx) => kept(tx, commit, record)),
    reviewed: async (commit, base, record) => {
      await written(db, commit, async (tx) => {
        const { project, source, branch, sha } = commit
        // Who sends a report waits for this row: what came while the commit was read counts, and what comes later finds its gates.
        await tx
          .selectFrom('ledger_heads')
          .select('hash')
          .where('project', '=', project)
          .forUpdate()
          .execute()
        const gates = gatesWith(record.gates, await reportedOf(tx, commit))
        await append(tx, project, {
          kind: 'commit-reviewed',
          data: { source, branch, sha, base, ...record, gates },
          subject: subjectOf(commit),
          by,
          key: endKey(commit),
        })
        await hooksFollowed(tx, sealer, commit.project, commit.source)
      })
      await measured(db, record.resources)
    },
    failed: (commit, problem) =>
      written(db, commit, (tx) =>
        append(tx, commit.project, {
          kind: 'commit-failed',
          data: { source: commit.source, sha: commit.sha, problem },
          subject: subjectOf(commit),
          by,
          key: endKey(commit),
        }),
      ),
    reported: (commit) => reportedOf(db, commit),
  }
}

async function reportedOf(
  db: Database | Transaction<Tables>,
  { project, source, sha }: CommitName,
): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('reports')
    .select(['name', 'numbers'])
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .orderBy('at')
    .execute()
  return Object.assign({}, ...rows.map(({ numbers }) => numbers)) as Readonly<Record<string, number>>
}

/**
 * Until the database has looked at how much there is, it answers as if there were nothing. It looks by itself after a minute;
 * after the first review of something large people are there sooner.
 */
async function measured(db: Database, resources: number): Promise<void> {
  if (resources < 1000) return
  const { rows } = await sql<{ readonly known: number }>`
    select reltuples::int as known from pg_class where oid = 'resource_rows'::regclass`.execute(db)
  if ((rows[0]?.known ?? 0) < resources)
    await sql`analyze resource_rows, resource_chunks, edge_rows, graph_groups, graph_lines, commit_chunks, finding_spans, finding_places`.execute(
      db,
    )
}
