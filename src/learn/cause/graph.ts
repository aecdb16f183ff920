/** Who calls whom. */
export interface Calls {
  readonly callees: ReadonlyMap<string, readonly string[]>
  readonly callers: ReadonlyMap<string, readonly string[]>
}

/** Both directions of edges from caller to callee. */
export function callsOf(edges: readonly (readonly [string, string])[]): Calls {
  const callees = new Map<string, string[]>()
  const callers = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const [from, to] of edges) {
    const key = JSON.stringify([from, to])
    if (from === to || seen.has(key)) continue
    seen.add(key)
    listOf(callees, from).push(to)
    listOf(callers, to).push(from)
  }
  return { callees, callers }
}

/**
 * The edges without those that lead back: where services call each other in a ring, who is nearer to `start` is taken for
 * the caller. Else each would explain what the other shows, and nobody would be left.
 */
export function withoutReturns(
  edges: readonly (readonly [string, string])[],
  start: string,
): readonly (readonly [string, string])[] {
  const calls = callsOf(edges)
  const depth = new Map([[start, 0]])
  for (const [node, at] of depth)
    for (const callee of calls.callees.get(node) ?? []) if (!depth.has(callee)) depth.set(callee, at + 1)
  const under = new Map<string, ReadonlySet<string>>()
  return edges.filter(([from, to]) => {
    if ((depth.get(to) ?? Number.POSITIVE_INFINITY) > (depth.get(from) ?? 0)) return true
    const reached = under.get(to) ?? below(to, calls)
    under.set(to, reached)
    return !reached.has(from)
  })
}

/**
 * How well what happens at each node can show at `start`: one along a way of nodes that show something themselves or
 * can't be seen, less for each node on the way that is as always. Nodes that `start` doesn't call aren't in it.
 */
export function reachFrom(
  start: string,
  { callees }: Calls,
  isQuiet: (node: string) => boolean,
): ReadonlyMap<string, number> {
  const reach = new Map([[start, 1]])
  // The factor has few values (powers of a half), so taking the best first is a few queues.
  let now: readonly string[] = [start]
  for (let factor = 1; now.length > 0 && factor > 0.01; factor /= 2) {
    const quiet: string[] = []
    const open = [...now]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const callee of callees.get(node) ?? []) {
        if (reach.has(callee)) continue
        const damped = node !== start && isQuiet(node)
        if (damped) {
          quiet.push(callee)
          continue
        }
        reach.set(callee, factor)
        open.push(callee)
      }
    }
    now = quiet.filter((node) => !reach.has(node))
    for (const node of now) reach.set(node, factor / 2)
  }
  return reach
}

/** Everything that is called from a node, directly or through others, without the node. */
export function below(start: string, { callees }: Calls): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [...(callees.get(start) ?? [])]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === start || seen.has(node)) continue
    seen.add(node)
    open.push(...(callees.get(node) ?? []))
  }
  return seen
}

function listOf(map: Map<string, string[]>, key: string): string[] {
  const known = map.get(key)
  if (known !== undefined) return known
  const list: string[] = []
  map.set(key, list)
  return list
}
