import type { Diagnostic, Outcome } from '../kernel/diagnostic.ts'
import type { Series, Stretch } from '../model/series.ts'
import type { Prometheus } from './prometheus/prometheus.ts'

/** What one container of one pod used. */
export interface ContainerUsage {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  /** Cores, bytes, or how often it was killed for lack of memory since the value before. */
  readonly kind: 'cpu' | 'memory' | 'kills'
  readonly series: Series
}

/** Metrics that are understood in files: cAdvisor's, those of kube-prometheus' rules, and plain names. */
const kinds: ReadonlyMap<string, ContainerUsage['kind'] | 'seconds'> = new Map([
  ['cpu', 'cpu'],
  ['cpu_cores', 'cpu'],
  ['node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate', 'cpu'],
  ['node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m', 'cpu'],
  ['container_cpu_usage_seconds_total', 'seconds'],
  ['memory', 'memory'],
  ['memory_bytes', 'memory'],
  ['container_memory_working_set_bytes', 'memory'],
  ['node_namespace_pod_container:container_memory_working_set_bytes', 'memory'],
  ['container_oom_events_total', 'kills'],
])

/** The series of a file that tell what containers use: those with a metric that is known and labels `pod` and `container`. */
export function usageIn(series: readonly Series[]): readonly ContainerUsage[] {
  return series.flatMap((one) => {
    const { __name__: metric = '', namespace = '', pod = '', container = '' } = one.labels
    const kind = kinds.get(metric)
    if (kind === undefined || pod === '' || container === '' || container === 'POD') return []
    const named = { namespace, pod, container }
    if (kind === 'seconds') return [{ ...named, kind: 'cpu' as const, series: increases(one, true) }]
    return [{ ...named, kind, series: kind === 'kills' ? increases(one, false) : one }]
  })
}

/**
 * Asks Prometheus what the containers of pods used: cAdvisor's `container_cpu_usage_seconds_total` as a rate,
 * `container_memory_working_set_bytes` at its most in each step, and `container_oom_events_total`.
 */
export async function askUsage(
  source: Prometheus,
  podNames: string,
  stretch: Stretch,
  signal?: AbortSignal,
): Promise<Outcome<readonly ContainerUsage[]>> {
  const selector = `{container!="",container!="POD",pod=~${JSON.stringify(podNames)}}`
  const by = 'by (namespace, pod, container)'
  const window = `${Math.max(300, Math.round(stretch.step))}s`
  const queries = [
    ['cpu', `sum ${by} (rate(container_cpu_usage_seconds_total${selector}[${window}]))`],
    ['memory', `max ${by} (max_over_time(container_memory_working_set_bytes${selector}[${window}]))`],
    ['kills', `sum ${by} (increase(container_oom_events_total${selector}[${window}])) > 0`],
  ] as const
  const value: ContainerUsage[] = []
  const diagnostics: Diagnostic[] = []
  for (const [kind, query] of queries) {
    const found = await source.range(query, stretch, signal)
    diagnostics.push(...found.diagnostics)
    for (const series of found.value) {
      const { namespace = '', pod = '', container = '' } = series.labels
      value.push({ namespace, pod, container, kind, series })
    }
    if (found.diagnostics.some(({ severity }) => severity === 'error')) break
  }
  return { value, diagnostics }
}

/** What a counter rose by from one value to the next, a second where that is asked for; after a reset it began at zero. */
function increases(series: Series, perSecond: boolean): Series {
  const values = series.values.map((value, at) => {
    if (at === 0) return Number.NaN
    const before = series.values[at - 1] ?? Number.NaN
    const rise = value >= before ? value - before : value
    const seconds = (series.times[at] ?? 0) - (series.times[at - 1] ?? 0)
    return Number.isNaN(before) ? Number.NaN : perSecond ? rise / seconds : rise
  })
  return { ...series, values }
}
