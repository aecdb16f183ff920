import type { GraphCluster } from '../../contract/nouns.ts'
import { severities } from '../../model/finding.ts'
import { nodeId } from '../node-id.ts'

/** Resources of one module of one root, or of one application, all of them together. */
export interface Group {
  readonly root: string
  readonly variant: string
  readonly module: string
  readonly application: string
  readonly resources: number
  readonly findings: number
  /** Of the closed list of severities, the worst first. */
  readonly worst: number | null
}

type Placed = Pick<Group, 'root' | 'variant' | 'module' | 'application'>

/** What is drawn of a level: the clusters that lie in it, and in which of them each group is; none for what is drawn by itself. */
export interface Level {
  readonly clusters: readonly GraphCluster[]
  readonly homes: ReadonlyMap<Group, string | undefined>
  /** The cluster that is open and those around it, the outermost first. */
  readonly within: readonly { readonly id: string; readonly title: string }[]
}

/** Fewer resources than these are drawn one by one. */
const mostBeforeClusters = 60

/** What lies in a cluster, or in all of it: clusters where it is much, and what is in none of them by itself. */
export function levelOf(groups: readonly Group[], cluster: string | undefined): Level {
  const all = clustersOf(groups)
  const open = cluster ?? onlyTop(all)
  const inside = groups.filter((one) => open === undefined || idsAround(one).includes(open))
  const isMuch = inside.reduce((sum, { resources }) => sum + resources, 0) > mostBeforeClusters
  const homes = new Map(inside.map((one) => [one, isMuch ? homeOf(one, open) : undefined]))
  const used = new Set(homes.values())
  return { clusters: all.filter(({ id }) => used.has(id)), homes, within: pathTo(open, all) }
}

/** `root@variant::module.a.module.b`, `root@variant::application web`; the root alone for what is in neither. */
export function clusterOf(placed: Placed): string {
  return idsAround(placed).at(-1) ?? ''
}

/** Where nothing lies beside a root, the root is what is looked at. */
function onlyTop(clusters: readonly GraphCluster[]): string | undefined {
  const tops = clusters.filter(({ parent }) => parent === undefined)
  return tops.length === 1 ? tops[0]?.id : undefined
}

function homeOf(group: Group, open: string | undefined): string | undefined {
  const ids = idsAround(group)
  return ids[open === undefined ? 0 : ids.indexOf(open) + 1]
}

function pathTo(open: string | undefined, clusters: readonly GraphCluster[]): Level['within'] {
  const byId = new Map(clusters.map((one) => [one.id, one]))
  const path: { readonly id: string; readonly title: string }[] = []
  for (let at = byId.get(open ?? ''); at !== undefined; at = byId.get(at.parent ?? ''))
    path.push({ id: at.id, title: at.title })
  return path.toReversed()
}

/** Every cluster that has something in it. */
function clustersOf(groups: readonly Group[]): readonly GraphCluster[] {
  const clusters = new Map<string, GraphCluster>()
  for (const group of groups) {
    const around = clustersAround(group)
    for (const [at, { id, title }] of around.entries()) {
      const known = clusters.get(id)
      clusters.set(id, {
        id,
        title,
        parent: around[at - 1]?.id,
        resources: (known?.resources ?? 0) + group.resources,
        findings: (known?.findings ?? 0) + group.findings,
        worst: severities[Math.min(rankOf(known?.worst), group.worst ?? severities.length)],
      })
    }
  }
  return [...clusters.values()]
}

function rankOf(severity: GraphCluster['worst']): number {
  return severity === undefined ? severities.length : severities.indexOf(severity)
}

function idsAround(placed: Placed): readonly string[] {
  return clustersAround(placed).map(({ id }) => id)
}

/** The root, and what a group is in below it. */
function clustersAround({ root, variant, module, application }: Placed): Level['within'] {
  const whole = {
    id: nodeId(root, variant, ''),
    title: `${root || '.'}${variant === '' ? '' : ` (${variant})`}`,
  }
  if (module !== '')
    return [whole, ...modulesAround(module).map((name) => ({ id: nodeId(root, variant, name), title: name }))]
  // No module has a space in its name.
  const id = nodeId(root, variant, `application ${application}`)
  return application === '' ? [whole] : [whole, { id, title: application }]
}

/** Each module on the way to one: `module.a`, `module.a.module.b`. */
function modulesAround(module: string): readonly string[] {
  const steps = [...module.matchAll(/module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/gu)]
  return steps.map((one) => module.slice(0, one.index + one[0].length))
}
