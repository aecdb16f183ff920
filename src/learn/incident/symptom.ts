import type { AlertSignal } from '../../model/alert-signal.ts'
import { workloadOfPod } from '../../model/kubernetes/pod-names.ts'
import type { Moved, Symptom } from '../../model/investigation.ts'
import type { Measure, SymptomSeries } from '../../model/service-signals.ts'
import type { NodeName, Topology } from '../../model/topology/topology.ts'
import { moveOfAsked } from './moves.ts'
import type { Measured } from './measured.ts'

/** What users feel; everything else is a circumstance. */
const felt: readonly Measure[] = ['error_ratio', 'latency_average', 'latency_p95', 'requests', 'up']

/**
 * What is wrong, where nobody says: of the services that are slow, fail or got no requests, the one that nobody calls who
 * is so too, and of several the one where most requests suffer. What goes on comes before what is over.
 */
export function symptomIn(
  moved: readonly Moved[],
  measured: Measured,
  topology: Topology,
): Symptom | undefined {
  const wrong = moved.filter((one) => one.of === 'service' && isWrong(one))
  const nodes = new Set(wrong.map(({ node }) => node))
  const called = calledBy(nodes, topology)
  const candidates = [...nodes]
    .map((node) => ({ node, own: wrong.filter((one) => one.node === node) }))
    .map(({ node, own }) => ({
      node,
      worst: own.toSorted((left, right) => harmOf(right) - harmOf(left))[0],
      isOn: own.some(({ until }) => until === undefined),
      isFirst: !called.has(node),
      weight: own.reduce((sum, one) => sum + harmOf(one), 0) * Math.log2(2 + measured.requestsOf(node)),
    }))
    .toSorted(
      (left, right) =>
        Number(right.isOn) - Number(left.isOn) ||
        Number(right.isFirst) - Number(left.isFirst) ||
        right.weight - left.weight ||
        (left.node < right.node ? -1 : 1),
    )
  const worst = candidates[0]?.worst
  return worst && symptomFrom(worst, 'measures', '')
}

function isWrong({ measure, before, during }: Moved): boolean {
  if (measure === 'requests') return during < before
  return felt.includes(measure)
}

/** How much a service is worse, in one scale: a tenth of the requests that fail is as bad as half again the time. */
function harmOf({ measure, before, during }: Moved): number {
  switch (measure) {
    case 'error_ratio':
      return 5 * (during - before)
    case 'latency_average':
      return Math.min(5, during / Math.max(1e-6, before) - 1)
    case 'latency_p95':
      // Means add up along the calls, so they come first.
      return 0.5 * Math.min(5, during / Math.max(1e-6, before) - 1)
    default:
      return before > 0 ? 0.8 * (1 - during / before) : 0
  }
}

function calledBy(nodes: ReadonlySet<string>, { edges }: Topology): ReadonlySet<string> {
  const called = new Set<string>()
  const open = [...nodes].flatMap((node) => edges.filter(({ from }) => from === node).map(({ to }) => to))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (called.has(at)) continue
    called.add(at)
    open.push(...edges.filter(({ from }) => from === at).map(({ to }) => to))
  }
  return called
}

function symptomFrom(
  { node, measure, since, until, before, during }: Moved,
  found: Symptom['found'],
  name: string,
): Symptom {
  return { node, measure, found, name, since, until, before, during }
}

/**
 * The symptom that an alert tells of: its labels name the service, and where a measure of it moved, that says since when.
 * Undefined where nothing says which service, or since when.
 */
export function symptomOfAlert(
  alert: AlertSignal,
  moved: readonly Moved[],
  topology: Topology,
): Symptom | undefined {
  const node = nodeIn(alert.labels, topology)
  if (node === undefined) return undefined
  const own = moved.filter((one) => one.node === node && isWrong(one))
  const about = measureIn(`${alert.name} ${alert.expression ?? ''}`)
  const best =
    own.find(({ measure }) => measure === about) ?? own.toSorted((a, b) => harmOf(b) - harmOf(a))[0]
  if (best !== undefined) return symptomFrom(best, 'alert', alert.name)
  if (alert.since === undefined) return undefined
  return {
    node,
    measure: about,
    found: 'alert',
    name: alert.name,
    since: alert.since,
    until: alert.until,
    before: Number.NaN,
    during: Number.NaN,
  }
}

/** The symptom that a query shows: the series of it that moved furthest and whose labels name a service. */
export function symptomOfQuery(
  series: readonly SymptomSeries[],
  times: Float64Array,
  topology: Topology,
): FoundByQuery {
  const all = series.flatMap((one) => {
    const measure = measureIn(one.expression)
    const move = moveOfAsked(measure, one.values)
    return move === undefined ? [] : [{ node: nodeIn(one.labels, topology), measure, move, one }]
  })
  const furthest = all.toSorted((a, b) => Math.abs(b.move.spreads) - Math.abs(a.move.spreads))
  const best = furthest.find(({ node }) => node !== undefined)
  const node = best?.node
  if (best === undefined || node === undefined)
    return { symptom: undefined, values: undefined, isNameless: furthest.length > 0 }
  const { measure = 'waiting', move, one } = best
  const symptom: Symptom = {
    node,
    measure,
    found: 'query',
    name: one.expression,
    since: times[move.from] ?? Number.NaN,
    until: move.to >= times.length ? undefined : times[move.to],
    before: move.before,
    during: move.during,
  }
  return { symptom, values: one.values, isNameless: false }
}

/** What a query shows. */
export interface FoundByQuery {
  readonly symptom: Symptom | undefined
  /** Its own series. */
  readonly values: Float64Array | undefined
  /** Something shows, but in series only that name no service. */
  readonly isNameless: boolean
}

const nameLabels = [
  'destination_workload',
  'service_name',
  'service',
  'deployment',
  'statefulset',
  'workload',
  'app',
  'app_kubernetes_io_name',
  'server',
  'application',
  'container',
  'pod',
  'job',
]

/** Labels that every alert has, or that say where and how bad it is. */
const notNames =
  /^(?:alertname|severity|priority|team|owner|cluster|region|zone|env|environment|instance|.*namespace.*|le|quantile)$/u

/** The service that labels name. */
function nodeIn(labels: Readonly<Record<string, string>>, topology: Topology): string | undefined {
  const namespace = labels['destination_workload_namespace'] ?? labels['namespace'] ?? ''
  // Who calls the label otherwise has at least a service of that name.
  const others = Object.keys(labels)
    .filter((label) => !nameLabels.includes(label) && !notNames.test(label))
    .toSorted()
  const names = [...nameLabels, ...others].flatMap((label): readonly NodeName[] => {
    const name = labels[label] ?? ''
    return name === '' ? [] : [{ namespace, name: label === 'pod' ? workloadOfPod(name) : name }]
  })
  return names
    .map((name) => topology.idOf(name) ?? topology.idOf({ ...name, namespace: '' }))
    .find((id) => id !== undefined)
}

function measureIn(text: string): Measure | undefined {
  if (/latenc|duration|slow|_seconds|_milliseconds|response.?time/iu.test(text))
    return /quantile|p9\d|_bucket/iu.test(text) ? 'latency_p95' : 'latency_average'
  if (/error|fail|5xx|5\.\.|availab|unavailable|(?:code|status)\w*\s*=~?\s*"[^"]*5/iu.test(text))
    return 'error_ratio'
  if (/memory|oom/iu.test(text)) return 'memory'
  if (/restart|crash/iu.test(text)) return 'restarts'
  if (/cpu|throttl/iu.test(text)) return 'cpu'
  if (/\bup\b|absent|down/iu.test(text)) return 'up'
  return /request|traffic|rate/iu.test(text) ? 'requests' : undefined
}
