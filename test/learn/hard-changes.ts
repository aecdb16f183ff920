import type { Random } from './random.ts'
import { randomOf } from './random.ts'
import type { RequestIncident } from './requests.ts'
import { tracedIncident } from './traced.ts'
import { tracedKinds } from './traced-system.ts'

export const changeKinds = ['slept', 'shared', 'library'] as const
export type ChangeKind = (typeof changeKinds)[number]

const hour = 3600
/** Of an overload the visitors are the cause, and no change. */
const kinds = tracedKinds.filter((kind) => kind !== 'overload')

interface Told {
  readonly id: string
  readonly timestamp: number
  readonly node?: string
  readonly nodes?: readonly string[]
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * An incident as a tracing service shows it whose change is harder to find: it slept for up to a day, or is of a setting
 * that several nodes share, or raised a library by a version. Beside it are thirty others: of its node at other times (what
 * people tune), of nodes on the way to the symptom just before it, of anything in two days.
 */
export function hardlyChanged(seed: number, kind: ChangeKind): RequestIncident {
  const random = randomOf(seed * 104_729 + changeKinds.indexOf(kind) * 31)
  const one = tracedIncident(seed, random.pick(kinds))
  const incident = one.incident as Readonly<Record<string, unknown>> & {
    readonly changes: readonly { readonly id: string; readonly timestamp: number | string }[]
  }
  const { nodes, edges } = one.scenario as unknown as {
    readonly nodes: readonly string[]
    readonly edges: readonly (readonly [string, string])[]
  }
  const root = one.root ?? ''
  // The right one of the simulator is made just before its onset.
  const onset = secondsOf(incident.changes.find(({ id }) => id === 'right')?.timestamp ?? 0)
  const above = edges.flatMap(([caller, callee]) => (callee === root ? [caller] : []))
  const others = nodes.filter((name) => name !== root)
  const near = [...above, ...others.slice(0, 1)]
  const decoys = [
    ...several(8, (at) => tuned(`near-${at}`, onset - random.whole(hour), random.pick(near), random)),
    ...several(2, (at) => tuned(`own-${at}`, onset - random.whole(40 * hour), root, random)),
    ...several(1, (at) => moved(`late-${at}`, onset + 2 * hour + random.whole(hour), { node: root }, random)),
    ...several(19, (at) => {
      const time = onset - random.whole(48 * hour)
      return random.next() < 0.5
        ? moved(`any-${at}`, time, { node: random.pick(others) }, random)
        : tuned(`any-${at}`, time, random.pick(others), random)
    }),
  ]
  const changes = [...decoys, rightOne(kind, { onset, root, others }, random)]
  return {
    ...one,
    incident: { ...incident, changes: changes.toSorted((left, right) => left.timestamp - right.timestamp) },
  }
}

function rightOne(
  kind: ChangeKind,
  {
    onset,
    root,
    others,
  }: { readonly onset: number; readonly root: string; readonly others: readonly string[] },
  random: Random,
): Told {
  switch (kind) {
    case 'slept':
      return moved('right', onset - hour - random.whole(23 * hour), { node: root }, random)
    case 'shared': {
      const sharing = several(2 + random.whole(4), () => random.pick(others))
      return moved(
        'right',
        onset - 300 - random.whole(2 * hour),
        { nodes: [...new Set([...sharing, root])] },
        random,
      )
    }
    case 'library':
      return {
        id: 'right',
        timestamp: onset - 300 - random.whole(6 * hour),
        node: root,
        path: `dependencies.${random.pick(['http-client', 'orm', 'json', 'grpc'])}`,
        before: `2.${random.whole(9)}.1`,
        after: `2.${10 + random.whole(9)}.0`,
      }
  }
}

/** A value that moved far, or a new version: what breaks things, and mostly doesn't. */
function moved(id: string, timestamp: number, where: Pick<Told, 'node' | 'nodes'>, random: Random): Told {
  const [path, before, after] = random.pick([
    ['pool.max', '50', '10'],
    ['timeout', '30s', '2s'],
    ['resources.limits.memory', '1Gi', '256Mi'],
    ['image', 'app:1.4.2', 'app:1.5.0'],
    ['cache.ttl', '300s', '20s'],
    ['upstream.url', 'http://one', 'http://two'],
  ] as const)
  return { id, timestamp, ...where, path, before, after }
}

/** What people do every day. */
function tuned(id: string, timestamp: number, node: string, random: Random): Told {
  const [path, before, after] = random.pick([
    ['replicas', '3', '4'],
    ['metadata.labels.team', 'a', 'b'],
    ['metadata.annotations.owner', 'x', 'y'],
    ['resources.requests.cpu', '200m', '250m'],
    ['pool.max', '50', '55'],
    ['log.level', 'info', 'warn'],
  ] as const)
  return { id, timestamp, node, path, before, after }
}

function several<Item>(count: number, make: (at: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

function secondsOf(time: number | string): number {
  if (typeof time === 'string') return Date.parse(time) / 1000
  return time > 1e11 ? time / 1000 : time
}
