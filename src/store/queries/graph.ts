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
        const place = moment && { db, project, moment }
        return place && (filter.focus === undefined ? level(place, filter) : around(place, filter))
      }),
    dependents: async (project, name, limit) => {
      const [moment] = await momentsOf(db, project, name)
      if (moment === undefined) return { items: [], total: 0 }
      const place = { db, project, moment }
      const found = [...(await reached(place, name.id, { depth: farthest, way: 'users' }))].slice(1)
      const near = found.slice(0, limit)
      const nodes = await nodesOf(place, sql`r.id = any(${near.map(([id]) => id)})`, limit)
      const addresses = new Map(nodes.map(({ id, address }) => [id, address]))
      return {
        items: near.map(([id, steps]) => ({ address: addresses.get(id) ?? id, steps })),
        total: found.length,
      }
    },
  }
}

async function level(place: Place, { cluster, limit = usualLimit }: GraphFilter): Promise<GraphView> {
  const { clusters, homes, within } = levelOf(await groupsOf(place, sql`true`), cluster)
  const alone = [...homes].flatMap(([group, home]) => (home === undefined ? [group] : []))
  const shown = clusters.slice(0, limit)
  const nodes = await nodesOf(place, isIn(alone), limit - shown.length)
  return {
    clusters: shown,
    nodes,
    edges: await edgesOf(place, homes, { nodes, clusters: shown }),
    within,
    total: clusters.length + countOf(alone),
  }
}

/** As many resources around one are drawn one by one, the nearest; those farther away are told by their clusters. */
const mostBeside = 150

async function around(
  place: Place,
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
    edges: await edgesOf(place, homes, { nodes, clusters: shown, far }),
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

/** Resources `r` of a place, with `f`: how much was found in each of them that stands. */
function resourcesAt({ project, moment: { source, branch, sha } }: Place): Condition {
  return sql`from commit_chunks c join resource_rows r on r.project = c.project and r.chunk = c.chunk
    left join (select address, count(*)::int as findings, min(severity)::int as worst from finding_spans
      where project = ${project} and source = ${source} and branch = ${branch} and until is null
      group by address) f on f.address = r.address
    where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'`
}

async function groupsOf(place: Place, which: Condition): Promise<readonly Group[]> {
  const { rows } = await sql<Group>`
    select r.root, r.variant, r.module, r.application, count(*)::int as resources,
      coalesce(sum(f.findings), 0)::int as findings, min(f.worst) as worst
    ${resourcesAt(place)} and ${which}
    group by 1, 2, 3, 4 order by min(c.position), min(r.position)`.execute(place.db)
  return rows
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
  place: Place,
  which: Condition,
  limit: number,
  first: readonly string[] = [],
): Promise<readonly GraphNode[]> {
  if (limit <= 0) return []
  const { rows } = await sql<NodeRow>`
    select r.id, r.address, r.type, r.root, r.variant, r.module, r.application,
      coalesce(f.findings, 0)::int as findings, f.worst
    ${resourcesAt(place)} and (${which})
    order by array_position(${first}::text[], r.id), c.position, r.position limit ${limit}`.execute(place.db)
  return rows.map((row) => {
    const { id, address, type, findings, worst } = row
    const severity = worst === null ? undefined : severities[worst]
    return { id, address, type, cluster: clusterOf(row), findings, worst: severity }
  })
}

interface Shown extends Pick<GraphView, 'nodes' | 'clusters'> {
  /** Only these of the resources are meant by their clusters. */
  readonly far?: readonly string[]
}

/**
 * Each use between two boxes, once. The database says of each resource that it is drawn itself or which group it is in, so that
 * it joins only what it has figures about; which box a group is in we know.
 */
async function edgesOf(
  { db, project, moment: { source, sha } }: Place,
  homes: ReadonlyMap<Group, string | undefined>,
  { nodes, clusters, far }: Shown,
): Promise<GraphView['edges']> {
  const ids = nodes.map(({ id }) => id)
  const here = sql`c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'`
  const others = far === undefined ? sql`` : sql`when r.id <> all(${[...far]}) then null`
  const boxed = sql`select r.id, case when r.id = any(${ids}) then 'r' || r.id ${others}
      else 'g' || concat_ws(${between}, r.root, r.variant, r.module, r.application) end as box
    from commit_chunks c join resource_rows r on r.project = c.project and r.chunk = c.chunk where ${here}`
  const { rows } = await sql<{ readonly from: string; readonly to: string }>`
    select distinct f.box as from, t.box as to
    from (select e.from_id, e.to_id from commit_chunks c
      join edge_rows e on e.project = c.project and e.chunk = c.chunk where ${here}) e
    join (${boxed}) f on f.id = e.from_id join (${boxed}) t on t.id = e.to_id
    where f.box <> t.box order by 1, 2`.execute(db)
  const shown = new Set(clusters.map(({ id }) => id))
  const boxes = new Map(ids.map((id): [string, string] => [`r${id}`, id]))
  for (const [{ root, variant, module, application }, home] of homes)
    if (home !== undefined && shown.has(home))
      boxes.set(`g${[root, variant, module, application].join(between)}`, home)
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
