import type { Topology } from '../../model/topology/topology.ts'

/**
 * The ids of nodes from one to another along calls, over those that show something where there are such; undefined
 * where nothing leads there.
 */
export function wayBetween(
  { edges }: Pick<Topology, 'edges'>,
  from: string,
  to: string,
  shows: (node: string) => boolean,
): readonly string[] | undefined {
  const callees = new Map<string, string[]>()
  for (const edge of edges) callees.set(edge.from, [...(callees.get(edge.from) ?? []), edge.to])
  const best = new Map<string, { readonly cost: number; readonly way: readonly string[] }>([
    [from, { cost: 0, way: [from] }],
  ])
  const open = [from]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const here = best.get(at)
    if (here === undefined) continue
    for (const next of callees.get(at) ?? []) {
      const cost = here.cost + (shows(next) || next === to ? 1 : 4)
      if ((best.get(next)?.cost ?? Infinity) <= cost) continue
      best.set(next, { cost, way: [...here.way, next] })
      open.push(next)
    }
  }
  return best.get(to)?.way
}
