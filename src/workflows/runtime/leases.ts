import pg from 'pg'
import type { LeaseOptions, Log } from './runtime.ts'

/** Which executors are alive, by rows that must be renewed. */
export interface LeaseKeeper {
  /** Stops renewing, and gives the lease back so that others may go on at once. */
  release(): Promise<void>
}

interface Keeping extends LeaseOptions {
  readonly executor: string
  /** The lease was lost: whatever this executor still does is no longer its own. */
  readonly lost: () => void
  /** Goes on with the runs of executors that are dead. */
  readonly recover: (executors: readonly string[]) => Promise<void>
  readonly log: Log
}

/**
 * Takes a lease, renews it, and takes over from those who no longer renew theirs. It has connections of its own, and
 * its thread must not be kept busy: a keeper that is late is taken for dead.
 */
export async function keepLease(url: string, keeping: Keeping): Promise<LeaseKeeper> {
  const { executor, ttlMilliseconds: ttl } = keeping
  const beat = Math.max(100, ttl / 5)
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: ttl })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await pool.query(
    `insert into leases (executor, expires_at) values ($1, clock_timestamp() + $2 * interval '1 ms')`,
    [executor, ttl],
  )
  const state = { reapFrom: Date.now() + ttl, isOver: false, isBusy: false }
  const lose = (): void => {
    if (state.isOver) return
    state.isOver = true
    keeping.log('warn', `The lease of ${executor} has run out.`)
    keeping.lost()
  }
  const timer = setInterval(() => {
    if (state.isOver || state.isBusy) return
    state.isBusy = true
    void beaten(pool, keeping, state)
      .then((isHeld) => (isHeld ? undefined : lose()))
      .catch((error: unknown) => {
        // After an outage every lease looks dead: their holders get a whole term to renew them.
        state.reapFrom = Date.now() + ttl
        keeping.log('warn', `The lease of ${executor} could not be renewed: ${String(error)}`)
      })
      .finally(() => (state.isBusy = false))
  }, beat)
  return {
    release: async () => {
      state.isOver = true
      clearInterval(timer)
      await pool.query('delete from leases where executor = $1', [executor]).catch(() => undefined)
      await pool.end()
    },
  }
}

interface State {
  reapFrom: number
}

/** Renews, then looks for the dead; false when the lease has run out. */
async function beaten(
  pool: pg.Pool,
  { executor, ttlMilliseconds: ttl, recover, log }: Keeping,
  state: State,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update leases set expires_at = clock_timestamp() + $2 * interval '1 ms'
     where executor = $1 and expires_at > clock_timestamp()`,
    [executor, ttl],
  )
  if (rowCount !== 1) return false
  if (Date.now() < state.reapFrom) return true
  const { rows } = await pool.query<{ readonly id: string }>(
    `select distinct w.executor_id as id from dbos.workflow_status w left join leases l on l.executor = w.executor_id
     where w.status = 'PENDING' and coalesce(l.expires_at, '-infinity') < clock_timestamp()`,
  )
  const dead = rows.map(({ id }) => id)
  if (dead.length > 0) {
    log('info', `Going on with the runs of ${dead.join(', ')}.`)
    await recover(dead)
  }
  await pool.query(`delete from leases where expires_at < clock_timestamp() - interval '1 hour'`)
  return true
}
