import type { Value } from '../../kernel/value.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { entryOf, type PathStep } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'

/** One place at which what runs is not what the code says. */
export interface Unequal {
  readonly kind: 'changed' | 'missing' | 'extra' | 'unknown'
  /** In what the code says; for what is extra, of the nearest that it says. */
  readonly wantedPath: readonly PathStep[]
  readonly livePath: readonly PathStep[]
  /** As tables of a kind name it, with `[]` for any item. */
  readonly place: string
  readonly wanted: Value | undefined
  readonly live: Value | undefined
  /** The live map or list that it stands in. */
  readonly beside: Value
}

/** How values of a system are compared. */
export interface Comparison {
  /** By which fields the items of a list at a place are told apart, in the order in which they are tried. */
  keysOf(this: void, place: string): readonly (readonly string[])[]
  /** Whether the order of the items at a place says nothing, where there are as many on both sides or not. */
  isSet(this: void, place: string, isAsLong: boolean): boolean
  /** Whether two texts at a place stand for one value. */
  areEqual(this: void, place: string, wanted: string, live: string): boolean
  /** Whether false, 0 and an empty text are left out when they are printed. */
  readonly hidesZeros: boolean
}

/** Compares what the code says with what runs, down to single values; what is nothing on both sides is equal. */
export function unequalIn(wanted: Value, live: Value, comparison: Comparison): readonly Unequal[] {
  const found: Unequal[] = []
  const open: Pair[] = [{ wanted, live, wantedPath: [], livePath: [], place: '', beside: live }]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    open.push(...insideOf(pair, comparison, found).toReversed())
  }
  return found
}

interface Pair extends Omit<Unequal, 'kind' | 'wanted' | 'live'> {
  readonly wanted: Value | undefined
  readonly live: Value | undefined
}

/** Tells what is unequal here, or gives the pairs inside. */
function insideOf(pair: Pair, comparison: Comparison, found: Unequal[]): readonly Pair[] {
  const { wanted, live } = pair
  if (isNothing(wanted)) {
    if (!isNothing(live)) return extra(pair, found)
    return []
  }
  if (wanted?.kind === 'unknown') {
    found.push({ ...pair, kind: 'unknown' })
    return []
  }
  if (isNothing(live)) {
    if (!comparison.hidesZeros || !isZero(wanted)) found.push({ ...pair, kind: 'missing' })
    return []
  }
  return insideOfBoth(pair, comparison, found)
}

function insideOfBoth(pair: Pair, comparison: Comparison, found: Unequal[]): readonly Pair[] {
  const { wanted, live } = pair
  if (wanted?.kind === 'map' && live?.kind === 'map') return entriesOf(pair, wanted, live)
  if (wanted?.kind === 'list' && live?.kind === 'list') {
    return itemsOf(pair, { wanted: wanted.items, live: live.items }, comparison, found)
  }
  if (!isSame(pair, comparison)) found.push({ ...pair, kind: 'changed' })
  return []
}

/** A map that nobody wanted is told value by value, since some of these may be defaults. */
function extra(pair: Pair, found: Unequal[]): readonly Pair[] {
  if (pair.live?.kind === 'map' && pair.live.entries.size > 0) {
    const none: Value = { kind: 'map', entries: new Map(), origin: 0, marks: 0 }
    return entriesOf(pair, none, pair.live).map((one) => ({ ...one, wantedPath: pair.wantedPath }))
  }
  found.push({ ...pair, kind: 'extra' })
  return []
}

function entriesOf(
  pair: Pair,
  wanted: Extract<Value, { kind: 'map' }>,
  live: Extract<Value, { kind: 'map' }>,
): readonly Pair[] {
  const names = new Set([...wanted.entries.keys(), ...live.entries.keys()])
  return [...names].map((name) => ({
    wanted: wanted.entries.get(name),
    live: live.entries.get(name),
    wantedPath: [...pair.wantedPath, name],
    livePath: [...pair.livePath, name],
    place: pair.place === '' ? name : `${pair.place}.${name}`,
    beside: live,
  }))
}

function itemsOf(
  pair: Pair,
  { wanted, live }: { readonly wanted: readonly Value[]; readonly live: readonly Value[] },
  comparison: Comparison,
  found: Unequal[],
): readonly Pair[] {
  const place = `${pair.place}[]`
  const matched = matchedItems(place, wanted, live, comparison)
  const taken = new Set(matched.values())
  for (const [at, one] of live.entries()) {
    // An item that nobody wanted is one thing, not the values in it.
    if (taken.has(at)) continue
    const { wantedPath, livePath, beside } = pair
    found.push({
      kind: 'extra',
      wantedPath,
      livePath: [...livePath, at],
      place,
      wanted: undefined,
      live: one,
      beside: pair.live ?? beside,
    })
  }
  return [...wanted.entries()].map(([at, one]) => {
    const other = matched.get(at)
    return {
      wanted: one,
      live: other === undefined ? undefined : live[other],
      wantedPath: [...pair.wantedPath, at],
      livePath: [...pair.livePath, other ?? 0],
      place,
      beside: pair.live ?? pair.beside,
    }
  })
}

/** For each wanted item, which live one it is. */
export function matchedItems(
  place: string,
  wanted: readonly Value[],
  live: readonly Value[],
  { keysOf, areEqual, isSet }: Comparison,
): ReadonlyMap<number, number> {
  const fields = keysOf(place).find((some) => tellsApart(wanted, some) && tellsApart(live, some))
  if (fields !== undefined) {
    const places = new Map(live.map((one, at) => [identityOf(one, fields), at]))
    return new Map(
      [...wanted.entries()].flatMap(([at, one]) => {
        const other = places.get(identityOf(one, fields))
        return other === undefined ? [] : [[at, other] as const]
      }),
    )
  }
  const isScalars = [...wanted, ...live].every(({ kind }) => kind === 'scalar')
  if (isScalars && isSet(place, wanted.length === live.length)) return asSet(wanted, live)
  const same = (one: number): boolean => areEqual(place, textOf(wanted[one]), textOf(live[one]))
  const length = Math.min(wanted.length, live.length)
  if (isScalars && wanted.length !== live.length) {
    return new Map([...Array(length).keys()].filter(same).map((one) => [one, one]))
  }
  return new Map([...Array(length).keys()].map((one) => [one, one]))
}

function asSet(wanted: readonly Value[], live: readonly Value[]): ReadonlyMap<number, number> {
  const places = new Map(live.map((one, at) => [textOf(one), at]))
  return new Map(
    [...wanted.entries()].flatMap(([at, one]) => {
      const other = places.get(textOf(one))
      return other === undefined ? [] : [[at, other] as const]
    }),
  )
}

function tellsApart(items: readonly Value[], fields: readonly string[]): boolean {
  const all = items.map((one) => identityOf(one, fields))
  return !all.includes(undefined) && new Set(all).size === all.length
}

/** A field with `=` has that value where it is left out. */
function identityOf(item: Value, fields: readonly string[]): string | undefined {
  const texts = fields.map((field) => {
    const [name = '', otherwise] = field.split('=')
    const value = entryOf(item, name)
    return value === undefined ? otherwise : scalarText(value)
  })
  return texts.includes(undefined) ? undefined : JSON.stringify(texts)
}

function isSame({ wanted, live, place }: Pair, { areEqual }: Comparison): boolean {
  if (wanted?.kind !== 'scalar' || live?.kind !== 'scalar') return false
  const [left, right] = [textOf(wanted), textOf(live)]
  return areEqual(place, left, right) || left === right
}

function textOf(value: Value | undefined): string {
  return value === undefined ? '' : (scalarText(value) ?? '')
}

/** What isn't there, null, and what is empty are one for an API. */
function isNothing(value: Value | undefined): boolean {
  if (value === undefined) return true
  switch (value.kind) {
    case 'absent':
      return true
    case 'scalar':
      return value.scalar === null
    case 'list':
      return value.items.every(isNothing)
    case 'map':
      return [...value.entries.values()].every(isNothing)
    case 'unknown':
      return false
    default:
      return unreachable(value)
  }
}

/** What an API leaves out when it prints it. */
function isZero(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && (value.scalar === false || value.scalar === '' || value.scalar === 0)
}
