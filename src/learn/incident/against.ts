import type { Moved, SuspectedChange, SuspectNode, Symptom } from '../../model/investigation.ts'
import type { Topology } from '../../model/topology/topology.ts'

interface About {
  readonly suspect: SuspectNode
  readonly change: SuspectedChange | undefined
  readonly symptom: Symptom
  readonly moved: readonly Moved[]
  readonly topology: Topology
  readonly isMeasured: (node: string) => boolean
}

/** Facts that speak against the first suspect or the first change. */
export function factsAgainst({
  suspect,
  change,
  moved,
  topology,
  isMeasured,
  symptom,
}: About): readonly string[] {
  const isQuiet = (node: string): boolean => isMeasured(node) && !moved.some((one) => one.node === node)
  const callers = topology.edges.filter(({ to }) => to === suspect.node).map(({ from }) => from)
  const quiet = callers.filter(isQuiet)
  const untouched = (change?.change.values ?? [])
    .flatMap(({ address }) => topology.nodesOf(address))
    .filter((node) => node !== suspect.node && isQuiet(node))
  const machines = moved.filter((one) => one.of === 'machine' && one.since <= symptom.since + 600)
  return [
    ...(quiet.length === 0
      ? []
      : [
          `${listed(quiet)} ${plural(quiet, 'calls', 'call')} ${suspect.node} too, and ${plural(quiet, 'is', 'are')} as always.`,
        ]),
    ...(untouched.length === 0
      ? []
      : [
          `The change is of ${listed([...new Set(untouched)])} too, which ${plural(untouched, 'is', 'are')} as always.`,
        ]),
    ...(isMeasured(suspect.node)
      ? []
      : [`Nobody measures ${suspect.node}: it is suspected because of what calls it.`]),
    ...(machines.length === 0
      ? []
      : [
          `At the same time ${listed([...new Set(machines.map(({ node }) => node))])} stood out as a machine: a neighbour may have done it.`,
        ]),
  ]
}

/** What would show that it was something else. */
export function disproofOf({
  suspect,
  change,
  symptom,
  moved,
  topology,
  isMeasured,
}: About): readonly string[] {
  const own = moved.filter((one) => one.node === suspect.node)
  const callees = topology.edges.filter(({ from }) => from === suspect.node).map(({ to }) => to)
  const unseen = callees.filter((one) => !isMeasured(one))
  return [
    ...(change === undefined
      ? [
          `A change of ${suspect.node} that the feed does not know, such as a deploy from elsewhere or a flag; a feed can tell of those too.`,
        ]
      : [
          `It was not this change if ${suspect.node} is as it is now after it is taken back.`,
          `It was not this change if instances of ${suspect.node} that still run with the old value are just as bad.`,
        ]),
    ...(unseen.length === 0
      ? []
      : [
          `Nobody measures ${listed(unseen)}, which ${suspect.node} calls: if ${plural(unseen, 'that is', 'one of them is')} slow or fails, it lies there.`,
        ]),
    ...(own.length === 0 && suspect.node !== symptom.node
      ? [
          `Nothing that is measured of ${suspect.node} itself is unusual; a measure that shows it healthy would clear it.`,
        ]
      : []),
  ]
}

function listed(names: readonly string[]): string {
  const all = [...new Set(names)]
  const shown = all.slice(0, 4)
  const more = all.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

function plural(names: readonly string[], one: string, many: string): string {
  return new Set(names).size === 1 ? one : many
}
