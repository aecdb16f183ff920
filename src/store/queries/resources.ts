import { sql, type RawBuilder } from 'kysely'
import type { Author, HistoricValue, Page, Paging, ResourceSummary } from '../../contract/nouns.ts'
import type { ResourceFilter, ResourceName, ResourceQueries } from '../../contract/queries.ts'
import type { ReadingChunk } from '../../contract/records.ts'
import { blobOf, blobsOf } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Answers } from './answers.ts'
import { allOf, anywhere } from './conditions.ts'
import { lineEffects } from './line-effects.ts'
import { momentsOf, type Moment } from './moments.ts'
import { literalOf, Sources, tracedValue, winnerOf } from './traces.ts'

/** Who last touched a line (from 1) of a file at a commit; the git mirror knows. */
export type BlamePort = (
  project: string,
  source: string,
  sha: string,
  place: { readonly file: string; readonly line: number },
) => Promise<Author | undefined>

/** Resources as a commit has them, and where their values come from. */
export function resourceQueries(db: Database, blame: BlamePort, answers: Answers): ResourceQueries {
  const meant = (project: string, { source, branch, sha }: ResourceFilter): Promise<readonly Moment[]> =>
    answers.of(project, 'moments', [source, branch, sha], () =>
      momentsOf(db, project, { source, branch, sha }),
    )
  return {
    list: (project, filter, paging) =>
      answers.of(project, 'resources', [filter, paging], async () =>
        list(db, project, await meant(project, filter), { filter, paging }),
      ),
    count: (project, filter) =>
      answers.of(project, 'count of resources', [filter], async () =>
        count(db, project, await meant(project, filter), filter),
      ),
    get: async (project, name) => {
      const found = await located(db, project, name)
      if (found === undefined) return undefined
      const { row, chunk, moment } = found
      const record = chunk.resources[row.position]
      if (record === undefined) return undefined
      const sources = await Sources.of(db, project, { source: moment.source, sha: moment.sha, chunk })
      const mentions = await edgesOf(db, project, moment, row)
      return {
        ...summaryOf(row),
        sha: moment.sha,
        values: record.values.map((one) => tracedValue(chunk, sources, one)),
        excerpt: sources.excerpt(record.file, record.startLine, record.endLine),
        ...mentions,
      }
    },
    explain: async (project, name, path) => {
      const found = await located(db, project, name)
      if (found === undefined) return undefined
      const { row, chunk, moment } = found
      const value = chunk.resources[row.position]?.values.find((one) => one.path === path)
      if (value === undefined) return undefined
      const sources = await Sources.of(db, project, { source: moment.source, sha: moment.sha, chunk })
      const traced = tracedValue(chunk, sources, value)
      const winner = winnerOf(traced)
      return {
        resource: summaryOf(row),
        value: traced,
        excerpt: winner && sources.excerpt(winner.file, winner.startLine, winner.endLine),
        commit:
          winner === undefined || winner.startLine === 0
            ? undefined
            : await blame(project, moment.source, moment.sha, {
                file: winner.file,
                line: winner.startLine,
              }),
      }
    },
    line: (project, place, limit) => lineEffects(db, project, place, { limit, blame }),
    history: (project, name, path) => history(db, project, name, path),
  }
}

interface Row {
  readonly source: string
  readonly chunk: string
  readonly chunk_position: number
  readonly position: number
  readonly id: string
  readonly format: string
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly type: string
  readonly name: string
  readonly module: string
  readonly file: string
  readonly start_line: number
  readonly findings: number
}

function summaryOf(row: Row): ResourceSummary {
  const { source, format, root, variant, address, type, name, module, file, findings } = row
  return {
    source,
    format,
    root,
    variant,
    address,
    type,
    name,
    module,
    file,
    startLine: row.start_line,
    findings,
  }
}

function wanted({ root, type, text }: ResourceFilter): RawBuilder<unknown> {
  return allOf([
    root !== undefined && sql`r.root = ${root}`,
    type !== undefined && sql`r.type = ${type}`,
    text !== undefined && text !== '' && sql`r.search like ${anywhere(text.toLowerCase())}`,
  ])
}

async function list(
  db: Database,
  project: string,
  moments: readonly Moment[],
  { filter, paging }: { readonly filter: ResourceFilter; readonly paging: Paging },
): Promise<Page<ResourceSummary>> {
  const after = cursorOf(paging, ['text', 'count', 'count'])
  const rows: Row[] = []
  for (const moment of moments) {
    const left = limitOf(paging) + 1 - rows.length
    if (left <= 0) break
    if (after !== undefined && moment.source < after[0]) continue
    const beyond =
      after !== undefined && moment.source === after[0]
        ? sql`(c.position, r.position) > (${after[1]}::int, ${after[2]}::int)`
        : sql`true`
    rows.push(
      ...(await rowsAt(db, project, moment, { condition: allOf([wanted(filter), beyond]), limit: left })),
    )
  }
  return pageOf(rows, paging, summaryOf, (row) => [row.source, row.chunk_position, row.position])
}

async function rowsAt(
  db: Database,
  project: string,
  { source, branch, sha }: Moment,
  { condition, limit }: { readonly condition: RawBuilder<unknown>; readonly limit: number },
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with page as (select r.*, c.position as chunk_position from commit_chunks c
      join resource_rows r on r.project = c.project and r.chunk = c.chunk
      where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading' and ${condition}
      order by c.position, r.position limit ${limit})
    select page.*, ${source}::text as source, coalesce(found.count, 0) as findings from page
    left join (select f.address, count(*)::int as count from finding_places f
      where f.project = ${project} and f.source = ${source} and f.branch = ${branch}
        and f.address in (select address from page) group by f.address) found on found.address = page.address
    order by page.chunk_position, page.position`.execute(db)
  return rows
}

async function count(
  db: Database,
  project: string,
  moments: readonly Moment[],
  filter: ResourceFilter,
): Promise<number> {
  let all = 0
  for (const { source, sha } of moments) {
    const { rows } = await sql<{ readonly count: number }>`select count(*)::int as count from commit_chunks c
      join resource_rows r on r.project = c.project and r.chunk = c.chunk
      where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading' and ${wanted(filter)}`.execute(
      db,
    )
    all += rows[0]?.count ?? 0
  }
  return all
}

interface Located {
  readonly row: Row
  readonly chunk: ReadingChunk
  readonly moment: Moment
}

async function located(db: Database, project: string, name: ResourceName): Promise<Located | undefined> {
  const [moment] = await momentsOf(db, project, name)
  if (moment === undefined) return undefined
  const [row] = await rowsAt(db, project, moment, { condition: sql`r.id = ${name.id}`, limit: 1 })
  return row && { row, moment, chunk: await blobOf<ReadingChunk>(db, project, row.chunk) }
}

async function edgesOf(
  db: Database,
  project: string,
  { source, sha }: Moment,
  { id, chunk }: Pick<Row, 'id' | 'chunk'>,
): Promise<{ readonly uses: readonly string[]; readonly usedBy: readonly string[] }> {
  // What it uses stands in its own chunk.
  const { rows } = await sql<{ readonly from_id: string; readonly to_id: string }>`
    select from_id, to_id from edge_rows where project = ${project} and chunk = ${chunk} and from_id = ${id}
    union select e.from_id, e.to_id from edge_rows e
    join commit_chunks c on c.project = e.project and c.chunk = e.chunk
    where e.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'
      and e.to_id = ${id} order by 1, 2`.execute(db)
  return {
    uses: rows.filter((one) => one.from_id === id).map((one) => one.to_id),
    usedBy: rows.filter((one) => one.to_id === id).map((one) => one.from_id),
  }
}

/** As many commits as a history looks back. */
const mostCommits = 500

interface Version extends Author {
  readonly chunk: string | null
  readonly position: number | null
  readonly digest: string | null
}

/** Only what a commit said otherwise than the one before is looked at. */
async function history(
  db: Database,
  project: string,
  name: ResourceName,
  path: string,
): Promise<readonly HistoricValue[]> {
  const [moment] = await momentsOf(db, project, name)
  if (moment === undefined) return []
  const { rows } = await sql<Version>`
    select m.sha, m.author, m.email, m.date, m.subject, r.chunk, r.position, r.digest
    from (select sha, sequence from line_commits where project = ${project} and source = ${moment.source}
        and branch = ${moment.branch} and sequence is not null order by sequence desc limit ${mostCommits}) l
    join commits m on m.project = ${project} and m.source = ${moment.source} and m.sha = l.sha
    left join lateral (select r.chunk, r.position, r.digest from resource_rows r
      join commit_chunks c on c.project = r.project and c.chunk = r.chunk
      where r.project = ${project} and r.id = ${name.id} and c.source = ${moment.source} and c.sha = l.sha
        and c.kind = 'reading' limit 1) r on true
    order by l.sequence`.execute(db)
  const versions = rows.filter((row, at) => row.digest !== (rows[at - 1]?.digest ?? null))
  const chunks = await blobsOf<ReadingChunk>(
    db,
    project,
    [...new Set(versions.map(({ chunk }) => chunk))].filter((one) => one !== null),
  )
  const found: HistoricValue[] = []
  let before: string | undefined
  for (const version of versions) {
    const chunk = version.chunk === null ? undefined : chunks.get(version.chunk)
    const value = chunk?.resources[version.position ?? 0]?.values.find((one) => one.path === path)
    const text = value && JSON.stringify([value.value, value.unknown, value.sensitive])
    if (text === before) continue
    const { sha, author, email, date, subject } = version
    found.push({
      commit: { sha, author, email, date, subject },
      kind: before === undefined ? 'added' : text === undefined ? 'removed' : 'changed',
      value: value?.value,
      literal: chunk && value && literalOf(chunk, value),
    })
    before = text
  }
  return found.toReversed()
}
