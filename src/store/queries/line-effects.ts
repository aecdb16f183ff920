import { sql } from 'kysely'
import type { Author } from '../../contract/nouns.ts'
import type { LineEffect, LineExplanation, LinePlace } from '../../contract/queries.ts'
import type { ReadingChunk, ValueRecord } from '../../contract/records.ts'
import { blobOf } from '../blobs.ts'
import type { Database } from '../connection.ts'
import { momentsOf, type Moment } from './moments.ts'
import type { BlamePort } from './resources.ts'

/**
 * What a line of a file does at the newest commit of a branch: every value that it sets, feeds, guards or would set. Pieces of
 * readings are looked through one after the other, so memory holds one of them.
 */
export async function lineEffects(
  db: Database,
  project: string,
  place: LinePlace,
  { limit, blame }: { readonly limit: number; readonly blame: BlamePort },
): Promise<LineExplanation | undefined> {
  const [moment] = await momentsOf(db, project, { source: place.source })
  if (moment === undefined) return undefined
  const effects: LineEffect[] = []
  let isKnown = false
  for (const hash of await chunksAt(db, project, moment)) {
    const chunk = await blobOf<ReadingChunk>(db, project, hash)
    const at = chunk.files.indexOf(place.file)
    if (at === -1) continue
    isKnown = true
    effects.push(...effectsIn(chunk, at, place.line))
    if (effects.length > limit) break
  }
  if (!isKnown) return undefined
  const commit: Author | undefined = await blame(project, moment.source, moment.sha, place)
  return { effects: effects.slice(0, limit), isCut: effects.length > limit, commit }
}

async function chunksAt(db: Database, project: string, { source, sha }: Moment): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly chunk: string }>`select c.chunk from commit_chunks c
    where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading'
    order by c.position`.execute(db)
  return rows.map(({ chunk }) => chunk)
}

function effectsIn(
  { sites, root, variant, resources }: ReadingChunk,
  file: number,
  line: number,
): readonly LineEffect[] {
  const meant = new Set(
    sites.flatMap(([at, from, , to], position) =>
      at === file && from <= line && line <= to ? [position] : [],
    ),
  )
  if (meant.size === 0) return []
  return resources.flatMap(({ address, values }) =>
    values.flatMap((one): readonly LineEffect[] => {
      const how = howOf(one, meant)
      if (how === undefined) return []
      const { path, value, unknown, sensitive } = one
      const said = { path, value, unknown: unknown === true, sensitive: sensitive === true }
      return [{ how, root, variant, address, ...said }]
    }),
  )
}

/** The strongest way in which one of some places bears on a value. */
function howOf(
  { literals, hops = [], under = [], losers = [] }: ValueRecord,
  meant: ReadonlySet<number>,
): LineEffect['how'] | undefined {
  const has = (places: readonly number[]): boolean => places.some((one) => meant.has(one))
  if (has(literals)) return 'sets'
  if (has(hops)) return 'feeds'
  if (has(under)) return 'guards'
  return has(losers) ? 'overridden' : undefined
}
