import type { Random } from './random.ts'

export const tracedKinds = ['latency', 'processor', 'leak', 'overload', 'misconfigured', 'outage'] as const
export type TracedKind = (typeof tracedKinds)[number] | 'none'

export interface Node {
  readonly name: string
  readonly level: number
  /** Milliseconds of its own, how widely they spread, and how often it starts cold. */
  readonly work: number
  readonly spread: number
  readonly cold: number
  /** So many requests of a sample keep it busy. */
  readonly capacity: number
}

/** One thing on the way of something that people do. */
export interface Step {
  readonly node: number
  readonly calls: readonly Step[]
  readonly chance: number
  readonly times: number
  /** Nobody waits for it. */
  readonly later: boolean
  /** Its caller can do without it. */
  readonly optional: boolean
}

export interface Journey {
  readonly share: number
  readonly start: Step
}

export interface System {
  readonly nodes: readonly Node[]
  readonly journeys: readonly Journey[]
}

export interface Fault {
  readonly kind: TracedKind
  readonly node: number
  readonly strength: number
  /** Of its requests. */
  readonly part: number
  readonly from: number
  /** How many samples until it is whole. */
  readonly grows: number
  readonly until: number
}

/** What a node did in a sample. */
export interface Seen {
  readonly times: number[]
  asked: number
  failed: number
}

interface Running {
  readonly nodes: readonly Node[]
  readonly seen: readonly Seen[]
  readonly random: Random
  readonly traced: number
  readonly broken: ReadonlyMap<number, { readonly fault: Fault; readonly grown: number }>
  /** How much longer everything takes at a node that has much to do. */
  readonly busy: readonly number[]
}

/** Seconds between samples. */
export const step = 300
export const day = 86_400
const timeout = 20_000

export function systemOf(random: Random): System {
  const sizes = [1, 3 + random.whole(5), 3 + random.whole(6), 4 + random.whole(8)]
  const kinds = [
    ['Gateway'],
    ['ECS', 'EC2'],
    ['Lambda', 'ECS', 'Lambda'],
    ['Table', 'Bucket', 'Queue', 'Database'],
  ]
  const nodes = sizes.flatMap((count, level) =>
    Array.from({ length: count }, (_, at): Node => ({
      name: `${random.pick(words)}${level}${at}_${random.pick(kinds[level] as readonly string[])}`,
      level,
      work: level === 3 ? 2 + 12 * random.next() : 4 + 60 * random.next() ** 2,
      spread: 0.3 + 0.5 * random.next(),
      cold: level === 2 ? 0.015 * random.next() : 0.003 * random.next(),
      capacity: 0,
    })),
  )
  const shape = { nodes, random }
  const journeys = Array.from({ length: 3 + random.whole(4) }, () => ({
    share: 0.1 + random.next() ** 2,
    start: stepAt(0, shape, 1 + random.whole(3)),
  }))
  return { nodes, journeys }
}

const words = ['order', 'list', 'pay', 'search', 'user', 'stock', 'mail', 'price', 'image', 'audit', 'cart']

function stepAt(
  node: number,
  shape: { readonly nodes: readonly Node[]; readonly random: Random },
  width: number,
): Step {
  const { nodes, random } = shape
  const { level } = nodes[node] as Node
  const deeper = [...nodes.keys()].filter((at) => {
    const other = nodes[at]?.level ?? 0
    return other > level && other <= level + 2
  })
  const count = level === 3 ? 0 : level === 0 ? width : random.whole(4)
  const chosen = [...new Set(Array.from({ length: count }, () => random.pick(deeper)))]
  return {
    node,
    calls: chosen.map((one) => stepAt(one, shape, width)),
    chance: random.pick([1, 1, 1, 0.7, 0.3]),
    times: random.pick([1, 1, 1, 1, 2, 4]),
    later: nodes[node]?.name.endsWith('Queue') ?? false,
    optional: random.next() < 0.1,
  }
}

/** How often each node is asked for one visit. */
export function expected(system: System): readonly number[] {
  const whole = system.journeys.reduce((sum, { share }) => sum + share, 0)
  return askedFor(
    system,
    system.journeys.map(({ share }) => share / whole),
  )
}

/** How often each node is asked when each journey is made so often. */
function askedFor({ nodes, journeys }: System, counts: readonly number[]): readonly number[] {
  const asked = nodes.map(() => 0)
  const walk = ({ node, calls, chance, times }: Step, often: number): void => {
    asked[node] = (asked[node] ?? 0) + often * chance * times
    for (const one of calls) walk(one, often * chance * times)
  }
  for (const [at, { start }] of journeys.entries()) walk(start, counts[at] ?? 0)
  return asked
}

interface Sampling {
  readonly system: System
  readonly rate: number
  readonly traced: number
  readonly random: Random
  readonly faults: readonly Fault[]
  readonly index: number
}

export function sampled({ system, rate, traced, random, faults, index }: Sampling): readonly Seen[] {
  const { nodes, journeys } = system
  const broken = new Map(
    faults
      .filter(({ from, until }) => index >= from && index < until)
      .map((fault) => [fault.node, { fault, grown: Math.min(1, (index - fault.from + 1) / fault.grows) }]),
  )
  const overload = [...broken.values()].find(({ fault }) => fault.kind === 'overload')
  const curve = (1 + 0.5 * Math.sin((2 * Math.PI * index * step) / day)) * (1 + 0.1 * random.normal())
  const whole = journeys.reduce((sum, { share }) => sum + share, 0)
  const counts = journeys.map(({ share, start }) => {
    // Somebody does one thing far more often than ever, and one node on the way isn't made for that.
    const more =
      overload !== undefined && passes(start, overload.fault.node) ? 3 + overload.fault.strength : 1
    const mean = Math.max(0.2, (rate * curve * share * more) / whole)
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()))
  })
  const load = askedFor(system, counts)
  const busy = nodes.map(({ capacity }, at) => {
    const isSmall = at === overload?.fault.node
    const room = isSmall ? 1.02 * (load[at] ?? 0) : capacity
    return (
      1 /
      (1 - Math.min(isSmall ? 0.85 + 0.03 * (overload?.fault.strength ?? 0) : 0.9, (load[at] ?? 0) / room))
    )
  })
  const seen = nodes.map((): Seen => ({ times: [], asked: 0, failed: 0 }))
  const running = { nodes, seen, random, traced, broken, busy }
  for (const [at, { start }] of journeys.entries())
    for (let one = 0; one < (counts[at] ?? 0); one++) passed(start, running, random.next() < traced)
  return seen
}

/** Whether a way leads through a node. */
export function passes({ node, calls }: Step, wanted: number): boolean {
  return node === wanted || calls.some((one) => passes(one, wanted))
}

/** What one request costs at a step, and whether it fails. */
function passed(
  way: Step,
  running: Running,
  isTraced: boolean,
): { readonly time: number; readonly fails: boolean } {
  const { nodes, seen, random, broken, busy } = running
  const { work, spread, cold } = nodes[way.node] as Node
  let time = work * Math.exp(spread * random.normal()) * (busy[way.node] ?? 1)
  if (random.next() < cold) time += 15 * work + 300
  let fails = random.next() < 0.0005
  const wrong = broken.get(way.node)
  if (wrong !== undefined && random.next() < wrong.fault.part) {
    const { kind, strength } = wrong.fault
    if (kind === 'latency') time += 250 * strength * wrong.grown
    if (kind === 'processor' || kind === 'leak')
      time = time * (1 + 3 * strength * wrong.grown) + 20 * strength
    if (kind === 'misconfigured') [time, fails] = [0.3 * time, true]
    if (kind === 'outage' && random.next() < 0.25 * strength) [time, fails] = [time + 800 * strength, true]
  }
  for (const call of fails ? [] : way.calls) {
    for (let one = 0; one < call.times; one++) {
      if (random.next() >= call.chance) continue
      const answer = passed(call, running, isTraced)
      time += call.later ? 2 : Math.min(timeout, answer.time)
      fails ||= (answer.fails || answer.time > timeout) && !call.optional && !call.later
    }
    if (fails) break
  }
  const own = seen[way.node] as Seen
  own.asked++
  if (fails) own.failed++
  if (isTraced) own.times.push(time)
  return { time, fails }
}
