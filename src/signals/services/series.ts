import type { Series } from '../../model/series.ts'
import {
  measures,
  type Measure,
  type ServiceMeasure,
  type ServiceSignals,
} from '../../model/service-signals.ts'
import { nodeOf } from './measured.ts'

const name = ['service', 'service_name', 'node', 'app', 'deployment', 'workload', 'job']
const namespace = ['namespace']

/**
 * The signals of series in a file: each is called as the measure it is (`requests` in each step, `errors` of them or
 * `error_ratio`, `latency_average` in seconds …) and has a label with the service. Undefined when there are none.
 */
export function signalsOfSeries(all: readonly Series[]): ServiceSignals | undefined {
  const known = all.flatMap((series) => {
    const metric = series.labels['__name__'] ?? ''
    const node = nodeOf(series.labels, { name, namespace })
    return node === undefined || (metric !== 'errors' && !Object.hasOwn(measures, metric))
      ? []
      : [{ series, metric, node }]
  })
  const [first] = known
  if (first === undefined) return undefined
  const { times, step } = longest(known.map(({ series }) => series))
  const aligned = known.map(({ series, metric, node }) => ({
    metric,
    node,
    values: at(times, step, series),
    id: series.id,
  }))
  const found = aligned.flatMap(({ metric, node, values, id }): readonly ServiceMeasure[] => {
    const own = { of: 'service', node, source: id } as const
    if (metric !== 'errors') return [{ ...own, measure: metric as Measure, values }]
    const requests = aligned.find(
      (one) =>
        one.metric === 'requests' && one.node.name === node.name && one.node.namespace === node.namespace,
    )
    const ratio = values.map((errors, place) => Math.min(1, errors / (requests?.values[place] ?? Number.NaN)))
    return requests === undefined ? [] : [{ ...own, measure: 'error_ratio', values: ratio }]
  })
  return {
    stretch: { start: times[0] ?? 0, end: times.at(-1) ?? 0, step },
    times,
    measures: found,
    calls: [],
    alerts: [],
    symptom: [],
    asked: [],
  }
}

function longest(all: readonly Series[]): { readonly times: Float64Array; readonly step: number } {
  const best = all.reduce((most, one) => (one.times.length > most.times.length ? one : most))
  const { times } = best
  return { times, step: best.step ?? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1) }
}

/** The values at given times: of each the last one within half a step, since not all are measured at the same moments; else a gap. */
function at(times: Float64Array, step: number, series: Series): Float64Array {
  const values = new Float64Array(times.length).fill(Number.NaN)
  let place = 0
  for (const [number, time] of series.times.entries()) {
    while (place + 1 < times.length && nearer(times, place + 1, place, time)) place++
    const value = series.values[number] ?? Number.NaN
    if (Number.isFinite(value) && Math.abs((times[place] ?? Number.NaN) - time) <= step / 2)
      values[place] = value
  }
  return values
}

function nearer(times: Float64Array, one: number, other: number, time: number): boolean {
  return Math.abs((times[one] ?? Number.NaN) - time) < Math.abs((times[other] ?? Number.NaN) - time)
}
