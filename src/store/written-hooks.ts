import { randomBytes, randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Hook } from '../contract/nouns.ts'
import type { WrittenHook } from '../model/hook.ts'
import { keepSecret } from './commands/hook-secrets.ts'
import { append } from './ledger/append.ts'
import { hookOf } from './queries/settings.ts'
import type { Sealer } from './sealing.ts'
import type { Tables } from './tables.ts'

/**
 * Brings the hooks of a source to what the head of its default branch says in its `plumbline.yaml`. What any other branch
 * says is somebody's wish: it counts when it has been let in.
 */
export async function hooksFollowed(
  tx: Transaction<Tables>,
  sealer: Sealer | undefined,
  project: string,
  source: string,
): Promise<void> {
  const head = await tx
    .selectFrom('sources as s')
    .innerJoin('branches as b', (on) =>
      on
        .onRef('b.project', '=', 's.project')
        .onRef('b.source', '=', 's.id')
        .onRef('b.branch', '=', 's.default_branch'),
    )
    .innerJoin('commits as c', (on) =>
      on.onRef('c.project', '=', 's.project').onRef('c.source', '=', 's.id').onRef('c.sha', '=', 'b.sha'),
    )
    .select(['s.name', 'c.hooks', 'c.state'])
    .where('s.project', '=', project)
    .where('s.id', '=', source)
    .executeTakeFirst()
  // Nothing is known of it yet: what was said before stays.
  if (head?.state !== 'reviewed') return
  const rows = await tx
    .selectFrom('hooks')
    .selectAll()
    .where('project', '=', project)
    .where('source', '=', source)
    .execute()
  const known = new Map(rows.map((row) => [nameOf(writtenOf(hookOf(row))), row.id]))
  const wanted = new Map(head.hooks.map((one) => [nameOf(one), one]))
  const by = `source:${head.name}`
  for (const [name, id] of known) if (!wanted.has(name)) await forgotten(tx, project, id, by)
  for (const [name, one] of wanted) {
    if (known.has(name)) continue
    const { hook, when, url, seconds, onSilence } = one
    const id = randomUUID()
    const data = { id, hook, when, to: { kind: 'http', url }, seconds, onSilence, source } as const
    await append(tx, project, { kind: 'hook-added', data, subject: `hooks/${id}`, by })
    await keepSecret(tx, sealer, { project, hook: id, secret: newHookSecret() })
  }
}

/** As https://www.standardwebhooks.com has it. */
function newHookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/** Ends a subscription: what waits to be sent to it isn't sent. */
export async function forgotten(
  tx: Transaction<Tables>,
  project: string,
  id: string,
  by: string,
): Promise<void> {
  await append(tx, project, { kind: 'hook-removed', data: { id }, subject: `hooks/${id}`, by })
  await tx.deleteFrom('hook_secrets').where('project', '=', project).where('hook', '=', id).execute()
  await tx
    .deleteFrom('deliveries')
    .where('project', '=', project)
    .where('hook', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

function writtenOf({ hook, when, to, seconds, onSilence }: Hook): WrittenHook {
  return { hook, when, url: to.kind === 'http' ? to.url : '', seconds, onSilence }
}

/** Two that say the same are one. */
function nameOf({ hook, when, url, seconds, onSilence }: WrittenHook): string {
  return JSON.stringify([hook, when, url, seconds, onSilence])
}
