import { api } from '../../contract/routes.ts'
import { isAdministrator, nameOf, roleIn, type Caller } from '../caller.ts'
import type { Project, Role } from '../../contract/nouns.ts'
import type { Parts } from '../parts.ts'
import { done, found, serve, type Served } from '../serve.ts'

export function projectHandlers({ queries, commands, settings, forges }: Parts): readonly Served[] {
  const { projects } = queries
  const theirs = async (caller: Caller): Promise<readonly Project[]> => {
    if (caller.kind === 'user') return projects.list(caller.session.user)
    const only = caller.kind === 'token' ? await projects.get(caller.project) : undefined
    return only === undefined ? [] : [only]
  }
  return [
    serve(api.session.get, async (_, caller) => {
      const of = async (project: Project): Promise<readonly { project: Project; role: Role }[]> => {
        const role = caller.kind === 'nobody' ? undefined : await roleIn(project.id, caller, queries)
        return role === undefined ? [] : [{ project, role }]
      }
      return {
        user: nameOf(caller),
        isAdministrator: isAdministrator(caller),
        csrf: caller.kind === 'user' ? caller.session.csrf : '',
        expiresAt: caller.kind === 'user' ? caller.session.expiresAt : undefined,
        projects: (await Promise.all((await theirs(caller)).map(of))).flat(),
      }
    }),
    serve(api.session.signOut, async (_, caller) => {
      if (caller.kind === 'user') await commands.access.signOut(caller.secret)
      return {}
    }),
    serve(api.projects.list, async (_, caller) => ({ items: await theirs(caller) })),
    serve(api.projects.create, async (project, caller) =>
      done(await commands.projects.create(project, nameOf(caller))),
    ),
    serve(api.projects.get, async ({ project }) => found(await projects.get(project), 'project')),
    serve(api.projects.overview, async ({ project }) => found(await projects.overview(project), 'project')),
    serve(api.settings.get, async () => ({
      version: settings.version,
      address: settings.address,
      forges: forges.map(({ forge, secret, reports }) => ({
        name: forge.name,
        webhook: `${settings.address}/webhooks/${forge.name}`,
        receives: secret !== undefined,
        reports,
      })),
    })),
  ]
}
