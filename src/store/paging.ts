import type { Page, Paging } from '../contract/nouns.ts'

const usual = 50
const most = 500

/** How many items a page has. */
export function limitOf({ limit }: Paging): number {
  return Math.min(Math.max(1, Math.trunc(limit ?? usual)), most)
}

/** Where the page begins: what the `next` of the page before says; undefined at the beginning and for what isn't ours. */
export function cursorOf<Keys extends readonly (string | number)[]>({ after }: Paging): Keys | undefined {
  if (after === undefined) return undefined
  try {
    const keys: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    // How many keys there are, and of what kind, is the asker's to know: a cursor of another list finds nothing.
    return Array.isArray(keys) && keys.every((one) => typeof one === 'string' || typeof one === 'number')
      ? (keys as unknown as Keys)
      : undefined
  } catch {
    return undefined
  }
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
