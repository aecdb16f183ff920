import type { Transaction } from 'kysely'
import type { DriftRecord } from '../../contract/drift-nouns.ts'
import { blobOf } from '../blobs.ts'
import type { EventData } from '../ledger/kinds.ts'
import type { Tables } from '../tables.ts'
import type { When } from './when.ts'

export async function stackAdded(
  tx: Transaction<Tables>,
  { project, time, by }: When,
  { id, name, source, watched, namespace, state, everySeconds }: EventData['stack-added'],
): Promise<void> {
  await tx
    .insertInto('stacks')
    .values({
      project,
      id,
      name,
      source,
      watched: JSON.stringify(watched),
      namespace: namespace ?? null,
      state: state ?? null,
      every_seconds: everySeconds,
      created_at: time,
      created_by: by,
    })
    .execute()
}

export async function stackRemoved(tx: Transaction<Tables>, { project }: When, stack: string): Promise<void> {
  await tx.deleteFrom('stacks').where('project', '=', project).where('id', '=', stack).execute()
  await tx.deleteFrom('drift_spans').where('project', '=', project).where('stack', '=', stack).execute()
}

/** What is found again goes on since when it was found first; what isn't found has ended. */
export async function driftChanged(
  tx: Transaction<Tables>,
  { project, time }: When,
  { stack, source, body }: EventData['drift-changed'],
): Promise<void> {
  const { items } = await blobOf<{ readonly items: readonly DriftRecord[] }>(tx, project, body)
  const open = await tx
    .selectFrom('drift_spans')
    .select(['id', 'since'])
    .where('project', '=', project)
    .where('stack', '=', stack)
    .where('until', 'is', null)
    .execute()
  const since = new Map(open.map((one) => [one.id, one.since]))
  const found = new Set(items.map(({ id }) => id))
  for (const { id } of open) {
    if (found.has(id)) continue
    await tx
      .updateTable('drift_spans')
      .set({ until: time })
      .where('project', '=', project)
      .where('stack', '=', stack)
      .where('id', '=', id)
      .where('until', 'is', null)
      .execute()
  }
  for (const item of items) {
    const { id, address, path, what, type } = item
    const said = {
      what,
      is_silent: item.silence !== undefined,
      search: `${address} ${path} ${type} ${item.by?.name ?? ''}`.toLowerCase(),
      body: JSON.stringify(item),
    }
    await tx
      .insertInto('drift_spans')
      .values({
        project,
        stack,
        id,
        since: since.get(id) ?? time,
        until: null,
        source,
        address,
        path,
        ...said,
      })
      .onConflict((on) => on.columns(['project', 'stack', 'id', 'since']).doUpdateSet(said))
      .execute()
  }
}

export async function driftAccepted(
  tx: Transaction<Tables>,
  { project, time, by }: When,
  { drift, reason, until }: EventData['drift-accepted'],
): Promise<void> {
  const said = { reason, until, by_whom: by, at: time }
  await tx
    .insertInto('drift_acceptances')
    .values({ project, drift, ...said })
    .onConflict((on) => on.columns(['project', 'drift']).doUpdateSet(said))
    .execute()
}

export async function driftReopened(
  tx: Transaction<Tables>,
  { project }: When,
  drift: string,
): Promise<void> {
  await tx.deleteFrom('drift_acceptances').where('project', '=', project).where('drift', '=', drift).execute()
}
