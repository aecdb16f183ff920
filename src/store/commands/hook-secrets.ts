import type { Kysely, Transaction } from 'kysely'
import { Fault } from '../../kernel/fault.ts'
import type { Database } from '../connection.ts'
import type { Sealer } from '../sealing.ts'
import type { Tables } from '../tables.ts'

interface HookSecret {
  readonly project: string
  readonly hook: string
  readonly secret: string
}

/** Keeps what signs the deliveries of a hook, under the key where there is one. */
export async function keepSecret(
  tx: Transaction<Tables>,
  sealer: Sealer | undefined,
  { project, hook, secret }: HookSecret,
): Promise<void> {
  const sealed = await sealer?.seal(secret, placeOf(project, hook))
  const row =
    sealed === undefined
      ? { secret, key: null, sealed: null }
      : { secret: null, key: sealed.key, sealed: sealed.bytes }
  await tx
    .insertInto('hook_secrets')
    .values({ project, hook, ...row })
    .onConflict((on) => on.columns(['project', 'hook']).doUpdateSet(row))
    .execute()
}

export async function secretIn(
  db: Kysely<Tables>,
  sealer: Sealer | undefined,
  { project, hook }: Omit<HookSecret, 'secret'>,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('hook_secrets')
    .select(['secret', 'key', 'sealed'])
    .where('project', '=', project)
    .where('hook', '=', hook)
    .executeTakeFirst()
  if (found === undefined || found.sealed === null) return found?.secret ?? undefined
  const key = found.key ?? ''
  if (sealer === undefined) throw new Fault('store/no-key', { key })
  return sealer.open({ key, bytes: found.sealed }, placeOf(project, hook))
}

/** Puts what lies in the clear, or under an older key, under the first one. Several processes may do so at once. */
export async function sealedSecrets(db: Database, sealer: Sealer): Promise<void> {
  const rows = await db
    .selectFrom('hook_secrets')
    .selectAll()
    .where((is) => is.or([is('key', 'is', null), is('key', '!=', sealer.key)]))
    .execute()
  for (const { project, hook, secret: clear, key, sealed } of rows) {
    const place = placeOf(project, hook)
    const secret = sealed === null ? clear : await sealer.open({ key: key ?? '', bytes: sealed }, place)
    if (secret === null) continue
    const now = await sealer.seal(secret, place)
    await db
      .updateTable('hook_secrets')
      .set({ secret: null, key: now.key, sealed: now.bytes })
      .where('project', '=', project)
      .where('hook', '=', hook)
      .execute()
  }
}

function placeOf(project: string, hook: string): string {
  return `hook/${project}/${hook}`
}
