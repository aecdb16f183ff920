import { join } from 'node:path'
import type { FeedMark } from '../../contract/feed-nouns.ts'
import type { HeardAlert } from '../../contract/incident-nouns.ts'
import type { Investigation as Looked } from '../../workflows/incidents/investigate-run.ts'
import { commitFeed } from '../../engine/changes/feed.ts'
import { investigateConfig } from '../../engine/config/investigate.ts'
import { readEstate } from '../../engine/read.ts'
import { estateTopology } from '../../engine/topology/estate.ts'
import { buildName } from '../../host/build.ts'
import { gitHistory } from '../../host/git-history.ts'
import { http } from '../../host/http.ts'
import { folderShelf } from '../../host/shelf.ts'
import { providerTable } from '../../host/tables.ts'
import { filePath } from '../../kernel/brand.ts'
import { investigate } from '../../learn/incident/investigate.ts'
import type { AlertSignal } from '../../model/alert-signal.ts'
import type { CountedMessage } from '../../model/log-record.ts'
import type { FeedChange } from '../../model/feed-change.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { ServiceLabels, ServiceSignals } from '../../model/service-signals.ts'
import { joined } from '../../model/topology/join.ts'
import { prometheus } from '../../signals/prometheus/prometheus.ts'
import { askServices } from '../../signals/services/ask.ts'
import { ownConvention } from '../../signals/services/own.ts'
import { investigatedRecord } from '../../workflows/incidents/record.ts'
import { toldChange } from './told-change.ts'
import { privateAddress } from './private-address.ts'
import { snapshotOf } from './review-job.ts'

/** A commit of a mirror on this machine, and the Prometheus that measures it: what a thread is sent. */
export interface IncidentJob {
  readonly kind: 'investigate'
  readonly mirror: string
  readonly sha: string
  /** The folder that is read. */
  readonly path: string
  readonly cacheFolder: string
  readonly url: string
  readonly authorization: string | undefined
  readonly allowsPrivate: boolean
  readonly labels: ServiceLabels
  readonly alerts: readonly HeardAlert[]
  /** How many lines the logs of the source had of each message. */
  readonly messages: readonly CountedMessage[]
  /** What happened beside commits. */
  readonly told: readonly FeedMark[]
  /** Seconds since 1970. */
  readonly now: number
}

/** For threads of this kind. */
export function isIncidentJob(job: object): job is IncidentJob {
  return 'kind' in job && job.kind === 'investigate'
}

/** How long is looked back, at least; and how long before that changes count too. */
const usual = 6 * 3600
export const lookback = 24 * 3600

/** Investigates as the command line does. Nothing of the repository is run. */
export async function incidentJob(job: IncidentJob): Promise<Looked> {
  const inside = job.allowsPrivate ? undefined : await privateAddress(job.url)
  if (inside !== undefined) return { kind: 'refused', why: inside }
  const snapshot = snapshotOf(job.mirror, job.sha)
  const stretch = stretchOf(job)
  const source = prometheus(job.url, job.authorization, http)
  const { measuredBy, labels } = investigateConfig(snapshot)
  const { value, diagnostics } = await askServices(source, {
    stretch,
    window: Math.max(120, 2 * stretch.step),
    own: measuredBy.map(ownConvention),
    labels: {
      service: [...job.labels.service, ...labels.service],
      namespace: [...job.labels.namespace, ...labels.namespace],
    },
    symptom: undefined,
    isNow: true,
  })
  const wrong = diagnostics.find(({ severity }) => severity === 'error')
  // That nothing is measured says nothing of whether something is wrong.
  if (value.measures.length === 0)
    return {
      kind: 'refused',
      why: wrong?.detail ?? `${source.address} measures no service by a convention that is known.`,
    }
  const [first] = job.alerts
  const signals: ServiceSignals = first === undefined ? value : { ...value, alerts: told(job.alerts) }
  const folder = filePath(job.path)
  const measured = signals.measures
    .filter(({ of }) => of === 'service')
    .map(({ node }) => ({ ...node, kind: 'service' as const, aliases: [], addresses: [] }))
  const topology = joined([
    estateTopology(readEstate(snapshot, folder, options)),
    { nodes: measured, calls: signals.calls },
  ])
  const changes = changesOf(job, stretch)
  const investigation = investigate({
    signals,
    topology,
    changes,
    logs: [],
    messages: job.messages,
    alert: undefined,
  })
  const found = investigatedRecord({
    investigation,
    times: signals.times,
    series: (node, measure) =>
      signals.measures.find(
        (one) =>
          one.measure === measure &&
          (one.of === 'machine' ? one.node.name : (topology.idOf(one.node) ?? one.node.name)) === node,
      )?.values,
    asked: source.address,
    sha: job.sha,
  })
  return { kind: 'investigated', found }
}

/** Commits, and what happened beside them, the newest first. */
function changesOf(job: IncidentJob, stretch: ReturnType<typeof stretchOf>): readonly FeedChange[] {
  const folder = filePath(job.path)
  const history = gitHistory(job.mirror, { start: stretch.start - lookback, end: stretch.end }, job.sha)
  const build = buildName()
  const cache =
    build === undefined
      ? undefined
      : { build, shelf: folderShelf(join(job.cacheFolder, 'changes'), mostKept) }
  const commits = history === undefined ? [] : commitFeed({ history, folder, options, cache })
  return [...commits, ...job.told.flatMap(toldChange)].toSorted((one, other) => other.time - one.time)
}

/** As much as is kept of the changes of commits, in bytes. */
const mostKept = 256 * 1024 * 1024

const options: ReadOptions = filesAlone(providerTable)

/** So much of what is usual that the beginning of the oldest alert stands out against it. */
export function stretchOf({ alerts, now }: Pick<IncidentJob, 'alerts' | 'now'>): {
  readonly start: number
  readonly end: number
  readonly step: number
} {
  const since = Math.min(now, ...alerts.map((one) => Date.parse(one.since) / 1000).filter(Number.isFinite))
  const length = Math.min(7 * 86_400, Math.max(usual, 2 * (now - since)))
  const step = [60, 120, 300, 600, 900, 1800].find((one) => length / one <= 400) ?? 3600
  return { start: now - length, end: now, step }
}

function told(alerts: readonly HeardAlert[]): readonly AlertSignal[] {
  return alerts.map(({ name, state, labels, annotations, since, fingerprint, link, expression }) => ({
    name,
    state,
    labels,
    annotations,
    since: Date.parse(since) / 1000,
    until: undefined,
    fingerprint,
    link,
    expression,
  }))
}
