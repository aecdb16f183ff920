import { sql, type RawBuilder } from 'kysely'
import type { GraphNode, GraphView } from '../../contract/nouns.ts'
import type { GraphFilter, GraphQueries } from '../../contract/queries.ts'
import { severities } from '../../model/finding.ts'
import type { Answers } from './answers.ts'
import type { Database } from '../connection.ts'
import { clusterOf, levelOf, type Group } from './graph-clusters.ts'
import { momentsOf } from './moments.ts'
import { reached, type Place } from './reach.ts'

/** As many boxes as stay readable and quick to lay out. */
const usualLimit = 400
const usualDepth = 2
/** As far as anybody follows who uses what. */
const farthest = 100

/** Which resource uses which: one level of clusters, or one neighbourhood, at a time. */
export function graphQueries(db: Database, answers: Answers): GraphQueries {
  return {
    view: (project, filter) =>
      answers.of(project, 'graph', [filter], async () => {
        const [moment] = await momentsOf(db, project, filter)
        const place = moment && (await drawn({ db, project, moment }))
        return place && (filter.focus === undefined ? level(place, filter) : around(place, filter))
      }),
    dependents: async (project, name, limit) => {
      const [moment] = await momentsOf(db, project, name)
      if (moment === undefined) return { items: [], total: 0 }
      const place = { db, project, moment }
      const found = [...(await reached(place, name.id, { depth: farthest, way: 'users' }))].slice(1)
      const near = found.slice(0, limit)
      const nodes = await nodesOf(await drawn(place), sql`r.id = any(${near.map(([id]) => id)})`, limit)
      const addresses = new Map(nodes.map(({ id, address }) => [id, address]))
      return {
        items: near.map(([id, steps]) => ({ address: addresses.get(id) ?? id, steps })),
        total: found.length,
      }
    },
  }
}

/** With the chunks of its commit, which the database is told: it guesses badly how many there are. */
interface Drawn extends Place {
  readonly chunks: readonly string[]
}

async function drawn(place: Place): Promise<Drawn> {
  const { db, project, moment } = place
  const { rows } = await sql<{
    readonly chunk: string
  }>`select chunk from commit_chunks where project = ${project}
    and source = ${moment.source} and sha = ${moment.sha} and kind = 'reading' order by position`.execute(db)
  return { ...place, chunks: rows.map(({ chunk }) => chunk) }
}

async function level(place: Drawn, { cluster, limit = usualLimit }: GraphFilter): Promise<GraphView> {
  const { clusters, homes, within } = levelOf(await allGroups(place), cluster)
  const alone = [...homes].flatMap(([group, home]) => (home === undefined ? [group] : []))
  const shown = clusters.slice(0, limit)
  const nodes = await nodesOf(place, isIn(alone), limit - shown.length)
  return {
    clusters: shown,
    nodes,
    edges: edgesAmong(await usesOf(place, nodes), homes, { nodes, clusters: shown }),
    within,
    total: clusters.length + countOf(alone),
  }
}

/** As many resources around one are drawn one by one, the nearest; those farther away are told by their clusters. */
const mostBeside = 150

async function around(
  place: Drawn,
  { focus = '', depth = usualDepth, limit = usualLimit }: GraphFilter,
): Promise<GraphView> {
  const steps = await reached(place, focus, { depth, way: 'both' })
  const near = nearest(steps)
  const far = [...steps.keys()].filter((id) => !near.has(id))
  const groups = far.length === 0 ? [] : await groupsOf(place, sql`r.id = any(${far})`)
  const { clusters, homes } = levelOf(groups, undefined)
  const alone = [...homes].flatMap(([group, home]) => (home === undefined ? [group] : []))
  const shown = clusters.slice(0, limit)
  const wanted = sql`r.id = any(${[...near]}) or (r.id = any(${far}) and ${isIn(alone)})`
  const nodes = await nodesOf(place, wanted, limit - shown.length, [...near])
  return {
    clusters: shown,
    nodes,
    edges: edgesAmong(await usesAround(place, { nodes, far }), homes, { nodes, clusters: shown }),
    within: [],
    total: near.size + clusters.length + countOf(alone),
  }
}

/** The resources of as many steps as can be drawn one by one; the one in the middle always is. */
function nearest(steps: ReadonlyMap<string, number>): ReadonlySet<string> {
  const ids = [...steps.keys()]
  if (ids.length <= mostBeside) return new Set(ids)
  const first = steps.get(ids[mostBeside] ?? '') ?? 1
  return new Set(ids.filter((id, at) => at === 0 || (steps.get(id) ?? 0) < first))
}

function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { resources }) => sum + resources, 0)
}

type Condition = RawBuilder<unknown>

/** The chunks `c` of a place, in their order. */
function chunksOf({ chunks }: Drawn): Condition {
  return sql`unnest(${[...chunks]}::text[]) with ordinality c(chunk, position)`
}

/** How much was found in each resource that stands, by its address. */
function foundAt({ project, moment: { source, branch } }: Place): Condition {
  return sql`(select address, count(*)::int as findings, min(severity)::int as worst from finding_places
    where project = ${project} and source = ${source} and branch = ${branch} group by address)`
}

/** Resources `r` of a place, with `f`: how much was found in each of them. */
function resourcesAt(place: Drawn): Condition {
  return sql`from ${chunksOf(place)} join resource_rows r on r.project = ${place.project} and r.chunk = c.chunk
    left join ${foundAt(place)} f on f.address = r.address`
}

/** Those that some resources are of. */
async function groupsOf(place: Drawn, which: Condition): Promise<readonly Group[]> {
  const { rows } = await sql<Group>`
    select r.root, r.variant, r.module, r.application, count(*)::int as resources,
      coalesce(sum(f.findings), 0)::int as findings, min(f.worst) as worst
    ${resourcesAt(place)} where ${which}
    group by 1, 2, 3, 4 order by min(c.position), min(r.position)`.execute(place.db)
  return rows
}

type Found = Pick<Group, 'root' | 'variant' | 'module' | 'application' | 'findings' | 'worst'>

/** All of them, of what was counted when they were stored. */
async function allGroups(place: Drawn): Promise<readonly Group[]> {
  const { db, project } = place
  const counted = sql<Omit<Group, 'findings' | 'worst'>>`
    select g.root, g.variant, g.module, g.application, sum(g.resources)::int as resources
    from ${chunksOf(place)} join graph_groups g on g.project = ${project} and g.chunk = c.chunk
    group by 1, 2, 3, 4 order by min(c.position), min(g.position)`.execute(db)
  const found = sql<Found>`
    select r.root, r.variant, r.module, r.application, sum(f.findings)::int as findings, min(f.worst) as worst
    from ${foundAt(place)} f join resource_rows r on r.project = ${project} and r.address = f.address
    join ${chunksOf(place)} on c.chunk = r.chunk
    group by 1, 2, 3, 4`.execute(db)
  const findings = new Map((await found).rows.map((one) => [groupKey(one), one]))
  return (await counted).rows.map((one) => {
    const { findings: count = 0, worst = null } = findings.get(groupKey(one)) ?? {}
    return { ...one, findings: count, worst }
  })
}

function groupKey({ root, variant, module, application }: Omit<Found, 'findings' | 'worst'>): string {
  return [root, variant, module, application].join(between)
}

/** Belongs to one of these groups. */
function isIn(groups: readonly Group[]): Condition {
  const column = (name: 'root' | 'variant' | 'module' | 'application'): readonly string[] =>
    groups.map((one) => one[name])
  return sql`(r.root, r.variant, r.module, r.application) in (select * from unnest(
    ${column('root')}::text[], ${column('variant')}::text[], ${column('module')}::text[], ${column('application')}::text[]))`
}

interface NodeRow extends Pick<Group, 'root' | 'variant' | 'module' | 'application' | 'worst'> {
  readonly id: string
  readonly address: string
  readonly type: string
  readonly findings: number
}

/** The resources for which a condition holds, as many as are wanted: some before all others, then as they were read. */
async function nodesOf(
  place: Drawn,
  which: Condition,
  limit: number,
  first: readonly string[] = [],
): Promise<readonly GraphNode[]> {
  if (limit <= 0) return []
  const { rows } = await sql<NodeRow>`
    select r.id, r.address, r.type, r.root, r.variant, r.module, r.application,
      coalesce(f.findings, 0)::int as findings, f.worst
    ${resourcesAt(place)} where ${which}
    order by array_position(${first}::text[], r.id), c.position, r.position limit ${limit}`.execute(place.db)
  return rows.map((row) => {
    const { id, address, type, findings, worst } = row
    const severity = worst === null ? undefined : severities[worst]
    return { id, address, type, cluster: clusterOf(row), findings, worst: severity }
  })
}

/** A use as the database tells it: each end is `r` and the id of a resource that is drawn itself, or `g` and its group. */
interface Use {
  readonly from: string
  readonly to: string
}

/** What is drawn uses, and what whole groups do; which box a group is in we know. */
async function usesOf(place: Drawn, nodes: GraphView['nodes']): Promise<readonly Use[]> {
  const { db, project } = place
  const ids = nodes.map(({ id }) => id)
  const target = sql`join resource_rows t on t.project = ${project} and t.id = u.to_id
    join ${chunksOf(place)} on c.chunk = t.chunk`
  const ofNodes = sql<Use>`
    select distinct 'r' || u.from_id as from, ${boxOf(sql`t`, ids)} as to
    from resource_rows f join edge_rows u on u.project = f.project and u.chunk = f.chunk and u.from_id = f.id ${target}
    where f.project = ${project} and f.id = any(${ids}) and f.chunk = any(${[...place.chunks]})`.execute(db)
  const ofGroups = sql<Use>`
    select distinct 'g' || ${groupOf(sql`u`)} as from, ${boxOf(sql`t`, ids)} as to
    from (select l.* from ${chunksOf(place)} join graph_lines l on l.project = ${project} and l.chunk = c.chunk) u ${target}`.execute(
    db,
  )
  return [...(await ofNodes).rows, ...(await ofGroups).rows].toSorted(
    (left, right) => ordered(left.from, right.from) || ordered(left.to, right.to),
  )
}

function ordered(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

function boxOf(row: Condition, ids: readonly string[]): Condition {
  return sql`case when ${row}.id = any(${[...ids]}) then 'r' || ${row}.id else 'g' || ${groupOf(row)} end`
}

function groupOf(row: Condition): Condition {
  return sql`concat_ws(${between}, ${row}.root, ${row}.variant, ${row}.module, ${row}.application)`
}

/** Of the groups only those resources count that are far from the one in the middle. */
async function usesAround(
  place: Drawn,
  { nodes, far }: { readonly nodes: GraphView['nodes']; readonly far: readonly string[] },
): Promise<readonly Use[]> {
  const { db, project } = place
  const ids = nodes.map(({ id }) => id)
  const wanted = sql`any(${[...ids, ...far]})`
  const { rows } = await sql<Use>`
    with boxed as materialized (select r.id, ${boxOf(sql`r`, ids)} as box
      from ${chunksOf(place)} join resource_rows r on r.project = ${project} and r.chunk = c.chunk
      where r.id = ${wanted})
    select distinct f.box as from, t.box as to
    from ${chunksOf(place)} join edge_rows e on e.project = ${project} and e.chunk = c.chunk
    join boxed f on f.id = e.from_id join boxed t on t.id = e.to_id
    where f.box <> t.box order by 1, 2`.execute(db)
  return rows
}

/** Each use between two boxes, once. */
function edgesAmong(
  rows: readonly Use[],
  homes: ReadonlyMap<Group, string | undefined>,
  { nodes, clusters }: Pick<GraphView, 'nodes' | 'clusters'>,
): GraphView['edges'] {
  const shown = new Set(clusters.map(({ id }) => id))
  const boxes = new Map(nodes.map(({ id }): [string, string] => [`r${id}`, id]))
  for (const [group, home] of homes)
    if (home !== undefined && shown.has(home)) boxes.set(`g${groupKey(group)}`, home)
  const edges = new Map<string, GraphView['edges'][number]>()
  for (const one of rows) {
    const [from, to] = [boxes.get(one.from), boxes.get(one.to)]
    if (from !== undefined && to !== undefined && from !== to)
      edges.set(`${from}${between}${to}`, { from, to })
  }
  return [...edges.values()]
}

/** Stands in no name. */
const between = '\u{1f}'
