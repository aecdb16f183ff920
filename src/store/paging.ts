import type { Page, Paging } from '../contract/nouns.ts'
import { Fault } from '../kernel/fault.ts'
import { unreachable } from '../kernel/unreachable.ts'

const usual = 50
const most = 500

/** How many items a page has. */
export function limitOf({ limit }: Paging): number {
  return Math.min(Math.max(1, Math.trunc(limit ?? usual)), most)
}

/** What a key of a row is: `count` fits in 32 bits. */
type KeyKind = 'text' | 'whole' | 'count' | 'moment'

type KeysOf<Kinds extends readonly KeyKind[]> = {
  readonly [At in keyof Kinds]: Kinds[At] extends 'text' | 'moment' ? string : number
}

/**
 * Where the page begins: what the `next` of the page before says, and undefined at the beginning. What this list has never given
 * is refused, rather than taken for the beginning: who goes on from it would begin again, and again.
 */
export function cursorOf<const Kinds extends readonly KeyKind[]>(
  { after }: Paging,
  kinds: Kinds,
): KeysOf<Kinds> | undefined {
  if (after === undefined) return undefined
  const keys = listIn(after)
  if (!isOf(keys, kinds)) throw new Fault('store/bad-cursor', { after: after.slice(0, 200) })
  return keys
}

function listIn(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

function isOf<const Kinds extends readonly KeyKind[]>(keys: unknown, kinds: Kinds): keys is KeysOf<Kinds> {
  return (
    Array.isArray(keys) &&
    keys.length === kinds.length &&
    kinds.every((kind, at) => isKey(keys[at] as unknown, kind))
  )
}

/** Whether the database can compare it with the keys of its rows. */
function isKey(key: unknown, kind: KeyKind): boolean {
  switch (kind) {
    case 'text':
      return typeof key === 'string' && !key.includes('\0')
    case 'whole':
      return Number.isSafeInteger(key)
    case 'count':
      return typeof key === 'number' && (key | 0) === key
    case 'moment':
      return typeof key === 'string' && key.length === 24 && momentOf(key) === key
    default:
      return unreachable(kind)
  }
}

function momentOf(key: string): string | undefined {
  const time = Date.parse(key)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** The page of rows of which one more than the limit was asked for. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  paging: Paging,
  itemOf: (row: Row) => Item,
  keysOf: (row: Row) => readonly (string | number)[],
): Page<Item> {
  const limit = limitOf(paging)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    rows.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify(keysOf(last))).toString('base64url')
      : undefined
  return { items: shown.map(itemOf), next }
}
