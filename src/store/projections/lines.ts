import { sql, type Transaction } from 'kysely'
import type { FindingChunk, FindingRecord } from '../../contract/records.ts'
import { severities } from '../../model/finding.ts'
import { blobsOf } from '../blobs.ts'
import { canonical, digestOf } from '../ledger/canonical.ts'
import type { Tables } from '../tables.ts'
import type { When } from './when.ts'

/** A commit as a part of the history of a branch. */
interface LineCommit {
  readonly source: string
  readonly branch: string
  readonly sha: string
}

/**
 * A branch has come to a commit that is reviewed: from here on it has that commit's findings. Those that it had already
 * go on, those that are gone end, and what is said otherwise ends and begins again.
 */
export async function lineReached(tx: Transaction<Tables>, when: When, line: LineCommit): Promise<void> {
  const { project, sequence } = when
  const now = await findingsOf(tx, project, line)
  const open = await tx
    .selectFrom('finding_spans')
    .select(['id', 'digest', 'first_sha'])
    .where('project', '=', project)
    .where('source', '=', line.source)
    .where('branch', '=', line.branch)
    .where('until', 'is', null)
    .execute()
  const before = new Map(open.map((one) => [one.id, one]))
  const same = new Set(open.filter(({ id, digest }) => now.get(id)?.digest === digest).map(({ id }) => id))
  await ended(
    tx,
    when,
    line,
    open.filter(({ id }) => !same.has(id)).map(({ id }) => id),
  )
  const begun = [...now.values()]
    .filter(({ id }) => !same.has(id))
    .map((one) => ({ ...one, first_sha: before.get(one.id)?.first_sha ?? line.sha }))
  await began(tx, when, line, begun)
  await tx
    .updateTable('line_commits')
    .set({ sequence })
    .where('project', '=', project)
    .where('source', '=', line.source)
    .where('branch', '=', line.branch)
    .where('sha', '=', line.sha)
    .execute()
}

interface SpanRow {
  readonly id: string
  readonly digest: string
  readonly addresses: readonly string[]
  readonly [column: string]: string | number | boolean | readonly string[]
}

/** The resources that a finding is in, each once. */
function addressesOf({ address, places }: FindingRecord): readonly string[] {
  const others = places.map((one) =>
    typeof one === 'object' && one !== null && 'address' in one ? one['address'] : undefined,
  )
  return [...new Set([address, ...others.filter((one) => typeof one === 'string')])]
}

async function findingsOf(
  tx: Transaction<Tables>,
  project: string,
  { source, sha }: LineCommit,
): Promise<ReadonlyMap<string, SpanRow>> {
  const chunks = await tx
    .selectFrom('commit_chunks')
    .select('chunk')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .where('kind', '=', 'finding')
    .orderBy('position')
    .execute()
  const blobs = await blobsOf<FindingChunk>(
    tx,
    project,
    chunks.map(({ chunk }) => chunk),
  )
  const rows = new Map<string, SpanRow>()
  for (const { chunk } of chunks) {
    for (const [position, one] of (blobs.get(chunk)?.findings ?? []).entries()) {
      rows.set(one.id, {
        id: one.id,
        // Where in which chunk it lies is no difference.
        digest: digestOf(canonical(one)).slice(0, 16),
        rule: one.rule,
        title: one.title,
        severity: severities.indexOf(one.severity),
        verdict: one.verdict,
        is_waived: one.waiver !== undefined,
        address: one.address,
        addresses: addressesOf(one),
        path: one.path,
        message: one.message,
        file: one.file,
        start_line: one.startLine,
        places: one.places.length,
        chunk,
        position,
        search: `${one.title}\n${one.message}\n${one.address}\n${one.file}\n${one.rule}`.toLowerCase(),
      })
    }
  }
  return rows
}

async function ended(
  tx: Transaction<Tables>,
  { project, sequence }: When,
  { source, branch, sha }: LineCommit,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('finding_spans')
    .set({ until: sequence, until_sha: sha })
    .where('project', '=', project)
    .where('source', '=', source)
    .where('branch', '=', branch)
    .where('until', 'is', null)
    .where(sql<boolean>`id = any(${[...ids]})`)
    .execute()
  await tx
    .deleteFrom('finding_places')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('branch', '=', branch)
    .where(sql<boolean>`id = any(${[...ids]})`)
    .execute()
}

async function began(
  tx: Transaction<Tables>,
  { project, sequence }: When,
  { source, branch, sha }: LineCommit,
  rows: readonly SpanRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`with r as materialized (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text,
      first_sha text, rule text, title text, severity smallint, verdict text, is_waived boolean, address text,
      addresses jsonb, path text, message text, file text, start_line int, places int, chunk text, position int,
      digest text, search text)),
    placed as (insert into finding_places (project, source, branch, address, id, severity)
      select ${project}, ${source}, ${branch}, a.address, r.id, r.severity
      from r, jsonb_array_elements_text(r.addresses) a(address))
    insert into finding_spans (project, source, branch, id, since, first_sha, since_sha, rule, title, severity,
      verdict, is_waived, address, path, message, file, start_line, places, chunk, position, digest, search)
    select ${project}, ${source}, ${branch}, r.id, ${sequence}::bigint, r.first_sha, ${sha}, r.rule, r.title, r.severity,
      r.verdict, r.is_waived, r.address, r.path, r.message, r.file, r.start_line, r.places, r.chunk, r.position, r.digest, r.search
    from r`.execute(tx)
}
