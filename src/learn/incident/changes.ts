import type { FeedChange, FeedValue } from '../../model/feed-change.ts'
import type { SuspectedChange } from '../../model/investigation.ts'
import type { Topology } from '../../model/topology/topology.ts'
import type { Change, SuspectChange } from '../cause/question.ts'

/** A change of the feed as causes are asked about it: one for each service that it is of. */
export interface AskedChange {
  readonly asked: Change
  readonly change: FeedChange
  readonly node: string | undefined
}

/** A change of more services than these is of all of them, which says nothing of one. */
const mostNodes = 40

/** Every change with the services it is of: those whose resources it changes, else those it names, else those of its files. */
export function askedChanges(feed: readonly FeedChange[], topology: Topology): readonly AskedChange[] {
  const names = namesIn(topology)
  return feed.flatMap((change, number) => {
    if (change.files.length > 0 && change.values.length === 0 && change.files.every(isProse)) return []
    const nodes = nodesOf(change, topology, names).slice(0, mostNodes)
    const all = nodes.length === 0 ? [undefined] : nodes
    return all.map((node): AskedChange => {
      const asked = {
        id: `${number} ${node ?? ''}`,
        time: change.time,
        node,
        said: saidOf(change, node, topology),
        values: ownValues(change, node, topology).map(({ path, before, after }) => {
          return { path, before: plain(before), after: plain(after) }
        }),
      }
      return { asked, change, node }
    })
  })
}

function isProse(file: string): boolean {
  return /\.(?:md|txt|rst|adoc)$|(?:^|\/)(?:LICENSE|CODEOWNERS|\.gitignore)$/u.test(file)
}

function nodesOf(
  { values, nodes, files }: FeedChange,
  topology: Topology,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const named = nodes.map((name) => topology.idOf({ namespace: '', name }) ?? name)
  const changed = values.flatMap(({ address }) => topology.nodesOf(address))
  const found = [...new Set([...named, ...changed])]
  if (found.length > 0 || values.length > 0) return found
  // The code of a service often lies in a folder of its name.
  const folders = files.flatMap((file) => file.split('/').slice(0, -1))
  return [...new Set(folders.flatMap((folder) => names.get(folder) ?? []))]
}

function namesIn({ nodes }: Topology): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { id, aliases } of nodes)
    for (const name of [id.replace(/^.*\//u, ''), ...aliases])
      if (name.length > 2 && !names.has(name)) names.set(name, id)
  return names
}

function saidOf(change: FeedChange, node: string | undefined, topology: Topology): string {
  const own = ownValues(change, node, topology)
  return [change.title, ...own.slice(0, 20).map(({ path, address }) => `${address} ${path}`)].join('; ')
}

function ownValues(
  { values }: FeedChange,
  node: string | undefined,
  topology: Topology,
): readonly FeedValue[] {
  return values.filter(({ address }) => node === undefined || topology.nodesOf(address).includes(node))
}

/** A text as it is, anything else as JSON. */
function plain(json: string | undefined): string | undefined {
  return json === undefined || !json.startsWith('"') ? json : json.slice(1, -1)
}

/** What is said of changes, put together again: one for each change of the feed. */
export function suspectedChanges(
  ranked: readonly SuspectChange[],
  asked: readonly AskedChange[],
  topology: Topology,
  since: number,
): readonly SuspectedChange[] {
  const byId = new Map(asked.map((one) => [one.asked.id, one]))
  const found = new Map<FeedChange, { score: number; readonly why: string; readonly nodes: string[] }>()
  for (const { id, score, why } of ranked) {
    const one = byId.get(id)
    if (one === undefined) continue
    const known = found.get(one.change) ?? { score: 0, why, nodes: [] }
    known.score = Math.min(1, known.score + score)
    if (one.node !== undefined) known.nodes.push(one.node)
    found.set(one.change, known)
  }
  return [...found]
    .map(([change, { score, why, nodes }]): SuspectedChange => ({
      change,
      score,
      why,
      lead: since - change.time,
      nodes,
      values: valuesOf(change, nodes, topology),
    }))
    .toSorted((left, right) => right.score - left.score || right.change.time - left.change.time)
}

function valuesOf(
  { values }: FeedChange,
  nodes: readonly string[],
  topology: Topology,
): readonly FeedValue[] {
  const own = values.filter(({ address }) => topology.nodesOf(address).some((one) => nodes.includes(one)))
  const known = own.length > 0 ? own : values
  return known.toSorted((left, right) => weightOf(right) - weightOf(left))
}

/** Names of what such troubles come from. */
function weightOf({ path, address }: FeedValue): number {
  const isTelling =
    /timeout|pool|limit|memory|cpu|replica|retr(?:y|ies)|max|size|password|cert|secret|image|version|flag|host|url|deadline|concurren|thread|worker|cache|ttl/iu
  return (
    (isTelling.test(path) ? 2 : 0) +
    (/^(?:Deployment|StatefulSet|ConfigMap|DaemonSet)\//u.test(address) ? 1 : 0)
  )
}
