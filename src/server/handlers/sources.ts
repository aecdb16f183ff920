import type { CredentialRef } from '../../contract/nouns.ts'
import { refused, type Refusal } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import { isAdministrator, nameOf, type Caller } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, found, serve, type Served } from '../serve.ts'

export function sourceHandlers(parts: Parts): readonly Served[] {
  const { queries, commands } = parts
  const { sources } = queries
  return [
    serve(api.sources.list, async ({ project }) => ({ items: await sources.list(project) })),
    serve(api.sources.get, async ({ project, source }) =>
      found(await sources.get(project, source), 'source'),
    ),
    serve(api.sources.add, async ({ project, ...source }, caller) => {
      const refusal = beyond(source.credential, caller)
      if (refusal !== undefined) return refusal
      const { name, url } = source
      const veto = await vetoed(parts, project, nameOf(caller), {
        type: 'dev.cdevents.repository.created.0.2.0',
        subject: `sources/${name}`,
        data: { name, url, branches: source.branches ?? ['*'], path: source.path ?? '' },
      })
      if (veto !== undefined) return veto
      return done(await commands.sources.add(project, source, nameOf(caller), isAdministrator(caller)))
    }),
    serve(api.sources.remove, async ({ project, source }, caller) => {
      const one = await sources.get(project, source)
      if (one === undefined) return refused('request/not-found', 'There is no such source in this project.')
      const veto = await vetoed(parts, project, nameOf(caller), {
        type: 'dev.cdevents.repository.deleted.0.2.0',
        subject: `sources/${one.id}`,
        // Without `source`: one that says a hook that never answers can still be removed.
        data: { id: one.id, name: one.name, url: one.url },
      })
      return veto ?? doneOnly(await commands.sources.remove(project, one.id, nameOf(caller)))
    }),
    serve(api.sources.refresh, async ({ project, source }, caller) => {
      const one = await sources.get(project, source)
      return one === undefined
        ? refused('request/not-found', 'There is no such source in this project.')
        : doneOnly(await commands.sources.refresh(project, one.id, nameOf(caller)))
    }),
  ]
}

/** Variables for everyone begin with this, because the others of the server are nobody's to send elsewhere. */
const openPrefix = 'PLUMBLINE_GIT_'

/** The server hands a credential to the address of the source: who names both could have any secret of the server. */
function beyond(credential: CredentialRef | undefined, caller: Caller): Refusal | undefined {
  if (credential === undefined || isAdministrator(caller)) return undefined
  if (credential.kind === 'env' && credential.name.startsWith(openPrefix)) return undefined
  const detail = `Only an administrator of the installation may name files, and variables that do not begin with ${openPrefix}.`
  return refused('request/forbidden', detail)
}
