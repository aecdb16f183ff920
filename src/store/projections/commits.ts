import { sql, type Transaction } from 'kysely'
import { gatesWith } from '../../contract/gate-conditions.ts'
import type { FindingCounts, GateResult, GateVerdict } from '../../contract/nouns.ts'
import type { ReadingChunk } from '../../contract/records.ts'
import { blobsOf } from '../blobs.ts'
import type { EventData } from '../ledger/kinds.ts'
import { nodeId } from '../node-id.ts'
import type { Tables } from '../tables.ts'
import { applicationOf } from './application.ts'
import { groupsOf } from './groups.ts'
import { lineReached } from './lines.ts'
import type { When } from './when.ts'

export async function commitQueued(
  tx: Transaction<Tables>,
  { project, sequence, time }: When,
  data: EventData['commit-queued'],
): Promise<void> {
  const { source, branch, sha, parents, author, email, date, subject } = data
  await tx
    .insertInto('commits')
    .values({
      project,
      source,
      sha,
      branch,
      author,
      email,
      date,
      subject,
      parents: JSON.stringify(parents),
      state: 'queued',
      base: null,
      gate: null,
      counts: JSON.stringify(nothing),
      worse: 0,
      fixed: 0,
      changes: 0,
      resources: 0,
      seen_at: time,
      seen: sequence,
      reviewed_at: null,
      run: '',
      problem: null,
      body: null,
      files: null,
      timings: '[]',
      gates: '[]',
      hooks: '[]',
    })
    .execute()
  await tx
    .insertInto('line_commits')
    .values({ project, source, branch, sha, seen: sequence, sequence: null })
    .execute()
}

const nothing: FindingCounts = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  undecided: 0,
  accepted: 0,
}

export async function commitStarted(
  tx: Transaction<Tables>,
  { project }: When,
  { source, sha, run }: EventData['commit-started'],
): Promise<void> {
  await changed(tx, project, source, sha).set({ state: 'running', run }).execute()
}

export async function commitFailed(
  tx: Transaction<Tables>,
  { project, time }: When,
  { source, sha, problem }: EventData['commit-failed'],
): Promise<void> {
  await changed(tx, project, source, sha).set({ state: 'failed', problem, reviewed_at: time }).execute()
}

export async function commitReviewed(
  tx: Transaction<Tables>,
  when: When,
  data: EventData['commit-reviewed'],
): Promise<void> {
  const { project, time } = when
  const { source, sha } = data
  await changed(tx, project, source, sha)
    .set({
      state: 'reviewed',
      base: data.base ?? null,
      gate: verdictOf(data.gates) ?? null,
      counts: JSON.stringify(data.counts),
      worse: data.worse,
      fixed: data.fixed,
      changes: data.changes,
      resources: data.resources,
      reviewed_at: time,
      body: data.body,
      files: data.files,
      timings: JSON.stringify(data.timings),
      gates: JSON.stringify(data.gates),
      hooks: JSON.stringify(data.hooks ?? []),
    })
    .execute()
  await hasChunks(tx, when, data)
  await readingsKept(tx, project, data.readings)
  const lines = await tx
    .selectFrom('line_commits')
    .select('branch')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .orderBy('branch')
    .execute()
  for (const { branch } of lines) await lineReached(tx, when, { source, branch, sha })
}

/** What a commit's gates come to. */
export function verdictOf(gates: readonly GateResult[]): GateVerdict | undefined {
  if (gates.some(({ verdict }) => verdict === 'failed')) return 'failed'
  if (gates.some(({ verdict }) => verdict === 'overridden')) return 'overridden'
  return gates.length === 0 ? undefined : 'passed'
}

/** The gates of a commit as they were judged; none of one that is not reviewed. */
export async function gatesOf(
  tx: Transaction<Tables>,
  { project, source, sha }: { readonly project: string; readonly source: string; readonly sha: string },
): Promise<readonly GateResult[]> {
  const found = await tx
    .selectFrom('commits')
    .select('gates')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .executeTakeFirst()
  return found?.gates ?? []
}

export async function gateOverridden(
  tx: Transaction<Tables>,
  { project, time, by }: When,
  { source, sha, gate, reason }: EventData['gate-overridden'],
): Promise<void> {
  const gates = (await gatesOf(tx, { project, source, sha })).map((one): GateResult =>
    one.gate === gate ? { ...one, verdict: 'overridden', override: { by, reason, at: time } } : one,
  )
  await changed(tx, project, source, sha)
    .set({ gates: JSON.stringify(gates), gate: verdictOf(gates) ?? null })
    .execute()
}

export async function changeSeen(
  tx: Transaction<Tables>,
  { project }: When,
  { source, number, title, url, state, targetBranch, branch, sha }: EventData['change-opened'],
): Promise<void> {
  const said = { title, url, state, target_branch: targetBranch, branch, sha }
  await tx
    .insertInto('changes')
    .values({ project, source, number, ...said })
    .onConflict((on) => on.columns(['project', 'source', 'number']).doUpdateSet(said))
    .execute()
}

export async function reportReceived(
  tx: Transaction<Tables>,
  { project, time, by }: When,
  { id, source, sha, kind, name, hash, numbers }: EventData['report-received'],
): Promise<void> {
  await tx
    .insertInto('reports')
    .values({
      project,
      id,
      source,
      sha,
      kind,
      name,
      hash,
      numbers: JSON.stringify(numbers),
      by_whom: by,
      at: time,
    })
    .execute()
  const found = await tx
    .selectFrom('commits')
    .select('gates')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
    .executeTakeFirst()
  if (found === undefined || found.gates.length === 0) return
  const gates = gatesWith(found.gates, numbers)
  await changed(tx, project, source, sha)
    .set({ gates: JSON.stringify(gates), gate: verdictOf(gates) ?? null })
    .execute()
}

// oxlint-disable-next-line typescript/explicit-module-boundary-types -- what kysely infers is longer than the function
function changed(tx: Transaction<Tables>, project: string, source: string, sha: string) {
  return tx
    .updateTable('commits')
    .where('project', '=', project)
    .where('source', '=', source)
    .where('sha', '=', sha)
}

async function hasChunks(
  tx: Transaction<Tables>,
  { project }: When,
  { source, sha, readings, findings }: EventData['commit-reviewed'],
): Promise<void> {
  const rows = [
    ...readings.map((chunk, position) => ({ kind: 'reading', position, chunk })),
    ...findings.map((chunk, position) => ({ kind: 'finding', position, chunk })),
  ]
  await sql`insert into commit_chunks (project, source, sha, kind, position, chunk)
    select ${project}, ${source}, ${sha}, r.kind, r.position, r.chunk
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, position int, chunk text)`.execute(
    tx,
  )
}

/** Rows for the chunks of resources that are new in the project. */
async function readingsKept(
  tx: Transaction<Tables>,
  project: string,
  chunks: readonly string[],
): Promise<void> {
  const known = await tx
    .selectFrom('resource_chunks')
    .select('chunk')
    .where('project', '=', project)
    .where(sql<boolean>`chunk = any(${[...chunks]})`)
    .execute()
  const here = new Set(known.map(({ chunk }) => chunk))
  for (const chunk of new Set(chunks)) {
    if (here.has(chunk)) continue
    const blob = (await blobsOf<ReadingChunk>(tx, project, [chunk])).get(chunk)
    if (blob !== undefined) await readingKept(tx, project, chunk, blob)
  }
}

async function readingKept(
  tx: Transaction<Tables>,
  project: string,
  chunk: string,
  reading: ReadingChunk,
): Promise<void> {
  const { format, root, variant, resources } = reading
  const idOf = (address: string): string => nodeId(root, variant, address)
  const rows = resources.map((one, position) => ({
    position,
    id: idOf(one.address),
    address: one.address,
    type: one.type,
    name: one.name,
    module: one.module,
    file: one.file,
    start_line: one.startLine,
    digest: one.digest,
    application: applicationOf(one),
    search: `${one.address}\n${one.type}\n${one.file}`.toLowerCase(),
  }))
  const edges = resources
    .flatMap(({ address, uses }) =>
      uses.map(({ to, path }) => ({ from_id: idOf(address), to_id: idOf(to), path })),
    )
    .map((edge, position) => ({ ...edge, position }))
  await tx.insertInto('resource_chunks').values({ project, chunk }).execute()
  await sql`insert into resource_rows (project, chunk, position, id, format, root, variant, address, type, name, module,
      file, start_line, digest, search, application)
    select ${project}, ${chunk}, r.position, r.id, ${format}, ${root}, ${variant}, r.address, r.type, r.name, r.module,
      r.file, r.start_line, r.digest, r.search, r.application
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(position int, id text, address text, type text,
      name text, module text, file text, start_line int, digest text, search text, application text)`.execute(
    tx,
  )
  await sql`insert into edge_rows (project, chunk, position, from_id, to_id, path)
    select ${project}, ${chunk}, r.position, r.from_id, r.to_id, r.path
    from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb) as r(position int, from_id text, to_id text, path text)`.execute(
    tx,
  )
  await groupsKept(tx, project, chunk, reading)
}

async function groupsKept(
  tx: Transaction<Tables>,
  project: string,
  chunk: string,
  reading: ReadingChunk,
): Promise<void> {
  const { root, variant } = reading
  const { groups, lines } = groupsOf(reading)
  await sql`insert into graph_groups (project, chunk, position, root, variant, module, application, resources)
    select ${project}, ${chunk}, r.position, ${root}, ${variant}, r.module, r.application, r.resources
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as r(position int, module text, application text, resources int)`.execute(
    tx,
  )
  await sql`insert into graph_lines (project, chunk, position, root, variant, module, application, to_id)
    select ${project}, ${chunk}, r.position, ${root}, ${variant}, r.module, r.application, r.to_id
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(position int, module text, application text, to_id text)`.execute(
    tx,
  )
}
