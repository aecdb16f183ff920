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
  if (focus === '' && cluster === '' && view.clusters.length > 1 && view.nodes.length > 60)
    return ofClusters(view)
  const shown = view.nodes.slice(0, mostDrawn)
  const ids = new Set(shown.map(({ id }) => id))
  return {
    nodes: shown.map(({ id, address, type, findings, worst }) => ({
      id,
      kind: 'resource',
      title: address.split('.').slice(-2).join('.'),
      note: type,
      worst,
      findings,
      isFocus: id === focus,
    })),
    edges: view.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    left: view.nodes.length - shown.length,
  }
}

function ofClusters({ nodes, edges, clusters }: GraphView): Drawing {
  const home = new Map(nodes.map(({ id, cluster }) => [id, cluster]))
  const used = clusters.filter(({ resources }) => resources > 0)
  const shown = used.slice(0, mostDrawn)
  const ids = new Set(shown.map(({ id }) => id))
  const between = new Map<string, { readonly from: string; readonly to: string }>()
  for (const edge of edges) {
    const from = home.get(edge.from)
    const to = home.get(edge.to)
    if (from === undefined || to === undefined || from === to || !ids.has(from) || !ids.has(to)) continue
    between.set(`${from}\n${to}`, { from, to })
  }
  return {
    nodes: shown.map(({ id, title, resources, findings }) => ({
      id,
      kind: 'cluster',
      title,
      note: resources === 1 ? '1 resource' : `${resources.toLocaleString('en')} resources`,
      worst: undefined,
      findings,
      isFocus: false,
    })),
    edges: [...between.values()],
    left: used.length - shown.length,
  }
}
