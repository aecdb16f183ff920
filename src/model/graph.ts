import type { Address } from '../kernel/brand.ts'
import type { Reading } from './reading.ts'

/** A resource that uses another; `path` is where it says so. */
export interface Edge {
  readonly from: Address
  readonly to: Address
  readonly path: string
}

/**
 * Which resource uses which. A mention through variables, locals and outputs is an edge between the resources at its
 * two ends. Sorted, each pair once.
 */
export function edgesOf(reading: Reading): readonly Edge[] {
  const resources = new Set<string>(reading.resources.map((one) => one.address))
  const mentions = new Map<Address, { readonly to: Address; readonly path: string }[]>()
  for (const { from, to, path } of reading.references) {
    const known = mentions.get(from)
    if (known === undefined) mentions.set(from, [{ to, path }])
    else known.push({ to, path })
  }
  const edges = new Map<string, Edge>()
  for (const { address } of reading.resources) {
    for (const mention of mentions.get(address) ?? []) {
      for (const to of ends(mention.to, mentions, resources)) {
        if (to !== address && !edges.has(`${address}\n${to}`))
          edges.set(`${address}\n${to}`, { from: address, to, path: mention.path })
      }
    }
  }
  return [...edges].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge)
}

/** The resources that a name leads to, through the values that have names. */
function ends(
  start: Address,
  mentions: ReadonlyMap<Address, readonly { readonly to: Address }[]>,
  resources: ReadonlySet<string>,
): readonly Address[] {
  const found: Address[] = []
  const seen = new Set<Address>()
  const waiting = [start]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    if (resources.has(at)) found.push(at)
    else waiting.push(...(mentions.get(at) ?? []).map((one) => one.to))
  }
  return found
}
