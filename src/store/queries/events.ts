import { sql } from 'kysely'
import type { LedgerEvent } from '../../contract/nouns.ts'
import type { EventQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import { rowsOf, verifyLedger } from '../ledger/verify.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Answers } from './answers.ts'
import { allOf, beginning } from './conditions.ts'

/** The ledger. */
export function eventQueries(db: Database, answers: Answers): EventQueries {
  const list: EventQueries['list'] = async (project, { type, subject, fromSequence }, paging) => {
    const [last] = cursorOf(paging, ['whole']) ?? []
    const isForward = fromSequence !== undefined
    const { rows } = await sql<{ readonly sequence: number; readonly event: string }>`
        select l.sequence, l.event from ledger l where l.project = ${project} and ${allOf([
          type !== undefined && sql`l.type like ${beginning(type)}`,
          subject !== undefined && sql`l.subject = ${subject}`,
          isForward && sql`l.sequence >= ${fromSequence}`,
          last !== undefined && (isForward ? sql`l.sequence > ${last}` : sql`l.sequence < ${last}`),
        ])} order by l.sequence ${isForward ? sql`asc` : sql`desc`} limit ${limitOf(paging) + 1}`.execute(db)
    return pageOf(
      rows,
      paging,
      ({ event }) => JSON.parse(event) as LedgerEvent,
      ({ sequence }) => [sequence],
    )
  }
  return {
    // Whoever follows asks for what there was not a moment ago.
    list: (project, filter, paging) =>
      filter.fromSequence === undefined
        ? answers.of(project, 'events', [filter, paging], () => list(project, filter, paging))
        : list(project, filter, paging),
    get: async (project, id) => {
      const found = await db
        .selectFrom('ledger')
        .select('event')
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst()
      return found && (JSON.parse(found.event) as LedgerEvent)
    },
    all: (project) => all(db, project),
    verify: (project) => verifyLedger(db, project),
  }
}

async function* all(db: Database, project: string): AsyncGenerator<LedgerEvent> {
  for await (const { event } of rowsOf(db, project)) yield JSON.parse(event) as LedgerEvent
}
