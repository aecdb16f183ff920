import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { randomOf, type Random } from '../learn/random.ts'
import { startDatabase, type Database } from './database.ts'
import { historyOf, type History } from './history.ts'
import { kinds, kindNames, type Happening, type KindName, type Plan } from './kinds.ts'
import {
  deployed,
  edited,
  fileOf,
  filesOf,
  firstConfiguration,
  serviceNames,
  type Commit,
  type Configuration,
} from './manifests.ts'
import { ended, startPrometheus } from './prometheus.ts'
import { nodesOf, recorded, type Recording } from './recording.ts'
import type { Load } from './system/load.ts'
import type { Told } from './system/messages.ts'

export interface RunOptions {
  readonly kind: KindName | 'nothing'
  readonly seed: number
  /** Where the database and Prometheus keep their files; one run at a time uses it. */
  readonly folder: string
  /** Where the bundled programs of the system lie. */
  readonly programs: string
  /** Seconds before the cause and after it, in the mean. */
  readonly before: number
  readonly after: number
  /** Milliseconds between samples. */
  readonly every: number
  /** Seconds until the programs are warm. */
  readonly warmUp: number
}

/** Seconds between samples in what is written down: half a second of the lab is a quarter of a minute. */
const step = 15

/**
 * Starts the system with its load and Prometheus, lets it be as it always is, has one thing happen, and writes down what
 * Prometheus saw, with times as if it had taken half an hour or more.
 */
export async function run(options: RunOptions): Promise<Recording> {
  const { kind, seed, every, warmUp } = options
  const random = randomOf(seed * 1009 + (kind === 'nothing' ? 997 : kindNames.indexOf(kind) * 31))
  const plan = kind === 'nothing' ? undefined : kinds[kind](random)
  const before = options.before * (0.85 + 0.35 * random.next())
  const onset = 1_750_000_000 + 60 * random.whole(500_000)
  const history = historyOf(plan, onset, random)
  const load = loadOf(random)
  const stage = await staged(options, plan, history, onset, load)
  try {
    await stage.expireIn(warmUp + before)
    await wait(warmUp * 1000)
    const began = Date.now()
    await wait(before * 1000)
    const happened = Date.now()
    await stage.happen()
    // Memory takes a while to fill.
    await wait((options.after + (kind === 'memory leak' ? 6 : 0)) * 1000)
    const seconds = every / 1000
    const from = Math.ceil(began / every) * seconds
    const to = Math.floor((Date.now() - every) / every) * seconds
    const nodes = await nodesOf(stage.prometheus, from, to, seconds)
    const onsetAt = Math.floor((happened / 1000 - from) / seconds)
    return recorded({
      kind,
      seed,
      plan,
      history,
      nodes,
      onsetAt,
      start: onset - onsetAt * step,
      step,
    })
  } finally {
    await stage.stop()
  }
}

function loadOf(random: Random): Omit<Load, 'port'> {
  return {
    rate: 22 + 12 * random.next(),
    wave: 0.1 + 0.3 * random.next(),
    day: 30 + 25 * random.next(),
    phase: random.next(),
    surge: 1,
  }
}

interface Stage {
  readonly prometheus: Awaited<ReturnType<typeof startPrometheus>>
  /** Whatever is to expire does so after so many seconds. */
  expireIn(seconds: number): Promise<void>
  happen(): Promise<void>
  stop(): Promise<void>
}

async function staged(
  { folder, programs, every, kind }: RunOptions,
  plan: Plan | undefined,
  { commits, guilty }: History,
  onset: number,
  load: Omit<Load, 'port'>,
): Promise<Stage> {
  const database = await startDatabase(join(folder, 'postgres'))
  const before = configurationAfter(commits.filter(({ id, time }) => time <= onset && id !== guilty))
  const now = configurationAfter(commits.filter(({ time }) => time <= onset))
  await database.haveIndexes(indexes(before))
  const fleet = new Fleet(folder, programs, database, plan)
  await fleet.start()
  fleet.configure(before)
  const visitors = fork(join(programs, 'load.mjs'))
  visitors.send({ ...load, port: fleet.ports['gateway'] ?? 0 } satisfies Load)
  const targets = new Map([
    ...serviceNames.map((name): [string, number] => [name, fleet.ports[name] ?? 0]),
    ['postgres', database.metricsPort] as const,
  ])
  const prometheus = await startPrometheus(join(folder, 'prometheus'), targets, every)
  let isOver = false
  const going: Promise<void>[] = []
  return {
    prometheus,
    async expireIn(seconds) {
      for (const one of plan?.happenings ?? []) {
        if (one.kind === 'credential expires') fleet.expire(one.service, seconds)
        if (one.kind === 'password expires') await database.expirePassword(one.user, seconds)
      }
    },
    async happen() {
      if (kind === 'nothing' || plan === undefined) return
      if (plan.change !== undefined) {
        await database.haveIndexes(indexes(now))
        fleet.configure(now)
      }
      for (const one of plan.happenings) {
        if (one.kind === 'surge')
          visitors.send({ ...load, surge: one.times, port: fleet.ports['gateway'] ?? 0 } satisfies Load)
        else going.push(happening(one, fleet, database, () => isOver))
      }
    },
    async stop() {
      isOver = true
      await Promise.all(going)
      await ended(visitors)
      await fleet.stop()
      await prometheus.stop()
      await database.stop()
    },
  }
}

function indexes({ workloads }: Configuration): readonly string[] {
  return (workloads.get('postgres')?.env['INDEXES'] ?? '').split(',')
}

function configurationAfter(commits: readonly Commit[]): Configuration {
  return edited(
    firstConfiguration(),
    commits.flatMap((one) => one.edits),
  )
}

async function happening(
  one: Happening,
  fleet: Fleet,
  database: Database,
  isOver: () => boolean,
): Promise<void> {
  switch (one.kind) {
    case 'locked':
      while (!isOver()) {
        await database.lock(one.table, one.hold)
        await wait(one.of - one.hold)
      }
      return
    case 'stolen':
      while (!isOver()) {
        fleet.signal(one.service, 'SIGSTOP')
        await wait(one.stop)
        fleet.signal(one.service, 'SIGCONT')
        await wait(one.of - one.stop)
      }
      return
    case 'surge':
    case 'credential expires':
    case 'password expires':
      // The visitors are told; what expires does so by itself.
      return
  }
}

/** The processes of the services. One that dies is started again; one with more memory than its manifest allows is killed. */
class Fleet {
  readonly ports: Record<string, number> = {}
  readonly #children = new Map<string, ChildProcess>()
  readonly #programs: string
  readonly #database: Database
  readonly #plan: Plan | undefined
  readonly #secret = randomBytes(16).toString('hex')
  readonly #configurations = new Map<string, Extract<Told, { kind: 'configure' }>>()
  readonly #memory = new Map<string, number>()
  readonly #watch: NodeJS.Timeout
  /** What the programs complain of. */
  readonly #log: number
  #isOver = false

  constructor(folder: string, programs: string, database: Database, plan: Plan | undefined) {
    mkdirSync(folder, { recursive: true })
    this.#log = openSync(join(folder, 'log'), 'w')
    this.#programs = programs
    this.#database = database
    this.#plan = plan
    this.#watch = setInterval(() => this.#keepLimits(), 250)
  }

  async start(): Promise<void> {
    await Promise.all(serviceNames.map((name) => this.#launch(name)))
  }

  configure(configuration: Configuration): void {
    const files = filesOf(configuration)
    for (const name of serviceNames) {
      const { tag, memory, settings } = deployed(files.get(fileOf(name)) ?? '')
      this.#memory.set(name, memory)
      const told = { kind: 'configure', tag, settings, ports: this.ports } as const
      // What did not change is not rolled out again.
      if (JSON.stringify(this.#configurations.get(name)) === JSON.stringify(told)) continue
      this.#configurations.set(name, told)
      this.#children.get(name)?.send(told)
    }
  }

  /** Gives a service a new credential, which is good for so many seconds. */
  expire(name: string, seconds: number): void {
    const expires = Math.round(Date.now() / 1000 + seconds)
    this.#children.get(name)?.send({ kind: 'credential', expires } satisfies Told)
  }

  signal(name: string, signal: NodeJS.Signals): void {
    this.#children.get(name)?.kill(signal)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    clearInterval(this.#watch)
    await Promise.all([...this.#children.values()].map(ended))
    closeSync(this.#log)
  }

  async #launch(name: string): Promise<void> {
    const child = fork(join(this.#programs, 'service.mjs'), {
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', this.#log, 'ipc'],
    })
    this.#children.set(name, child)
    child.once('exit', () => {
      if (this.#isOver) return
      // As a platform does it: not at once.
      setTimeout(() => void (this.#isOver || this.#launch(name)), 1500)
    })
    const { port, name: database, password } = this.#database
    child.send({
      kind: 'start',
      name,
      port: this.ports[name] ?? 0,
      secret: this.#secret,
      database: { port, name: database, password },
      releases: this.#plan?.releases ?? {},
    } satisfies Told)
    const [answer] = (await once(child, 'message')) as [{ readonly port: number }]
    this.ports[name] = answer.port
    const told = this.#configurations.get(name)
    if (told !== undefined) child.send(told)
  }

  #keepLimits(): void {
    for (const [name, child] of this.#children) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue
      if (residentMebibytes(child.pid) > (this.#memory.get(name) ?? Infinity)) child.kill('SIGKILL')
    }
  }
}

function residentMebibytes(pid: number): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20
  } catch {
    // It has just gone, or this is no Linux: nothing is killed for its memory then.
    return 0
  }
}
