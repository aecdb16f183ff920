import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import type { Defect, Told } from './messages.ts'
import { Metrics } from './metrics.ts'
import { Slots } from './slots.ts'
import { credentialOf, isGood, Upstream } from './upstream.ts'

// One program, eight configurations: the name says which service this process is. It is told what to do by the process
// that started it, answers over HTTP, asks others over HTTP and Postgres, and says at /metrics how it goes.

type Start = Extract<Told, { kind: 'start' }>
type Configured = Extract<Told, { kind: 'configure' }>

/** What a service does for a request, beside what its settings and its release add. */
interface Trade {
  /** Milliseconds that it waits for something that isn't ours: an accelerator, a disk. */
  readonly waits: number
  /** Units of work for the processor. */
  readonly crunches: number
  readonly work: (service: Service, path: string) => Promise<boolean>
}

const trades: Readonly<Record<string, Trade>> = {
  gateway: {
    waits: 0,
    crunches: 10,
    work: (service, path) => service.ask(routes[path] ?? 'assistant', path),
  },
  assistant: {
    waits: 2,
    crunches: 20,
    work: async (service, path) => (await service.ask('retrieval', path)) && service.ask('inference', path),
  },
  recommend: {
    waits: 2,
    crunches: 20,
    work: async (service, path) =>
      (await service.ask('feature-store', path)) && service.ask('inference', path),
  },
  checkout: {
    waits: 0,
    crunches: 10,
    work: async (service, path) => (await service.ask('accounts', path)) && service.order(),
  },
  retrieval: {
    waits: 1,
    crunches: 0,
    async work(service, path) {
      crunch(2 * service.number('TOP_K', 20))
      return service.ask('feature-store', path)
    },
  },
  inference: { waits: 0, crunches: 30, work: (service) => service.infer() },
  'feature-store': {
    waits: 1,
    crunches: 5,
    work: (service) => service.look('features', 'entity', 1500, 0.4),
  },
  accounts: { waits: 1, crunches: 5, work: (service) => service.look('accounts', 'id', 5000, 0.2) },
}

const routes: Readonly<Record<string, string>> = {
  '/ask': 'assistant',
  '/recommend': 'recommend',
  '/checkout': 'checkout',
}

/** Milliseconds that a model takes for an answer. */
const models: Readonly<Record<string, number>> = { 'small-3': 38, 'medium-2': 110 }
/** Milliseconds that it takes to reach a place to store things. */
const places: Readonly<Record<string, number>> = { ssd: 0, hdd: 60, archive: 160 }

/** Milliseconds that a payment takes, within the transaction of its order. */
const payment = 85

class Service {
  readonly #start: Start
  readonly #metrics = new Metrics()
  readonly #slots = new Slots(1)
  readonly #server = createServer((asked, answer) => void this.#handle(asked, answer))
  readonly #cache = new Map<string, number>()
  readonly #kept: unknown[] = []
  readonly #usage = process.cpuUsage()
  #settings: Configured['settings'] = {}
  #defect: Defect | undefined
  #expires = 4_000_000_000
  #upstreams = new Map<string, Upstream>()
  #pool: pg.Pool | undefined

  constructor(start: Start) {
    this.#start = start
    const metrics = this.#metrics
    metrics.gauge('process_cpu_seconds_total', () => {
      const { user, system } = process.cpuUsage(this.#usage)
      return (user + system) / 1e6
    })
    metrics.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss())
    const lag = monitorEventLoopDelay({ resolution: 10 })
    lag.enable()
    metrics.gauge('nodejs_eventloop_lag_seconds', () => {
      const { mean } = lag
      lag.reset()
      return Number.isFinite(mean) ? mean / 1e9 : 0
    })
    metrics.gauge('pool_in_use{pool="workers"}', () => this.#slots.taken)
    metrics.gauge('pool_waiting{pool="workers"}', () => this.#slots.waiting)
    metrics.gauge('pool_size{pool="workers"}', () => this.number('WORKERS', 64))
    this.#server.listen(start.port, '127.0.0.1', () => {
      const address = this.#server.address()
      process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
    })
  }

  configure({ tag, settings, ports }: Configured): void {
    const { name, secret, releases } = this.#start
    this.#settings = settings
    this.#defect = releases[`${name}:${tag}`]
    this.#slots.limit = this.number('WORKERS', 64)
    for (const one of this.#upstreams.values()) one.close()
    this.#upstreams = new Map(
      Object.keys(settings)
        .filter((key) => key.endsWith('_HOST') && key !== 'DB_HOST')
        .map((key) => {
          const host = settings[key] ?? ''
          const called = key.slice(0, -'_HOST'.length).toLowerCase().replaceAll('_', '-')
          const call = {
            port: ports[host],
            pool: this.number('CALL_POOL', 64),
            timeout: this.number('CALL_TIMEOUT_MS', 2000),
            retries: this.number('CALL_RETRIES', 0),
          }
          return [
            called,
            new Upstream(host, () => credentialOf(name, this.#expires, secret), call, this.#metrics),
          ]
        }),
    )
    this.#connect()
    this.#server.maxConnections = this.number('MAX_CONNECTIONS', 512)
    this.#server.keepAliveTimeout = 1000 * this.number('KEEPALIVE_SECONDS', 20)
    this.#server.closeIdleConnections()
  }

  set expires(time: number) {
    this.#expires = time
  }

  number(key: string, otherwise: number): number {
    const value = Number(this.#settings[key] ?? otherwise)
    return Number.isFinite(value) ? value : otherwise
  }

  async ask(name: string, path: string): Promise<boolean> {
    const times = this.#defect?.kind === 'asks again' ? this.#defect.times : 1
    for (let at = 0; at < times; at++)
      if ((await this.#upstreams.get(name)?.call(path)) !== true) return false
    return true
  }

  /** As a server of a model does: what comes within a moment is one batch, and the accelerator has so many places. */
  async infer(): Promise<boolean> {
    const time = models[this.#settings['MODEL'] ?? '']
    if (time === undefined) return false
    await wait(this.number('BATCH_WAIT_MS', 3))
    await wait(varied(time))
    return true
  }

  /** A row by its key, from the cache or the database. */
  async look(table: string, column: string, count: number, cached: number): Promise<boolean> {
    const key = Math.floor(Math.random() * count)
    const fresh = this.#cache.get(`${key}`)
    const ttl = 1000 * this.number('CACHE_TTL_SECONDS', 30)
    if ((fresh !== undefined && Date.now() - fresh < ttl) || Math.random() < cached * Math.min(1, ttl))
      return true
    const found = await this.#query(async (client) => {
      await client.query(`select sum(size) from ${table} where ${column} = $1`, [key])
      return 0
    })
    if (found) this.#cache.set(`${key}`, Date.now())
    return found
  }

  /** An order is one transaction, and the payment is asked for within it. */
  order(): Promise<boolean> {
    return this.#query(async (client) => {
      await client.query('begin')
      await client.query('insert into orders (account, size) values ($1, $2)', [
        Math.floor(Math.random() * 5000),
        1,
      ])
      const start = performance.now()
      await wait(varied(payment))
      const own = performance.now() - start
      await client.query('commit')
      return own
    })
  }

  #connect(): void {
    const { name, database } = this.#start
    const user = this.#settings['DB_USER']
    void this.#pool?.end().catch(() => undefined)
    if (user === undefined) return
    const max = this.number('DB_POOL', 6)
    const pool = new pg.Pool({
      host: '127.0.0.1',
      port: database.port,
      database: database.name,
      user,
      password: database.password,
      max,
      connectionTimeoutMillis: this.number('DB_WAIT_MS', 1000),
      maxLifetimeSeconds: 4,
      application_name: name,
    })
    pool.on('error', () => undefined)
    this.#pool = pool
    this.#metrics.gauge('pool_in_use{pool="database"}', () => pool.totalCount - pool.idleCount)
    this.#metrics.gauge('pool_waiting{pool="database"}', () => pool.waitingCount)
    this.#metrics.gauge('pool_size{pool="database"}', () => max)
  }

  /** What callers measure of the database: the time from having a connection to the last answer, less what they do meanwhile. */
  async #query(work: (client: pg.PoolClient) => Promise<number>): Promise<boolean> {
    let client: pg.PoolClient
    try {
      client = await (this.#pool as pg.Pool).connect()
    } catch {
      // No connection was free in time, or none could be made. Which, the gauges of the pool say.
      return false
    }
    // One that breaks while it is in use says so to whoever uses it; here that is the query.
    client.on('error', ignored)
    const start = performance.now()
    const defect = this.#defect
    const keeps = defect?.kind === 'keeps connections' && Math.random() < defect.share
    let outcome = 'ok'
    let own = 0
    try {
      own = await work(client)
    } catch {
      outcome = 'failed'
    }
    client.off('error', ignored)
    if (!keeps) client.release(outcome !== 'ok')
    this.#metrics.add(`http_client_requests_total{destination="postgres",outcome="${outcome}"}`)
    const seconds = Math.max(0, performance.now() - start - own) / 1000
    this.#metrics.add('http_client_seconds_total{destination="postgres"}', seconds)
    return outcome === 'ok'
  }

  async #handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = asked.url ?? '/'
    if (path === '/metrics') {
      answer.end(this.#metrics.text())
      return
    }
    const start = performance.now()
    const code = await this.#answered(asked, path)
    if (code === undefined) {
      asked.socket.destroy()
      return
    }
    answer.writeHead(code)
    answer.end()
    this.#metrics.add(`http_requests_total{code="${code}"}`)
    this.#metrics.observe('http_request_duration_seconds', (performance.now() - start) / 1000)
  }

  /** The status of the answer; undefined where it hangs up. */
  async #answered({ headers }: IncomingMessage, path: string): Promise<number | undefined> {
    const { name, secret } = this.#start
    if (name !== 'gateway' && !isGood(headers.authorization, secret)) return 401
    await this.#slots.take()
    try {
      const defect = this.#defect
      if (defect?.kind === 'hangs up' && Math.random() < defect.share) return undefined
      const isDone = await this.#work(path)
      if (defect?.kind === 'fails' && Math.random() < defect.share) return 500
      return isDone ? 200 : 502
    } finally {
      this.#slots.free()
    }
  }

  async #work(path: string): Promise<boolean> {
    const trade = trades[this.#start.name] as Trade
    crunch(trade.crunches)
    if (this.#settings['LOG_LEVEL'] === 'trace')
      traced(this.number('TRACE_KB', this.#start.name === 'gateway' ? 120 : 400))
    const stored = places[this.#settings['STORAGE_CLASS'] ?? 'ssd'] ?? 0
    if (trade.waits + stored > 0) await wait(varied(trade.waits + stored))
    const defect = this.#defect
    if (defect?.kind === 'crunches') crunch(defect.units)
    if (defect?.kind === 'leaks') this.#kept.push(objects(defect.kilobytes))
    return trade.work(this, path)
  }
}

/** Some microseconds of the processor for each unit: scores of a vector against another. */
function crunch(units: number): number {
  let sum = 0
  for (let unit = 0; unit < units; unit++)
    for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0)
  return sum
}

const left = Float32Array.from({ length: 2048 }, () => Math.random())
const right = Float32Array.from({ length: 2048 }, () => Math.random())

/** Writes everything about a request into a log, which is packed before it is sent. */
function traced(kilobytes: number): void {
  gzipSync(lines.slice(0, kilobytes * 1000), { level: 9 })
}

const lines = Array.from(
  { length: 20_000 },
  () => `level=trace value=${Math.random()} at=${Math.random()}`,
).join('\n')

/** Small objects of so many kilobytes, which the collector has to look at one by one. */
function objects(kilobytes: number): unknown {
  return Array.from({ length: kilobytes * 16 }, (_, at) => ({ at, next: [at] }))
}

function ignored(): void {
  // Nothing is to be done about it here.
}

/** About a quarter more or less. */
function varied(milliseconds: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  return milliseconds * Math.exp(0.2 * normal)
}

let service: Service | undefined
process.on('message', (told: Told) => {
  if (told.kind === 'start') service = new Service(told)
  else if (service !== undefined && told.kind === 'credential') service.expires = told.expires
  else if (told.kind === 'configure') service?.configure(told)
})
// Who started us has gone.
process.on('disconnect', () => process.exit(0))
