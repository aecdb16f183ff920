import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Answer } from '../../contract/commands.ts'
import type { Stack, Watched } from '../../contract/drift-nouns.ts'
import type { Drifts, NewStack } from '../../contract/drift-store.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import { done, refused, unlessExists } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import type { Sealer } from '../sealing.ts'

type StackParts = Pick<Drifts, 'stacks' | 'stack' | 'addStack' | 'removeStack' | 'upload' | 'check'>

/** Sources and the live systems that they are compared with. */
export function stackParts(db: Database, sealer: Sealer | undefined, sources: SourceQueries): StackParts {
  const get = async (project: string, name: string): Promise<Stack | undefined> => {
    const all = await stacksOf(db, project)
    return all.find(({ id }) => id === name) ?? all.find((one) => one.name === name)
  }
  return {
    stacks: (project) => stacksOf(db, project),
    stack: get,
    addStack: async (project, stack, by) => {
      const source = await sources.get(project, stack.source)
      if (source === undefined) return refused('missing', `There is no source ${stack.source}.`)
      const add = (): Promise<Answer<Stack>> => added(db, project, { ...stack, source: source.id }, by)
      return unlessExists(add, `There is a stack ${stack.name} already.`)
    },
    removeStack: async (project, name, by) => {
      const stack = await get(project, name)
      if (stack === undefined) return missing(name)
      return db.transaction().execute(async (tx) => {
        const { id } = stack
        await append(tx, project, { kind: 'stack-removed', data: { id }, subject: `stacks/${id}`, by })
        await tx.deleteFrom('stack_states').where('project', '=', project).where('stack', '=', id).execute()
        return done(undefined)
      })
    },
    upload: async (project, name, text, by) => {
      const stack = await get(project, name)
      if (stack === undefined) return missing(name)
      if (stack.watched.kind !== 'upload')
        return refused(
          'conflict',
          `The stack ${stack.name} is asked itself what runs: nothing is sent for it.`,
        )
      if (sealer === undefined) return refused('conflict', noKey)
      const { key, bytes } = await sealer.seal(text, dumpPlace(project, stack.id))
      const observed = { observed_at: new Date().toISOString(), observed_by: by, key, sealed: bytes }
      await db
        .updateTable('stack_states')
        .set({ ...observed, due_at: sql<string>`now()` })
        .where('project', '=', project)
        .where('stack', '=', stack.id)
        .execute()
      return done(undefined)
    },
    check: async (project, name) => {
      const stack = await get(project, name)
      if (stack === undefined) return missing(name)
      if (stack.watched.kind === 'upload' && stack.observedAt === undefined)
        return refused('conflict', `Nobody has sent yet what runs in ${stack.name}.`)
      await due(db, project, stack)
      return done(undefined)
    },
  }
}

async function due(db: Database, project: string, stack: Stack): Promise<void> {
  await db
    .updateTable('stack_states')
    .set({ due_at: sql<string>`now()` })
    .where('project', '=', project)
    .where('stack', '=', stack.id)
    .execute()
}

export const noKey =
  'What runs is kept encrypted, and this server has no key: set PLUMBLINE_KEY, or PLUMBLINE_KEY_FILE, to what `openssl rand -base64 32` prints.'

/** Where a dump belongs: sealed for there, it opens nowhere else. */
export function dumpPlace(project: string, stack: string): string {
  return `live/${project}/${stack}`
}

function missing(name: string): Answer<undefined> {
  return refused('missing', `There is no stack ${name}.`)
}

const usualSeconds = 900

async function added(
  db: Database,
  project: string,
  { name, source, watched, namespace, state, everySeconds = usualSeconds }: NewStack,
  by: string,
): Promise<Answer<Stack>> {
  const id = randomUUID().slice(0, 8)
  await db.transaction().execute(async (tx) => {
    const data = { id, name, source, watched, namespace, state, everySeconds }
    await append(tx, project, { kind: 'stack-added', data, subject: `stacks/${id}`, by })
    await tx
      .insertInto('stack_states')
      .values({
        project,
        stack: id,
        // Until something is sent there is nothing to compare.
        due_at: watched.kind === 'upload' ? null : new Date().toISOString(),
        claimed_at: null,
        checked_at: null,
        sha: null,
        problem: null,
        observed_at: null,
        observed_by: null,
        live: 0,
        compared: 0,
        failures: '[]',
        digest: '',
        key: null,
        sealed: null,
      })
      .execute()
  })
  const [stack] = (await stacksOf(db, project)).filter((one) => one.id === id)
  return stack === undefined ? refused('conflict', 'The stack was removed at once.') : done(stack)
}

interface StackRow {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly watched: Watched
  readonly namespace: string | null
  readonly state: string | null
  readonly every_seconds: number
  readonly created_at: string
  readonly created_by: string
  readonly checked_at: string | null
  readonly sha: string | null
  readonly observed_at: string | null
  readonly observed_by: string | null
  readonly problem: string | null
  readonly is_due: boolean | null
  readonly live: number | null
  readonly compared: number | null
  readonly failures: readonly string[] | null
  readonly open: number
  readonly silent: number
}

async function stacksOf(db: Database, project: string): Promise<readonly Stack[]> {
  const { rows } = await sql<StackRow>`
    select k.*, st.checked_at, st.sha, st.observed_at, st.observed_by, st.problem, st.live, st.compared,
      st.failures, (st.due_at <= now() or st.claimed_at is not null) as is_due,
      (select count(*) from drift_spans d left join drift_acceptances a
          on a.project = d.project and a.drift = d.id and a.until >= current_date::text
        where d.project = k.project and d.stack = k.id and d.until is null and not d.is_silent
          and a.drift is null)::int as open,
      (select count(*) from drift_spans d where d.project = k.project and d.stack = k.id
        and d.until is null and d.is_silent)::int as silent
    from stacks k left join stack_states st on st.project = k.project and st.stack = k.id
    where k.project = ${project} order by k.name`.execute(db)
  return rows.map(stackOf)
}

function stackOf(row: StackRow): Stack {
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    watched: row.watched,
    namespace: row.namespace ?? undefined,
    state: row.state ?? undefined,
    everySeconds: row.every_seconds,
    createdAt: row.created_at,
    createdBy: row.created_by,
    checkedAt: row.checked_at ?? undefined,
    sha: row.sha ?? undefined,
    observedAt: row.observed_at ?? undefined,
    observedBy: row.observed_by ?? undefined,
    problem: row.problem ?? undefined,
    isDue: row.is_due ?? false,
    live: row.live ?? 0,
    compared: row.compared ?? 0,
    failures: row.failures ?? [],
    open: row.open,
    silent: row.silent,
  }
}
