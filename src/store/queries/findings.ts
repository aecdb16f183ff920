import { sql, type RawBuilder } from 'kysely'
import type { Acceptance, FindingDetail, FindingSummary, Paging, Plain } from '../../contract/nouns.ts'
import type { FindingFilter, FindingQueries } from '../../contract/queries.ts'
import type { FindingChunk } from '../../contract/records.ts'
import { severities, type Severity } from '../../model/finding.ts'
import { blobsOf } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Answers } from './answers.ts'
import { allOf, anywhere, beginning } from './conditions.ts'

/** Findings as intervals in the history of a branch. */
export function findingQueries(db: Database, answers: Answers): FindingQueries {
  const conditionOf = async (project: string, filter: FindingFilter): Promise<RawBuilder<unknown>> => {
    const { source, branch } = filter
    const lines = await answers.of(project, 'lines', [source, branch], () => linesOf(db, project, filter))
    return wanted(project, lines, filter)
  }
  const queries: FindingQueries = {
    list: async (project, filter, paging) => {
      const rows = await spansWhere(
        db,
        project,
        allOf([await conditionOf(project, filter), ...after(paging)]),
        limitOf(paging) + 1,
      )
      return pageOf(rows, paging, summaryOf, ({ severity, rule, address, id, since }) => [
        severity,
        rule,
        address,
        id,
        since,
      ])
    },
    byRule: async (project, filter) => {
      const { rows } = await sql<{
        readonly rule: string
        readonly title: string
        readonly severity: number
        readonly count: number
      }>`select f.rule, max(f.title) as title, f.severity, count(*)::int as count from finding_spans f ${acceptance}
        where f.project = ${project} and ${await conditionOf(project, filter)}
        group by f.rule, f.severity order by f.severity, count(*) desc, f.rule`.execute(db)
      return rows.map((row) => ({ ...row, severity: severityOf(row.severity) }))
    },
    get: async (project, id) => {
      const [row] = await spansWhere(
        db,
        project,
        sql`f.id = ${id} and f.since = (select max(o.since) from finding_spans o where o.project = ${project} and o.id = ${id})`,
        1,
      )
      return row && detailOf(db, project, row)
    },
  }
  return {
    ...queries,
    list: (project, filter, paging) =>
      answers.of(project, 'findings', [filter, paging], () => queries.list(project, filter, paging)),
    byRule: (project, filter) =>
      answers.of(project, 'findings by rule', [filter], () => queries.byRule(project, filter)),
  }
}

interface Row {
  readonly id: string
  readonly source: string
  readonly rule: string
  readonly title: string
  readonly severity: number
  readonly verdict: 'violated' | 'undecided'
  readonly is_waived: boolean
  readonly address: string
  readonly path: string
  readonly message: string
  readonly file: string
  readonly start_line: number
  readonly places: number
  readonly since: number
  readonly first_sha: string
  readonly until_sha: string | null
  readonly chunk: string
  readonly position: number
  readonly accepted_by: string | null
  readonly accepted_reason: string | null
  readonly accepted_until: string | null
  readonly accepted_at: string | null
}

/** An acceptance that has run out is none. */
const acceptance = sql`left join acceptances a on a.project = f.project and a.finding = f.id
  and (a.until is null or a.until >= to_char(now(), 'YYYY-MM-DD'))`

async function spansWhere(
  db: Database,
  project: string,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select f.*, a.by_whom as accepted_by, a.reason as accepted_reason, a.until as accepted_until, a.at as accepted_at
    from finding_spans f ${acceptance}
    where f.project = ${project} and ${condition}
    order by f.severity, f.rule, f.address, f.id, f.since limit ${limit}`.execute(db)
  return rows
}

function after(paging: Paging): readonly RawBuilder<unknown>[] {
  const keys = cursorOf(paging, ['count', 'text', 'text', 'text', 'whole'])
  if (keys === undefined) return []
  return [
    sql`(f.severity, f.rule, f.address, f.id, f.since) > (${keys[0]}::int, ${keys[1]}, ${keys[2]}, ${keys[3]}, ${keys[4]}::bigint)`,
  ]
}

/** The branches that are meant are looked up first, so that the rows of one can be read in their order. */
function wanted(
  project: string,
  lines: readonly Line[],
  { sha, severity, rule, verdict, state, address, text }: FindingFilter,
): RawBuilder<unknown> {
  return allOf([
    on(sql`f`, lines),
    moment(project, sha, state),
    severity !== undefined &&
      severity.length > 0 &&
      sql`f.severity = any(${severity.map((one) => severities.indexOf(one))}::smallint[])`,
    rule !== undefined && sql`(f.rule = ${rule} or f.rule like ${beginning(`${rule}/`)})`,
    verdict !== undefined && sql`f.verdict = ${verdict}`,
    address !== undefined &&
      (sha === undefined && state !== 'fixed'
        ? standsIn(project, lines, address)
        : sql`f.address = ${address}`),
    state === 'open' && sql`not f.is_waived and a.finding is null`,
    state === 'accepted' && sql`(f.is_waived or a.finding is not null)`,
    text !== undefined && text !== '' && sql`f.search like ${anywhere(text.toLowerCase())}`,
  ])
}

function on(table: RawBuilder<unknown>, lines: readonly Line[]): RawBuilder<unknown> {
  if (lines.length === 0) return sql`false`
  const each = lines.map((one) => sql`(${table}.source = ${one.source} and ${table}.branch = ${one.branch})`)
  return sql`(${sql.join(each, sql` or `)})`
}

/** What stands now is found by each of its places. */
function standsIn(project: string, lines: readonly Line[], address: string): RawBuilder<unknown> {
  return sql`(f.source, f.branch, f.id) in (select p.source, p.branch, p.id from finding_places p
    where p.project = ${project} and p.address = ${address} and ${on(sql`p`, lines)})`
}

interface Line {
  readonly source: string
  readonly branch: string
}

async function linesOf(
  db: Database,
  project: string,
  { source, branch }: FindingFilter,
): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select s.id as source, coalesce(${branch ?? null}, s.default_branch) as branch from sources s
    where s.project = ${project} and (${source ?? null}::text is null or s.id = ${source ?? null} or s.name = ${source ?? null})
    order by 1`.execute(db)
  return rows
}

/** Those of now; those of a commit; or those that are gone. */
function moment(
  project: string,
  sha: string | undefined,
  state: FindingFilter['state'],
): RawBuilder<unknown> {
  if (state === 'fixed') {
    return sql`f.until is not null and not exists (select 1 from finding_spans o where o.project = ${project}
      and o.source = f.source and o.branch = f.branch and o.id = f.id and o.since >= f.until)`
  }
  if (sha === undefined) return sql`f.until is null`
  return sql`exists (select 1 from line_commits l where l.project = ${project} and l.source = f.source
    and l.branch = f.branch and l.sha = ${sha} and f.since <= l.sequence and (f.until is null or f.until > l.sequence))`
}

function severityOf(rank: number): Severity {
  return severities[rank] ?? 'info'
}

function summaryOf(row: Row): FindingSummary {
  const { id, source, rule, title, verdict, address, path, message, file, places } = row
  const isAccepted = row.is_waived || row.accepted_by !== null
  return {
    id,
    source,
    rule,
    title,
    severity: severityOf(row.severity),
    verdict,
    state: row.until_sha !== null ? 'fixed' : isAccepted ? 'accepted' : 'open',
    address,
    path,
    message,
    file,
    startLine: row.start_line,
    places,
    since: row.first_sha,
    until: row.until_sha ?? undefined,
  }
}

async function detailOf(db: Database, project: string, row: Row): Promise<FindingDetail | undefined> {
  const chunks = await blobsOf<FindingChunk>(db, project, [row.chunk])
  const found = chunks.get(row.chunk)?.findings[row.position]
  if (found === undefined) return undefined
  const { why, fix, wanted: asked, because, trace, places, aliases, compliance, waiver } = found
  return {
    ...summaryOf(row),
    why,
    fix,
    wanted: asked,
    because,
    trace,
    allPlaces: places satisfies readonly Plain[],
    aliases,
    compliance,
    acceptance: acceptanceOf(row, waiver),
  }
}

function acceptanceOf(row: Row, waiver: FindingChunk['findings'][number]['waiver']): Acceptance | undefined {
  if (row.accepted_by !== null) {
    return {
      by: row.accepted_by,
      reason: row.accepted_reason ?? '',
      until: row.accepted_until ?? undefined,
      at: row.accepted_at ?? '',
      where: 'console',
    }
  }
  return (
    waiver && { by: waiver.owner ?? '', reason: waiver.reason, until: waiver.until, at: '', where: 'source' }
  )
}
