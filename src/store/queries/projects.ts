import { sql } from 'kysely'
import type { FindingCounts, Project, Role, TrendPoint } from '../../contract/nouns.ts'
import type { CommitQueries, ProjectQueries, SourceQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import { Together } from '../together.ts'
import type { Answers } from './answers.ts'

/** Projects as their people see them. */
export function projectQueries(
  db: Database,
  { sources, commits }: { readonly sources: SourceQueries; readonly commits: CommitQueries },
  answers: Answers,
): ProjectQueries {
  const roles = new Together<string, Role>((keys) => rolesOf(db, keys))
  return {
    list: async (user) => {
      const rows = await db
        .selectFrom('projects')
        .selectAll()
        .where((where) =>
          user === undefined
            ? where.lit(true)
            : where.exists(
                where
                  .selectFrom('members')
                  .select('role')
                  .whereRef('members.project', '=', 'projects.id')
                  .where('user_name', '=', user),
              ),
        )
        .orderBy('id')
        .execute()
      return rows.map(projectOf)
    },
    get: async (id) => projectNamed(db, id),
    // Of what the database can't take all who ask together would hear.
    roleOf: async (project, user) =>
      project.includes('\0') ? undefined : roles.of(JSON.stringify([project, user])),
    overview: async (id) => {
      const project = await projectNamed(db, id)
      if (project === undefined) return undefined
      const all = await sources.list(id)
      const { trends, latest, resources } = await answers.of(
        id,
        'overview',
        [all.map((one) => one.id)],
        async () => ({
          trends: await Promise.all(all.map((one) => commits.trend(id, one.id))),
          latest: (await commits.list(id, {}, { limit: 10 })).items,
          resources: await headResources(db, id),
        }),
      )
      return {
        project,
        sources: all,
        counts: summed(trends.flatMap((one) => one.at(-1) ?? []).map(({ counts }) => counts)),
        resources,
        latest,
        trend: trends.flat().toSorted((one, other) => (one.at < other.at ? -1 : 1)),
      }
    },
  }
}

async function rolesOf(db: Database, keys: readonly string[]): Promise<ReadonlyMap<string, Role>> {
  const pairs = keys.map((key) => JSON.parse(key) as readonly [string, string])
  const { rows } = await sql<{ readonly project: string; readonly user_name: string; readonly role: Role }>`
    select m.project, m.user_name, m.role from members m
    join unnest(${pairs.map(([project]) => project)}::text[], ${pairs.map(([, user]) => user)}::text[]) as asked (project, user_name)
      using (project, user_name)`.execute(db)
  return new Map(rows.map((row) => [JSON.stringify([row.project, row.user_name]), row.role]))
}

function projectOf({
  id,
  name,
  created_at: createdAt,
}: {
  id: string
  name: string
  created_at: string
}): Project {
  return { id, name, createdAt }
}

async function projectNamed(db: Database, id: string): Promise<Project | undefined> {
  const row = await db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()
  return row && projectOf(row)
}

function summed(all: readonly TrendPoint['counts'][]): FindingCounts {
  const sum = (name: keyof FindingCounts): number => all.reduce((total, one) => total + one[name], 0)
  return {
    critical: sum('critical'),
    high: sum('high'),
    medium: sum('medium'),
    low: sum('low'),
    info: sum('info'),
    undecided: sum('undecided'),
    accepted: sum('accepted'),
  }
}

async function headResources(db: Database, project: string): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select coalesce(sum(newest.resources), 0)::int as count from sources s
    cross join lateral (select c.resources from line_commits l
      join commits c on c.project = l.project and c.source = l.source and c.sha = l.sha
      where l.project = s.project and l.source = s.id and l.branch = s.default_branch and l.sequence is not null
      order by l.sequence desc limit 1) newest
    where s.project = ${project}`.execute(db)
  return rows[0]?.count ?? 0
}
