import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { SignalCredential, SignalLabels, SignalSource } from '../../contract/incident-nouns.ts'
import type { Incidents, NewSignalSource } from '../../contract/incident-store.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import { done, refused, unlessExists } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'

type SignalParts = Pick<Incidents, 'signals' | 'addSignals' | 'removeSignals'> & {
  /** By id or name. */
  readonly named: (project: string, name: string) => Promise<SignalSource | undefined>
}

/** Where it is learnt how services do. */
export function signalParts(db: Database, sources: SourceQueries): SignalParts {
  const named: SignalParts['named'] = async (project, name) => {
    const all = await signalsOf(db, project)
    return all.find(({ id }) => id === name) ?? all.find((one) => one.name === name)
  }
  return {
    named,
    signals: (project) => signalsOf(db, project),
    addSignals: async (project, signals, by) => {
      const source = await sources.get(project, signals.source)
      if (source === undefined) return refused('missing', `There is no source ${signals.source}.`)
      const add = (): Promise<Answer<SignalSource>> =>
        added(db, project, { ...signals, source: source.id }, by)
      return unlessExists(add, `There is a source of signals ${signals.name} already.`)
    },
    removeSignals: async (project, name, by) => {
      const found = await named(project, name)
      if (found === undefined) return refused('missing', `There is no source of signals ${name}.`)
      return removed(db, project, found, by)
    },
  }
}

async function added(
  db: Database,
  project: string,
  {
    kind = 'prometheus',
    name,
    source,
    url,
    credential,
    everySeconds,
    allowsPrivate,
    labels = noLabels,
  }: NewSignalSource,
  by: string,
): Promise<Answer<SignalSource>> {
  const id = randomUUID().slice(0, 8)
  await db.transaction().execute(async (tx) => {
    const data = { id, kind, name, source, url, credential, everySeconds, allowsPrivate, labels }
    await append(tx, project, { kind: 'signals-added', data, subject: `signals/${id}`, by })
    if (everySeconds === undefined || kind === 'logs') return
    await sql`insert into investigations (project, signals, alert_group, alerts, due_at)
      values (${project}, ${id}, '', '[]', now())`.execute(tx)
  })
  const found = (await signalsOf(db, project)).find((one) => one.id === id)
  return found === undefined ? refused('conflict', 'The source of signals was removed at once.') : done(found)
}

/** Nobody would say any more that its incidents have ended, so they do. */
async function removed(
  db: Database,
  project: string,
  { id: signals }: SignalSource,
  by: string,
): Promise<Answer<undefined>> {
  return db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('incidents')
      .select(['id', 'source', 'name'])
      .where('project', '=', project)
      .where('signals', '=', signals)
      .where('until', 'is', null)
      .execute()
    const until = new Date().toISOString()
    for (const { id, source, name } of open) {
      const data = { id, signals, source, name, until }
      await append(tx, project, { kind: 'incident-resolved', data, subject: `incidents/${id}`, by })
    }
    await append(tx, project, {
      kind: 'signals-removed',
      data: { id: signals },
      subject: `signals/${signals}`,
      by,
    })
    for (const table of ['log_memories', 'log_messages', 'log_hours'])
      await sql`delete from ${sql.table(table)} where project = ${project} and signals = ${signals}`.execute(
        tx,
      )
    await tx
      .deleteFrom('investigations')
      .where('project', '=', project)
      .where('signals', '=', signals)
      .execute()
    return done(undefined)
  })
}

const noLabels: SignalLabels = { service: [], namespace: [] }

interface SignalRow {
  readonly id: string
  readonly kind: SignalSource['kind']
  readonly name: string
  readonly source: string
  readonly url: string
  readonly credential: SignalCredential | null
  readonly every_seconds: number | null
  readonly allows_private: boolean
  readonly labels: SignalLabels | null
  readonly created_at: string
  readonly created_by: string
  readonly checked_at: string | null
  readonly problem: string | null
}

async function signalsOf(db: Database, project: string): Promise<readonly SignalSource[]> {
  const { rows } = await sql<SignalRow>`
    select s.*, n.checked_at, n.problem from signal_sources s
    left join lateral (select checked_at, problem from investigations i
      where i.project = s.project and i.signals = s.id and i.checked_at is not null
      order by i.checked_at desc limit 1) n on true
    where s.project = ${project} order by s.name`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    source: row.source,
    url: row.url,
    credential: row.credential ?? undefined,
    everySeconds: row.every_seconds ?? undefined,
    allowsPrivate: row.allows_private,
    labels: row.labels ?? noLabels,
    createdAt: row.created_at,
    createdBy: row.created_by,
    checkedAt: row.checked_at ?? undefined,
    problem: row.problem ?? undefined,
  }))
}
