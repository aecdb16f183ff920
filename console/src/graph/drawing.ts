import type { GraphView } from '../api/nouns.ts'

/** As many boxes as stay readable and quick to lay out. */
export const mostDrawn = 400

/** A box: a resource, or a cluster of them. */
export interface Box {
  readonly id: string
  readonly kind: 'resource' | 'cluster'
  readonly title: string
  readonly note: string
  readonly worst: GraphView['nodes'][number]['worst']
  readonly findings: number
  readonly isFocus: boolean
}

export interface Drawing {
  readonly nodes: readonly Box[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  /** How many boxes there are besides. */
  readonly left: number
}

/** What to draw of a view: each resource where they are few or were asked for, else a box for each cluster. */
export function drawingOf(
  view: GraphView,
  { cluster, focus }: { readonly cluster: string; readonly focus: string },
): Drawing {
  const parents = new Map(view.clusters.map(({ id, parent }) => [id, parent]))
  // Until the answer for what was opened is there, the one before stands, and holds more.
  const nodes =
    focus === '' && cluster !== ''
      ? view.nodes.filter((one) => isIn(cluster, one.cluster, parents))
      : view.nodes
  const level = levelOf(view, cluster)
  const isMuch = nodes.length > mostBeforeClusters
  const homes = focus === '' && isMuch ? homesOf(nodes, level, parents) : new Map<string, string>()
  const parts = view.clusters.filter(({ id, parent }) => parent === level && homes.size > 0 && id !== level)
  const boxes = [
    ...parts.map(ofCluster),
    ...nodes.filter(({ id }) => !homes.has(id)).map((one) => ofResource(one, focus)),
  ]
  const shown = boxes.slice(0, mostDrawn)
  const ids = new Set(shown.map(({ id }) => id))
  const between = new Map<string, { readonly from: string; readonly to: string }>()
  for (const edge of view.edges) {
    const from = homes.get(edge.from) ?? edge.from
    const to = homes.get(edge.to) ?? edge.to
    if ((from !== to || !homes.has(edge.from)) && ids.has(from) && ids.has(to))
      between.set(`${from}\n${to}`, { from, to })
  }
  return { nodes: shown, edges: [...between.values()], left: boxes.length - shown.length }
}

/** Fewer resources than these are drawn one by one. */
const mostBeforeClusters = 60

/** The cluster whose parts are drawn: the one that is open, or one that holds everything. */
function levelOf({ clusters }: GraphView, cluster: string): string | undefined {
  if (cluster !== '') return cluster
  const tops = clusters.filter(({ parent }) => parent === undefined)
  return tops.length === 1 ? tops[0]?.id : undefined
}

type Parents = ReadonlyMap<string, string | undefined>

/** The part of this level that each resource is somewhere in; none for those that are in no part of it. */
function homesOf(
  nodes: GraphView['nodes'],
  level: string | undefined,
  parents: Parents,
): ReadonlyMap<string, string> {
  const homes = new Map<string, string>()
  for (const { id, cluster } of nodes) {
    let at: string | undefined = cluster
    while (at !== undefined && at !== level && parents.get(at) !== level) at = parents.get(at)
    if (at !== undefined && at !== level && parents.has(at)) homes.set(id, at)
  }
  return homes
}

function isIn(wanted: string, cluster: string, parents: Parents): boolean {
  let at: string | undefined = cluster
  while (at !== undefined && at !== wanted) at = parents.get(at)
  return at === wanted
}

function ofResource({ id, address, type, findings, worst }: GraphView['nodes'][number], focus: string): Box {
  const title = address.split('.').slice(-2).join('.')
  return { id, kind: 'resource', title, note: type, worst, findings, isFocus: id === focus }
}

function ofCluster({ id, title, resources, findings }: GraphView['clusters'][number]): Box {
  const note = resources === 1 ? '1 resource' : `${resources.toLocaleString('en')} resources`
  return { id, kind: 'cluster', title, note, worst: undefined, findings, isFocus: false }
}
