import { setTimeout as wait } from 'node:timers/promises'
import type { HeardAlert, SignalSource } from '../../contract/incident-nouns.ts'
import type { CountedMessage } from '../../model/log-record.ts'
import { levelOf } from '../../signals/files/log-level.ts'
import { openThreads } from '../../host/threads.ts'
import type { Store } from '../../store/store.ts'
import { followIncidents } from '../../workflows/incidents/follow.ts'
import { investigateRun, type Investigation } from '../../workflows/incidents/investigate-run.ts'
import type { Log, Runnable, Runs } from '../../workflows/runtime/runtime.ts'
import { lookback, stretchOf, type IncidentJob } from './incident-job.ts'
import type { Mirrors } from './mirrors.ts'
import { headerOf } from './signal-credential.ts'

/** What looking into incidents takes. */
export interface InvestigateSettings {
  readonly store: Store
  readonly mirrors: Mirrors
  readonly cacheFolder: string
  /** The module of the threads. */
  readonly reviewer: URL
}

/** The workflow of incidents, and the thread that it uses. */
export function incidentWorkflows(settings: InvestigateSettings): {
  readonly workflows: readonly Runnable[]
  readonly close: () => Promise<void>
} {
  const { store } = settings
  const threads = openThreads<IncidentJob, Investigation>(settings.reviewer, {
    threads: 1,
    heapMegabytes: 2048,
    seconds: 600,
  })
  const run = investigateRun({
    work: store.incidentWork,
    signals: async ({ project, signals }) =>
      (await store.incidents.signals(project)).find(({ id }) => id === signals),
    look: async (asked, signal) => {
      const job = await jobOf(settings, asked, signal)
      if (typeof job === 'string') return { kind: 'refused', why: job }
      const outcome = await threads.run(job, signal)
      return outcome.kind === 'done' ? outcome.output : outcome
    },
  })
  return { workflows: [run], close: () => threads.close() }
}

const beat = 500

/** Starts what is due, until it is told to end. */
export async function followingIncidents(
  { store, log }: { readonly store: Store; readonly log: Log },
  runs: Runs,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if ((await followIncidents(store.incidentWork, runs)) > 0) continue
    } catch (error) {
      // The database may be away for a moment: the next round says whether it is back.
      if (!signal.aborted) log('warn', `Incidents could not be followed: ${String(error)}`)
    }
    await wait(beat, undefined, { signal }).catch(() => undefined)
  }
}

/** What is to be asked, and the newest commit of the source; or why nothing can be. */
async function jobOf(
  { store, mirrors, cacheFolder }: InvestigateSettings,
  {
    project,
    signals,
    alerts,
  }: { readonly project: string; readonly signals: SignalSource; readonly alerts: readonly HeardAlert[] },
  signal: AbortSignal,
): Promise<IncidentJob | string> {
  if (signals.kind === 'logs')
    return 'Lines of logs do not say how services do: let alerts point to the Prometheus of the same source.'
  const source = await store.queries.sources.get(project, signals.source)
  const branch = source?.defaultBranch ?? ''
  const head = source?.heads.find((one) => one.branch === branch)
  if (source === undefined || head === undefined) return 'The source has no commit on its default branch yet.'
  const { sha } = head
  const here = await mirrors.prepared(project, source, { sha, branch }, signal)
  if (here === undefined) return 'The commit is no longer in the repository.'
  const authorization = headerOf(signals.credential)
  if ('why' in authorization) return `The Prometheus ${signals.name} cannot be asked: ${authorization.why}`
  const now = Math.floor(Date.now() / 1000)
  const oldest = stretchOf({ alerts, now }).start - lookback
  const told = await store.feed.list(project, {
    source: source.id,
    since: new Date(oldest * 1000).toISOString(),
    until: new Date(now * 1000).toISOString(),
    limit: mostTold,
  })
  return {
    kind: 'investigate',
    mirror: here.mirror,
    sha,
    path: source.path,
    cacheFolder,
    url: signals.url,
    authorization: authorization.header,
    allowsPrivate: signals.allowsPrivate,
    labels: signals.labels,
    alerts,
    told,
    messages: await messagesOf(store, { project, source: source.id }, { since: oldest, until: now }),
    now,
  }
}

/** As many messages of one source of logs as are looked at, those with most lines. */
const mostMessages = 500

/** What the logs of a source said in a stretch. */
async function messagesOf(
  { incidents, logs }: Store,
  { project, source }: { readonly project: string; readonly source: string },
  stretch: { readonly since: number; readonly until: number },
): Promise<readonly CountedMessage[]> {
  const all = (await incidents.signals(project)).filter((one) => one.kind === 'logs' && one.source === source)
  const found = await Promise.all(
    all.map(async ({ id }) => {
      const messages = await logs.messages(project, id, mostMessages)
      const numbers = messages.map(({ number }) => number)
      const counts = await logs.counts(project, id, { messages: numbers, ...stretch })
      const byNumber = new Map(counts.map(({ message, minutes }) => [message, minutes]))
      return messages.map(({ number, template, example, level }) => ({
        template,
        example,
        level: levelOf(level),
        minutes: byNumber.get(number) ?? [],
      }))
    }),
  )
  return found.flat()
}

/** As many changes beside commits as are looked at. */
const mostTold = 500
