import { sql, type Transaction } from 'kysely'
import type { KeptLogs, LogCounts, LogMessage, Logs, TakenLogs } from '../../contract/log-store.ts'
import { done, refused } from '../commands/answers.ts'
import type { Database } from '../connection.ts'
import type { Tables } from '../tables.ts'

/** Counts are kept for so many days. */
const keptDays = 30
const hour = 3600

/** What is counted of lines of logs. */
export function logsIn(db: Database): Logs {
  return {
    take: (project, signals, work) =>
      db.transaction().execute(async (tx) => {
        const source = await tx
          .selectFrom('signal_sources')
          .select('id')
          .where('project', '=', project)
          .where('id', '=', signals)
          .where('kind', '=', 'logs')
          .executeTakeFirst()
        if (source === undefined)
          return refused('missing', 'There is no such source of logs in this project.')
        const taken = await work(await kept(tx, project, signals))
        if (taken !== undefined) await keep(tx, { project, signals }, taken)
        return done(undefined)
      }),
    messages: (project, signals, limit) => messagesOf(db, project, signals, limit),
    counts: (project, signals, asked) => countsOf(db, { project, signals }, asked),
  }
}

interface Place {
  readonly project: string
  readonly signals: string
}

/** Whoever comes next waits until this one is through. */
async function kept(tx: Transaction<Tables>, project: string, signals: string): Promise<KeptLogs> {
  await sql`insert into log_memories (project, signals, files) values (${project}, ${signals}, '{}')
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ readonly memory: string | null; readonly files: KeptLogs['files'] }>`
    select memory, files from log_memories where project = ${project} and signals = ${signals} for update`.execute(
    tx,
  )
  return { memory: rows[0]?.memory ?? undefined, files: rows[0]?.files ?? {} }
}

async function keep(tx: Transaction<Tables>, place: Place, taken: TakenLogs): Promise<void> {
  const { project, signals } = place
  const files = taken.files === undefined ? null : JSON.stringify(taken.files)
  await sql`update log_memories set memory = coalesce(${taken.memory ?? null}, memory),
    files = coalesce(${files}::jsonb, files) where project = ${project} and signals = ${signals}`.execute(tx)
  for (const one of taken.joined) await join(tx, place, one)
  await keepMessages(tx, place, taken)
  await keepCounts(tx, place, taken.counts)
  await sql`delete from log_hours where project = ${project} and signals = ${signals}
    and hour < now() - ${keptDays} * interval '1 day'`.execute(tx)
}

/** The lines of one are lines of the other from now on. */
async function join(
  tx: Transaction<Tables>,
  { project, signals }: Place,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const here = sql`project = ${project} and signals = ${signals}`
  await sql`insert into log_hours as h (project, signals, hour, number, counts)
    select project, signals, hour, ${to}::int, counts from log_hours where ${here} and number = ${from}
    on conflict (project, signals, hour, number) do update set counts = ${summed}`.execute(tx)
  await sql`delete from log_hours where ${here} and number = ${from}`.execute(tx)
  await sql`update log_messages m set lines = m.lines + o.lines, since = least(m.since, o.since),
      until = greatest(m.until, o.until)
    from log_messages o where m.project = ${project} and m.signals = ${signals} and m.number = ${to}
      and o.project = m.project and o.signals = m.signals and o.number = ${from}`.execute(tx)
  await sql`delete from log_messages where ${here} and number = ${from}`.execute(tx)
}

/** Two hours, minute by minute. */
const summed = sql`(select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place)
  from unnest(h.counts, excluded.counts) with ordinality as both_hours (a, b, place))`

async function keepMessages(
  tx: Transaction<Tables>,
  { project, signals }: Place,
  { messages, counts }: TakenLogs,
): Promise<void> {
  const seen = new Map<number, { lines: number; since: number; until: number }>()
  for (const { message, minute, lines } of counts) {
    const one = seen.get(message) ?? { lines: 0, since: minute, until: minute }
    one.lines += lines
    one.since = Math.min(one.since, minute)
    one.until = Math.max(one.until, minute)
    seen.set(message, one)
  }
  const rows = messages.flatMap(({ number, template, example, level }) => {
    const one = seen.get(number)
    return one === undefined ? [] : [{ number, template, example, level: level ?? null, ...one }]
  })
  if (rows.length === 0) return
  await sql`insert into log_messages as m (project, signals, number, template, example, level, lines, since, until)
    select ${project}, ${signals}, r.number, r.template, r.example, r.level, r.lines, to_timestamp(r.since),
      to_timestamp(r.until)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (number int, template text, example text, level text, lines bigint, since float8, until float8)
    on conflict (project, signals, number) do update set template = excluded.template,
      level = coalesce(m.level, excluded.level), lines = m.lines + excluded.lines,
      since = least(m.since, excluded.since), until = greatest(m.until, excluded.until)`.execute(tx)
}

async function keepCounts(
  tx: Transaction<Tables>,
  { project, signals }: Place,
  counts: TakenLogs['counts'],
): Promise<void> {
  const hours = new Map<string, { number: number; hour: number; counts: number[] }>()
  for (const { message, minute, lines } of counts) {
    const begin = Math.floor(minute / hour) * hour
    const key = `${message} ${begin}`
    const one = hours.get(key) ?? {
      number: message,
      hour: begin,
      counts: Array.from({ length: 60 }, () => 0),
    }
    const place = Math.floor((minute - begin) / 60)
    one.counts[place] = (one.counts[place] ?? 0) + lines
    hours.set(key, one)
  }
  if (hours.size === 0) return
  await sql`insert into log_hours as h (project, signals, hour, number, counts)
    select ${project}, ${signals}, to_timestamp(r.hour), r.number,
      (select array_agg(c::int order by place) from jsonb_array_elements_text(r.counts) with ordinality as all_of (c, place))
    from jsonb_to_recordset(${JSON.stringify([...hours.values()])}::jsonb)
      as r (number int, hour float8, counts jsonb)
    on conflict (project, signals, hour, number) do update set counts = ${summed}`.execute(tx)
}

async function messagesOf(
  db: Database,
  project: string,
  signals: string,
  limit: number,
): Promise<readonly LogMessage[]> {
  const { rows } = await sql<{
    readonly number: number
    readonly template: string
    readonly example: string
    readonly level: string | null
    readonly lines: string | number
    readonly since: string
    readonly until: string
  }>`select number, template, example, level, lines, since, until from log_messages
    where project = ${project} and signals = ${signals} order by lines desc, number limit ${limit}`.execute(
    db,
  )
  return rows.map(({ level, lines, ...row }) => ({ ...row, level: level ?? undefined, lines: Number(lines) }))
}

async function countsOf(
  db: Database,
  { project, signals }: Place,
  { messages, since, until }: Parameters<Logs['counts']>[2],
): Promise<readonly LogCounts[]> {
  const named = messages === undefined ? sql`true` : sql`number = any(${[...messages]}::int[])`
  const { rows } = await sql<{ readonly number: number; readonly hour: number; readonly counts: number[] }>`
    select number, extract(epoch from hour)::float8 as hour, counts from log_hours
    where project = ${project} and signals = ${signals} and ${named}
      and hour >= to_timestamp(${since - hour}) and hour <= to_timestamp(${until})
    order by number, hour`.execute(db)
  const found = new Map<number, { readonly minute: number; readonly lines: number }[]>()
  for (const row of rows) {
    const all = found.get(row.number) ?? []
    found.set(row.number, all)
    for (const [place, lines] of row.counts.entries()) {
      const minute = row.hour + place * 60
      if (lines > 0 && minute >= since && minute <= until) all.push({ minute, lines })
    }
  }
  return [...found].map(([message, minutes]) => ({ message, minutes }))
}
