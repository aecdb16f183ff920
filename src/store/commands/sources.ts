import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Answer, NewSource, SourceCommands } from '../../contract/commands.ts'
import type { Source, UploadedReport } from '../../contract/nouns.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import { keep } from '../blobs.ts'
import { toldAgain, withVerdict } from '../changed-verdicts.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { gatesOf } from '../projections/commits.ts'
import type { Tables } from '../tables.ts'
import { forgotten } from '../written-hooks.ts'
import { done, refused, unlessExists } from './answers.ts'
import { sourceUrlProblem } from './source-url.ts'

export function sourceCommands(db: Database, sources: SourceQueries): SourceCommands {
  return {
    add: (project, source, by, isAdministrator) => {
      const problem = problemOf(source, isAdministrator)
      if (problem !== undefined) return Promise.resolve(refused('invalid', problem))
      return unlessExists(() => add(db, project, source, by), `There is a source ${source.name} already.`)
    },
    remove: async (project, name, by) => {
      const found = await sources.get(project, name)
      if (found === undefined) return missing(name)
      return db.transaction().execute(async (tx) => {
        const hooks = await tx
          .selectFrom('hooks')
          .select('id')
          .where('project', '=', project)
          .where('source', '=', found.id)
          .execute()
        for (const { id } of hooks) await forgotten(tx, project, id, by)
        await sql`delete from stack_states st using stacks k where st.project = ${project}
          and k.project = st.project and k.id = st.stack and k.source = ${found.id}`.execute(tx)
        await sql`delete from investigations i using signal_sources s where i.project = ${project}
          and s.project = i.project and s.id = i.signals and s.source = ${found.id}`.execute(tx)
        await append(tx, project, {
          kind: 'source-removed',
          data: { id: found.id },
          subject: `sources/${found.id}`,
          by,
        })
        await tx
          .deleteFrom('changed_verdicts')
          .where('project', '=', project)
          .where('source', '=', found.id)
          .execute()
        await tx
          .deleteFrom('source_states')
          .where('project', '=', project)
          .where('source', '=', found.id)
          .execute()
        return done(undefined)
      })
    },
    refresh: async (project, name) => {
      const found = await sources.get(project, name)
      if (found === undefined) return missing(name)
      await db
        .updateTable('source_states')
        .set({ due_at: sql<string>`now()` })
        .where('project', '=', project)
        .where('source', '=', found.id)
        .execute()
      return done(undefined)
    },
    changeSeen: (project, source, change) => changeSeen(db, project, source, change),
    ...commitCommands(db),
  }
}

function problemOf(source: NewSource, isAdministrator: boolean): string | undefined {
  if (!/^[\w][\w. -]{0,99}$/u.test(source.name)) {
    return 'The name of a source is letters, digits, dots, dashes and spaces, 100 at most.'
  }
  if ((source.everySeconds ?? usualSeconds) < 1) return 'A source is asked at most once a second.'
  return sourceUrlProblem(source.url, isAdministrator)
}

const usualSeconds = 60

async function add(
  db: Database,
  project: string,
  { name, url, branches, path, credential, everySeconds }: NewSource,
  by: string,
): Promise<Answer<Source>> {
  return db.transaction().execute(async (tx) => {
    const source = {
      id: randomUUID().slice(0, 8),
      name,
      url,
      branches: branches ?? ['*'],
      path: path ?? '',
      defaultBranch: '',
      credential,
      everySeconds: everySeconds ?? usualSeconds,
    }
    await append(tx, project, { kind: 'source-added', data: source, subject: `sources/${source.id}`, by })
    await tx
      .insertInto('source_states')
      .values({
        project,
        source: source.id,
        fetched_at: null,
        problem: null,
        due_at: new Date().toISOString(),
      })
      .execute()
    return done({ ...source, fetchedAt: undefined, problem: undefined, heads: [] })
  })
}

async function changeSeen(
  db: Database,
  project: string,
  source: string,
  change: Parameters<SourceCommands['changeSeen']>[2],
): Promise<Answer<undefined>> {
  return db.transaction().execute(async (tx) => {
    // Others who tell of the same pull request wait for this row of the project.
    await tx.selectFrom('ledger_heads').select('hash').where('project', '=', project).forUpdate().execute()
    const known = await tx
      .selectFrom('changes')
      .selectAll()
      .where('project', '=', project)
      .where('source', '=', source)
      .where('number', '=', change.number)
      .executeTakeFirst()
    const { title, url, state, targetBranch, branch, sha } = change
    const isSame =
      known !== undefined &&
      JSON.stringify([known.title, known.url, known.state, known.target_branch, known.branch, known.sha]) ===
        JSON.stringify([title, url, state, targetBranch, branch, sha])
    if (isSame) return done(undefined)
    const kind =
      state === 'merged'
        ? 'change-merged'
        : state === 'closed'
          ? 'change-closed'
          : known === undefined
            ? 'change-opened'
            : 'change-updated'
    await append(tx, project, {
      kind,
      data: { source, ...change },
      subject: `changes/${source}/${change.number}`,
      by: 'forge',
    })
    // Its newest commit may have been reviewed before: then there is something to say.
    const isNews = known === undefined || known.sha !== sha || known.state !== 'open'
    if (state === 'open' && isNews) await toldAgain(tx, { project, source, sha })
    return done(undefined)
  })
}

function missing(name: string): Answer<undefined> {
  return refused('missing', `There is no source ${name}.`)
}

/** What is said of single commits. */
function commitCommands(db: Database): Pick<SourceCommands, 'report' | 'overrideGate' | 'toldOnce'> {
  return {
    report: (project, given, by) => db.transaction().execute((tx) => reported(tx, project, given, by)),
    overrideGate: async (project, commit, reason, by) =>
      db
        .transaction()
        .execute((tx) =>
          withVerdict(tx, { project, ...commit }, () => overridden(tx, project, commit, { reason, by })),
        ),
    toldOnce: async (project, key, said) =>
      db.transaction().execute(async (tx) => {
        const event = await append(tx, project, {
          kind: 'told',
          data: { key, said },
          subject: `told/${key}`,
          by: 'plumbline',
          key: `told\n${key}`,
        })
        return event !== undefined
      }),
  }
}

/** What was sent last counts. The same again right after it changes nothing, as when an answer was lost. */
async function reported(
  tx: Transaction<Tables>,
  project: string,
  { text, ...report }: Parameters<SourceCommands['report']>[1],
  by: string,
): Promise<Answer<UploadedReport>> {
  const hash = await keep(tx, project, { text })
  return withVerdict(tx, { project, ...report }, async () => {
    const last = await tx
      .selectFrom('reports')
      .select(['id', 'kind', 'name', 'hash', 'by_whom', 'at'])
      .where('project', '=', project)
      .where('source', '=', report.source)
      .where('sha', '=', report.sha)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last?.hash === hash && last.name === report.name && last.kind === report.kind)
      return done({ ...report, id: last.id, hash, by: last.by_whom, at: last.at })
    const id = randomUUID()
    const event = await append(tx, project, {
      kind: 'report-received',
      data: { ...report, id, hash },
      subject: `commits/${report.source}/${report.sha}`,
      by,
    })
    return done({ ...report, id, hash, by, at: event?.time ?? new Date().toISOString() })
  })
}

async function overridden(
  tx: Transaction<Tables>,
  project: string,
  { source, sha, gate }: Parameters<SourceCommands['overrideGate']>[1],
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<Answer<undefined>> {
  const gates = await gatesOf(tx, { project, source, sha })
  const one = gates.find((each) => each.gate === gate)
  if (one === undefined) return refused('missing', `The commit has no gate ${gate}.`)
  if (one.verdict !== 'failed') return refused('conflict', `The gate ${gate} has not failed.`)
  await append(tx, project, {
    kind: 'gate-overridden',
    data: { source, sha, gate, reason },
    subject: `commits/${source}/${sha}`,
    by,
  })
  return done(undefined)
}
