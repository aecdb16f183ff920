import { randomOf, type Random } from './random.ts'

/** A service of a made-up system. */
interface Service {
  readonly name: string
  /** Its own work in milliseconds. */
  readonly work: number
  readonly calls: readonly Call[]
  /** What is measured of it: everything, nothing, or without one part. */
  readonly seen: 'all' | 'no latency' | 'no availability' | 'nothing'
}

interface Call {
  readonly to: number
  readonly times: number
  readonly retries: number
  /** Milliseconds after which the caller gives up. */
  readonly timeout: number
  /** The share of failures of the callee that the caller passes on. */
  readonly passes: number
  readonly manner: 'one by one' | 'side by side' | 'in the background'
}

export const faultKinds = [
  'slow',
  'partly slow',
  'cpu',
  'leak',
  'errors',
  'few errors',
  'timeouts',
  'pool',
] as const
export type FaultKind = (typeof faultKinds)[number]
export const shapeKinds = ['chain', 'tree', 'layers', 'shared store', 'shop', 'mesh'] as const
export type ShapeKind = (typeof shapeKinds)[number]

/** An incident as `plumbline learn cause` reads it, with what is true of it. */
export interface MeshIncident {
  readonly scenario: Readonly<Record<string, unknown>>
  readonly incident: Readonly<Record<string, unknown>>
  /** Undefined in a control, where nothing happened. */
  readonly root: string | undefined
  readonly change: string | undefined
  readonly fault: FaultKind | 'none'
}

export interface MeshOptions {
  readonly seed: number
  readonly shape: ShapeKind
  readonly fault: FaultKind | 'none'
  /** Samples that the alarm comes too late, so that what counts as normal holds the fault already. */
  readonly late: number
  readonly decoys: number
  /** Few requests, calls side by side and in the background, spikes and other troubles elsewhere, little that is normal. */
  readonly hard: boolean
}

const step = 300
const day = 86_400

/** One incident of a made-up system: its series before and during, the symptom, and the changes around it. */
export function meshIncident({ seed, shape, fault, late, decoys, hard }: MeshOptions): MeshIncident {
  const random = randomOf(
    seed * 7919 + shapeKinds.indexOf(shape) * 101 + faultKinds.indexOf(fault as FaultKind) * 13,
  )
  const services = servicesOf(shape, random, hard)
  const rate = (hard ? 0.1 : 5) * 10 ** (random.next() * 1.5)
  const asFraction = random.next() < 0.5
  const startOfFault = 1_700_000_000 + Math.floor(random.next() * day)
  const length = hard ? random.pick([48, 96, 288]) : 432
  const from = startOfFault - length * step
  const reached = reachedFrom(services)
  const candidates = reached.filter((at) => services[at]?.seen === 'all' || random.next() < 0.15)
  for (let attempt = 0; ; attempt++) {
    const root = random.pick(candidates.length > 0 ? candidates : reached)
    const strength = 1 + random.next() + attempt * 0.5
    const samples = simulated({
      services,
      rate,
      from,
      count: length + 12,
      hard,
      startOfFault,
      fault,
      root,
      strength,
      random,
    })
    const symptom =
      fault === 'none' ? { metric: 'latency', at: samples.length - 3 } : symptomOf(samples, length)
    if (symptom === undefined && attempt < 12) continue
    const at = Math.min((symptom?.at ?? samples.length - 4) + late, samples.length - 2)
    const times = samples.map((_, index) => from + index * step)
    const cut = Math.max(0, at - 3 + Math.min(late, 2))
    const seriesOf = (begin: number, end: number): Readonly<Record<string, unknown>> =>
      measured(services, samples.slice(begin, end), asFraction, randomOf(seed * 31 + begin))
    const name = services[root]?.name ?? ''
    const changes = changesOf(services, name, startOfFault, decoys, random)
    return {
      fault,
      root: fault === 'none' ? undefined : name,
      change: fault === 'none' ? undefined : changes.right,
      scenario: {
        type: 'scenario',
        scenario: `${shape} ${seed}`,
        nodes: services.map((service) => service.name),
        edges: services.flatMap((service) =>
          service.calls.map(({ to }) => [service.name, services[to]?.name]),
        ),
        normal: { timestamps: times.slice(0, cut), series: seriesOf(0, cut) },
      },
      incident: {
        type: 'incident',
        id: `${shape} ${fault} ${seed}`,
        scenario: `${shape} ${seed}`,
        target: {
          node: services[0]?.name,
          metric: symptom?.metric ?? 'latency',
          statistic: random.pick(['average', 'p90']),
          timestamp: times[at],
        },
        abnormal: { timestamps: times.slice(cut, at + 3), series: seriesOf(cut, at + 3) },
        changes: changes.all,
      },
    }
  }
}

function servicesOf(shape: ShapeKind, random: Random, hard: boolean): readonly Service[] {
  const count =
    { chain: 6, tree: 15, layers: 24, 'shared store': 12, shop: 14, mesh: 40 }[shape] + random.whole(5)
  const callees: number[][] = Array.from({ length: count }, () => [])
  const parentOf = (at: number): readonly number[] => {
    switch (shape) {
      case 'chain':
        return [at - 1]
      case 'tree':
        return [Math.floor((at - 1) / 2)]
      case 'layers': {
        const layer = Math.floor(at / 5)
        return layer === 0
          ? [0]
          : [Math.max(0, (layer - 1) * 5 + random.whole(5)), Math.max(0, (layer - 1) * 5 + random.whole(5))]
      }
      case 'shared store':
        return at >= count - 2
          ? Array.from({ length: count - 3 }, (_, one) => one + 1)
          : [random.whole(Math.min(at, 3))]
      case 'shop':
        return at <= 7 ? [0] : [1 + random.whole(7)]
      default:
        return [random.whole(at), random.whole(at), Math.floor(at / 4)]
    }
  }
  for (let at = 1; at < count; at++)
    for (const parent of new Set(parentOf(at))) if (parent !== at) callees[parent]?.push(at)
  return patient(
    callees.map((to, at) => ({
      name: `s${at}-${random.pick(['api', 'store', 'queue', 'worker'])}`,
      work: 2 * 10 ** (random.next() * 1.4),
      seen:
        at === 0
          ? 'all'
          : random.next() < 0.8
            ? 'all'
            : random.pick(['no latency', 'no availability', 'nothing']),
      calls: to.map((callee) => ({
        to: callee,
        times: random.pick([0.2, 0.5, 1, 1, 1, 2]),
        retries: random.pick([0, 0, 1, 2]),
        timeout: random.pick([500, 1000, 3000, 10_000]),
        passes: random.pick([0.4, 0.8, 1, 1]),
        manner: hard
          ? random.pick(['one by one', 'side by side', 'side by side', 'in the background'] as const)
          : 'one by one',
      })),
    })),
  )
}

/** Nobody gives up on what is usual. */
function patient(services: readonly Service[]): readonly Service[] {
  const whole: number[] = []
  for (let at = services.length - 1; at >= 0; at--) {
    const { work, calls } = services[at] as Service
    whole[at] = calls.reduce((sum, { to, times }) => sum + times * (whole[to] ?? 0), 2 * work)
  }
  return services.map((service) => ({
    ...service,
    calls: service.calls.map((call) => ({
      ...call,
      timeout: Math.max(call.timeout, 12 * (whole[call.to] ?? 0)),
    })),
  }))
}

function reachedFrom(services: readonly Service[]): readonly number[] {
  const seen = new Set([0])
  for (const at of seen)
    for (const { to, manner } of services[at]?.calls ?? []) if (manner !== 'in the background') seen.add(to)
  return [...seen]
}

interface Sample {
  readonly requests: number
  readonly latency: number
  readonly failing: number
  readonly cpu: number
}

interface Run {
  readonly services: readonly Service[]
  readonly rate: number
  readonly from: number
  readonly count: number
  readonly startOfFault: number
  readonly fault: FaultKind | 'none'
  readonly root: number
  readonly strength: number
  readonly random: Random
  readonly hard: boolean
}

function simulated({
  services,
  rate,
  from,
  count,
  startOfFault,
  fault,
  root,
  strength,
  random,
  hard,
}: Run): readonly (readonly Sample[])[] {
  const surge = 0.3 + random.next() * 0.5
  const full = rate * (1 + surge) * 1.6
  // A request of the entry is so many of each service.
  const weights: number[] = services.map((_service, at) => (at === 0 ? 1 : 0))
  for (const [at, { calls }] of services.entries())
    for (const { to, times } of calls) weights[to] = (weights[to] ?? 0) + (weights[at] ?? 0) * times
  const wander = services.map(() => 0)
  // Something else is wrong at the same time, where it doesn't matter or matters little.
  const elsewhere = hard ? random.whole(services.length) : -1
  const others = 0.2 + 0.6 * random.next()
  return Array.from({ length: count }, (_, index) => {
    const time = from + index * step
    const entering = rate * (1 + surge * Math.sin((2 * Math.PI * time) / day)) * (1 + 0.05 * random.normal())
    const since = (time - startOfFault) / step
    const effect = fault === 'none' || since < 0 ? 0 : fault === 'leak' ? Math.min(1, (since + 1) / 5) : 1
    const now: { latency: number; failing: number; cpu: number }[] = []
    for (let at = services.length - 1; at >= 0; at--) {
      const { work, calls } = services[at] as Service
      wander[at] = 0.8 * (wander[at] ?? 0) + 0.04 * random.normal()
      const load = Math.min(0.95, (entering * (weights[at] ?? 0)) / Math.max(1e-9, full * (weights[at] ?? 0)))
      let latency = work * (1 + (0.5 * load) / (1 - load)) * Math.exp(wander[at] ?? 0)
      let failing = 0.0005 * random.next()
      let cpu = Math.min(100, 60 * load + 3 * random.normal())
      if (hard && random.next() < 0.01) latency *= 1 + 3 * random.next()
      if (at === elsewhere && at !== root && since >= -2) latency += others * work
      if (at === root && effect > 0) {
        if (fault === 'slow') latency += work * 8 * strength * effect
        if (fault === 'partly slow') latency += 0.2 * work * 25 * strength * effect
        if (fault === 'cpu' || fault === 'leak') latency *= 1 + 6 * strength * effect
        if (fault === 'cpu') cpu = 95 + 3 * random.next()
        if (fault === 'errors') failing += 0.4 * Math.min(2, strength)
        if (fault === 'few errors') failing += 0.05 * strength
        if (fault === 'timeouts') latency += 2500 * strength
        if (fault === 'pool') {
          latency += work * 12 * strength
          failing += 0.1
        }
      }
      let waited = 0
      for (const { to, times, retries, timeout, passes, manner } of calls) {
        const callee = now[to] ?? { latency: 0, failing: 0 }
        const late = callee.latency > 0 ? Math.exp(-timeout / callee.latency) : 0
        const lost = 1 - (1 - callee.failing) * (1 - late)
        const again = Array.from({ length: retries }, (_r, one) => lost ** (one + 1)).reduce(
          (sum, one) => sum + one,
          0,
        )
        if (manner === 'in the background') continue
        const taken = times * (1 + again) * Math.min(callee.latency, timeout)
        if (manner === 'side by side') waited = Math.max(waited, taken)
        else latency += taken
        failing = 1 - (1 - failing) * (1 - Math.min(1, times) * passes * lost ** (retries + 1))
      }
      latency += waited
      now[at] = { latency, failing: Math.min(1, failing), cpu }
    }
    const requests = services.map((_service, at) => (at === 0 ? entering * step : 0))
    for (const [at, { calls }] of services.entries()) {
      for (const { to, times, retries } of calls) {
        const lost = now[to]?.failing ?? 0
        const again = Array.from({ length: retries }, (_r, one) => lost ** (one + 1)).reduce(
          (sum, one) => sum + one,
          0,
        )
        requests[to] = (requests[to] ?? 0) + (requests[at] ?? 0) * times * (1 + again)
      }
    }
    return now.map((one, at) => ({ ...one, requests: requests[at] ?? 0 }))
  })
}

/** When and by what the entry shows that something is wrong; undefined when it doesn't. */
function symptomOf(
  samples: readonly (readonly Sample[])[],
  length: number,
): { readonly metric: string; readonly at: number } | undefined {
  const before = samples.slice(0, 0.9 * length).map((all) => all[0] as Sample)
  const slow =
    1.3 *
    usual(
      before.map(({ latency }) => latency),
      0.98,
    )
  for (let at = length; at < samples.length - 2; at++) {
    // One spike is no symptom.
    const two = [samples[at]?.[0], samples[at + 1]?.[0]].flatMap((one) => one ?? [])
    if (two.length === 2 && two.every(({ failing }) => failing > 0.02))
      return { metric: 'availability', at: at + 1 }
    if (two.length === 2 && two.every(({ latency }) => latency > slow))
      return { metric: 'latency', at: at + 1 }
  }
  return undefined
}

/** What monitoring would have of it: with noise, holes, and parts that nobody measures. */
function measured(
  services: readonly Service[],
  samples: readonly (readonly Sample[])[],
  asFraction: boolean,
  random: Random,
): Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>> {
  const series = services.flatMap((service, at) => {
    if (service.seen === 'nothing') return []
    const holes = random.next() < 0.3 ? 0.15 : 0.01
    const column = (value: (one: Sample) => number): readonly (number | null)[] =>
      samples.map((all) => (random.next() < holes ? null : value(all[at] as Sample)))
    const noise = ({ requests }: Sample): number =>
      1 + random.normal() * Math.min(0.3, 1 / Math.sqrt(Math.max(1, requests)))
    const failed = ({ requests, failing }: Sample): number =>
      Math.max(0, Math.min(requests, requests * failing + random.normal() * Math.sqrt(requests * failing)))
    const metrics: Record<string, readonly (number | null)[]> = {
      requests: column(({ requests }) => Math.round(requests)),
    }
    if (service.seen !== 'no latency') {
      metrics['latency_average'] = column((one) => one.latency * noise(one))
      metrics['latency_p50'] = column((one) => one.latency * 0.75 * noise(one))
      metrics['latency_p90'] = column((one) => one.latency * 2.1 * noise(one))
    }
    if (service.seen !== 'no availability')
      metrics['availability'] = column((one) => {
        const part = one.requests < 1 ? 1 : 1 - failed(one) / one.requests
        return asFraction ? part : part * 100
      })
    if (random.next() < 0.5) metrics['cpu'] = column(({ cpu }) => cpu)
    return [[service.name, metrics] as const]
  })
  return Object.fromEntries(series)
}

function changesOf(
  services: readonly Service[],
  root: string,
  onset: number,
  decoys: number,
  random: Random,
): { readonly right: string; readonly all: readonly Readonly<Record<string, unknown>>[] } {
  const all = [
    { id: 'right', timestamp: onset - 30 - random.whole(random.pick([300, 600, 1800])), node: root },
    ...Array.from({ length: decoys }, (_, at) => ({
      id: `decoy ${at}`,
      timestamp: onset - random.whole(2 * day) + random.pick([0, 0, 0, 900]),
      node: random.next() < 0.05 ? root : random.pick(services).name,
    })),
  ]
  const order = all
    .map((change) => ({ change, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
  return { right: 'right', all: order.map(({ change }) => change) }
}

function usual(values: readonly number[], part: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(part * values.length)] ?? 0
}
