import { sql } from 'kysely'
import type { BranchHead, ChangeRef, CredentialRef, GateVerdict, Source } from '../../contract/nouns.ts'
import type { SourceQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'

/** Sources with their heads. */
export function sourceQueries(db: Database): SourceQueries {
  return {
    list: (project) =>
      sourcesWhere(db, sql`s.project = ${project}`).then((all) => all.map(({ source }) => source)),
    get: async (project, name) => {
      const [found] = await sourcesWhere(
        db,
        sql`s.project = ${project} and (s.id = ${name} or s.name = ${name})`,
      )
      return found?.source
    },
    withUrl: (url) => {
      const bare = url.replace(/(?:\.git)?\/*$/u, '')
      return sourcesWhere(db, sql`s.url in (${bare}, ${`${bare}.git`}, ${`${bare}/`})`)
    },
  }
}

interface Row {
  readonly project: string
  readonly id: string
  readonly name: string
  readonly url: string
  readonly branches: readonly string[]
  readonly path: string
  readonly default_branch: string
  readonly credential: CredentialRef | null
  readonly every_seconds: number
  readonly fetched_at: string | null
  readonly problem: string | null
  readonly heads: readonly HeadRow[] | null
}

interface HeadRow {
  readonly branch: string
  readonly sha: string
  readonly gate: GateVerdict | null
  readonly change: ChangeRef | null
}

async function sourcesWhere(
  db: Database,
  condition: ReturnType<typeof sql>,
): Promise<readonly { readonly project: string; readonly source: Source }[]> {
  const { rows } = await sql<Row>`
    select s.*, st.fetched_at, st.problem, (
      select json_agg(json_build_object('branch', b.branch, 'sha', b.sha, 'gate', c.gate, 'change', (
          select json_build_object('number', p.number, 'title', p.title, 'url', p.url, 'state', p.state,
            'targetBranch', p.target_branch)
          from changes p where p.project = b.project and p.source = b.source and p.branch = b.branch
          order by p.state = 'open' desc, p.number desc limit 1)) order by b.branch)
      from branches b left join commits c on c.project = b.project and c.source = b.source and c.sha = b.sha
      where b.project = s.project and b.source = s.id) as heads
    from sources s left join source_states st on st.project = s.project and st.source = s.id
    where ${condition} order by s.name`.execute(db)
  return rows.map((row) => ({ project: row.project, source: sourceOf(row) }))
}

function sourceOf(row: Row): Source {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    branches: row.branches,
    path: row.path,
    defaultBranch: row.default_branch,
    credential: row.credential ?? undefined,
    everySeconds: row.every_seconds,
    fetchedAt: row.fetched_at ?? undefined,
    problem: row.problem ?? undefined,
    heads: (row.heads ?? []).map(({ branch, sha, gate, change }): BranchHead => ({
      branch,
      sha,
      gate: gate ?? undefined,
      change: change ?? undefined,
    })),
  }
}
