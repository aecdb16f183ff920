import { randomOf, type Random } from './random.ts'

/**
 * A system of services whose requests are followed one by one, each with its own luck, where `mesh.ts` adds up means: with
 * caches, queues, timeouts, tries again, calls one by one and side by side, up to some hundred services, and ways of
 * breaking that `mesh.ts` doesn't have. Made to judge what was tuned there.
 */
export const breakKinds = [
  'slow',
  'processor',
  'drops',
  'hangs',
  'cache',
  'chatty',
  'leak',
  'dependency',
] as const
export type BreakKind = (typeof breakKinds)[number] | 'none'

export interface RequestIncident {
  readonly scenario: Readonly<Record<string, unknown>>
  readonly incident: Readonly<Record<string, unknown>>
  /** Undefined where nothing is wrong. */
  readonly root: string | undefined
}

interface Node {
  readonly name: string
  readonly work: number
  readonly spread: number
  readonly calls: readonly Call[]
  /** Calls wait for each other, or not. */
  readonly sideBySide: boolean
  readonly seen: 'all' | 'latency' | 'requests' | 'nothing'
}

interface Call {
  readonly to: number
  readonly chance: number
  readonly timeout: number
  readonly retries: number
  /** Whether the caller can do without an answer. */
  readonly optional: boolean
  /** The share of calls that a cache answers. */
  readonly cached: number
}

const step = 60
const day = 86_400
const before = 90
const during = 12

/** One incident in a system of about so many services. */
export function requestIncident(seed: number, kind: BreakKind, size: number): RequestIncident {
  const random = randomOf(
    seed * 104_729 + size * 31 + breakKinds.indexOf(kind as (typeof breakKinds)[number]) * 7,
  )
  for (let attempt = 0; ; attempt++) {
    const nodes = nodesOf(size, random)
    const found = tried(nodes, kind, random)
    if (found !== undefined || attempt > 40) return found ?? requestIncident(seed + 1000, kind, size)
  }
}

function nodesOf(size: number, random: Random): readonly Node[] {
  const count = size + random.whole(Math.ceil(size / 4))
  const calls: Call[][] = Array.from({ length: count }, () => [])
  for (let at = 1; at < count; at++) {
    const parents = new Set([random.whole(at), ...(random.next() < 0.25 ? [random.whole(at)] : [])])
    for (const parent of parents) {
      // Nobody calls more than five: deep rather than wide.
      const from =
        (calls[parent]?.length ?? 0) < 5 ? parent : Math.max(0, at - 1 - random.whole(Math.min(3, at)))
      if (from !== at && !calls[from]?.some(({ to }) => to === at))
        calls[from]?.push({
          to: at,
          chance: random.pick([0.5, 0.8, 1, 1, 1]),
          timeout: random.pick([800, 2000, 5000]),
          retries: random.pick([0, 0, 1, 2]),
          optional: random.next() < 0.15,
          cached: random.next() < 0.2 ? 0.5 + 0.4 * random.next() : 0,
        })
    }
  }
  return calls.map((own, at) => ({
    name: `${random.pick(['svc', 'api', 'fn', 'db', 'q'])}-${at.toString(36)}${random.whole(90) + 10}`,
    work: 1 + 30 * random.next() ** 3,
    spread: 0.2 + 0.5 * random.next(),
    calls: own,
    sideBySide: random.next() < 0.3,
    seen:
      at === 0
        ? 'all'
        : random.pick(['all', 'all', 'all', 'all', 'all', 'all', 'latency', 'requests', 'nothing']),
  }))
}

/** What is wrong in a sample, if anything. */
interface Fault {
  readonly kind: BreakKind
  readonly root: number
  readonly strength: number
  /** From 0 to 1: a leak comes slowly. */
  readonly grown: number
  /** Nodes that stand out and matter to nobody. */
  readonly odd: ReadonlySet<number>
}

interface Seen {
  times: number[]
  failed: number
  count: number
}

function tried(nodes: readonly Node[], kind: BreakKind, random: Random): RequestIncident | undefined {
  const root = rootOf(nodes, kind, random)
  if (root === undefined) return undefined
  const strength = 1 + 1.5 * random.next()
  const odd = new Set(Array.from({ length: 3 }, () => random.whole(nodes.length)).filter((at) => at !== root))
  const rate = random.pick([40, 100, 250])
  const start = 1_690_000_000 + random.whole(60) * day
  const leaks = kind === 'leak' ? 8 : 1
  const samples = Array.from({ length: before + during }, (_, at) => {
    const since = at - before + 1
    const grown = kind === 'none' || since <= 0 ? 0 : Math.min(1, since / leaks)
    const count = Math.max(8, Math.round(rate * (1 + 0.2 * Math.sin(at / 40)) * (1 + 0.1 * random.normal())))
    return minute(nodes, count, { kind, root, strength, grown, odd: since > -10 ? odd : new Set() }, random)
  })
  const above = callersOf(nodes, root)
  const targets = [0, ...above].filter((at) => nodes[at]?.seen === 'all' && at !== root)
  const target = kind === 'none' ? 0 : random.pick(targets.length > 0 ? targets : [root])
  const metric =
    kind === 'none' ? random.pick(['latency', 'availability'] as const) : symptomOf(samples, target)
  if (metric === undefined) return undefined
  return said({ nodes, samples, root, target, metric, kind, start }, random)
}

/** Where it breaks: somewhere that breaks so, measured, with the entry above it. */
function rootOf(nodes: readonly Node[], kind: BreakKind, random: Random): number | undefined {
  const able = [...nodes.keys()].filter((at) => {
    const { calls, seen } = nodes[at] as Node
    if (at === 0 || (seen !== 'all' && random.next() < 0.8)) return false
    if (kind === 'cache') return calls.some(({ cached }) => cached > 0)
    return kind !== 'chatty' || calls.length > 0
  })
  return able.length === 0 ? undefined : random.pick(able)
}

/** A minute of requests at the entry. */
function minute(nodes: readonly Node[], count: number, fault: Fault, random: Random): readonly Seen[] {
  const seen = nodes.map((): Seen => ({ times: [], failed: 0, count: 0 }))
  const budget = { left: 40 * count + 60_000 }
  for (let one = 0; one < count; one++) answered(0, { nodes, fault, seen, random, budget })
  return seen
}

interface Running {
  readonly nodes: readonly Node[]
  readonly fault: Fault
  readonly seen: readonly Seen[]
  readonly random: Random
  readonly budget: { left: number }
}

/** How long a node takes for one request, and whether it fails. */
function answered(at: number, running: Running): { readonly time: number; readonly fails: boolean } {
  const { nodes, fault, seen, random, budget } = running
  const { work, spread, calls, sideBySide } = nodes[at] as Node
  budget.left--
  const broken = at === fault.root ? fault.grown * fault.strength : 0
  let time = work * Math.exp(spread * random.normal())
  let fails = random.next() < 0.0008
  // It stands out far, and matters little: what takes long is left alone.
  if (fault.odd.has(at) && work < 3) time += work * 2.5
  if (broken > 0) {
    if (fault.kind === 'slow' || fault.kind === 'dependency') time += 60 * broken
    if (fault.kind === 'processor' || fault.kind === 'leak') time = time * (1 + 4 * broken) + 25 * broken
    if (fault.kind === 'hangs' && random.next() < 0.12 * broken) time += 30_000
    if (fault.kind === 'drops' && random.next() < 0.15 * broken) {
      fails = true
      time = 1
    }
  }
  if (!fails && budget.left > 0) {
    const isChatty = broken > 0 && fault.kind === 'chatty'
    const times = calls.map((call) => {
      const cached = broken > 0 && fault.kind === 'cache' ? 0 : call.cached
      if (random.next() >= call.chance || random.next() < cached) return 0
      let spent = 0
      for (let round = 0; round < (isChatty ? 6 : 1); round++) {
        const { time: own, fails: lost } = called(call, running)
        spent += own
        fails ||= lost && !call.optional
      }
      return spent
    })
    time += sideBySide ? Math.max(0, ...times) : times.reduce((sum, one) => sum + one, 0)
  }
  const own = seen[at] as Seen
  own.times.push(time)
  own.count++
  if (fails) own.failed++
  return { time, fails }
}

function called(call: Call, running: Running): { readonly time: number; readonly fails: boolean } {
  let time = 0
  for (let attempt = 0; attempt <= call.retries; attempt++) {
    const { time: own, fails } = answered(call.to, running)
    time += Math.min(own, call.timeout)
    if (!fails && own <= call.timeout) return { time, fails: false }
  }
  return { time, fails: true }
}

function callersOf(nodes: readonly Node[], start: number): readonly number[] {
  const found = new Set([start])
  for (const node of found)
    for (const [at, { calls }] of nodes.entries()) if (calls.some(({ to }) => to === node)) found.add(at)
  found.delete(start)
  return [...found]
}

function part(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? Number.NaN
}

function meanTime(seen: Seen | undefined): number {
  const times = seen?.times ?? []
  return times.reduce((sum, one) => sum + one, 0) / Math.max(1, times.length)
}

function failing(seen: Seen | undefined): number {
  return (seen?.failed ?? 0) / Math.max(1, seen?.count ?? 0)
}

/** What the target shows clearly. */
function symptomOf(
  samples: readonly (readonly Seen[])[],
  target: number,
): 'latency' | 'availability' | undefined {
  const usual = samples.slice(0, before).map((all) => all[target])
  const now = samples.slice(before + 6).map((all) => all[target])
  if (now.some((one) => (one?.count ?? 0) < 5)) return undefined
  const lost = part(now.map(failing), 0.5)
  if (lost > 0.02 && lost > 2 * part(usual.map(failing), 0.95)) return 'availability'
  const slow = part(now.map(meanTime), 0.5)
  return slow > 1.15 * part(usual.map(meanTime), 0.95) ? 'latency' : undefined
}

interface Said {
  readonly nodes: readonly Node[]
  readonly samples: readonly (readonly Seen[])[]
  readonly root: number
  readonly target: number
  readonly metric: 'latency' | 'availability'
  readonly kind: BreakKind
  readonly start: number
}

function said({ nodes, samples, root, target, metric, kind, start }: Said, random: Random): RequestIncident {
  const late = random.pick([0, 0, 2, 4])
  const cut = before + late
  const statistic = metric === 'latency' ? random.pick(['average', 'p90', 'p50']) : 'average'
  const times = samples.map((_, at) => start + at * step)
  const style = random.pick(['flat', 'nested'] as const)
  const shown = nodes.map(() => ({
    cpu: random.next() < 0.5,
    holes: random.next() < 0.2 ? 0.1 : 0,
    base: 10 + 30 * random.next(),
  }))
  const series = (from: number, to: number): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      nodes.flatMap(({ name, seen }, at) => {
        if (seen === 'nothing') return []
        const column = (value: (one: Seen, index: number) => number): readonly (number | null)[] =>
          samples.slice(from, to).map((all, index) => {
            const one = all[at] as Seen
            return random.next() < (shown[at]?.holes ?? 0) || one.count === 0
              ? null
              : value(one, from + index)
          })
        const metrics: Record<string, unknown> = { requests: column(({ count }) => count) }
        if (seen !== 'requests') {
          const latency = {
            average: column((one) => meanTime(one)),
            p50: column(({ times: own }) => part(own, 0.5)),
            p90: column(({ times: own }) => part(own, 0.9)),
          }
          if (style === 'nested') metrics['latency'] = latency
          else for (const [name_, values] of Object.entries(latency)) metrics[`latency_${name_}`] = values
        }
        if (seen === 'all') metrics['availability'] = column((one) => 1 - failing(one))
        if (shown[at]?.cpu === true)
          metrics['cpu'] = column((_one, index) => {
            const burns = at === root && index >= before && (kind === 'processor' || kind === 'leak')
            return Math.min(100, (burns ? 90 : (shown[at]?.base ?? 0)) + 3 * random.normal())
          })
        return [[name, metrics] as const]
      }),
    )
  const onset = start + before * step
  const rootName = nodes[root]?.name ?? ''
  const changes = [
    { id: 'right', timestamp: onset - 20 - random.whole(random.pick([120, 900, 1800])), node: rootName },
    ...Array.from({ length: 30 }, (_, at) => ({
      id: `other-${at}`,
      timestamp: onset - random.whole(2 * day) + random.pick([0, 0, 600]),
      node: random.pick(nodes.filter(({ name }) => name !== rootName)).name,
    })),
  ]
  return {
    root: kind === 'none' ? undefined : rootName,
    scenario: {
      type: 'scenario',
      scenario: `s${start}`,
      edges: nodes.flatMap(({ name, calls }) => calls.map(({ to }) => [name, nodes[to]?.name])),
      nodes: nodes.map(({ name }) => name),
      normal: { timestamps: times.slice(0, cut), series: series(0, cut) },
    },
    incident: {
      type: 'incident',
      id: `${kind} ${start}`,
      scenario: `s${start}`,
      target: { node: nodes[target]?.name, metric, statistic, timestamp: times[cut + 1] },
      abnormal: { timestamps: times.slice(cut), series: series(cut, before + during) },
      changes: changes.toSorted((a, b) => a.timestamp - b.timestamp),
    },
  }
}
