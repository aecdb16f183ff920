import { workloadOfPod } from '../../model/kubernetes/pod-names.ts'
import type { Labels, Series } from '../../model/series.ts'
import type { Measure, ServiceMeasure } from '../../model/service-signals.ts'
import type { NodeName } from '../../model/topology/topology.ts'
import type { Ask, Asked, Convention } from './conventions.ts'

/** What came back for one question. */
export interface Answered {
  readonly convention: Pick<Convention, 'id' | 'of' | 'name' | 'namespace'>
  readonly ask: Ask
  readonly expression: string
  readonly series: readonly Series[]
}

/**
 * Measures out of answers: series of one service are put together, rates become numbers a step, failures a share and
 * times a mean. Of a service that several conventions measure, the first that does counts.
 */
export function measuresFrom(
  answers: readonly Answered[],
  step: number,
  count: number,
): readonly ServiceMeasure[] {
  const found = new Map<string, ServiceMeasure>()
  for (const { id } of conventionsIn(answers)) {
    const own = answers.filter(({ convention }) => convention.id === id)
    for (const service of servicesIn(own, count).values()) {
      for (const one of measuresOf(service, step)) {
        const key = [one.of, one.node.namespace, one.node.name, one.measure].join('\u0000')
        if (!found.has(key)) found.set(key, one)
      }
    }
  }
  return [...found.values()]
}

function conventionsIn(answers: readonly Answered[]): readonly Answered['convention'][] {
  return [...new Map(answers.map(({ convention }) => [convention.id, convention])).values()]
}

interface Service {
  readonly of: ServiceMeasure['of']
  readonly node: NodeName
  readonly all: Map<Asked, { readonly values: Float64Array; readonly source: string }>
}

function servicesIn(answers: readonly Answered[], count: number): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>()
  for (const { convention, ask, expression, series } of answers) {
    for (const { labels, values } of series) {
      const node = nodeOf(labels, convention)
      if (node === undefined) continue
      const key = `${node.namespace}\u0000${node.name}`
      const service = services.get(key) ?? { of: convention.of, node, all: new Map() }
      services.set(key, service)
      const known = service.all.get(ask.what)
      const together = known === undefined ? values : combined(known.values, values, ask.together ?? 'sum')
      service.all.set(ask.what, { values: together.subarray(0, count), source: expression })
    }
  }
  return services
}

/** Whose series it is; a pod is of the workload that its name begins with. */
export function nodeOf(
  labels: Labels,
  { name, namespace }: Pick<Convention, 'name' | 'namespace'>,
): NodeName | undefined {
  const label = name.find((one) => (labels[one] ?? '') !== '')
  const text = label === undefined ? '' : (labels[label] ?? '')
  if (label === undefined || text === 'unknown') return undefined
  const space = namespace.map((one) => labels[one] ?? '').find((one) => one !== '' && one !== 'unknown')
  return { namespace: space ?? '', name: label === 'pod' ? workloadOfPod(text) : text }
}

function combined(one: Float64Array, other: Float64Array, how: 'sum' | 'max'): Float64Array {
  return one.map((value, at) => {
    const second = other[at] ?? Number.NaN
    if (Number.isNaN(value)) return second
    if (Number.isNaN(second)) return value
    return how === 'sum' ? value + second : Math.max(value, second)
  })
}

function measuresOf({ of, node, all }: Service, step: number): readonly ServiceMeasure[] {
  const measure = (name: Measure, values: Float64Array, source: string): ServiceMeasure => ({
    of,
    node,
    measure: name,
    values,
    source,
  })
  const rates = all.get('request_rate')
  const failures = all.get('failure_rate')
  const [time, timed] = [all.get('time_rate'), all.get('timed_rate')]
  return [
    ...(rates === undefined
      ? []
      : [
          measure(
            'requests',
            rates.values.map((one) => one * step),
            rates.source,
          ),
          measure('error_ratio', shareOf(failures?.values, rates.values), failures?.source ?? rates.source),
        ]),
    ...(time === undefined || timed === undefined
      ? []
      : [measure('latency_average', quotient(time.values, timed.values), time.source)]),
    ...[...all].flatMap(([what, { values, source }]) =>
      isMade(what) ? [] : [measure(what, values, source)],
    ),
  ]
}

function isMade(what: Asked): what is Exclude<Asked, Measure> {
  return what === 'request_rate' || what === 'failure_rate' || what === 'time_rate' || what === 'timed_rate'
}

/** Failures that nobody has counted yet are none, where requests are counted. */
function shareOf(failures: Float64Array | undefined, requests: Float64Array): Float64Array {
  return requests.map((all, at) => {
    if (!(all > 0)) return Number.NaN
    const failed = failures?.[at] ?? Number.NaN
    return Math.min(1, Math.max(0, (Number.isNaN(failed) ? 0 : failed) / all))
  })
}

function quotient(sum: Float64Array, count: Float64Array): Float64Array {
  return sum.map((one, at) => ((count[at] ?? 0) > 0 ? one / (count[at] ?? 1) : Number.NaN))
}
