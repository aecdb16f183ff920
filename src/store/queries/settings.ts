import { sql } from 'kysely'
import type { Delivery, Hook, Member, Role, Token } from '../../contract/nouns.ts'
import type { SettingQueries } from '../../contract/queries.ts'
import type { Database } from '../connection.ts'
import { cursorOf, limitOf, pageOf } from '../paging.ts'
import type { Answers } from './answers.ts'
import { allOf } from './conditions.ts'

/** What is set up in a project. */
export function settingQueries(db: Database, answers: Answers): SettingQueries {
  return {
    hooks: (project) =>
      answers.of(project, 'hooks', [], async () => {
        const rows = await db
          .selectFrom('hooks')
          .selectAll()
          .where('project', '=', project)
          .orderBy('created_at')
          .orderBy('id')
          .execute()
        return rows.map(hookOf)
      }),
    deliveries: async (project, { hook, state }, paging) => {
      const [at, id] = cursorOf(paging, ['moment', 'text']) ?? []
      const { rows } =
        await sql<DeliveryRow>`select d.* from deliveries d where d.project = ${project} and ${allOf([
          hook !== undefined && sql`d.hook = ${hook}`,
          state !== undefined && sql`d.state = ${state}`,
          at !== undefined && sql`(d.at, d.id) < (${at}::timestamptz, ${id ?? ''})`,
        ])} order by d.at desc, d.id desc limit ${limitOf(paging) + 1}`.execute(db)
      return pageOf(rows, paging, deliveryOf, (row) => [row.at, row.id])
    },
    tokens: async (project) => {
      const rows = await db
        .selectFrom('tokens')
        .selectAll()
        .where('project', '=', project)
        .orderBy('created_at')
        .execute()
      return rows.map(tokenOf)
    },
    members: (project) =>
      answers.of(project, 'members', [], async () => {
        const rows = await db
          .selectFrom('members')
          .selectAll()
          .where('project', '=', project)
          .orderBy('user_name')
          .execute()
        return rows.map((row): Member => ({ user: row.user_name, role: row.role as Role, since: row.since }))
      }),
  }
}

interface HookRow {
  readonly id: string
  readonly hook: string
  readonly run_when: string
  readonly target: Hook['to']
  readonly seconds: number
  readonly on_silence: string
  readonly source: string | null
  readonly created_at: string
  readonly created_by: string
}

export function hookOf(row: HookRow): Hook {
  return {
    id: row.id,
    hook: row.hook as Hook['hook'],
    when: row.run_when as Hook['when'],
    to: row.target,
    seconds: row.seconds,
    onSilence: row.on_silence as Hook['onSilence'],
    source: row.source ?? undefined,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}

interface DeliveryRow {
  readonly id: string
  readonly hook: string
  readonly event: string
  readonly state: string
  readonly attempts: number
  readonly status: number | null
  readonly problem: string | null
  readonly next_at: string | null
  readonly at: string
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    hook: row.hook,
    event: row.event,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    status: row.status ?? undefined,
    problem: row.problem ?? undefined,
    nextAt: row.next_at ?? undefined,
    at: row.at,
  }
}

interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly role: string
  readonly created_by: string
  readonly created_at: string
  readonly expires_at: string | null
  readonly used_at: string | null
}

export function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    role: row.role as Role,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    usedAt: row.used_at ?? undefined,
  }
}
