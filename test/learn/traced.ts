import { mean } from '../../src/learn/statistics.ts'
import { randomOf, type Random } from './random.ts'
import type { RequestIncident } from './requests.ts'
import {
  day,
  expected,
  passes,
  sampled,
  step,
  systemOf,
  tracedKinds,
  type Fault,
  type Seen,
  type Step,
  type System,
  type TracedKind,
} from './traced-system.ts'

/**
 * A system as a cloud's tracing service shows it: five minutes a sample, few requests, means and quantiles of some of the
 * requests, holes wherever nobody came, functions, queues and stores of which little or nothing is measured. People do
 * different things in it, each along its own way; what they do decides who is asked how often. Made after the method, and
 * without looking at the other two simulators' suppositions.
 * One incident; the same for the same seed.
 */
export function tracedIncident(seed: number, kind: TracedKind): RequestIncident {
  for (let attempt = 0; ; attempt++) {
    const random = randomOf(seed * 7919 + tracedKinds.indexOf(kind as 'leak') * 131 + attempt * 524_287)
    const found = tried(random, kind)
    if (found !== undefined) return found
  }
}

function tried(random: Random, kind: TracedKind): RequestIncident | undefined {
  const drawn = systemOf(random)
  const before = random.pick([144, 288, 576])
  const during = random.pick([2, 3, 4, 6, 8])
  const late = random.pick([0, 0, 1, 2])
  const rate = random.pick([25, 60, 150, 400])
  const asked = expected(drawn)
  const system = {
    ...drawn,
    nodes: drawn.nodes.map((one, at) => ({ ...one, capacity: 20 * rate * (asked[at] ?? 0) + 20 })),
  }
  const able = [...system.nodes.keys()].filter((at) => at > 0 && (asked[at] ?? 0) > 0.08)
  if (able.length < 4) return undefined
  const root = random.pick(able)
  const fault: Fault = {
    kind,
    node: root,
    strength: 1 + 3 * random.next(),
    part: random.pick([1, 1, 0.6, 0.3]),
    from: before - late,
    grows: kind === 'leak' ? 6 : 1,
    until: Number.POSITIVE_INFINITY,
  }
  // Days of normal often hold an older trouble, of something else.
  const at = random.whole(Math.floor(0.7 * before))
  const other = {
    ...fault,
    kind: random.pick(['latency', 'misconfigured'] as const),
    node: random.pick(able),
  }
  const older = { ...other, from: at, until: at + 1 + random.whole(6), grows: 1, part: 1 }
  const faults = [...(kind === 'none' ? [] : [fault]), ...(random.next() < 0.4 ? [older] : [])]
  const traced = random.pick([1, 1, 0.3])
  const samples = Array.from({ length: before + during }, (_, index) =>
    sampled({ system, rate, traced, random, faults, index }),
  )
  return incidentOf({ system, samples, root, kind, before, during, late, fault }, random)
}

interface Told {
  readonly system: System
  readonly samples: readonly (readonly Seen[])[]
  readonly root: number
  readonly kind: TracedKind
  readonly before: number
  readonly during: number
  readonly late: number
  readonly fault: Fault
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

const statistics: Readonly<Record<string, (times: readonly number[]) => number>> = {
  Average: mean,
  p50: (times) => quantile(times, 0.5),
  p90: (times) => quantile(times, 0.9),
  p95: (times) => quantile(times, 0.95),
  p99: (times) => quantile(times, 0.99),
  Maximum: (times) => Math.max(...times),
}

/** How far what is asked about lies above the worst tenth of what is normal. */
function clearness(told: Told, node: number, value: (one: Seen) => number): number {
  const values = told.samples.map((all) => value(all[node] as Seen))
  const usual = values.slice(0, told.fault.from).filter(Number.isFinite)
  const now = values.slice(told.before).filter(Number.isFinite)
  if (now.length < 2 || usual.length < 20) return 0
  return (quantile(now, 0.5) - quantile(usual, 0.97)) / (quantile(usual, 0.97) - quantile(usual, 0.5) + 1e-3)
}

interface Symptom {
  readonly node: number
  readonly metric: string
  readonly statistic: string
}

/** Where it is noticed: most often at the front, else wherever above it. */
function noticed(told: Told, random: Random): Symptom | undefined {
  const { system, root, kind } = told
  if (kind === 'none') return { node: 0, metric: 'latency', statistic: random.pick(['Average', 'p90']) }
  const above = [...system.nodes.keys()].filter(
    (at) => at !== root && system.journeys.some(({ start }) => leads(start, at, root)),
  )
  const inOrder = random.next() < 0.7 ? above : above.toReversed()
  for (const node of inOrder) {
    if (clearness(told, node, (one) => one.failed / one.asked) > 1 && meanFailing(told, node) > 0.02)
      return { node, metric: 'availability', statistic: 'Average' }
    const wanted = random.pick(['Average', 'Average', 'p90', 'p95', 'p50'])
    if (clearness(told, node, ({ times }) => statistics[wanted]?.(times) ?? 0) > 0.5)
      return { node, metric: 'latency', statistic: wanted }
  }
  return undefined
}

function meanFailing({ samples, before }: Told, node: number): number {
  const now = samples.slice(before).map((all) => all[node] as Seen)
  return now.reduce((sum, { failed }) => sum + failed, 0) / now.reduce((sum, { asked }) => sum + asked, 0)
}

function leads({ node, calls }: Step, from: number, to: number): boolean {
  return node === from ? calls.some((one) => passes(one, to)) : calls.some((one) => leads(one, from, to))
}

function incidentOf(one: Told, random: Random): RequestIncident | undefined {
  const symptom = noticed(one, random)
  if (symptom === undefined) return undefined
  const { system, samples, root, kind, before, fault } = one
  const start = 1_700_000_000 + random.whole(90) * day
  const times = samples.map((_, at) => start + at * step)
  const written = random.pick(['seconds', 'milliseconds', 'text'] as const)
  const stamp = (time: number): number | string =>
    written === 'text' ? new Date(time * 1000).toISOString() : written === 'seconds' ? time : time * 1000
  const columns = new Map(
    system.nodes.flatMap((node, at) => {
      const isKnown = at === symptom.node || at === root
      if (!isKnown && random.next() < (node.level === 3 ? 0.35 : 0.05)) return []
      return [
        [node.name, columnsOf(samples, at, { isTarget: at === symptom.node, fault, kind }, random)] as const,
      ]
    }),
  )
  const window = (from: number, to: number): Readonly<Record<string, unknown>> => ({
    timestamps: times.slice(from, to).map(stamp),
    series: Object.fromEntries(
      [...columns].map(([name, metrics]) => [
        name,
        Object.fromEntries(
          Object.entries(metrics).map(([metric, statistic]) => [
            metric,
            Object.fromEntries(
              Object.entries(statistic).map(([key, values]) => [key, values.slice(from, to)]),
            ),
          ]),
        ),
      ]),
    ),
  })
  const rootName = system.nodes[root]?.name ?? ''
  return {
    root: kind === 'none' ? undefined : rootName,
    scenario: {
      type: 'scenario',
      scenario: `t${start}`,
      edges: edgesOf(system),
      nodes: system.nodes.map(({ name }) => name),
      normal: window(0, before),
    },
    incident: {
      type: 'incident',
      id: `${kind} ${start}`,
      scenario: `t${start}`,
      target: {
        node: system.nodes[symptom.node]?.name,
        metric: symptom.metric,
        statistic: symptom.statistic,
        timestamp: stamp(times[Math.min(samples.length - 1, before + 1)] ?? 0),
      },
      abnormal: window(before, samples.length),
      changes: changesAround(start + fault.from * step, system, rootName, random).map((change) => ({
        ...change,
        timestamp: stamp(change.timestamp),
      })),
    },
  }
}

function edgesOf({ nodes, journeys }: System): readonly (readonly [string, string])[] {
  const found = new Map<string, readonly [string, string]>()
  const walk = ({ node, calls }: Step): void => {
    for (const call of calls) {
      const edge = [nodes[node]?.name ?? '', nodes[call.node]?.name ?? ''] as const
      found.set(edge.join(' '), edge)
      walk(call)
    }
  }
  for (const { start } of journeys) walk(start)
  return [...found.values()]
}

type Columns = Record<string, Record<string, readonly (number | null)[]>>

/** What is measured of a node: which metrics and statistics differs, and so do the holes. */
function columnsOf(
  samples: readonly (readonly Seen[])[],
  node: number,
  { isTarget, fault, kind }: { readonly isTarget: boolean; readonly fault: Fault; readonly kind: TracedKind },
  random: Random,
): Columns {
  const holes = random.pick([0, 0, 0.03, 0.15])
  const column = (value: (one: Seen, index: number) => number): readonly (number | null)[] =>
    samples.map((all, index) => {
      const found = value(all[node] as Seen, index)
      return random.next() < holes || !Number.isFinite(found) ? null : Math.round(found * 1000) / 1000
    })
  const kept = isTarget
    ? Object.keys(statistics)
    : random.pick([
        Object.keys(statistics),
        Object.keys(statistics),
        ['Average', 'p90', 'p99'],
        ['Average'],
        ['p50', 'p90', 'p99'],
      ])
  const columns: Columns = {
    requests: { Sum: column(({ asked }) => asked) },
    latency: Object.fromEntries(
      kept.map((name) => [name, column(({ times }) => statistics[name]?.(times) ?? Number.NaN)]),
    ),
  }
  if (isTarget || random.next() < 0.85)
    columns['availability'] = { Average: column(({ asked, failed }) => 100 * (1 - failed / asked)) }
  if (random.next() < 0.3) {
    const base = 10 + 30 * random.next()
    const isRoot = node === fault.node
    const hog = (index: number): number =>
      isRoot && index >= fault.from && (kind === 'processor' || kind === 'overload') ? 3 : 1
    columns['CPUUtilization'] = {
      Average: column(({ asked }, index) =>
        Math.min(100, base * hog(index) * (1 + 0.002 * asked) * (1 + 0.1 * random.normal())),
      ),
    }
  }
  return columns
}

interface Changed {
  readonly id: string
  readonly timestamp: number
  readonly node: string
}

function changesAround(onset: number, { nodes }: System, root: string, random: Random): readonly Changed[] {
  const others = nodes.filter(({ name }) => name !== root)
  const right = {
    id: 'right',
    timestamp: onset - 10 - random.whole(random.pick([300, 1200, 7200])),
    node: root,
  }
  const decoys = Array.from({ length: 30 }, (_, at) => ({
    id: `other-${at}`,
    timestamp: onset - random.whole(2 * day) + random.pick([0, 0, 900]),
    node: random.next() < 0.05 ? root : random.pick(others).name,
  }))
  // What was done to the same node later than the right one would be as good a guess.
  const fair = decoys.filter(
    ({ node, timestamp }) => node !== root || timestamp < right.timestamp - 3600 || timestamp > onset + step,
  )
  return [right, ...fair].toSorted((left, other) => left.timestamp - other.timestamp)
}
