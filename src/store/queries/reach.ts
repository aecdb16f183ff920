import { sql } from 'kysely'
import type { Database } from '../connection.ts'
import type { Moment } from './moments.ts'

/** A commit of a source, in the database that has it. */
export interface Place {
  readonly db: Database
  readonly project: string
  readonly moment: Moment
}

/** Uses are followed from the used to their users only, or both ways. */
export type Way = 'users' | 'both'

/**
 * What is reached from a resource over so many uses, with how many it took; the nearest first, and itself before all. The
 * database follows one step after the other: most of a large graph is near to nothing that anybody asks about.
 */
export async function reached(
  { db, project, moment: { source, sha } }: Place,
  id: string,
  { depth, way }: { readonly depth: number; readonly way: Way },
): Promise<ReadonlyMap<string, number>> {
  const found = new Map([[id, 0]])
  let edge: readonly string[] = [id]
  for (let step = 1; step <= depth && edge.length > 0; step++) {
    const uses =
      way === 'both' ? sql`union select from_id, to_id from edges where from_id = any(${[...edge]})` : sql``
    const { rows } = await sql<{ readonly from_id: string; readonly to_id: string }>`
      with edges as not materialized (select e.from_id, e.to_id from commit_chunks c
        join edge_rows e on e.project = c.project and e.chunk = c.chunk
        where c.project = ${project} and c.source = ${source} and c.sha = ${sha} and c.kind = 'reading')
      select from_id, to_id from edges where to_id = any(${[...edge]}) ${uses} order by 1, 2`.execute(db)
    const next = rows.flatMap(({ from_id: from, to_id: to }) => (way === 'both' ? [from, to] : [from]))
    edge = [...new Set(next)].filter((one) => !found.has(one))
    for (const one of edge) found.set(one, step)
  }
  return found
}
