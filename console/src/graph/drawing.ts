import type { GraphView } from '../api/nouns.ts'

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

/** What to draw of a view: a box for each cluster, and one for each resource that is in none of them. */
export function drawingOf({ clusters, nodes, edges, within, total }: GraphView, focus: string): Drawing {
  const open = within.at(-1)?.title
  const boxes = [
    ...clusters.map((one) => ofCluster(one, open)),
    ...nodes.map((one) => ofResource(one, focus)),
  ]
  return { nodes: boxes, edges, left: total - boxes.length }
}

function ofResource({ id, address, type, findings, worst }: GraphView['nodes'][number], focus: string): Box {
  const title = address.split('.').slice(-2).join('.')
  return { id, kind: 'resource', title, note: type, worst, findings, isFocus: id === focus }
}

/** What is open needs not be said again of what lies in it. */
function ofCluster(
  { id, title: whole, resources, findings, worst }: GraphView['clusters'][number],
  open: string | undefined,
): Box {
  const title = open !== undefined && whole.startsWith(`${open}.`) ? whole.slice(open.length + 1) : whole
  const note = resources === 1 ? '1 resource' : `${resources.toLocaleString('en')} resources`
  return { id, kind: 'cluster', title, note, worst, findings, isFocus: false }
}
