import { sql, type RawBuilder } from 'kysely'
import type {
  ChangeRef,
  CommitDetail,
  CommitSummary,
  FindingCounts,
  FindingSummary,
  GateResult,
  GateVerdict,
  Paging,
  TrendPoint,
  UploadedReport,
} from '../../contract/nouns.ts'
import type { CommitFilter, CommitQueries } from '../../contract/queries.ts'
import type { CommitBody, FindingRecord } from '../../contract/records.ts'
import { blobOf } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Answers } from './answers.ts'
import { allOf } from './conditions.ts'

/** Commits and what was found of them. */
export function commitQueries(db: Database, answers: Answers): CommitQueries {
  return {
    list: (project, filter, paging) =>
      answers.of(project, 'commits', [filter, paging], async () => {
        const rows = await commitsWhere(db, project, wanted(project, filter, paging), limitOf(paging) + 1)
        return pageOf(rows, paging, summaryOf, ({ seen }) => [seen])
      }),
    get: async (project, source, sha) => {
      const row = await commitNamed(db, project, source, sha)
      return row && detailOf(db, project, row)
    },
    trend: (project, source, branch) =>
      answers.of(project, 'trend', [source, branch], () => trend(db, project, source, branch)),
    gates: async (project, source, sha) => {
      const [row] = await commitsWhere(db, project, sql`c.source = ${source} and c.sha = ${sha}`, 1)
      return row && { verdict: row.gate ?? undefined, gates: row.gates }
    },
    reports: async (project, source, sha) => {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where('project', '=', project)
        .where('source', '=', source)
        .where('sha', '=', sha)
        .orderBy('at')
        .execute()
      return rows.map(({ id, kind, name, hash, numbers, by_whom: by, at }) => {
        return { id, source, sha, kind: kind as UploadedReport['kind'], name, hash, numbers, by, at }
      })
    },
  }
}

interface Row {
  readonly source: string
  readonly sha: string
  readonly branch: string
  readonly author: string
  readonly email: string
  readonly date: string
  readonly subject: string
  readonly state: CommitSummary['state']
  readonly base: string | null
  readonly gate: GateVerdict | null
  readonly counts: FindingCounts
  readonly worse: number
  readonly fixed: number
  readonly changes: number
  readonly resources: number
  readonly seen_at: string
  readonly seen: number
  readonly reviewed_at: string | null
  readonly run: string
  readonly problem: string | null
  readonly body: string | null
  readonly timings: CommitDetail['timings']
  readonly gates: readonly GateResult[]
  readonly change: ChangeRef | null
}

async function commitsWhere(
  db: Database,
  project: string,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select c.*, (select json_build_object('number', p.number, 'title', p.title, 'url', p.url, 'state', p.state,
        'targetBranch', p.target_branch)
      from changes p where p.project = c.project and p.source = c.source and p.branch = c.branch
      order by p.state = 'open' desc, p.number desc limit 1) as change
    from commits c where c.project = ${project} and ${condition} order by c.seen desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** When a commit was written. Authors may give any date, also those that no clock shows: they are of no time. */
const written = sql`case when c.date ~ '^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}([.][0-9]+)?(Z|[-+](0[0-9]|1[0-4]):[0-5][0-9])$'
  then c.date::timestamptz end`

function wanted(
  project: string,
  { source, branch, change, state, since, until }: CommitFilter,
  paging: Paging,
): RawBuilder<unknown> {
  const [seen] = cursorOf(paging, ['whole']) ?? []
  return allOf([
    source !== undefined &&
      sql`c.source in (select s.id from sources s where s.project = ${project} and (s.id = ${source} or s.name = ${source}))`,
    branch !== undefined &&
      sql`exists (select 1 from line_commits l where l.project = ${project} and l.source = c.source and l.branch = ${branch} and l.sha = c.sha)`,
    change !== undefined &&
      sql`exists (select 1 from changes p join line_commits l on l.project = p.project and l.source = p.source and l.branch = p.branch
        where p.project = ${project} and p.source = c.source and p.number = ${change} and l.sha = c.sha)`,
    state !== undefined && sql`c.state = ${state}`,
    since !== undefined && sql`${written} >= ${since}::timestamptz`,
    until !== undefined && sql`${written} <= ${until}::timestamptz`,
    seen !== undefined && sql`c.seen < ${seen}`,
  ])
}

async function commitNamed(
  db: Database,
  project: string,
  source: string,
  name: string,
): Promise<Row | undefined> {
  const isSha = /^[0-9a-f]{7,64}$/u.test(name)
  const [found] = await commitsWhere(
    db,
    project,
    isSha
      ? sql`c.source = ${source} and c.sha like ${`${name}%`}`
      : sql`c.source = ${source} and c.sha = (select b.sha from branches b where b.project = ${project} and b.source = ${source} and b.branch = ${name})`,
    1,
  )
  return found
}

async function detailOf(db: Database, project: string, row: Row): Promise<CommitDetail> {
  const body =
    row.body === null
      ? { difference: [], isCut: false, diagnostics: [], worse: [], fixed: [] }
      : await blobOf<CommitBody>(db, project, row.body)
  return {
    ...summaryOf(row),
    gates: row.gates,
    madeWorse: body.worse.map((one) => findingOf(row, one, 'open')),
    madeGood: body.fixed.map((one) => findingOf(row, one, 'fixed')),
    difference: body.difference,
    isCut: body.isCut,
    timings: row.timings,
    diagnostics: body.diagnostics,
  }
}

function findingOf({ source, sha }: Row, one: FindingRecord, state: FindingSummary['state']): FindingSummary {
  const { id, rule, title, severity, verdict, address, path, message, file, startLine, places } = one
  const what = { id, rule, title, severity, verdict, address, path, message, file, startLine }
  return {
    ...what,
    source,
    state: one.waiver === undefined ? state : 'accepted',
    places: places.length,
    since: state === 'open' ? sha : '',
    until: state === 'fixed' ? sha : undefined,
  }
}

function summaryOf(row: Row): CommitSummary {
  return {
    source: row.source,
    sha: row.sha,
    branch: row.branch,
    author: row.author,
    email: row.email,
    date: row.date,
    subject: row.subject,
    state: row.state,
    base: row.base ?? undefined,
    gate: row.gate ?? undefined,
    counts: row.counts,
    worse: row.worse,
    fixed: row.fixed,
    changes: row.changes,
    resources: row.resources,
    seenAt: row.seen_at,
    reviewedAt: row.reviewed_at ?? undefined,
    run: row.run,
    problem: row.problem ?? undefined,
    change: row.change ?? undefined,
  }
}

const mostPoints = 100

async function trend(
  db: Database,
  project: string,
  source: string,
  branch: string | undefined,
): Promise<readonly TrendPoint[]> {
  const { rows } = await sql<{
    readonly sha: string
    readonly at: string
    readonly gate: GateVerdict | null
    readonly counts: FindingCounts
  }>`select c.sha, c.reviewed_at as at, c.gate, c.counts from line_commits l
    join sources s on s.project = l.project and s.id = l.source
    join commits c on c.project = l.project and c.source = l.source and c.sha = l.sha
    where l.project = ${project} and l.source = ${source} and l.branch = coalesce(${branch ?? null}, s.default_branch)
      and l.sequence is not null
    order by l.sequence desc limit ${mostPoints}`.execute(db)
  return rows.toReversed().map((row) => ({ ...row, source, gate: row.gate ?? undefined }))
}
