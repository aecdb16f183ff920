import { matchesOf, type Match } from '../text/sequence.ts'
import { identityOf, meaningIn, type Group, type Identities, type Item, type Outline } from './outline.ts'

/** The three versions of a group; without a base both sides made it. */
export interface Three<One> {
  readonly base: One | undefined
  readonly ours: One
  readonly theirs: One
}

/** One item in the versions that have it. */
export interface Trio {
  readonly base: Item | undefined
  readonly ours: Item | undefined
  readonly theirs: Item | undefined
}

/** The items of three versions, and in which order each version has them, by position in `trios`. */
export interface Matched {
  readonly trios: readonly Trio[]
  readonly base: readonly number[]
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  readonly hasRenames: boolean
}

/** Finds out which items of three versions are one and the same. */
export function matched(three: Three<Group>, identities: Identities, takesRenames: boolean): Matched {
  const known = keying(three, identities)
  const base = (three.base?.items ?? []).map(known)
  const ours = three.ours.items.map(known)
  const theirs = three.theirs.items.map(known)
  const left = paired(base, ours, takesRenames)
  const right = paired(base, theirs, takesRenames)
  const added = addedByBoth({ one: ours, from: left.pairs }, { one: theirs, from: right.pairs })
  return numbered({ base, ours, theirs }, left.pairs, right.pairs, {
    added,
    hasRenames: left.renamed || right.renamed,
  })
}

/** An item of one version and what it is known by there. */
interface Sided {
  readonly item: Item
  readonly sort: string
  readonly key: string | undefined
}
/** For each item of a side, its position in the base. */
type Pairs = ReadonlyMap<number, number>

type Keying = (item: Item) => Sided

/** Keys of the items themselves; where there is none, the first fields that tell all items of all versions apart. */
function keying({ base, ours, theirs }: Three<Group>, identities: Identities): Keying {
  const versions = [base, ours, theirs].filter((one) => one !== undefined).map(({ items }) => items)
  const twice = new Set(versions.flatMap(repeated))
  const keyOf = (item: Item): string | undefined => {
    const whole = wholeKey(item)
    return whole !== undefined && twice.has(whole) ? undefined : whole
  }
  const sortOf = (item: Item): string =>
    keyOf(item) === undefined ? (wholeKey(item) ?? item.sort) : item.sort
  const unkeyed = versions.map((items) => items.filter((one) => keyOf(one) === undefined))
  const fields = new Map(
    [...new Set(unkeyed.flat().map(sortOf))].map((sort) => [
      sort,
      identities.find((some) =>
        unkeyed.every((items) =>
          tellsApart(
            items.filter((one) => sortOf(one) === sort),
            some,
          ),
        ),
      ),
    ]),
  )
  return (item) => {
    const sort = sortOf(item)
    const by = fields.get(sort)
    const found = keyOf(item) ?? (by === undefined ? undefined : identityOf(item.node, by))
    return { item, sort, key: found === undefined ? undefined : `${sort} ${found}` }
  }
}

function wholeKey({ sort, key }: Item): string | undefined {
  return key === undefined ? undefined : JSON.stringify([sort, key])
}

/** The keys that stand twice in one version, and so say nothing. */
function repeated(items: readonly Item[]): readonly string[] {
  const keys = items.map(wholeKey).filter((key) => key !== undefined)
  return keys.filter((key, at) => keys.indexOf(key) !== at)
}

function tellsApart(items: readonly Item[], fields: readonly string[]): boolean {
  const found = items.map(({ node }) => identityOf(node, fields))
  return !found.includes(undefined) && new Set(found).size === found.length
}

function paired(
  base: readonly Sided[],
  side: readonly Sided[],
  takesRenames: boolean,
): { readonly pairs: Pairs; readonly renamed: boolean } {
  const pairs = new Map<number, number>()
  const places = new Map(base.flatMap(({ key }, at) => (key === undefined ? [] : [[key, at] as const])))
  for (const [at, { key }] of side.entries()) {
    const place = key === undefined ? undefined : places.get(key)
    if (place !== undefined) pairs.set(at, place)
  }
  pairAnonymous(base, side, pairs)
  const renamed = takesRenames && pairRenamed(base, side, pairs)
  return { pairs, renamed }
}

/** Items without a key: first those that say the same, in order; then what stands in the place of something else. */
function pairAnonymous(base: readonly Sided[], side: readonly Sided[], pairs: Map<number, number>): void {
  const old = positions(base, ({ key }) => key === undefined)
  const now = positions(side, ({ key }) => key === undefined)
  if (old.length === 0 || now.length === 0) return
  const matches = matchesOf(
    old.map((at) => saidBy(base[at])),
    now.map((at) => saidBy(side[at])),
  )
  let left = 0
  let right = 0
  for (const [one, other] of [...matches, [old.length, now.length] as Match]) {
    pairReplaced(base, side, { old: old.slice(left, one), now: now.slice(right, other) }, pairs)
    const before = old[one]
    const after = now[other]
    if (before !== undefined && after !== undefined) pairs.set(after, before)
    left = one + 1
    right = other + 1
  }
}

interface Places {
  readonly old: readonly number[]
  readonly now: readonly number[]
}

/** Between two items that stayed: the most alike belong together; the rest one by one when there are as many. */
function pairReplaced(
  base: readonly Sided[],
  side: readonly Sided[],
  { old, now }: Places,
  pairs: Map<number, number>,
): void {
  const free = new Set(now)
  const alone: number[] = []
  for (const at of old) {
    const best = mostAlike(base[at], free, side, 0.3)
    if (best === undefined) alone.push(at)
    else {
      free.delete(best)
      pairs.set(best, at)
    }
  }
  const rest = [...free]
  for (const [position, at] of alone.entries()) {
    const other = rest[position]
    const one = base[at]
    const two = other === undefined ? undefined : side[other]
    if (other === undefined || one === undefined || one.sort !== two?.sort) continue
    if (one.item.node.kind === 'leaf' || alone.length === rest.length) pairs.set(other, at)
  }
}

/** A thing that has another name now: it went from here and something much like it came. */
function pairRenamed(base: readonly Sided[], side: readonly Sided[], pairs: Map<number, number>): boolean {
  const taken = new Set(pairs.values())
  const free = new Set(
    positions(side, ({ item, key }, at) => key !== undefined && !pairs.has(at) && isBig(item)),
  )
  let found = false
  for (const [at, one] of base.entries()) {
    if (taken.has(at) || one.key === undefined || !isBig(one.item)) continue
    const best = mostAlike(one, free, side, 0.5)
    if (best === undefined) continue
    free.delete(best)
    pairs.set(best, at)
    found = true
  }
  return found
}

function isBig({ node }: Item): boolean {
  return node.kind === 'group' && node.items.length > 0
}

function mostAlike(
  one: Sided | undefined,
  among: ReadonlySet<number>,
  side: readonly Sided[],
  least: number,
): number | undefined {
  if (one === undefined || one.item.node.kind === 'leaf') return undefined
  let best: number | undefined
  let most = least
  for (const at of among) {
    const other = side[at]
    if (other === undefined || other.sort !== one.sort) continue
    const alike = likeness(one.item.node, other.item.node)
    if (alike > most) {
      best = at
      most = alike
    }
  }
  return best
}

/** The share of what two groups say that they both say. */
function likeness(one: Outline, other: Outline): number {
  const left = partsOf(one, 3)
  const right = partsOf(other, 3)
  if (left.size === 0 || right.size === 0) return 0
  let both = 0
  for (const part of left) if (right.has(part)) both++
  return (2 * both) / (left.size + right.size)
}

function partsOf(outline: Outline, depth: number): ReadonlySet<string> {
  const parts = new Set<string>()
  const open: { readonly node: Outline; readonly path: string; readonly depth: number }[] = [
    { node: outline, path: '', depth },
  ]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node, path } = one
    if (node.kind === 'leaf' || one.depth === 0) parts.add(`${path}=${meaningIn(node)}`)
    else {
      for (const { key, sort, node: inner } of node.items) {
        open.push({ node: inner, path: `${path}/${sort}:${key ?? ''}`, depth: one.depth - 1 })
      }
    }
  }
  return parts
}

interface Added {
  readonly one: readonly Sided[]
  readonly from: Pairs
}

/** New on both sides and the same: with one key, or without one when it says the same in the same place. */
function addedByBoth(ours: Added, theirs: Added): ReadonlyMap<number, number> {
  const both = new Map<number, number>()
  const left = positions(ours.one, (_, at) => !ours.from.has(at))
  const right = positions(theirs.one, (_, at) => !theirs.from.has(at))
  const keyed = new Map(
    right.flatMap((at) => (theirs.one[at]?.key === undefined ? [] : [[theirs.one[at]?.key, at]])),
  )
  for (const at of left) {
    const key = ours.one[at]?.key
    const other = key === undefined ? undefined : keyed.get(key)
    if (other !== undefined) both.set(other, at)
  }
  const matches = matchesOf(
    left.map((at) => placedText(ours, at)),
    right.map((at) => placedText(theirs, at)),
  )
  for (const [one, other] of matches) {
    const at = left[one]
    const to = right[other]
    if (at !== undefined && to !== undefined && !both.has(to) && ours.one[at]?.key === undefined)
      both.set(to, at)
  }
  return both
}

/** What an item says, and behind which item of the base it stands. */
function placedText({ one, from }: Added, at: number): string {
  let before = at - 1
  while (before >= 0 && !from.has(before)) before--
  return `${from.get(before) ?? -1}:${one[at]?.key ?? ''}:${saidBy(one[at])}`
}

function saidBy(one: Sided | undefined): string {
  return one === undefined ? '' : `${one.sort}:${meaningIn(one.item.node)}`
}

function positions(all: readonly Sided[], holds: (one: Sided, at: number) => boolean): readonly number[] {
  return [...all.keys()].filter((at) => {
    const one = all[at]
    return one !== undefined && holds(one, at)
  })
}

function numbered(
  sides: {
    readonly base: readonly Sided[]
    readonly ours: readonly Sided[]
    readonly theirs: readonly Sided[]
  },
  left: Pairs,
  right: Pairs,
  { added, hasRenames }: { readonly added: ReadonlyMap<number, number>; readonly hasRenames: boolean },
): Matched {
  const trios: { base: Item | undefined; ours: Item | undefined; theirs: Item | undefined }[] =
    sides.base.map(({ item }) => ({ base: item, ours: undefined, theirs: undefined }))
  const ours = sides.ours.map(({ item }, at) => {
    const id = left.get(at) ?? trios.push({ base: undefined, ours: undefined, theirs: undefined }) - 1
    const trio = trios[id]
    if (trio !== undefined) trio.ours = item
    return id
  })
  const theirs = sides.theirs.map(({ item }, at) => {
    const same = added.get(at)
    const id =
      right.get(at) ??
      (same === undefined ? undefined : ours[same]) ??
      trios.push({ base: undefined, ours: undefined, theirs: undefined }) - 1
    const trio = trios[id]
    if (trio !== undefined) trio.theirs = item
    return id
  })
  return { trios, base: [...sides.base.keys()], ours, theirs, hasRenames }
}
