import { fewestValues, type Moved } from '../../model/investigation.ts'
import type { Measure, ServiceMeasure, ServiceSignals } from '../../model/service-signals.ts'
import type { Topology } from '../../model/topology/topology.ts'
import { median } from '../statistics.ts'
import { moveOf } from './moves.ts'

/** Measures by the ids of the topology. */
export interface Measured {
  readonly times: Float64Array
  readonly services: ReadonlyMap<string, ReadonlyMap<Measure, Float64Array>>
  readonly machines: ReadonlyMap<string, ReadonlyMap<Measure, Float64Array>>
  /** Requests a step. */
  requestsOf(node: string): number
}

/** What was measured, by service and measure. Of two names of one service the first counts. */
export function measuredBy(signals: ServiceSignals, topology: Topology): Measured {
  const services = new Map<string, Map<Measure, Float64Array>>()
  const machines = new Map<string, Map<Measure, Float64Array>>()
  for (const one of signals.measures) {
    if (!one.values.some(Number.isFinite)) continue
    const node = one.of === 'machine' ? one.node.name : (topology.idOf(one.node) ?? one.node.name)
    const all = one.of === 'machine' ? machines : services
    const known = all.get(node) ?? new Map<Measure, Float64Array>()
    all.set(node, known)
    if (!known.has(one.measure)) known.set(one.measure, one.values)
  }
  withSilence(services)
  return {
    times: signals.times,
    services,
    machines,
    requestsOf: (node) => {
      const usual = median(services.get(node)?.get('requests') ?? [])
      return Number.isFinite(usual) ? usual : 0
    },
  }
}

/** Whose requests aren't counted any more while those of most others are has none; else nobody counted. */
function withSilence(services: ReadonlyMap<string, Map<Measure, Float64Array>>): void {
  const all = [...services.values()].flatMap((one) => one.get('requests') ?? [])
  const length = all[0]?.length ?? 0
  const known = Array.from({ length }, (_, at) => all.filter((one) => Number.isFinite(one[at])).length)
  for (const service of services.values()) {
    const requests = service.get('requests')
    const first = requests?.findIndex(Number.isFinite) ?? -1
    if (requests === undefined || first === -1) continue
    service.set(
      'requests',
      requests.map((one, at) =>
        Number.isNaN(one) && at > first && (known[at] ?? 0) * 2 >= all.length && all.length > 1 ? 0 : one,
      ),
    )
  }
}

/** From when to when anything of a service is known, and how many values are known of the best known measure. */
export function knownOf({
  times,
  services,
}: Measured): { readonly since: number; readonly until: number; readonly most: number } | undefined {
  const all = [...services.values()].flatMap((own) => [...own.values()])
  let [first, last, most] = [times.length, -1, 0]
  for (const values of all) {
    const from = values.findIndex(Number.isFinite)
    if (from === -1) continue
    first = Math.min(first, from)
    last = Math.max(last, values.findLastIndex(Number.isFinite))
    most = Math.max(most, countOf(values))
  }
  const [since, until] = [times[first], times[last]]
  return since === undefined || until === undefined ? undefined : { since, until, most }
}

/** Whether enough is known of a service to say that it is as always. */
export function isKnownWell({ services }: Measured, node: string): boolean {
  return [...(services.get(node)?.values() ?? [])].some((values) => countOf(values) >= fewestValues)
}

function countOf(values: Float64Array): number {
  return values.reduce((count, one) => (Number.isFinite(one) ? count + 1 : count), 0)
}

/** Every measure that isn't as always, the earliest first. */
export function movedIn({ times, services, machines }: Measured): readonly Moved[] {
  const all = [
    ...[...services].map(([node, own]) => ({ node, own, of: 'service' as const })),
    ...[...machines].map(([node, own]) => ({ node, own, of: 'machine' as const })),
  ]
  return all
    .flatMap(({ node, own, of }) =>
      [...own].flatMap(([measure, values]) => movedOf(node, of, measure, values, times)),
    )
    .toSorted((left, right) => left.since - right.since || (left.node < right.node ? -1 : 1))
}

function movedOf(
  ...[node, of, measure, values, times]: [string, ServiceMeasure['of'], Measure, Float64Array, Float64Array]
): readonly Moved[] {
  const move = moveOf(measure, values)
  if (move === undefined) return []
  const { from, to, before, during, spreads } = move
  const since = times[from] ?? Number.NaN
  return [
    { node, of, measure, since, until: to >= times.length ? undefined : times[to], before, during, spreads },
  ]
}
