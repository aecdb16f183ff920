import { sql } from 'kysely'
import type { HeardAlert, Incident, IncidentCause, IncidentReport } from '../../contract/incident-nouns.ts'
import type { Incidents, IncidentWork } from '../../contract/incident-store.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import { blobOf } from '../blobs.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import { allOf } from '../queries/conditions.ts'
import { heardIn } from './heard.ts'
import { signalParts } from './signals.ts'
import { workParts } from './work.ts'

/** Incidents as people see them, and as the runs that look into them write them. */
export function incidentsIn(
  db: Database,
  sources: SourceQueries,
): { readonly incidents: Incidents; readonly work: IncidentWork } {
  const { named, ...signals } = signalParts(db, sources)
  return {
    incidents: {
      ...signals,
      ...readParts(db),
      heard: async (project, name, heard, by) => {
        const found = await named(project, name)
        return found === undefined
          ? refused('missing', `There is no source of signals ${name}.`)
          : heardIn(db, project, found, heard, by)
      },
    },
    work: workParts(db),
  }
}

function readParts(db: Database): Pick<Incidents, 'list' | 'get' | 'again'> {
  const rowsOf = async (where: ReturnType<typeof allOf>, limit: number): Promise<readonly IncidentRow[]> => {
    const { rows } = await sql<IncidentRow>`
      select i.*, n.problem, n.alerts from incidents i
      left join lateral (select problem, alerts from investigations n
        where n.project = i.project and n.signals = i.signals and n.incident = i.id
        -- Looking finds what alerts tell of too: their words come first.
        order by (n.alert_group = ''), n.alert_group limit 1) n on true
      where ${where} order by (i.until is null) desc, i.since desc, i.id limit ${limit}`.execute(db)
    return rows
  }
  const one = async (project: string, id: string): Promise<IncidentRow | undefined> =>
    (await rowsOf(allOf([sql`i.project = ${project}`, sql`i.id = ${id}`]), 1))[0]
  return {
    list: async (project, { state, signals }, paging) => {
      const [isOpen, since, id] = cursorOf(paging, ['count', 'moment', 'text']) ?? []
      const open = sql`(i.until is null)`
      const where = allOf([
        sql`i.project = ${project}`,
        state === 'open' && sql`i.until is null`,
        state === 'closed' && sql`i.until is not null`,
        signals !== undefined &&
          sql`i.signals in (select id from signal_sources s where s.project = i.project and (s.id = ${signals} or s.name = ${signals}))`,
        isOpen !== undefined &&
          sql`(${open} < ${isOpen === 1} or (${open} = ${isOpen === 1} and (i.since < ${since ?? ''}::timestamptz
            or (i.since = ${since ?? ''}::timestamptz and i.id > ${id ?? ''}))))`,
      ])
      const rows = await rowsOf(where, limitOf(paging) + 1)
      return pageOf(rows, paging, incidentOf, (row) => [Number(row.until === null), row.since, row.id])
    },
    get: async (project, id) => {
      const row = await one(project, id)
      if (row === undefined) return undefined
      const report = row.body === null ? undefined : await blobOf<IncidentReport>(db, project, row.body)
      return { ...incidentOf(row), alerts: row.alerts ?? [], report }
    },
    again: async (project, id) => {
      const row = await one(project, id)
      if (row === undefined) return refused('missing', 'There is no such incident.')
      if (row.until !== null) return refused('conflict', 'The incident has ended.')
      const { numAffectedRows } = await sql`update investigations set due_at = now()
        where project = ${project} and incident = ${id}`.execute(db)
      return numAffectedRows === 0n
        ? refused('conflict', 'Its source of signals was removed, so nothing can be asked.')
        : done(undefined)
    },
  }
}

interface IncidentRow {
  readonly id: string
  readonly signals: string
  readonly source: string
  readonly name: string
  readonly since: string
  readonly until: string | null
  readonly headline: string | null
  readonly service: string | null
  readonly suspect: string | null
  readonly change: IncidentCause | null
  readonly body: string | null
  readonly reported_at: string | null
  readonly problem: string | null
  readonly alerts: readonly HeardAlert[] | null
}

function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    signals: row.signals,
    source: row.source,
    name: row.name,
    since: row.since,
    until: row.until ?? undefined,
    headline: row.headline ?? undefined,
    service: row.service ?? undefined,
    suspect: row.suspect ?? undefined,
    change: row.change ?? undefined,
    reportedAt: row.reported_at ?? undefined,
    problem: row.problem ?? undefined,
  }
}
