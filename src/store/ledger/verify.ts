import type { LedgerEvent } from '../../contract/nouns.ts'
import type { LedgerVerdict } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import { canonical, digestOf } from './canonical.ts'

/** Whether every row of a project's chain is as it was written, and none is missing; the first that isn't is named. */
export async function verifyLedger(db: Database, project: string): Promise<LedgerVerdict> {
  let [hash, sequence] = ['', 0]
  for await (const row of rowsOf(db, project)) {
    const why = wrongWith(row, project, sequence + 1, hash)
    if (why !== undefined) return { kind: 'broken', sequence: Math.min(row.sequence, sequence + 1), why }
    hash = row.hash
    sequence = row.sequence
  }
  const head = await db
    .selectFrom('ledger_heads')
    .selectAll()
    .where('project', '=', project)
    .executeTakeFirst()
  if ((head?.sequence ?? 0) !== sequence || (head?.hash ?? '') !== hash) {
    return {
      kind: 'broken',
      sequence: sequence + 1,
      why: `The chain ends at ${sequence}, and its head says ${head?.sequence ?? 0}.`,
    }
  }
  return { kind: 'whole', events: sequence, head: hash }
}

interface Row {
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly event: string
  readonly hash: string
}

const together = 500

/** The chain from its beginning, some rows at a time. */
export async function* rowsOf(db: Database, project: string): AsyncGenerator<Row> {
  for (let last = 0; ;) {
    const rows = await db
      .selectFrom('ledger')
      .select(['sequence', 'id', 'type', 'subject', 'time', 'event', 'hash'])
      .where('project', '=', project)
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(together)
      .execute()
    yield* rows
    if (rows.length < together) return
    last = rows.at(-1)?.sequence ?? last
  }
}

function wrongWith(row: Row, project: string, sequence: number, prevhash: string): string | undefined {
  if (row.sequence !== sequence) return `Event ${sequence} is missing.`
  if (digestOf(row.event) !== row.hash) return 'The hash is not that of the event.'
  const event = eventOf(row.event)
  if (event === undefined || canonical(event) !== row.event) return 'The event is not as we write it.'
  if (event.prevhash !== prevhash) return 'The event does not follow the one before.'
  const columns: readonly (readonly [string, string, string])[] = [
    ['id', row.id, event.id],
    ['type', row.type, event.type],
    ['subject', row.subject, event.subject],
    ['time', row.time, event.time],
    ['sequence', String(row.sequence).padStart(12, '0'), event.sequence],
    ['source', `/projects/${project}`, event.source],
  ]
  const different = columns.find(([, column, said]) => column !== said)
  return different && `The column ${different[0]} is not what the event says.`
}

function eventOf(text: string): LedgerEvent | undefined {
  try {
    return JSON.parse(text) as LedgerEvent
  } catch {
    return undefined
  }
}
