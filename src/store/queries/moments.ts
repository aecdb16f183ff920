import { sql } from 'kysely'
import type { Database } from '../connection.ts'

/** A commit of which everything is known. */
export interface Moment {
  readonly source: string
  readonly branch: string
  readonly sha: string
}

/**
 * The commits that a question is about: one that is named, else the newest of a branch that is reviewed; of every
 * source when none is named. The default branch is meant when none is.
 */
export async function momentsOf(
  db: Database,
  project: string,
  {
    source,
    branch,
    sha,
  }: {
    readonly source?: string | undefined
    readonly branch?: string | undefined
    readonly sha?: string | undefined
  },
): Promise<readonly Moment[]> {
  const { rows } = await sql<Moment>`
    select s.id as source, newest.branch, newest.sha from sources s cross join lateral (
      select l.branch, l.sha from line_commits l
      where l.project = s.project and l.source = s.id and l.sequence is not null
        and ${
          sha === undefined
            ? sql`l.branch = coalesce(${branch ?? null}, s.default_branch)`
            : sql`l.sha = ${sha} and (${branch ?? null}::text is null or l.branch = ${branch ?? null})`
        }
      order by l.sequence desc limit 1) newest
    where s.project = ${project} and (${source ?? null}::text is null or s.id = ${source ?? null} or s.name = ${source ?? null})
    order by s.id`.execute(db)
  return rows
}
