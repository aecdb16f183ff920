import type { ProjectCommands } from '../../contract/commands.ts'
import type { Role } from '../../contract/nouns.ts'
import type { Database } from '../connection.ts'
import { append } from '../ledger/append.ts'
import { done, refused, unlessExists } from './answers.ts'

export function projectCommands(db: Database): ProjectCommands {
  return {
    create: ({ id, name }, by) => {
      if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(id)) {
        return Promise.resolve(
          refused('invalid', 'The id of a project is lower-case letters, digits and dashes, 63 at most.'),
        )
      }
      return unlessExists(
        () =>
          db.transaction().execute(async (tx) => {
            const subject = `projects/${id}`
            const event = await append(tx, id, { kind: 'project-created', data: { id, name }, subject, by })
            await append(tx, id, {
              kind: 'member-set',
              data: { user: by, role: 'admin' },
              subject: `members/${by}`,
              by,
            })
            return done({ id, name, createdAt: event?.time ?? '' })
          }),
        `There is a project ${id} already.`,
      )
    },
    setMember: async (project, user, role, by) =>
      db.transaction().execute(async (tx) => {
        const event = await append(tx, project, {
          kind: 'member-set',
          data: { user, role },
          subject: `members/${user}`,
          by,
        })
        return done({ user, role: role satisfies Role, since: event?.time ?? '' })
      }),
    removeMember: async (project, user, by) =>
      db.transaction().execute(async (tx) => {
        const found = await tx
          .selectFrom('members')
          .select(['user_name', 'role'])
          .where('project', '=', project)
          .execute()
        const member = found.find((one) => one.user_name === user)
        if (member === undefined) return refused('missing', `${user} is no member.`)
        if (member.role === 'admin' && found.filter(({ role }) => role === 'admin').length === 1) {
          return refused('conflict', 'A project keeps one administrator at least.')
        }
        await append(tx, project, {
          kind: 'member-removed',
          data: { user },
          subject: `members/${user}`,
          by,
        })
        return done(undefined)
      }),
  }
}
