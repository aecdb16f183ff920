import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { HeardAlert, SignalSource } from '../../contract/incident-nouns.ts'
import type { HeardGroup, HeardOutcome, InvestigationName } from '../../contract/incident-store.ts'
import { done } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import type { Tables } from '../tables.ts'

/** Takes what is said of a group of alerts; an incident begins with its first alert and ends with its last. */
export async function heardIn(
  db: Database,
  project: string,
  signals: SignalSource,
  { group, alerts }: HeardGroup,
  by: string,
): Promise<Answer<HeardOutcome>> {
  const name = { project, signals: signals.id, group }
  return db.transaction().execute(async (tx) => {
    const before = await stateOf(tx, name)
    const { all, fresh, isChanged } = merged(before.alerts, alerts)
    if (!isChanged) return done({ kind: 'nothing', incident: before.open?.id })
    const outcome = await followed(tx, { name, signals, by }, { open: before.open, all, fresh })
    const { incident } = outcome
    const isDue = fresh.length > 0 && outcome.kind !== 'closed'
    await tx
      .updateTable('investigations')
      .set({
        alerts: JSON.stringify(all),
        ...(incident !== undefined && { incident }),
        ...(isDue && { due_at: new Date().toISOString() }),
        ...(outcome.kind === 'closed' && { due_at: null }),
      })
      .where('project', '=', project)
      .where('signals', '=', signals.id)
      .where('alert_group', '=', group)
      .execute()
    return done(outcome)
  })
}

interface OpenIncident {
  readonly id: string
  readonly name: string
}

interface GroupState {
  readonly alerts: readonly HeardAlert[]
  readonly open: OpenIncident | undefined
}

/** What is known of a group, held for us alone. */
async function stateOf(
  tx: Transaction<Tables>,
  { project, signals, group }: InvestigationName,
): Promise<GroupState> {
  const nothing = { incident: null, due_at: null, claimed_at: null, checked_at: null, problem: null }
  await tx
    .insertInto('investigations')
    .values({ project, signals, alert_group: group, alerts: '[]', ...nothing })
    .onConflict((on) => on.doNothing())
    .execute()
  const row = await tx
    .selectFrom('investigations')
    .select(['alerts', 'incident'])
    .where('project', '=', project)
    .where('signals', '=', signals)
    .where('alert_group', '=', group)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const open = await tx
    .selectFrom('incidents')
    .select(['id', 'name'])
    .where('project', '=', project)
    .where('id', '=', row.incident ?? '')
    .where('until', 'is', null)
    .executeTakeFirst()
  return { alerts: row.alerts, open }
}

/** As many alerts of a group as are remembered. */
const mostAlerts = 500

/** An alert is known by what tells it from others and when it began. One that has ended does not begin again: its firing is an old message. */
function merged(
  known: readonly HeardAlert[],
  heard: readonly HeardAlert[],
): {
  readonly all: readonly HeardAlert[]
  readonly fresh: readonly HeardAlert[]
  readonly isChanged: boolean
} {
  const all = new Map(known.map((one) => [keyOf(one), one]))
  const fresh: HeardAlert[] = []
  let isChanged = false
  for (const one of heard) {
    const before = all.get(keyOf(one))
    if (before?.state === 'resolved' || before?.state === one.state) continue
    isChanged = true
    all.set(keyOf(one), one)
    if (one.state === 'firing') fresh.push(one)
  }
  const sorted = [...all.values()].toSorted((one, other) => (one.since < other.since ? -1 : 1))
  return { all: sorted.slice(-mostAlerts), fresh, isChanged }
}

function keyOf({ fingerprint, since }: HeardAlert): string {
  return `${fingerprint} ${since}`
}

async function followed(
  tx: Transaction<Tables>,
  {
    name,
    signals,
    by,
  }: { readonly name: InvestigationName; readonly signals: SignalSource; readonly by: string },
  {
    open,
    all,
    fresh,
  }: {
    readonly open: OpenIncident | undefined
    readonly all: readonly HeardAlert[]
    readonly fresh: readonly HeardAlert[]
  },
): Promise<HeardOutcome> {
  const { project, group } = name
  const firing = all.filter(({ state }) => state === 'firing')
  const facts = { signals: signals.id, source: signals.source }
  if (open !== undefined && firing.length === 0) {
    if (await isTold(tx, name, open.id)) return { kind: 'updated', incident: open.id }
    const until =
      all
        .flatMap((one) => one.until ?? [])
        .toSorted()
        .at(-1) ?? new Date().toISOString()
    const data = { id: open.id, ...facts, name: open.name, until }
    await append(tx, project, { kind: 'incident-resolved', data, subject: `incidents/${open.id}`, by })
    return { kind: 'closed', incident: open.id }
  }
  if (open !== undefined) return { kind: 'updated', incident: open.id }
  const [first] = fresh.toSorted((one, other) => (one.since < other.since ? -1 : 1))
  if (first === undefined) return { kind: 'nothing', incident: undefined }
  const seen = await seenAlready(tx, name, fresh)
  if (seen !== undefined) return { kind: 'updated', incident: seen }
  const id = incidentId(name, keyOf(first))
  const alerts = [...new Set(firing.map((one) => one.name))].slice(0, 20)
  const data = { id, ...facts, name: first.name === '' ? group : first.name, since: first.since, alerts }
  const event = await append(tx, project, {
    kind: 'incident-detected',
    data,
    subject: `incidents/${id}`,
    by,
    key: `incident\n${id}`,
  })
  // It was told so long ago that we had forgotten it.
  return event === undefined ? { kind: 'nothing', incident: undefined } : { kind: 'opened', incident: id }
}

/** What was found by looking, before any alert told of it: an incident that shows in or comes from a service that the alerts name. */
async function seenAlready(
  tx: Transaction<Tables>,
  { project, signals }: InvestigationName,
  alerts: readonly HeardAlert[],
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('investigations as n')
    .innerJoin('incidents as i', (on) =>
      on.onRef('i.project', '=', 'n.project').onRef('i.id', '=', 'n.incident'),
    )
    .select(['i.id', 'i.service', 'i.suspect'])
    .where('n.project', '=', project)
    .where('n.signals', '=', signals)
    .where('n.alert_group', '=', '')
    .where('i.until', 'is', null)
    .executeTakeFirst()
  if (found === undefined) return undefined
  const named = new Set(
    alerts.flatMap(({ labels }) =>
      Object.entries(labels).flatMap(([label, value]) => (notServices.test(label) ? [] : [value])),
    ),
  )
  const isNamed = (service: string | null): boolean =>
    service !== null && (named.has(service) || named.has(service.split('/').at(-1) ?? ''))
  return isNamed(found.service) || isNamed(found.suspect) ? found.id : undefined
}

/** Labels that say where or how bad it is, and not of which service. */
const notServices =
  /^(?:alertname|severity|priority|team|owner|cluster|region|zone|env|environment|.*namespace.*)$/u

/** Whether alerts that fire, of another group than this one, belong to an incident. */
export async function isTold(
  tx: Transaction<Tables>,
  { project, group }: InvestigationName,
  incident: string,
): Promise<boolean> {
  const { rows } = await sql`select from investigations where project = ${project} and incident = ${incident}
    and alert_group not in ('', ${group}) and alerts @> '[{"state": "firing"}]' limit 1`.execute(tx)
  return rows.length > 0
}

/** The same for the same beginning. */
export function incidentId({ signals, group }: InvestigationName, beginning: string): string {
  return createHash('sha256').update([signals, group, beginning].join('\n')).digest('hex').slice(0, 16)
}
