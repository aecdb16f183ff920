import { joined } from '../../src/model/topology/join.ts'
import type { SeenCall, Topology } from '../../src/model/topology/topology.ts'
import type { Measure, ServiceSignals } from '../../src/model/service-signals.ts'
import { services, shopSamples, type Fault } from './shop.ts'

/** When the shop's samples begin, in seconds since 1970. */
export const opening = 1_762_900_000
export const step = 60

/** The shop as it would be measured. */
export function shopSignals(given: {
  readonly seed: number
  readonly count?: number
  readonly faults?: readonly Fault[]
}): ServiceSignals {
  const count = given.count ?? 360
  const samples = shopSamples({ step, seed: given.seed, count, faults: given.faults ?? [] })
  const measures = [...samples].flatMap(([name, all]) => {
    const of = (
      measure: Measure,
      valueOf: (one: (typeof all)[number]) => number,
    ): ServiceSignals['measures'][number] => ({
      of: 'service',
      node: { namespace: '', name },
      measure,
      values: Float64Array.from(all, valueOf),
      source: measure,
    })
    return [
      of('requests', (one) => one.requests),
      of('error_ratio', (one) => one.failed / one.requests),
      of('latency_average', (one) => one.seconds / one.requests),
      of('cpu', (one) => one.cpu / step),
    ]
  })
  const times = Float64Array.from({ length: count }, (_, at) => opening + at * step)
  return {
    stretch: { start: opening, end: opening + (count - 1) * step, step },
    times,
    measures,
    calls: [],
    alerts: [],
    symptom: [],
    asked: [],
  }
}

/** Who calls whom in the shop. */
export function shopTopology(): Topology {
  const calls = Object.entries(services).flatMap(([from, one]) =>
    Object.keys(one.calls).map((to): SeenCall => ({
      from: { namespace: '', name: from },
      to: { namespace: '', name: to },
      origin: { kind: 'file', file: 'topology.yaml', line: 1 },
    })),
  )
  const nodes = Object.keys(services).map((name) => ({
    namespace: '',
    name,
    kind: 'service' as const,
    aliases: [],
    addresses: [`Deployment/shop/${name}`],
  }))
  return joined([{ nodes, calls }])
}
