import type { Transaction } from 'kysely'
import type { EventData } from '../ledger/kinds.ts'
import type { Tables } from '../tables.ts'
import type { When } from './when.ts'

export async function signalsAdded(
  tx: Transaction<Tables>,
  { project, time, by }: When,
  {
    id,
    kind = 'prometheus',
    name,
    source,
    url,
    credential,
    everySeconds,
    allowsPrivate,
    labels,
  }: EventData['signals-added'],
): Promise<void> {
  await tx
    .insertInto('signal_sources')
    .values({
      project,
      id,
      kind,
      name,
      source,
      url,
      credential: credential === undefined ? null : JSON.stringify(credential),
      every_seconds: everySeconds ?? null,
      allows_private: allowsPrivate,
      labels: labels === undefined ? null : JSON.stringify(labels),
      created_at: time,
      created_by: by,
    })
    .execute()
}

export async function signalsRemoved(
  tx: Transaction<Tables>,
  { project }: When,
  signals: string,
): Promise<void> {
  await tx.deleteFrom('signal_sources').where('project', '=', project).where('id', '=', signals).execute()
}

export async function incidentDetected(
  tx: Transaction<Tables>,
  { project }: When,
  { id, signals, source, name, since }: EventData['incident-detected'],
): Promise<void> {
  const nothing = {
    until: null,
    headline: null,
    service: null,
    suspect: null,
    change: null,
    body: null,
    reported_at: null,
  }
  await tx
    .insertInto('incidents')
    .values({ project, id, signals, source, name, since, ...nothing })
    .execute()
}

export async function incidentReported(
  tx: Transaction<Tables>,
  { project, time }: When,
  { id, headline, service, suspect, change, body, since }: EventData['incident-reported'],
): Promise<void> {
  await tx
    .updateTable('incidents')
    .set({
      headline,
      service: service ?? null,
      suspect: suspect ?? null,
      change: change === undefined ? null : JSON.stringify(change),
      body,
      reported_at: time,
      ...(since !== undefined && { since }),
    })
    .where('project', '=', project)
    .where('id', '=', id)
    .execute()
}

export async function incidentResolved(
  tx: Transaction<Tables>,
  { project }: When,
  { id, until }: EventData['incident-resolved'],
): Promise<void> {
  await tx
    .updateTable('incidents')
    .set({ until })
    .where('project', '=', project)
    .where('id', '=', id)
    .execute()
}
