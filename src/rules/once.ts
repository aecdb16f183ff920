import type { Graph } from '../model/live-graph.ts'

/** What is the same for every resource of a graph: made when it is first asked for, and then kept as long as the graph. */
export function once<T>(make: (graph: Graph) => T): (graph: Graph) => T {
  const made = new WeakMap<Graph, { readonly value: T }>()
  return (graph) => {
    const kept = made.get(graph)
    if (kept !== undefined) return kept.value
    const value = make(graph)
    made.set(graph, { value })
    return value
  }
}
