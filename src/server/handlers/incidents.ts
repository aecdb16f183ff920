import type { SignalCredential, SignalSource } from '../../contract/incident-nouns.ts'
import type { LearnedSignal, LookedSignals, SignalsAskable } from '../../contract/look-nouns.ts'
import { refused, type Refusal } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import { privateHost } from '../../model/private-host.ts'
import { isAdministrator, nameOf, type Caller } from '../caller.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, found, serve, type Served } from '../serve.ts'

export function signalHandlers({ incidents, looks, settings }: Parts): readonly Served[] {
  return [
    serve(api.signals.list, async ({ project }) => ({ items: await incidents.signals(project) })),
    serve(api.signals.add, async ({ project, ...signals }, caller) => {
      const allowsPrivate = settings.allowsPrivateHooks || isAdministrator(caller)
      const refusal =
        signals.kind === 'logs'
          ? logsRefusal(signals.url, settings.logFolders, caller)
          : (urlRefusal(signals.url, allowsPrivate) ?? credentialRefusal(signals.credential, caller))
      if (refusal !== undefined) return refusal
      const answer = await incidents.addSignals(project, { ...signals, allowsPrivate }, nameOf(caller))
      return done<SignalSource>(answer)
    }),
    serve(api.signals.remove, async ({ project, signals }, caller) =>
      doneOnly(await incidents.removeSignals(project, signals, nameOf(caller))),
    ),
    serve(api.signals.askable, async ({ project, signals }) =>
      done<SignalsAskable>(await looks.askable(project, signals)),
    ),
    serve(api.signals.series, async ({ project, signals, ...asked }) =>
      done<LookedSignals>(await looks.series(project, signals, asked)),
    ),
    serve(api.signals.learned, async ({ project, signals, ...asked }) =>
      done<LearnedSignal>(await looks.learned(project, signals, asked)),
    ),
  ]
}

export function incidentHandlers({ incidents }: Parts): readonly Served[] {
  return [
    serve(api.incidents.list, async ({ project, after, limit, ...filter }) =>
      incidents.list(project, filter, { after, limit }),
    ),
    serve(api.incidents.get, async ({ project, incident }) =>
      found(await incidents.get(project, incident), 'incident'),
    ),
    serve(api.incidents.again, async ({ project, incident }) =>
      doneOnly(await incidents.again(project, incident)),
    ),
  ]
}

function urlRefusal(text: string, allowsPrivate: boolean): Refusal | undefined {
  if (!URL.canParse(text) || !/^https?:\/\//u.test(text))
    return refused('request/invalid', 'The address of a Prometheus begins with http:// or https://.')
  const { username, password, hostname } = new URL(text)
  if (username !== '' || password !== '')
    return refused('request/invalid', 'An address holds no credentials: say where they are instead.')
  if (allowsPrivate || privateHost(hostname) === undefined) return undefined
  const detail = 'Only an administrator of the installation may name addresses of private networks.'
  return refused('request/forbidden', detail)
}

/** Lines are sent, or stand in a folder that the configuration of the server names. */
function logsRefusal(url: string, folders: readonly string[], caller: Caller): Refusal | undefined {
  if (url === '') return undefined
  if (!isAdministrator(caller))
    return refused('request/forbidden', 'Only an administrator of the installation may name folders.')
  const path = URL.canParse(url) ? new URL(url) : undefined
  if (path?.protocol !== 'file:' || path.host !== '' || /%2f|%(?![\da-f]{2})/iu.test(path.pathname))
    return refused('request/invalid', 'A folder of logs is named as file:///var/log/shop.')
  // What it says is looked at here, and what it leads to when it is read.
  const name = decodeURIComponent(path.pathname).replace(/\/+$/u, '')
  if (folders.some((one) => `${name}/`.startsWith(`${one.replace(/\/+$/u, '')}/`))) return undefined
  const detail = `The folder is in none that PLUMBLINE_LOG_FOLDERS of the server lists (${folders.length === 0 ? 'it lists none' : folders.join(', ')}).`
  return refused('request/forbidden', detail)
}

/** Variables for everyone begin with this, because the others of the server are nobody's to send elsewhere. */
const openPrefix = 'PLUMBLINE_SIGNALS_'

function credentialRefusal(credential: SignalCredential | undefined, caller: Caller): Refusal | undefined {
  if (credential === undefined || isAdministrator(caller)) return undefined
  const { from } = credential
  if (from.kind === 'env' && from.name.startsWith(openPrefix)) return undefined
  const detail = `Only an administrator of the installation may name files, and variables that do not begin with ${openPrefix}.`
  return refused('request/forbidden', detail)
}
