import { gunzipSync, gzipSync } from 'node:zlib'
import { median } from '../../src/learn/statistics.ts'
import type { History } from './history.ts'
import type { KindName, Plan } from './kinds.ts'
import { serviceNames, type Commit } from './manifests.ts'
import type { Prometheus, Ranged } from './prometheus.ts'

/** Metrics of a node by name, at each step; null where nothing was measured. */
export type Series = Readonly<Record<string, readonly (number | null)[]>>

/** What was measured in one run, who called whom, and what is true of it. */
export interface Recording {
  readonly kind: KindName | 'nothing'
  readonly seed: number
  readonly variant: string
  readonly words: string
  /** Where the cause lies; undefined where nothing happened. */
  readonly service: string | undefined
  /** The commit to blame; undefined where none is. */
  readonly change: string | undefined
  readonly commits: readonly Commit[]
  /** Seconds since 1970 of the first sample, and between samples. */
  readonly start: number
  readonly step: number
  /** The sample in which it happened. */
  readonly onsetAt: number
  /** Who called whom before that. */
  readonly edges: readonly (readonly [string, string])[]
  readonly series: Readonly<Record<string, Series>>
  /** What callers measure of whom they call, by `caller callee`: requests, those that failed, and the mean time. */
  readonly calls: Readonly<Record<string, Series>>
}

/** What Prometheus saw of each node, and who called whom how often. */
export interface Nodes {
  readonly series: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
  readonly calls: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
}

/** Asks Prometheus for what is known of each node at each step; of counters what came since the step before. */
export async function nodesOf(
  prometheus: Prometheus,
  from: number,
  to: number,
  step: number,
): Promise<Nodes> {
  const ask = (query: string): Promise<readonly Ranged[]> => prometheus.range(query, from - step, to, step)
  const [requests, failed, seconds, p90, cpu, memory, inUse, waiting, calls, spent] = await Promise.all([
    ask('sum by (service) (http_requests_total)'),
    ask('sum by (service) (http_requests_total{code=~"5.."})'),
    ask('sum by (service) (http_request_duration_seconds_sum)'),
    ask('histogram_quantile(0.9, sum by (service, le) (rate(http_request_duration_seconds_bucket[3s])))'),
    ask('sum by (service) (process_cpu_seconds_total)'),
    ask('sum by (service) (process_resident_memory_bytes)'),
    ask('max by (service) (pool_in_use / pool_size)'),
    ask('sum by (service) (pool_waiting)'),
    ask('sum by (service, destination, outcome) (http_client_requests_total)'),
    ask('sum by (service, destination) (http_client_seconds_total)'),
  ])
  const lag = await ask('sum by (service) (nodejs_eventloop_lag_seconds)')
  const database = await Promise.all(
    ['pg_active', 'pg_waiting', 'pg_rows_read'].map((name) => ask(`sum by (service) (${name})`)),
  )
  const series = new Map<string, Map<string, readonly number[]>>()
  const note = (node: string, metric: string, values: readonly number[]): void => {
    const known = series.get(node) ?? new Map<string, readonly number[]>()
    series.set(node, known.set(metric, values.slice(1)))
  }
  for (const node of serviceNames) {
    const own = increases(ofNode(requests, node) ?? [])
    const failures = increases(ofNode(failed, node) ?? own.map(() => 0), 0)
    const refused = refusedBy(calls, node, own.length)
    // What never reached it was asked of it all the same, and failed.
    const unseen = own.map((one, at) => (Number.isNaN(one) && (refused[at] ?? 0) > 0 ? 0 : one))
    note(
      node,
      'requests',
      unseen.map((one, at) => one + (refused[at] ?? 0)),
    )
    note(
      node,
      'errors',
      unseen.map((one, at) => (Number.isNaN(one) ? one : (failures[at] ?? 0) + (refused[at] ?? 0))),
    )
    const times = increases(ofNode(seconds, node) ?? [])
    note(
      node,
      'latency_average',
      times.map((one, at) => (1000 * one) / (own[at] ?? 0)),
    )
    note(
      node,
      'latency_p90',
      (ofNode(p90, node) ?? []).map((one) => 1000 * one),
    )
    note(
      node,
      'cpu',
      increases(ofNode(cpu, node) ?? []).map((one) => (100 * one) / step),
    )
    note(
      node,
      'memory',
      (ofNode(memory, node) ?? []).map((one) => one / 2 ** 20),
    )
    note(
      node,
      'eventloop_lag',
      (ofNode(lag, node) ?? []).map((one) => 1000 * one),
    )
    note(node, 'pool', ofNode(inUse, node) ?? [])
    note(node, 'waiting', ofNode(waiting, node) ?? [])
  }
  const edges = callsOf(calls, spent)
  const queries = [...edges].flatMap(([edge, metrics]) => (edge.endsWith(' postgres') ? [metrics] : []))
  const count = sum(queries.map((one) => one.get('requests') ?? []))
  const times = queries.map((one) =>
    (one.get('latency_average') ?? []).map((time, at) => (time || 0) * (one.get('requests')?.[at] ?? 0)),
  )
  note('postgres', 'requests', [0, ...count])
  note('postgres', 'errors', [0, ...sum(queries.map((one) => one.get('errors') ?? []))])
  note('postgres', 'latency_average', [0, ...sum(times).map((one, at) => one / (count[at] ?? 0))])
  for (const [at, name] of ['active', 'waiting', 'rows_read'].entries()) {
    const values = ofNode(database[at] ?? [], 'postgres') ?? []
    note('postgres', name, name === 'rows_read' ? increases(values) : values)
  }
  return { series, calls: edges }
}

/** What callers measure, by caller and callee. */
function callsOf(calls: readonly Ranged[], spent: readonly Ranged[]): Nodes['calls'] {
  const edges = new Map<string, ReadonlyMap<string, readonly number[]>>()
  for (const { labels, values } of spent) {
    const { service = '', destination = '' } = labels
    const some = calls.filter(
      (one) => one.labels['service'] === service && one.labels['destination'] === destination,
    )
    const requests = sum(some.map((one) => increases(one.values, 0)))
    const errors = sum([
      requests.map(() => 0),
      ...some.filter((one) => one.labels['outcome'] !== 'ok').map((one) => increases(one.values, 0)),
    ])
    const times = increases(values, 0).map((one, at) => (1000 * one) / (requests[at] ?? 0))
    const metrics = [
      ['requests', requests],
      ['errors', errors],
      ['latency_average', times],
    ] as const
    edges.set(`${service} ${destination}`, new Map(metrics.map(([name, all]) => [name, all.slice(1)])))
  }
  return edges
}

function ofNode(all: readonly Ranged[], node: string): readonly number[] | undefined {
  return all.find(({ labels }) => labels['service'] === node)?.values
}

/** What callers say of a node that the node can't say itself: connections that came to nothing. */
function refusedBy(calls: readonly Ranged[], node: string, count: number): readonly number[] {
  const outcome = node === 'postgres' ? 'failed' : 'refused'
  const all = calls.filter(({ labels }) => labels['destination'] === node && labels['outcome'] === outcome)
  return all.length === 0
    ? Array.from({ length: count }, () => 0)
    : sum(all.map((one) => increases(one.values, 0)))
}

function sum(all: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = all
  return first.map((_, at) => all.reduce((total, one) => total + (one[at] ?? 0), 0))
}

/** How much a counter grew at each step; one that begins anew began at zero. What isn't there is `missing`. */
function increases(values: readonly number[], missing = Number.NaN): readonly number[] {
  return values.map((one, at) => {
    const before = values[at - 1]
    if (Number.isNaN(one)) return missing
    // A series that appears has counted from zero.
    if (before === undefined || Number.isNaN(before)) return missing === 0 && at > 0 ? one : missing
    return one >= before ? one - before : one
  })
}

interface Run {
  readonly kind: KindName | 'nothing'
  readonly seed: number
  readonly plan: Plan | undefined
  readonly history: History
  readonly nodes: Nodes
  readonly onsetAt: number
  readonly start: number
  readonly step: number
}

/** A run as it is kept: with three digits of each number. */
export function recorded({ kind, seed, plan, history, nodes, onsetAt, start, step }: Run): Recording {
  const edges = [...nodes.calls].flatMap(([edge, metrics]): readonly (readonly [string, string])[] => {
    const [from = '', to = ''] = edge.split(' ')
    return metrics
      .get('requests')
      ?.slice(0, onsetAt)
      .some((one) => one > 0) === true
      ? [[from, to]]
      : []
  })
  return {
    kind,
    seed,
    variant: plan?.variant ?? 'nothing',
    words: plan?.words ?? 'nothing happens',
    service: plan?.service,
    change: history.guilty,
    commits: history.commits,
    start,
    step,
    onsetAt,
    edges: edges.toSorted((one, other) => (one.join(' ') < other.join(' ') ? -1 : 1)),
    series: shortened(nodes.series),
    calls: shortened(nodes.calls),
  }
}

/** Why a run can't be kept: something else had the machine before anything happened. Undefined of one that can. */
export function disturbance({ series, onsetAt }: Recording): string | undefined {
  const known = (series['gateway']?.['latency_average'] ?? []).slice(0, onsetAt).filter((one) => one !== null)
  if (known.length < 0.9 * onsetAt) return `${onsetAt - known.length} of ${onsetAt} usual samples are missing`
  const usual = median(known)
  return usual > longestUsual ? `the gateway usually takes ${usual.toFixed(0)} ms` : undefined
}

/** Whether something else had so much of the machine that the gateway took twice as long for a minute. */
export function isBusy({ series }: Recording): boolean {
  const all = series['gateway']?.['latency_average'] ?? []
  const usual = median(all.filter((one) => one !== null))
  const minutes = all.map((_, at) =>
    median(all.slice(Math.max(0, at - 3), at + 1).map((one) => one ?? usual)),
  )
  return Math.max(...minutes) > 2 * usual
}

/** Milliseconds; it is about 70 where the machine has time. */
const longestUsual = 110

function shortened(
  all: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
): Readonly<Record<string, Series>> {
  return Object.fromEntries(
    [...all].map(([name, metrics]) => [
      name,
      Object.fromEntries([...metrics].map(([metric, values]) => [metric, values.map(short)])),
    ]),
  )
}

function short(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null
}

/** The bytes of a file that keeps a recording. */
export function packed(recording: Recording): Uint8Array {
  return gzipSync(JSON.stringify(recording), { level: 9 })
}

export function unpacked(bytes: Uint8Array): Recording {
  return JSON.parse(gunzipSync(bytes).toString('utf8')) as Recording
}
