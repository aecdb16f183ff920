import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { sql, type Kysely } from 'kysely'
import { Fault } from '../kernel/fault.ts'
import type { Tables } from './tables.ts'
import { canonical, digestOf } from './ledger/canonical.ts'

const packed = promisify<Uint8Array, Buffer>(deflate)
const unpacked = promisify<Uint8Array, Buffer>(inflate)

/** Keeps a document under the hash of its content, which is given back; the same content is kept once. */
export async function keep(db: Kysely<Tables>, project: string, document: object): Promise<string> {
  const [hash] = await keepAll(db, project, [document])
  return hash ?? ''
}

/** Keeps some documents, and gives their hashes in the same order. */
export async function keepAll(
  db: Kysely<Tables>,
  project: string,
  documents: readonly object[],
): Promise<readonly string[]> {
  const texts = documents.map((one) => canonical(one))
  const hashes = texts.map(digestOf)
  const known = await db
    .selectFrom('blobs')
    .select('hash')
    .where('project', '=', project)
    .where(sql<boolean>`hash = any(${hashes})`)
    .execute()
  const here = new Set(known.map(({ hash }) => hash))
  for (const [at, hash] of hashes.entries()) {
    if (here.has(hash)) continue
    here.add(hash)
    const bytes = await packed(Buffer.from(texts[at] ?? ''))
    await db
      .insertInto('blobs')
      .values({ project, hash, bytes })
      .onConflict((on) => on.columns(['project', 'hash']).doNothing())
      .execute()
  }
  return hashes
}

/** The documents of these hashes. */
export async function blobsOf<Document>(
  db: Kysely<Tables>,
  project: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Document>> {
  if (hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('blobs')
    .select(['hash', 'bytes'])
    .where('project', '=', project)
    .where(sql<boolean>`hash = any(${[...hashes]})`)
    .execute()
  const found = await Promise.all(
    rows.map(async ({ hash, bytes }) => {
      const text = (await unpacked(bytes)).toString('utf8')
      // Written by us under the hash of its content.
      return [hash, JSON.parse(text) as Document] as const
    }),
  )
  return new Map(found)
}

/** The document of a hash. */
export async function blobOf<Document>(db: Kysely<Tables>, project: string, hash: string): Promise<Document> {
  const found = (await blobsOf<Document>(db, project, [hash])).get(hash)
  if (found === undefined) throw new Fault('store/missing', { blob: hash })
  return found
}
