import type {
  NodeKind,
  NodeName,
  Seen,
  SeenNode,
  Topology,
  TopologyEdge,
  TopologyNode,
  TopologyOrigin,
} from './topology.ts'

/**
 * One topology out of what several places say. Names mean the same node when name and namespace do; a place that says
 * no namespace means the one node of the name. Who is only called, or only calls, is a node too.
 */
export function joined(parts: readonly Seen[]): Topology {
  const nodes = new Nodes()
  // Those that know most come first: a namespace that is said helps to understand a name without one.
  const seen = parts.flatMap((part) => part.nodes)
  for (const one of [...seen.filter(isPlaced), ...seen.filter((node) => !isPlaced(node))]) nodes.add(one)
  const edges = new Map<
    string,
    { readonly from: Made; readonly to: Made; readonly origins: TopologyOrigin[] }
  >()
  for (const { from, to, origin } of parts.flatMap((part) => part.calls)) {
    const [caller, callee] = [nodes.named(from), nodes.named(to)]
    if (caller === callee) continue
    const key = `${caller.number} ${callee.number}`
    const known = edges.get(key)
    if (known === undefined) edges.set(key, { from: caller, to: callee, origins: [origin] })
    else if (!known.origins.some((other) => JSON.stringify(other) === JSON.stringify(origin)))
      known.origins.push(origin)
  }
  return finished(nodes, [...edges.values()])
}

function isPlaced({ namespace }: NodeName): boolean {
  return namespace !== ''
}

/** A node that is being put together. */
interface Made {
  readonly number: number
  readonly namespace: string
  readonly name: string
  kind: NodeKind
  readonly aliases: Map<string, NodeName>
  readonly addresses: Set<string>
}

class Nodes {
  readonly all: Made[] = []
  readonly #exact = new Map<string, Made>()
  readonly #byName = new Map<string, Set<Made>>()

  add(seen: SeenNode): Made {
    const known = this.find(seen) ?? this.#firstOf(seen.aliases)
    const node = known ?? this.#make(seen, seen.kind)
    if (node.kind === 'external') node.kind = seen.kind
    for (const address of seen.addresses) node.addresses.add(address)
    for (const alias of [seen, ...seen.aliases]) this.#know(node, alias)
    return node
  }

  /** The node of a name, made where there is none yet. */
  named(name: NodeName): Made {
    return this.find(name) ?? this.#make(name, 'service')
  }

  find(given: NodeName): Made | undefined {
    for (const name of readingsOf(given)) {
      const exact = this.#exact.get(keyOf(name))
      if (exact !== undefined) return exact
      const all = [...(this.#byName.get(name.name) ?? [])]
      const fitting = all.filter(({ namespace }) => name.namespace === '' || namespace === '')
      if (fitting.length === 1) return fitting[0]
    }
    return undefined
  }

  #firstOf(aliases: readonly NodeName[]): Made | undefined {
    return aliases.map((one) => this.find(one)).find((one) => one !== undefined)
  }

  #make({ namespace, name }: NodeName, kind: NodeKind): Made {
    const made = {
      number: this.all.length,
      namespace,
      name,
      kind,
      aliases: new Map<string, NodeName>(),
      addresses: new Set<string>(),
    }
    this.all.push(made)
    this.#know(made, { namespace, name })
    return made
  }

  #know(node: Made, name: NodeName): void {
    const key = keyOf(name)
    if (this.#exact.has(key)) return
    this.#exact.set(key, node)
    node.aliases.set(key, name)
    const named = this.#byName.get(name.name) ?? new Set()
    this.#byName.set(name.name, named.add(node))
  }
}

/** What a name may mean: as it is said; `namespace/name`; a host such as `name.namespace.svc.cluster.local`. */
function readingsOf({ namespace, name }: NodeName): readonly NodeName[] {
  const [, space, rest] = /^([^/]+)\/([^/]+)$/u.exec(name) ?? []
  const [, host, inside] =
    /^([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?(?::\d+)?$/u.exec(name) ?? []
  return [
    { namespace, name },
    ...(space === undefined || rest === undefined ? [] : [{ namespace: space, name: rest }]),
    ...(host === undefined || inside === undefined ? [] : [{ namespace: inside, name: host }]),
  ]
}

function keyOf({ namespace, name }: NodeName): string {
  return `${namespace}\u0000${name}`
}

function finished(
  nodes: Nodes,
  edges: readonly { readonly from: Made; readonly to: Made; readonly origins: readonly TopologyOrigin[] }[],
): Topology {
  const many = new Set<string>()
  const once = new Set<string>()
  for (const { name } of nodes.all) (once.has(name) ? many : once).add(name)
  const idOf = ({ namespace, name }: Made): string =>
    many.has(name) && namespace !== '' ? `${namespace}/${name}` : name
  const owners = new Map<string, string[]>()
  for (const node of nodes.all)
    for (const address of node.addresses)
      owners.set(address, [...new Set([...(owners.get(address) ?? []), idOf(node)])])
  return {
    nodes: nodes.all.map((node) => finishedNode(node, idOf(node))).toSorted(byText(({ id }) => id)),
    edges: edges
      .map(({ from, to, origins }): TopologyEdge => ({ from: idOf(from), to: idOf(to), origins }))
      .toSorted(byText(({ from, to }) => `${from}\u0000${to}`)),
    idOf(name) {
      const found = nodes.find(name)
      return found === undefined ? undefined : idOf(found)
    },
    nodesOf: (address) => owners.get(address) ?? [],
  }
}

function finishedNode({ namespace, name, kind, aliases, addresses }: Made, id: string): TopologyNode {
  const others = [...aliases.values()].map((one) => one.name).filter((one) => one !== name)
  return {
    id,
    kind,
    namespace,
    aliases: [...new Set(others)].toSorted(),
    addresses: [...addresses].toSorted(),
  }
}

function byText<One>(textOf: (one: One) => string): (left: One, right: One) => number {
  return (left, right) => {
    const [a, b] = [textOf(left), textOf(right)]
    return a < b ? -1 : Number(a > b)
  }
}
