import type { Live } from '../../model/live.ts'
import type { Graph } from '../../model/live-graph.ts'
import type { Reading } from '../../model/reading.ts'

/** The graph of a reading's live resources; each index is made when it is first asked for. */
export function graphOf(reading: Reading, lives: readonly Live[]): Graph {
  let types: ReadonlyMap<string, readonly Live[]> | undefined
  let edges: Edges | undefined
  const all = (type: string): readonly Live[] => (types ??= byType(lives)).get(type) ?? []
  const joined = (): Edges => (edges ??= edgesOf(reading, lives))
  // Where there is nothing of a type, nobody needs to know who uses whom.
  const linked = (side: keyof Edges, live: Live, type: string): readonly Live[] =>
    all(type).length === 0 ? [] : (joined()[side].get(live) ?? []).filter((one) => one.type === type)
  return {
    all,
    uses: (live, type) => linked('from', live, type),
    usedBy: (live, type) => linked('to', live, type),
  }
}

interface Edges {
  readonly from: ReadonlyMap<Live, readonly Live[]>
  readonly to: ReadonlyMap<Live, readonly Live[]>
}

function byType(lives: readonly Live[]): ReadonlyMap<string, readonly Live[]> {
  const found = new Map<string, Live[]>()
  for (const live of lives) {
    const list = found.get(live.type)
    if (list === undefined) found.set(live.type, [live])
    else list.push(live)
  }
  return found
}

/** The references between sources as edges between the live resources that they are parts of. */
function edgesOf({ references }: Reading, lives: readonly Live[]): Edges {
  const owners = new Map<string, Live[]>()
  for (const live of lives) {
    for (const { address } of live.sources) {
      const list = owners.get(address)
      if (list === undefined) owners.set(address, [live])
      else if (!list.includes(live)) list.push(live)
    }
  }
  const from = new Map<Live, Set<Live>>()
  const to = new Map<Live, Set<Live>>()
  for (const reference of references) {
    for (const user of owners.get(reference.from) ?? []) {
      for (const used of owners.get(reference.to) ?? []) {
        if (user === used) continue
        link(from, user, used)
        link(to, used, user)
      }
    }
  }
  return { from: listed(from), to: listed(to) }
}

function link(index: Map<Live, Set<Live>>, one: Live, other: Live): void {
  const set = index.get(one)
  if (set === undefined) index.set(one, new Set([other]))
  else set.add(other)
}

function listed(index: ReadonlyMap<Live, ReadonlySet<Live>>): ReadonlyMap<Live, readonly Live[]> {
  return new Map([...index].map(([live, set]) => [live, [...set]]))
}
