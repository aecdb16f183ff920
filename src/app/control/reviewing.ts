import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { CommitRecord } from '../../contract/records.ts'
import { openThreads, type ThreadLimits, type Threads } from '../../host/threads.ts'
import { untraced, type Tracing } from '../../kernel/tracing.ts'
import type { Store } from '../../store/store.ts'
import { followVerdicts } from '../../workflows/commit/follow.ts'
import { commitRuns, type CommitTools } from '../../workflows/commit/run.ts'
import { openRuns, openWorker } from '../../workflows/runtime/dbos.ts'
import type { Log } from '../../workflows/runtime/runtime.ts'
import { followOnce, type FollowTools } from '../../workflows/sources/follow.ts'
import type { ConfiguredForge } from './configuration.ts'
import { driftWorkflows, followingDrift } from './drifting.ts'
import { followingIncidents, incidentWorkflows } from './investigating.ts'
import { Mirrors } from './mirrors.ts'
import { askTrail, observers, type AskTrail, type Observers } from './observers.ts'
import type { ReviewJob } from './review-job.ts'
import { sweeping } from './sweeping.ts'
import { terraforming } from './terraforming.ts'

/** What following sources and reviewing their commits takes. */
export interface ReviewingSettings {
  readonly store: Store
  readonly url: string
  /** Where mirrors and caches are kept. */
  readonly state: string
  /** How many runs are begun at once. */
  readonly concurrency: number
  readonly log: Log
  readonly tracing?: Tracing
  /** The module of the threads that review; the one beside this program when nothing is said. */
  readonly reviewer?: URL
  /** Tells the forge of a commit how it stands. */
  readonly report?: CommitTools['report']
  /** Asks whether a commit may be reviewed. */
  readonly ask?: CommitTools['ask']
  /** Live systems that may be asked; those of this program when nothing is said. */
  readonly observers?: Observers
  readonly askTrail?: AskTrail
  readonly forges?: readonly ConfiguredForge[]
  /** Where pull requests lead to. */
  readonly address?: string
  readonly fetch?: typeof fetch
  readonly leaseMilliseconds?: number
  readonly limits?: ThreadLimits
  /** How many days runs that have ended are kept; for ever when nothing is said. */
  readonly keepDays?: number | undefined
}

/** A worker that is silent for so long is taken for dead. */
const usualLease = 15_000
const usualLimits: ThreadLimits = { threads: 1, heapMegabytes: 2048, seconds: 600 }

/** The mirrors of a state folder. */
export function mirrorsIn(state: string): Mirrors {
  return new Mirrors(join(state, 'mirrors'))
}

/** Follows the sources of every project and reviews each commit, until it is closed. */
export async function startReviewing(
  settings: ReviewingSettings,
): Promise<{ readonly close: () => Promise<void> }> {
  const { store, url, state, log } = settings
  // The durable engine asks in a way that the driver will refuse one day; that is for us to know, not for its users.
  process.noDeprecation = true
  const mirrors = mirrorsIn(state)
  const runs = await openRuns(url, log)
  // One level below what is built, wherever this was bundled to.
  const reviewer = settings.reviewer ?? new URL('../app/reviewer.js', import.meta.url)
  const threads = openThreads<ReviewJob, CommitRecord>(reviewer, settings.limits ?? usualLimits)
  const drift = driftWorkflows({
    store,
    mirrors,
    observers: settings.observers ?? observers,
    terraform: terraforming(state),
    askTrail: settings.askTrail ?? (settings.observers === undefined ? askTrail : undefined),
    forges: settings.forges ?? [],
    address: settings.address ?? '',
    reviewer,
    log,
    ...(settings.fetch && { fetch: settings.fetch }),
  })
  const incidents = incidentWorkflows({ store, mirrors, reviewer, cacheFolder: join(state, 'cache') })
  const worker = await openWorker(url, {
    workflows: [
      ...drift.workflows,
      ...incidents.workflows,
      ...commitRuns({
        store: store.commits,
        review: reviewBy(store, mirrors, threads, join(state, 'cache')),
        ...(settings.report && { report: settings.report }),
        reportLater: reportingLater(store, log),
        ...(settings.ask && { ask: settings.ask }),
      }),
    ],
    schedules: [],
    lease: { ttlMilliseconds: settings.leaseMilliseconds ?? usualLease },
    concurrency: settings.concurrency,
    tracing: settings.tracing ?? untraced,
    log,
  })
  const ended = new AbortController()
  const following = Promise.all([
    follow({ store: store.commits, runs, fetch: mirrors.fetch, log }, ended.signal),
    followingDrift({ store, log }, runs, ended.signal),
    followingIncidents({ store, log }, runs, ended.signal),
    sweeping({ store, runs, days: settings.keepDays, log }, ended.signal),
  ])
  return {
    close: async () => {
      ended.abort()
      await following
      await worker.close()
      await threads.close()
      await drift.close()
      await incidents.close()
      await runs.close()
    },
  }
}

function reportingLater(store: Store, log: Log): NonNullable<CommitTools['reportLater']> {
  return async (commit) => {
    const outcome = await store.commits.tellLater(commit)
    const what = `A forge could not be told of the commit ${commit.sha} of ${commit.project}`
    if (outcome === 'waits') log('warn', `${what}. It is tried again later.`)
    if (outcome === 'given up') log('error', `${what} for a day. It is not tried again.`)
  }
}

/** How long it takes at most until a source that was asked to be refreshed is. */
const beat = 500

async function follow(tools: FollowTools, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const fetched = await followOnce(tools, signal)
      if (fetched + (await followVerdicts(tools.store, tools.runs)) > 0) continue
    } catch (error) {
      // The database may be away for a moment: the next round says whether it is back.
      if (!signal.aborted) tools.log('warn', `Sources could not be followed: ${String(error)}`)
    }
    await wait(beat, undefined, { signal }).catch(() => undefined)
  }
}

function reviewBy(
  store: Store,
  mirrors: Mirrors,
  threads: Threads<ReviewJob, CommitRecord>,
  cacheFolder: string,
): CommitTools['review'] {
  return async (commit, reports, signal) => {
    const source = await store.commits.source(commit.project, commit.source)
    if (source === undefined) return { kind: 'refused', why: 'The source was removed.' }
    const here = await mirrors.prepared(commit.project, source, commit, signal)
    if (here === undefined) return { kind: 'refused', why: 'The commit is no longer in the repository.' }
    const outcome = await threads.run(
      {
        ...here,
        source: source.id,
        sha: commit.sha,
        isTrusted: commit.branch === source.defaultBranch,
        path: source.path,
        cacheFolder,
        today: new Date().toISOString().slice(0, 10),
        reports,
      },
      signal,
    )
    return outcome.kind === 'refused'
      ? outcome
      : { kind: 'reviewed', base: here.base, record: outcome.output }
  }
}
