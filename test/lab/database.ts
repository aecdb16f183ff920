import { createServer } from 'node:http'
import pg from 'pg'
import { startPostgres } from '../../src/host/postgres/server.ts'

/** The database of the system, with what its operator may do. */
export interface Database {
  readonly port: number
  readonly name: string
  readonly password: string
  /** Where it says how it goes, for Prometheus. */
  readonly metricsPort: number
  /** Makes and drops indexes until there are exactly these (`table.column`). */
  haveIndexes(wanted: readonly string[]): Promise<void>
  /** After so many seconds the password of a user is refused. */
  expirePassword(user: string, seconds: number): Promise<void>
  /** Has a table for itself for some milliseconds, as jobs of others do. */
  lock(table: string, milliseconds: number): Promise<void>
  stop(): Promise<void>
}

const password = 'of the lab'
const template = 'lab_template'
const users = ['checkout', 'features', 'accounts']
const indexable = ['features.entity', 'accounts.id']

/** A fresh database of a Postgres whose files lie in a folder. */
export async function startDatabase(folder: string): Promise<Database> {
  const server = await startPostgres(folder)
  const name = `lab_${process.pid}_${Date.now()}`
  const keeper = new pg.Client({ connectionString: server.url })
  await keeper.connect()
  const url = new URL(server.url)
  await makeTemplate(keeper, url)
  // Copied, because filling it takes long enough to be noticed by another run.
  await keeper.query(`create database ${name} template ${template} strategy file_copy`)
  // A machine of two cores is no place for queries that take both.
  await keeper.query(`alter database ${name} set max_parallel_workers_per_gather = 0`)
  url.pathname = `/${name}`
  const operator = new pg.Pool({ connectionString: url.href, max: 2, application_name: 'operator' })
  operator.on('error', () => undefined)
  for (const user of users)
    await operator.query(`alter role ${user} login password '${password}' valid until 'infinity'`)
  const exporter = createServer((_, answer) => {
    void told(operator, name).then(
      (text) => answer.end(text),
      () => answer.writeHead(500).end(),
    )
  })
  const metricsPort = await new Promise<number>((resolve) => {
    exporter.listen(0, '127.0.0.1', () => {
      const address = exporter.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
  return {
    port: Number(url.port),
    name,
    password,
    metricsPort,
    haveIndexes: (wanted) => reconciled(operator, wanted),
    async expirePassword(user, seconds) {
      await operator.query(
        `do $$ begin execute format('alter role ${user} valid until %L', now() + interval '${seconds} s'); end $$`,
      )
    },
    async lock(table, milliseconds) {
      const client = await operator.connect()
      try {
        await client.query('begin')
        await client.query(`lock table ${table} in access exclusive mode`)
        await client.query('select pg_sleep($1)', [milliseconds / 1000])
        await client.query('commit')
      } finally {
        client.release()
      }
    },
    async stop() {
      exporter.close()
      exporter.closeAllConnections()
      await operator.end()
      await keeper.query(`drop database ${name} with (force)`)
      await keeper.end()
      await server.stop()
    },
  }
}

/** A database with everything in it, made once. */
async function makeTemplate(keeper: pg.Client, url: URL): Promise<void> {
  const { rowCount } = await keeper.query('select from pg_database where datname = $1', [template])
  if (rowCount !== 0) return
  const unfinished = `${template}_${process.pid}`
  await keeper.query(`create database ${unfinished}`)
  const place = new URL(url)
  place.pathname = `/${unfinished}`
  const client = new pg.Client({ connectionString: place.href })
  await client.connect()
  for (const user of users)
    await client.query(
      `do $$ begin create role ${user} login; exception when duplicate_object then null; end $$`,
    )
  await client.query(`
    create table features as
      select at % 1500 as entity, (random() * 100)::int as size, repeat('x', 60) as rest from generate_series(1, 600000) at;
    create table accounts as
      select at % 5000 as id, (random() * 100)::int as size, repeat('x', 60) as rest from generate_series(1, 400000) at;
    create table orders (account int, size int);
    grant all on features, accounts, orders to ${users.join(', ')}`)
  for (const one of indexable) await client.query(`create index ${indexOf(one)} on ${placeOf(one)}`)
  await client.query('vacuum analyze')
  await client.end()
  await keeper.query(`alter database ${unfinished} rename to ${template}`)
}

function indexOf(one: string): string {
  return one.replace('.', '_by_')
}

function placeOf(one: string): string {
  const [table = '', column = ''] = one.split('.')
  return `${table} (${column})`
}

async function reconciled(operator: pg.Pool, wanted: readonly string[]): Promise<void> {
  for (const one of indexable)
    await operator.query(
      wanted.includes(one)
        ? `create index if not exists ${indexOf(one)} on ${placeOf(one)}`
        : `drop index if exists ${indexOf(one)}`,
    )
}

/** What an exporter of Postgres would say: https://www.postgresql.org/docs/current/monitoring-stats.html */
async function told(operator: pg.Pool, name: string): Promise<string> {
  const { rows } = await operator.query<Readonly<Record<string, string>>>(
    `select
       (select xact_commit + xact_rollback from pg_stat_database where datname = $1) as transactions,
       (select tup_returned from pg_stat_database where datname = $1) as rows_read,
       (select count(*) from pg_stat_activity where datname = $1 and application_name <> 'operator') as connections,
       (select count(*) from pg_stat_activity where datname = $1 and application_name <> 'operator' and state <> 'idle') as active,
       (select count(*) from pg_locks where not granted) as waiting`,
    [name],
  )
  return `${Object.entries(rows[0] ?? {})
    .map(([key, value]) => `pg_${key} ${Number(value)}`)
    .join('\n')}\n`
}
