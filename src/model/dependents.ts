/** Whoever leads to a node over edges, by way of others too, with how many steps away they are; the nearest first. */
export function dependentsOf(
  id: string,
  edges: readonly { readonly from: string; readonly to: string }[],
): readonly (readonly [id: string, steps: number])[] {
  const users = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = users.get(to)
    if (known === undefined) users.set(to, [from])
    else known.push(from)
  }
  const found = new Map<string, number>([[id, 0]])
  // What is added while it is gone through comes up too.
  for (const [at, steps] of found) {
    for (const from of users.get(at) ?? []) if (!found.has(from)) found.set(from, steps + 1)
  }
  return [...found].slice(1)
}
