import type { Drawing } from './drawing.ts'

type Corner = readonly [number, number]

/** Where everything stands in a picture. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  /** Each edge, by its number, as the corners of its line. */
  readonly lines: readonly { readonly id: string; readonly corners: readonly Corner[] }[]
}

export const boxWidth = 190
export const boxHeight = 44
const across = boxWidth + 64
const down = boxHeight + 18
const aspect = 1.7

/**
 * A picture that can be drawn at once: who uses stands left of what is used, near to it, and what uses nothing here stands below
 * in rows. Lines go straight through what is between; the layout that routes them takes a second, keeps these places, and
 * follows.
 */
export function quickLayout({ nodes, edges }: Pick<Drawing, 'nodes' | 'edges'>): Layout {
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const joined = nodes.filter(({ id }) => used.has(id)).map(({ id }) => id)
  const alone = nodes.filter(({ id }) => !used.has(id)).map(({ id }) => id)
  const columns = placed(ordered(columnsOf(joined, edges), edges), edges)
  const above = bottomOf(columns.values())
  const right = Math.max(0, ...[...columns.values()].map(({ x }) => x + boxWidth))
  const boxes = new Map([...columns, ...rowsOf(alone, above === 0 ? 0 : above + down - boxHeight, right)])
  return {
    boxes,
    lines: edges.flatMap(({ from, to }, index) => lineOf(String(index), boxes.get(from), boxes.get(to))),
    width: Math.max(0, ...[...boxes.values()].map(({ x }) => x + boxWidth)),
    height: bottomOf(boxes.values()),
  }
}

type Edges = Drawing['edges']
type Place = { readonly x: number; readonly y: number }

function bottomOf(places: Iterable<Place>): number {
  return Math.max(0, ...[...places].map(({ y }) => y + boxHeight))
}

/** What stands alone, in rows as wide as what is above, or that make a picture of a usual shape. */
function rowsOf(ids: readonly string[], top: number, width: number): readonly (readonly [string, Place])[] {
  const usual = Math.ceil(Math.sqrt((ids.length * aspect * down) / across))
  const perRow = Math.max(1, usual, Math.floor((width + 18) / (boxWidth + 18)))
  return ids.map((id, at) => [
    id,
    { x: (at % perRow) * (boxWidth + 18), y: top + Math.floor(at / perRow) * down },
  ])
}

function neighboursOf(edges: Edges, from: 'from' | 'to'): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const edge of edges)
    found.set(edge[from], [...(found.get(edge[from]) ?? []), edge[from === 'from' ? 'to' : 'from']])
  return found
}

/** Each as far left as those that use it let it be; who is used by nobody right beside what it uses. */
function columnsOf(ids: readonly string[], edges: Edges): readonly (readonly string[])[] {
  const [uses, users] = [neighboursOf(edges, 'from'), neighboursOf(edges, 'to')]
  const columnOf = new Map<string, number>()
  for (const id of inOrder(ids, uses, users)) {
    const before = (users.get(id) ?? []).map((user) => columnOf.get(user) ?? -1)
    columnOf.set(id, Math.max(-1, ...before) + 1)
  }
  for (const id of ids) {
    const next = (uses.get(id) ?? []).map((one) => columnOf.get(one) ?? 0)
    if (!users.has(id)) columnOf.set(id, Math.max(0, Math.min(...next) - 1))
  }
  const columns: string[][] = []
  for (const id of ids) (columns[columnOf.get(id) ?? 0] ??= []).push(id)
  return columns.map((one) => one ?? [])
}

/** Users before what they use; where they go round in a circle, the one with the fewest users left begins. */
function inOrder(
  ids: readonly string[],
  uses: ReadonlyMap<string, readonly string[]>,
  users: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const left = new Map(ids.map((id) => [id, users.get(id)?.length ?? 0]))
  const free = ids.filter((id) => left.get(id) === 0)
  const order: string[] = []
  while (left.size > 0) {
    const next = free.pop() ?? [...left].reduce((least, one) => (one[1] < least[1] ? one : least))[0]
    if (!left.delete(next)) continue
    order.push(next)
    for (const one of uses.get(next) ?? []) {
      const count = left.get(one)
      if (count === undefined) continue
      left.set(one, count - 1)
      if (count === 1) free.push(one)
    }
  }
  return order
}

/** Each near to its neighbours in the other columns: there and back some times. */
function ordered(columns: readonly (readonly string[])[], edges: Edges): readonly (readonly string[])[] {
  const [uses, users] = [neighboursOf(edges, 'from'), neighboursOf(edges, 'to')]
  let sorted = columns
  for (let sweep = 0; sweep < 4; sweep++) {
    const place = new Map(sorted.flatMap((one) => one.map((id, at) => [id, at / one.length])))
    const near = sweep % 2 === 0 ? users : uses
    const wanted = (id: string): number => meanOf(near.get(id) ?? [], place) ?? place.get(id) ?? 0
    sorted = sorted.map((one) => one.toSorted((left, right) => wanted(left) - wanted(right)))
  }
  return sorted
}

function meanOf(ids: readonly string[], values: ReadonlyMap<string, number>): number | undefined {
  const known = ids.flatMap((id) => values.get(id) ?? [])
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length
}

/** Each beside the middle of its neighbours, as far as those above and below it leave room. */
function placed(columns: readonly (readonly string[])[], edges: Edges): ReadonlyMap<string, Place> {
  const tallest = Math.max(0, ...columns.map((one) => one.length))
  const tops = new Map(
    columns.flatMap((one) => one.map((id, at) => [id, ((tallest - one.length) / 2 + at) * down])),
  )
  const near = [neighboursOf(edges, 'to'), neighboursOf(edges, 'from')] as const
  for (const [sweep, neighbours] of near.entries())
    for (const column of sweep === 0 ? columns : columns.toReversed()) moved(column, neighbours, tops)
  const highest = Math.min(...tops.values())
  return new Map(
    columns.flatMap((one, at) =>
      one.map((id) => [id, { x: at * across, y: Math.round((tops.get(id) ?? 0) - highest) }]),
    ),
  )
}

function moved(
  column: readonly string[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  tops: Map<string, number>,
): void {
  const wanted = column.map((id) => meanOf(neighbours.get(id) ?? [], tops) ?? tops.get(id) ?? 0)
  let below = -Infinity
  const given = wanted.map((one) => (below = Math.max(one, below + down)))
  // What had to give way downwards is shared by all.
  const shift = given.reduce((sum, one, at) => sum + (wanted[at] ?? one) - one, 0) / Math.max(1, given.length)
  for (const [at, id] of column.entries()) tops.set(id, (given[at] ?? 0) + shift)
}

/** Out at one side, across shortly before the other end, and in. */
function lineOf(id: string, from: Place | undefined, to: Place | undefined): Layout['lines'] {
  if (from === undefined || to === undefined) return []
  const isBack = to.x <= from.x
  const [start, end] = isBack ? [from.x, to.x + boxWidth] : [from.x + boxWidth, to.x]
  const turn = end + (isBack ? 1 : -1) * (14 + (Number(id) % 6) * 6)
  const [top, bottom] = [from.y + boxHeight / 2, to.y + boxHeight / 2]
  return [
    {
      id,
      corners: [
        [start, top],
        [turn, top],
        [turn, bottom],
        [end, bottom],
      ],
    },
  ]
}
