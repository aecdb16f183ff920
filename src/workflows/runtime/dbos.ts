import { randomUUID } from 'node:crypto'
import { DBOS, DBOSClient, type WorkflowStatus } from '@dbos-inc/dbos-sdk'
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor'
import pg from 'pg'
import { z } from 'zod'
import { Fault } from '../../kernel/fault.ts'
import { untraced, type Tracing } from '../../kernel/tracing.ts'
import { keepLease, type LeaseKeeper } from './leases.ts'
import type { Durable, LeaseOptions, Log, Run, Runnable, RunState, Runs, Schedule } from './runtime.ts'

/** All runs wait in one line, with a lane for each lock. */
const queue = 'plumbline'
/** Definitions say what has changed by their own versions; the engine would strand runs with every build. */
const applicationVersion = '1'
/** Every time that a run is handed on counts, and runs live through many restarts. */
const maxRecoveryAttempts = 100_000

/** Starts and watches runs; does none of the work. The database must have the store's tables. */
export async function openRuns(url: string, log: Log): Promise<Runs> {
  const client = await alone(url, () =>
    DBOSClient.create({ systemDatabaseUrl: url, systemDatabasePoolSize: 3, logger: quiet(log) }),
  )
  return runsOf(client)
}

/** Does the work of runs until it is closed; the runs of workers that die are gone on with by those that live. */
export interface Worker {
  readonly close: () => Promise<void>
}

export interface WorkerOptions {
  readonly workflows: readonly Runnable[]
  readonly schedules: readonly Schedule[]
  readonly lease: LeaseOptions
  /** How many runs it does at once. */
  readonly concurrency: number
  readonly tracing: Tracing
  readonly log: Log
}

/** One worker for each process. When its lease runs out (the machine slept, say) it gives up what it does and begins anew. */
export async function openWorker(url: string, options: WorkerOptions): Promise<Worker> {
  told.tracing = options.tracing
  const registered = registeredOf(options.workflows)
  const state: { term: Term | undefined; isClosed: boolean } = { term: undefined, isClosed: false }
  const begin = async (): Promise<void> => {
    const lost = (): void => {
      void (async () => {
        await state.term?.end(0)
        if (!state.isClosed) await begin()
      })().catch((error: unknown) =>
        options.log('error', `The worker could not begin anew: ${String(error)}`),
      )
    }
    state.term = await termOf(url, options, registered, lost)
  }
  await begin()
  return {
    close: async () => {
      state.isClosed = true
      await state.term?.end(1000)
    },
  }
}

/** The time of one lease. */
interface Term {
  readonly end: (patienceMilliseconds: number) => Promise<void>
}

type Registered = ReadonlyMap<string, (input: Date) => Promise<void>>

/** What runs and steps are told to. One worker for each process, so there is one. */
const told: { tracing: Tracing } = { tracing: untraced }

/** Steps that are under way are told when their worker's lease is lost. */
const wanted = { controller: new AbortController() }

async function termOf(
  url: string,
  { lease, log, concurrency, schedules }: WorkerOptions,
  registered: Registered,
  lost: () => void,
): Promise<Term> {
  const executor = randomUUID()
  wanted.controller = new AbortController()
  // Before the launch: whoever begins work without a lease would be taken for dead.
  const keeper: LeaseKeeper = await keepLease(url, {
    ...lease,
    executor,
    lost: () => {
      wanted.controller.abort()
      lost()
    },
    recover: async (executors) => {
      await DBOSExecutor.globalInstance?.recoverPendingWorkflows([...executors])
    },
    log,
  })
  DBOS.setConfig({
    name: 'plumbline',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: 8,
    executorID: executor,
    applicationVersion,
    enablePatching: true,
    logger: quiet(log),
    runAdminServer: false,
  })
  await alone(url, () => DBOS.launch())
  await DBOS.registerQueue(queue, {
    partitionConcurrency: 1,
    workerConcurrency: concurrency,
    minPollingIntervalMs: 200,
    onConflict: 'always_update',
  })
  await DBOS.applySchedules(
    schedules.map(({ name, workflow, cron }) => ({
      scheduleName: name,
      workflowFn: scheduledOf(registered, workflow),
      schedule: cron,
      automaticBackfill: false,
    })),
  )
  return {
    end: async (patience) => {
      await DBOS.shutdown({ workflowCompletionTimeoutMS: patience })
      wanted.controller.abort()
      await keeper.release()
    },
  }
}

/** Of us among those who lock in this database. */
const startLock = 0x706c7572

/** The engine makes its tables when it starts, and two that do so at once block each other: one starts after the other. */
async function alone<Made>(url: string, work: () => Promise<Made>): Promise<Made> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // Asked again and again: who waits inside of a statement holds up the indexes that the other one makes.
    while (!(await isTaken(client))) await pause(100)
    return await work()
  } finally {
    // The lock goes with the connection.
    await client.end()
  }
}

async function isTaken(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ readonly is_taken: boolean }>(
    'select pg_try_advisory_lock($1) as is_taken',
    [startLock],
  )
  return rows[0]?.is_taken === true
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((go) => setTimeout(go, milliseconds))
}

function registeredOf(workflows: WorkerOptions['workflows']): Registered {
  return new Map(
    workflows.map((one) => [
      one.name,
      DBOS.registerWorkflow(
        // A schedule hands over its moment.
        (input: unknown) =>
          told.tracing.span(
            {
              name: `run ${one.name}`,
              kind: 'consumer',
              attributes: { 'plumbline.run': durable.run, 'plumbline.version': one.version },
            },
            // What it ends with is for whoever asks for its result.
            () => one.run(durable, input instanceof Date ? input.toISOString() : input) as Promise<void>,
          ),
        { name: nameOf(one), maxRecoveryAttempts },
      ),
    ]),
  )
}

/** What a definition is started by. A new version is another workflow: runs of the old one go on where that still exists. */
export function nameOf({ name, version }: Pick<Runnable, 'name' | 'version'>): string {
  return `${name}.${version}`
}

function scheduledOf(registered: Registered, workflow: string): (moment: Date) => Promise<void> {
  const found = registered.get(workflow)
  if (found === undefined) throw new Fault('internal/unreachable', { workflow })
  return found
}

const durable: Durable = {
  get run() {
    return DBOS.workflowID ?? ''
  },
  step: async (name, shape, work) => {
    const known = shape.safeParse(await written(name, work))
    if (known.success) return known.data
    // Beside the journal: in that, each step has its place, and those after it may have been done.
    const again = shape.safeParse(await work(wanted.controller.signal))
    if (again.success) return again.data
    throw new Fault('runs/unreadable', { step: name, why: z.prettifyError(again.error) })
  },
  act: async (name, work) => {
    await written(name, async (signal) => {
      await work(signal)
      return true
    })
  },
  sleep: (milliseconds) => DBOS.sleep(milliseconds),
  signal: async (name, shape, seconds) =>
    shape.safeParse(await DBOS.recv(name, { timeoutSeconds: seconds, pollingIntervalMs: 60_000 })).data,
}

/** What a step gave when it was done, which may be long ago. */
function written(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  return DBOS.runStep(
    () => {
      const cancelled = DBOS.stepStatus?.cancelSignal
      const { signal } = wanted.controller
      const either = cancelled === undefined ? signal : AbortSignal.any([cancelled, signal])
      const attributes = { 'plumbline.run': durable.run, 'plumbline.step': name }
      return told.tracing.span({ name: `step ${name}`, kind: 'internal', attributes }, () => work(either))
    },
    { name, retriesAllowed: true, maxAttempts: 8, intervalSeconds: 0.5, backoffRate: 2 },
  )
}

function runsOf(client: DBOSClient): Runs {
  return {
    start: async (workflow, input, { id, lock }) => {
      await client.enqueue(
        {
          workflowName: workflow,
          queueName: queue,
          workflowID: id,
          appVersion: applicationVersion,
          // Who needs no lock has one of their own.
          queuePartitionKey: lock ?? id,
        },
        input,
      )
    },
    signal: (run, name, value) => client.send(run, value, name),
    result: <Ending>(run: string) => client.retrieveWorkflow<Ending>(run).getResult(),
    get: async (run) => {
      const found = await client.getWorkflow(run)
      return found && runOf(found)
    },
    list: async ({ state, workflow, limit = 100 }) => {
      const found = await client.listWorkflows({
        limit,
        sortDesc: true,
        loadInput: false,
        loadOutput: false,
        ...(workflow === undefined ? {} : { workflowName: workflow }),
        ...(state === undefined ? {} : { status: [...statuses[state]] }),
      })
      return found.map(runOf)
    },
    cancel: (run) => client.cancelWorkflow(run),
    forget: (endedBefore) => forgotten(client, endedBefore),
    close: () => client.destroy(),
  }
}

/** As many as are looked up at once. */
const handful = 500

async function forgotten(client: DBOSClient, completedBefore: string): Promise<number> {
  const status = [...statuses.done, ...statuses.failed, ...statuses.cancelled]
  let all = 0
  for (;;) {
    const found = await client.listWorkflows({
      completedBefore,
      status,
      limit: handful,
      loadInput: false,
      loadOutput: false,
    })
    if (found.length === 0) return all
    await client.deleteWorkflows(found.map(({ workflowID }) => workflowID))
    all += found.length
  }
}

const statuses = {
  waiting: ['ENQUEUED', 'DELAYED'],
  running: ['PENDING'],
  done: ['SUCCESS'],
  failed: ['ERROR', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
  cancelled: ['CANCELLED'],
} as const

function runOf({
  workflowID,
  workflowName,
  status,
  queuePartitionKey,
  createdAt,
  error,
}: WorkflowStatus): Run {
  const state = (Object.keys(statuses) as RunState[]).find((one) =>
    (statuses[one] as readonly string[]).includes(status),
  )
  return {
    id: workflowID,
    workflow: workflowName,
    state: state ?? 'failed',
    lock: queuePartitionKey ?? '',
    startedAt: new Date(createdAt).toISOString(),
    problem: error instanceof Error ? error.message : undefined,
  }
}

/** The engine tells much; what matters of it goes into our own log. */
function quiet(log: Log): NonNullable<Parameters<typeof DBOSClient.create>[0]['logger']> {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (entry) => log('warn', String(entry)),
    error: (entry) => log('error', String(entry)),
  }
}
