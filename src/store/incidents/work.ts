import { sql, type Transaction } from 'kysely'
import type { IncidentReport } from '../../contract/incident-nouns.ts'
import type { Investigated, InvestigationName, IncidentWork } from '../../contract/incident-store.ts'
import { blobOf, keep } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import type { Tables } from '../tables.ts'
import { incidentId, isTold } from './heard.ts'

/** How long an investigation is left to the worker that took it. */
const claimSeconds = 60
/** Soon after the beginning little is measured yet, so it is looked again while no change is found. */
const againSeconds = 300

/** What the runs that look into incidents write. */
export function workParts(db: Database): IncidentWork {
  return {
    due: async (limit) => {
      const { rows } = await sql<InvestigationName & { readonly moment: string }>`
        update investigations i set claimed_at = now()
        from (select n.project, n.signals, n.alert_group, extract(epoch from n.due_at)::text as moment
          from investigations n
          join signal_sources s on s.project = n.project and s.id = n.signals
          where n.due_at <= now()
            and (n.claimed_at is null or n.claimed_at < now() - ${claimSeconds} * interval '1 second')
          order by n.due_at limit ${limit} for update of n skip locked) due
        where i.project = due.project and i.signals = due.signals and i.alert_group = due.alert_group
        returning i.project, i.signals, i.alert_group as group, due.moment`.execute(db)
      return rows
    },
    begun: async ({ project, signals, group }, moment) => {
      await sql`update investigations set due_at = null where project = ${project} and signals = ${signals}
        and alert_group = ${group} and extract(epoch from due_at)::text = ${moment}`.execute(db)
    },
    alerts: async ({ project, signals, group }) => {
      const row = await db
        .selectFrom('investigations')
        .select('alerts')
        .where('project', '=', project)
        .where('signals', '=', signals)
        .where('alert_group', '=', group)
        .executeTakeFirst()
      return (row?.alerts ?? []).filter(({ state }) => state === 'firing')
    },
    reported: (name, found) =>
      db.transaction().execute(async (tx) => {
        const incident = await written(tx, name, found)
        const isSettled = found.report.outcome === 'change'
        await ended(tx, name, { incident, problem: undefined, isSettled })
        return incident
      }),
    failed: async (name, why) =>
      ended(db, name, { incident: undefined, problem: why.slice(0, 1000), isSettled: false }),
  }
}

/** When it is looked again: as often as the source says, or for an hour after the beginning. Who has asked in the meantime is not forgotten. */
async function ended(
  db: Database | Transaction<Tables>,
  { project, signals, group }: InvestigationName,
  {
    incident,
    problem,
    isSettled,
  }: {
    readonly incident: string | undefined
    readonly problem: string | undefined
    readonly isSettled: boolean
  },
): Promise<void> {
  await sql`update investigations n set claimed_at = null, checked_at = now(), problem = ${problem ?? null},
      incident = coalesce(${incident ?? null}, n.incident),
      due_at = case when n.due_at is not null then n.due_at
        when n.alert_group = '' then now() + s.every_seconds * interval '1 second'
        when not ${isSettled} and exists (select from incidents i where i.project = n.project
          and i.id = n.incident and i.until is null and i.since > now() - interval '1 hour')
        then now() + ${againSeconds} * interval '1 second' end
    from signal_sources s where n.project = ${project} and n.signals = ${signals} and n.alert_group = ${group}
      and s.project = n.project and s.id = n.signals`.execute(db)
}

interface Known {
  readonly id: string
  readonly name: string
  readonly until: string | null
  readonly since: string
  readonly service: string | null
  readonly suspect: string | null
  readonly change: { readonly id: string } | null
  readonly body: string | null
}

async function written(
  tx: Transaction<Tables>,
  name: InvestigationName,
  found: Investigated,
): Promise<string | undefined> {
  const { project, signals, group } = name
  const place = await tx
    .selectFrom('investigations as n')
    .innerJoin('signal_sources as s', (on) =>
      on.onRef('s.project', '=', 'n.project').onRef('s.id', '=', 'n.signals'),
    )
    .select(['n.incident', 's.source'])
    .where('n.project', '=', project)
    .where('n.signals', '=', signals)
    .where('n.alert_group', '=', group)
    .forUpdate('n')
    .executeTakeFirst()
  // It was removed in the meantime.
  if (place === undefined) return undefined
  const known = await tx
    .selectFrom('incidents')
    .select(['id', 'name', 'since', 'until', 'service', 'suspect', 'change', 'body'])
    .where('project', '=', project)
    .where('id', '=', place.incident ?? '')
    .executeTakeFirst()
  const facts = { signals, source: place.source }
  if (group !== '') return known === undefined ? undefined : reported(tx, project, { ...facts, known, found })
  const open = known?.until === null ? known : undefined
  // Alerts tell of it since, so that they say how it goes on and when it ends.
  if (open !== undefined && (await isTold(tx, name, open.id))) return open.id
  if (!found.isWrong) {
    if (open === undefined) return undefined
    const { id, name: called } = open
    const data = { id, ...facts, name: called, until: new Date().toISOString() }
    await append(tx, project, {
      kind: 'incident-resolved',
      data,
      subject: `incidents/${id}`,
      by: 'plumbline',
    })
    return id
  }
  const one = open ?? (await detected(tx, name, { ...facts, found }))
  return one === undefined ? undefined : reported(tx, project, { ...facts, known: one, found })
}

/** A new incident of what nobody has told us; undefined where an alert tells of the same already. */
async function detected(
  tx: Transaction<Tables>,
  name: InvestigationName,
  {
    signals,
    source,
    found,
  }: { readonly signals: string; readonly source: string; readonly found: Investigated },
): Promise<Known | undefined> {
  const { project } = name
  const { rows } = await sql`select from incidents where project = ${project} and signals = ${signals}
    and until is null and (service = ${found.service ?? ''} or suspect = ${found.report.suspects[0]?.node ?? ''}
      -- Of an alert that nobody has looked into yet it is not known what it is about.
      or reported_at is null)
    limit 1`.execute(tx)
  if (rows.length > 0) return undefined
  const now = new Date().toISOString()
  const id = incidentId(name, now)
  const data = { id, signals, source, name: found.name, since: found.since ?? now, alerts: [] }
  await append(tx, project, { kind: 'incident-detected', data, subject: `incidents/${id}`, by: 'plumbline' })
  return {
    id,
    name: found.name,
    since: data.since,
    until: null,
    service: null,
    suspect: null,
    change: null,
    body: null,
  }
}

/** Tells what was found, unless it is what was told before. */
async function reported(
  tx: Transaction<Tables>,
  project: string,
  {
    known,
    found,
    signals,
    source,
  }: {
    readonly known: Known
    readonly found: Investigated
    readonly signals: string
    readonly source: string
  },
): Promise<string> {
  const { id, name } = known
  const { report, service } = found
  const [change] = report.changes
  const suspect = report.suspects[0]?.node
  if (await isToldAlready(tx, project, { known, found })) return id
  const body = await keep(tx, project, report)
  const cause = change && {
    id: change.id,
    kind: change.kind,
    title: change.title,
    author: change.author,
    confidence: change.confidence,
  }
  const { outcome, headline } = report
  const since = earlierOf(found, known)
  const data = {
    id,
    signals,
    source,
    name,
    outcome,
    headline,
    service,
    suspect,
    change: cause,
    body,
    ...since,
  }
  await append(tx, project, { kind: 'incident-reported', data, subject: `incidents/${id}`, by: 'plumbline' })
  return id
}

/** An alert waits before it fires: what is measured says since when. */
function earlierOf({ since }: Investigated, known: Known): { readonly since?: string } {
  return since !== undefined && Date.parse(since) < Date.parse(known.since) ? { since } : {}
}

/** Whether what was found is what was told before. */
async function isToldAlready(
  tx: Transaction<Tables>,
  project: string,
  { known, found: { report, service } }: { readonly known: Known; readonly found: Investigated },
): Promise<boolean> {
  if (known.body === null) return false
  const before = await blobOf<IncidentReport>(tx, project, known.body)
  const isSame =
    before?.outcome === report.outcome &&
    known.suspect === (report.suspects[0]?.node ?? null) &&
    known.change?.id === report.changes[0]?.id
  return isSame && (known.service === (service ?? null) || isShared(tx, project, known.id))
}

/**
 * Whether several groups of alerts, or one and looking, are about an incident. Each would tell of it from the service
 * that its alert names: what was told first stays, as long as the suspect and the change are the same.
 */
async function isShared(tx: Transaction<Tables>, project: string, incident: string): Promise<boolean> {
  const { rows } = await sql`select from investigations where project = ${project} and incident = ${incident}
    limit 2`.execute(tx)
  return rows.length > 1
}
