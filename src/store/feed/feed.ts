import { sql } from 'kysely'
import type { Feed } from '../../contract/feed-store.ts'
import type { LedgerEvent } from '../../contract/nouns.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import { done } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { eventTypes } from '../ledger/kinds.ts'
import { feedMarks, markedKinds, type StackNames } from './marks.ts'

/** As many events as a picture is made of. */
const mostEvents = 2000
/** What was told later than it happened, and drift that was seen later than it came, in days. */
const latest = 30

/** What happened beside commits, out of the ledger alone. */
export function feedIn(db: Database, sources: SourceQueries): Feed {
  return {
    list: async (project, { source, since, until, limit }) => {
      const of = source === undefined ? undefined : await sources.get(project, source)
      // Of a source that is not there nothing happened.
      if (source !== undefined && of === undefined) return []
      const types = markedKinds.map((kind) => eventTypes[kind])
      const { rows } = await sql<{ readonly event: string }>`
        select l.event from ledger l where l.project = ${project} and l.type in (${sql.join(types)})
          and l.time >= ${since}::timestamptz
          and l.time < ${until}::timestamptz + case when l.type in (${eventTypes['change-told']},
            ${eventTypes['drift-changed']}) then ${latest} * interval '1 day' else interval '0' end
        order by l.sequence desc limit ${mostEvents}`.execute(db)
      const events = rows.map(({ event }) => JSON.parse(event) as LedgerEvent).toReversed()
      const [from, to] = [since, until].map((one) => new Date(one).toISOString())
      return feedMarks(events, await stackNames(db, project))
        .filter(({ at }) => at >= (from ?? '') && at <= (to ?? ''))
        .filter((one) => of === undefined || one.source === undefined || one.source === of.id)
        .slice(0, limit)
    },
    tell: (project, told, by) =>
      db.transaction().execute(async (tx) => {
        const event = await append(tx, project, {
          kind: 'change-told',
          data: told,
          subject: `feed/${told.kind}`,
          by,
          key: `change-told\n${told.key}`,
        })
        return done({ kind: event === undefined ? ('known' as const) : ('taken' as const) })
      }),
  }
}

async function stackNames(db: Database, project: string): Promise<StackNames> {
  const rows = await db
    .selectFrom('stacks')
    .select(['id', 'name', 'source', 'state'])
    .where('project', '=', project)
    .execute()
  return {
    byId: new Map(rows.map(({ id, name, source }) => [id, { name, source }])),
    sourceOfState: new Map(rows.flatMap(({ state, source }) => (state === null ? [] : [[state, source]]))),
  }
}
