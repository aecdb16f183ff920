import { randomBytes } from 'node:crypto'
import type { Hook } from '../../contract/nouns.ts'
import { isRefusal, refused, type Refusal } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import { privateHost } from '../../model/private-host.ts'
import { isAdministrator, nameOf, type Caller } from '../caller.ts'
import type { Parts, Settings } from '../parts.ts'
import { done, doneOnly, serve, type Served } from '../serve.ts'

export function hookHandlers({ queries, commands, settings }: Parts): readonly Served[] {
  return [
    serve(api.hooks.list, async ({ project }) => ({ items: await queries.settings.hooks(project) })),
    serve(api.hooks.add, async ({ project, ...hook }, caller) => {
      const refusal = beyond(hook.to, caller, settings)
      if (refusal !== undefined) return refusal
      const secret = newSecret()
      const made = done(await commands.hooks.add(project, hook, secret, nameOf(caller)))
      return isRefusal(made) ? made : { hook: made, secret }
    }),
    serve(api.hooks.remove, async ({ project, hook }, caller) =>
      doneOnly(await commands.hooks.remove(project, hook, nameOf(caller))),
    ),
    serve(api.hooks.renew, async ({ project, hook }, caller) => {
      const secret = newSecret()
      const made = doneOnly(await commands.hooks.renew(project, hook, secret, nameOf(caller)))
      return isRefusal(made) ? made : { secret }
    }),
    serve(api.hooks.deliveries, async ({ project, after, limit, ...filter }) =>
      queries.settings.deliveries(project, filter, { after, limit }),
    ),
    serve(api.hooks.replay, async ({ project, delivery }, caller) =>
      done(await commands.hooks.replay(project, delivery, nameOf(caller))),
    ),
  ]
}

/** As https://www.standardwebhooks.com has it. */
function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/** The server runs commands and sends requests from where it stands: that is not everyone's to say. */
function beyond(
  to: Hook['to'],
  caller: Caller,
  { allowsPrivateHooks: allowsPrivate, hookPrograms }: Settings,
): Refusal | undefined {
  if (to.kind === 'command') {
    const [program] = to.command
    if (program === undefined) return refused('request/invalid', 'A command needs a program.')
    if (isAdministrator(caller) || hookPrograms.includes(program)) return undefined
    return refused(
      'request/forbidden',
      'Only an administrator of the installation may have any program run; others those of PLUMBLINE_HOOK_PROGRAMS.',
    )
  }
  const url = URL.canParse(to.url) ? new URL(to.url) : undefined
  if (url === undefined || !/^https?:$/u.test(url.protocol) || url.username !== '')
    return refused('request/invalid', 'A hook goes to an http or https address without a user in it.')
  if (allowsPrivate || privateHost(url.hostname) === undefined) return undefined
  return refused('request/forbidden', 'Hooks may not point at this machine or at private networks here.')
}
