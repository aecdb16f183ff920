import { covers } from '../../contract/permission.ts'
import type { Role } from '../../contract/nouns.ts'
import { refused } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import { nameOf, roleIn } from '../caller.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, serve, type Served } from '../serve.ts'

export function accessHandlers({ queries, commands, now }: Parts): readonly Served[] {
  const { settings } = queries
  const isLastAdmin = async (project: string, user: string, next: Role | undefined): Promise<boolean> => {
    if (next === 'admin') return false
    const admins = (await settings.members(project)).filter((one) => one.role === 'admin')
    return admins.length === 1 && admins[0]?.user === user
  }
  const keepsOne = refused(
    'request/conflict',
    'A project keeps at least one admin: give the role to another first.',
  )
  return [
    serve(api.tokens.list, async ({ project }) => ({ items: await settings.tokens(project) })),
    serve(api.tokens.create, async ({ project, name, role, scopes, days }, caller) => {
      const own = caller.kind === 'nobody' ? undefined : await roleIn(project, caller, queries)
      if (own === undefined || !covers(own, role))
        return refused('request/forbidden', 'A token may have no more than your own role.')
      const expiresAt = new Date(now() + days * 86_400_000).toISOString()
      return done(
        await commands.access.createToken(project, { name, role, scopes, expiresAt }, nameOf(caller)),
      )
    }),
    serve(api.tokens.revoke, async ({ project, token }, caller) =>
      doneOnly(await commands.access.revokeToken(project, token, nameOf(caller))),
    ),
    serve(api.members.list, async ({ project }) => ({ items: await settings.members(project) })),
    serve(api.members.set, async ({ project, user, role }, caller) =>
      (await isLastAdmin(project, user, role))
        ? keepsOne
        : done(await commands.projects.setMember(project, user, role, nameOf(caller))),
    ),
    serve(api.members.remove, async ({ project, user }, caller) =>
      (await isLastAdmin(project, user, undefined))
        ? keepsOne
        : doneOnly(await commands.projects.removeMember(project, user, nameOf(caller))),
    ),
  ]
}
