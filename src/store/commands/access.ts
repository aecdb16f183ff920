import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AccessCommands, Session } from '../../contract/commands.ts'
import type { Token } from '../../contract/nouns.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { digestOf } from '../ledger/canonical.ts'
import { tokenOf } from '../queries/settings.ts'
import { Together } from '../together.ts'
import { done, refused } from './answers.ts'

/** Secrets are given out once and kept as hashes: whoever reads the tables can't use them. */
export function accessCommands(db: Database): AccessCommands {
  const sessions = new Together<string, Session>((hashes) => sessionsOf(db, hashes))
  const sessionOf = (secret: string): Promise<Session | undefined> => sessions.of(digestOf(secret))
  return {
    signInLink: async (user, seconds) => {
      const link = newSecret()
      await db
        .insertInto('users')
        .values({ name: user, is_administrator: true, created_at: new Date().toISOString() })
        .onConflict((on) => on.column('name').doNothing())
        .execute()
      await db
        .insertInto('sign_in_links')
        .values({ link_hash: digestOf(link), user_name: user, expires_at: later(seconds) })
        .execute()
      return link
    },
    redeem: async (link, seconds) => {
      const used = await db
        .deleteFrom('sign_in_links')
        .where('link_hash', '=', digestOf(link))
        .returning(['user_name', sql<boolean>`expires_at > now()`.as('is_good')])
        .executeTakeFirst()
      if (used?.is_good !== true) return undefined
      const secret = newSecret()
      await db
        .insertInto('sessions')
        .values({
          secret_hash: digestOf(secret),
          user_name: used.user_name,
          csrf: newSecret(),
          expires_at: later(seconds),
        })
        .execute()
      const session = await sessionOf(secret)
      return session && { secret, session }
    },
    session: sessionOf,
    signOut: async (secret) => {
      await db.deleteFrom('sessions').where('secret_hash', '=', digestOf(secret)).execute()
    },
    ...tokenCommands(db),
  }
}

async function sessionsOf(db: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, Session>> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.name', 'sessions.user_name')
    .select(['secret_hash', 'user_name', 'csrf', 'expires_at', 'is_administrator'])
    .where(sql<boolean>`secret_hash = any(${[...hashes]}::text[])`)
    .where(sql<boolean>`expires_at > now()`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.secret_hash,
      {
        user: row.user_name,
        isAdministrator: row.is_administrator,
        csrf: row.csrf,
        expiresAt: row.expires_at,
      },
    ]),
  )
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function later(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString()
}

function tokenCommands(db: Database): Pick<AccessCommands, 'createToken' | 'revokeToken' | 'tokenOf'> {
  const tokens = new Together<string, ShownToken>((hashes) => tokensOf(db, hashes))
  return {
    createToken: async (project, { name, scopes, role, expiresAt }, by) =>
      db.transaction().execute(async (tx) => {
        const id = randomUUID()
        const secret = `plb_${newSecret()}`
        const data = { id, name, scopes, role, expiresAt }
        const event = await append(tx, project, { kind: 'token-created', data, subject: `tokens/${id}`, by })
        const row = await tx
          .insertInto('tokens')
          .values({
            project,
            id,
            name,
            scopes: JSON.stringify(scopes),
            role,
            created_by: by,
            created_at: event?.time ?? '',
            expires_at: expiresAt ?? null,
            used_at: null,
            secret_hash: digestOf(secret),
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        return done({ token: tokenOf(row), secret })
      }),
    revokeToken: async (project, token, by) =>
      db.transaction().execute(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('tokens')
          .where('project', '=', project)
          .where('id', '=', token)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return refused('missing', 'There is no such token.')
        const data = { id: token }
        await append(tx, project, { kind: 'token-revoked', data, subject: `tokens/${token}`, by })
        return done(undefined)
      }),
    tokenOf: (secret) => tokens.of(digestOf(secret)),
  }
}

interface ShownToken {
  readonly project: string
  readonly token: Token
}

/** When a token was used is kept to the minute: a write for each request would make all wait for the disk. */
async function tokensOf(db: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, ShownToken>> {
  const { rows } = await sql<Parameters<typeof tokenOf>[0] & Shown>`
    select *, used_at is null or used_at < now() - interval '1 minute' as is_stale from tokens
    where secret_hash = any(${[...hashes]}::text[]) and (expires_at is null or expires_at > now())`.execute(
    db,
  )
  const stale = rows.filter((row) => row.is_stale).map((row) => row.secret_hash)
  if (stale.length > 0)
    await sql`update tokens set used_at = now() where secret_hash = any(${stale}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.secret_hash, { project: row.project, token: tokenOf(row) }]))
}

interface Shown {
  readonly project: string
  readonly secret_hash: string
  readonly is_stale: boolean
}
