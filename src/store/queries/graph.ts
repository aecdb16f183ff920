import { sql } from 'kysely'
import type { GraphCluster, GraphNode, GraphView } from '../../contract/nouns.ts'
import type { GraphFilter, GraphQueries } from '../../contract/queries.ts'
import { severities } from '../../model/finding.ts'
import type { Database } from '../connection.ts'
import { nodeId } from '../node-id.ts'
import { momentsOf, type Moment } from './moments.ts'

/** As many nodes as can be looked at. */
const mostNodes = 10_000
const usualDepth = 2

/** Which resource uses which, with roots, modules and applications as clusters. */
export function graphQueries(db: Database): GraphQueries {
  return {
    view: async (project, filter) => {
      const [moment] = await momentsOf(db, project, filter)
      return moment && view(db, project, moment, filter)
    },
  }
}

interface NodeRow {
  readonly id: string
  readonly address: string
  readonly type: string
  readonly root: string
  readonly variant: string
  readonly module: string
  readonly application: string
  readonly findings: number
  readonly worst: number | null
}

interface EdgeRow {
  readonly from: string
  readonly to: string
  readonly path: string
}

async function view(
  db: Database,
  project: string,
  { source, branch, sha }: Moment,
  { cluster, focus, depth = usualDepth }: GraphFilter,
): Promise<GraphView> {
  const { rows: nodes } = await sql<NodeRow>`
    select r.id, r.address, r.type, r.root, r.variant, r.module, r.application, coalesce(f.findings, 0)::int as findings, f.worst
    from commit_chunks c join resource_rows r on r.project = c.project and r.chunk = c.chunk
    left join (select address, count(*)::int as findings, min(severity)::int as worst from finding_spans
      where project = ${project} and source = ${source} and branch = ${branch} and until is null
      group by address) f on f.address = r.address
    where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'
    order by c.position, r.position`.execute(db)
  const { rows: edges } =
    await sql<EdgeRow>`select e.from_id as from, e.to_id as to, e.path from commit_chunks c
    join edge_rows e on e.project = c.project and e.chunk = c.chunk
    where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'
    order by 1, 2`.execute(db)
  const near = focus === undefined ? undefined : neighbours(focus, edges, depth)
  const wanted = nodes.filter(
    (one) =>
      (near === undefined || near.has(one.id)) &&
      (cluster === undefined || isWithin(clusterOf(one), cluster)),
  )
  const shown = wanted.slice(0, mostNodes)
  const ids = new Set(shown.map(({ id }) => id))
  return {
    nodes: shown.map(nodeOf),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    clusters: clustersOf(nodes),
    isCut: shown.length < wanted.length,
  }
}

function nodeOf(row: NodeRow): GraphNode {
  const { id, address, type, findings, worst } = row
  return {
    id,
    address,
    type,
    cluster: clusterOf(row),
    findings,
    worst: worst === null ? undefined : severities[worst],
  }
}

/** `root@variant::module.a.module.b`, `root@variant::application web`; the root alone for what is in neither. */
function clusterOf({ root, variant, module, application }: Placed): string {
  return nodeId(root, variant, module === '' ? namedApplication(application) : module)
}

type Placed = Pick<NodeRow, 'root' | 'variant' | 'module' | 'application'>

/** No module has a space in its name. */
function namedApplication(application: string): string {
  return application === '' ? '' : `application ${application}`
}

/** In it, or in a module of it; applications have nothing below them. */
function isWithin(one: string, cluster: string): boolean {
  if (one === cluster) return true
  if (cluster.endsWith('::')) return one.startsWith(cluster)
  return !cluster.includes('::application ') && one.startsWith(`${cluster}.`)
}

/** Every cluster that has something in it, and those around it. */
function clustersOf(nodes: readonly NodeRow[]): readonly GraphCluster[] {
  const clusters = new Map<
    string,
    { title: string; parent: string | undefined; resources: number; findings: number }
  >()
  for (const node of nodes) {
    const { root, variant } = node
    const names = around(node)
    for (const [at, { name, title }] of names.entries()) {
      const id = nodeId(root, variant, name)
      const parent = at === 0 ? undefined : nodeId(root, variant, names[at - 1]?.name ?? '')
      const known = clusters.get(id) ?? { title, parent, resources: 0, findings: 0 }
      known.resources += 1
      known.findings += node.findings
      clusters.set(id, known)
    }
  }
  return [...clusters].map(([id, rest]) => ({ id, ...rest }))
}

/** The root, and what a resource is in below it. */
function around({ root, variant, module, application }: Placed): readonly { name: string; title: string }[] {
  const whole = { name: '', title: `${root || '.'}${variant === '' ? '' : ` (${variant})`}` }
  if (module !== '') return [whole, ...modulesAround(module).map((name) => ({ name, title: name }))]
  return application === '' ? [whole] : [whole, { name: namedApplication(application), title: application }]
}

/** Each module on the way to one: `module.a`, `module.a.module.b`. */
function modulesAround(module: string): readonly string[] {
  const steps = [...module.matchAll(/module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/gu)]
  return steps.map((one) => module.slice(0, one.index + one[0].length))
}

function neighbours(focus: string, edges: readonly EdgeRow[], depth: number): ReadonlySet<string> {
  const beside = new Map<string, string[]>()
  const link = (one: string, other: string): void => {
    const known = beside.get(one)
    if (known === undefined) beside.set(one, [other])
    else known.push(other)
  }
  for (const { from, to } of edges) {
    link(from, to)
    link(to, from)
  }
  const found = new Set([focus])
  let edge: readonly string[] = [focus]
  for (let step = 0; step < depth && edge.length > 0; step++) {
    const next = edge.flatMap((one) => beside.get(one) ?? []).filter((one) => !found.has(one))
    for (const one of next) found.add(one)
    edge = [...new Set(next)]
  }
  return found
}
