import { sql, type Kysely } from 'kysely'
import type { DriftRecord } from '../../contract/drift-nouns.ts'
import type { Checked, DriftWork, StackName } from '../../contract/drift-store.ts'
import { keep } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { canonical, digestOf } from '../ledger/canonical.ts'
import type { Sealer } from '../sealing.ts'
import type { Tables } from '../tables.ts'
import { dumpPlace } from './stacks.ts'

/** How long a stack is left to the worker that took it. */
const claimSeconds = 60

/** What checks write. */
export function checkParts(
  db: Database,
  sealer: Sealer | undefined,
): Pick<DriftWork, 'due' | 'begun' | 'dump' | 'checked' | 'failed'> {
  return {
    due: async (limit) => {
      const { rows } = await sql<StackName & { readonly moment: string }>`
        update stack_states st set claimed_at = now()
        from (select s.project, s.stack, coalesce(extract(epoch from s.due_at)::text, b.sha) as moment
          from stack_states s
          join stacks k on k.project = s.project and k.id = s.stack
          join sources r on r.project = k.project and r.id = k.source
          left join branches b on b.project = r.project and b.source = r.id and b.branch = r.default_branch
          where (s.claimed_at is null or s.claimed_at < now() - ${claimSeconds} * interval '1 second')
            and (s.due_at <= now() or s.sha <> b.sha)
          order by s.due_at limit ${limit} for update of s skip locked) due
        where st.project = due.project and st.stack = due.stack
        returning st.project, st.stack, due.moment`.execute(db)
      return rows
    },
    begun: async ({ project, stack }, moment) => {
      await sql`update stack_states set due_at = null where project = ${project} and stack = ${stack}
        and extract(epoch from due_at)::text = ${moment}`.execute(db)
    },
    dump: async ({ project, stack }) => {
      const row = await db
        .selectFrom('stack_states')
        .select(['key', 'sealed', 'observed_at', 'observed_by'])
        .where('project', '=', project)
        .where('stack', '=', stack)
        .executeTakeFirst()
      if (row === undefined || row.sealed === null || sealer === undefined) return undefined
      const text = await sealer.open({ key: row.key ?? '', bytes: row.sealed }, dumpPlace(project, stack))
      return { text, at: row.observed_at ?? '', by: row.observed_by ?? '' }
    },
    checked: (name, check) => checked(db, name, check),
    failed: async ({ project, stack }, why, sha) => {
      await sql`update stack_states st set problem = ${why}, claimed_at = null, checked_at = now(),
          sha = coalesce(${sha ?? null}, st.sha), due_at = ${nextDue} from stacks k
        where st.project = ${project} and st.stack = ${stack} and k.project = st.project and k.id = st.stack`.execute(
        db,
      )
    },
  }
}

/** What is sent is compared when it comes; an account is asked again and again. Who has asked in the meantime is not forgotten. */
const nextDue = sql`case when st.due_at is not null then st.due_at when k.watched ->> 'kind' = 'upload' then null
  else now() + k.every_seconds * interval '1 second' end`

async function checked(
  db: Database,
  { project, stack }: StackName,
  { sha, observed, found }: Checked,
): ReturnType<DriftWork['checked']> {
  return db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('stacks')
      .innerJoin('stack_states', (on) =>
        on.onRef('stack_states.project', '=', 'stacks.project').onRef('stack_states.stack', '=', 'stacks.id'),
      )
      .select(['stacks.name', 'stacks.source', 'stack_states.digest'])
      .where('stacks.project', '=', project)
      .where('stacks.id', '=', stack)
      .forUpdate()
      .executeTakeFirst()
    // It was removed in the meantime.
    if (known === undefined) return { appeared: 0, gone: 0 }
    const before = await openBefore(tx, project, stack)
    const items = found.items
      .map((one) => withWriter(one, before.get(one.id)))
      .toSorted((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)))
    const digest = digestOf(canonical({ items }))
    const open = items.filter(({ silence }) => silence === undefined)
    const now = new Set(open.map(({ id }) => id))
    const appeared = open.filter(({ id }) => !before.has(id))
    const gone = [...before.values()].filter(({ id }) => !now.has(id))
    if (digest !== known.digest) {
      const body = await keep(tx, project, { items })
      const data = {
        stack,
        name: known.name,
        source: known.source,
        sha,
        body,
        open: open.length,
        appeared: appeared.slice(0, mostTold).map(told),
        gone: gone.slice(0, mostTold).map(told),
      }
      await append(tx, project, { kind: 'drift-changed', data, subject: `stacks/${stack}`, by: 'plumbline' })
    }
    await sql`update stack_states st set checked_at = now(), sha = ${sha}, problem = null, claimed_at = null,
        observed_at = greatest(st.observed_at, ${observed.at}::timestamptz),
        observed_by = coalesce(st.observed_by, ${observed.by}), live = ${found.live},
        compared = ${found.compared}, failures = ${JSON.stringify(found.failures)}::jsonb, digest = ${digest},
        due_at = ${nextDue} from stacks k
      where st.project = ${project} and st.stack = ${stack} and k.project = st.project and k.id = st.stack`.execute(
      tx,
    )
    return { appeared: appeared.length, gone: gone.length }
  })
}

/** Who it was stays known when the live system has forgotten it, or can't be asked for a while. */
function withWriter(one: DriftRecord, before: DriftRecord | undefined): DriftRecord {
  if (one.by !== undefined || before?.by === undefined) return one
  const isSame = canonical({ live: one.live }) === canonical({ live: before.live })
  return isSame ? { ...one, by: before.by, why: before.why } : one
}

/** As many as one event tells of. */
const mostTold = 50

function told({ id, address, path, what, by }: DriftRecord): {
  readonly id: string
  readonly address: string
  readonly path: string
  readonly what: string
  readonly who: string | undefined
  readonly at: string | undefined
} {
  return { id, address, path, what, who: by?.name, at: by?.at }
}

async function openBefore(
  db: Kysely<Tables>,
  project: string,
  stack: string,
): Promise<ReadonlyMap<string, DriftRecord>> {
  const rows = await db
    .selectFrom('drift_spans')
    .select(['id', 'body'])
    .where('project', '=', project)
    .where('stack', '=', stack)
    .where('until', 'is', null)
    .where('is_silent', '=', false)
    .execute()
  return new Map(rows.map(({ id, body }) => [id, body]))
}
