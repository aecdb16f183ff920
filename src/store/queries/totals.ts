import { sql } from 'kysely'
import type pg from 'pg'
import type { Totals } from '../../contract/totals.ts'
import type { Database } from '../connection.ts'

type Row = Omit<Totals, 'connections' | 'commits' | 'deliveries'> & {
  readonly commits: Partial<Totals['commits']> | null
  readonly deliveries: Partial<Totals['deliveries']> | null
}

/** Counts everything, in one question. */
export async function totalsOf(db: Database, pool: pg.Pool): Promise<Totals> {
  const { rows } = await sql<Row>`select
    (select count(*)::int from projects) as projects,
    (select count(*)::int from sources) as sources,
    (select count(*)::int from source_states where problem is not null) as "failingSources",
    (select coalesce(sum(sequence), 0)::bigint from ledger_heads) as events,
    (select json_object_agg(state, n) from (select state, count(*) as n from commits group by state) c) as commits,
    (select coalesce(extract(epoch from now() - min(seen_at)), 0)::float8 from commits
      where state = 'queued') as "waitingSeconds",
    (select json_object_agg(state, n) from (select state, count(*) as n from deliveries group by state) d) as deliveries,
    (select count(*)::int from changed_verdicts) as untold,
    (select count(*)::int from leases where expires_at > now()) as workers`.execute(db)
  const [row] = rows
  const connections = {
    busy: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }
  return {
    ...nothing,
    ...row,
    commits: { ...nothing.commits, ...row?.commits },
    deliveries: { ...nothing.deliveries, ...row?.deliveries },
    connections,
  }
}

const nothing: Omit<Totals, 'connections'> = {
  projects: 0,
  sources: 0,
  failingSources: 0,
  events: 0,
  waitingSeconds: 0,
  untold: 0,
  workers: 0,
  commits: { queued: 0, running: 0, reviewed: 0, failed: 0 },
  deliveries: { waiting: 0, delivered: 0, dead: 0 },
}
