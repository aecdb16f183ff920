import type { Tracing } from '../../kernel/tracing.ts'
import type { LogLine } from '../../server/parts.ts'
import { serverOf } from '../../server/server.ts'
import type { Store } from '../../store/store.ts'
import { documents, ruleList, rulePage } from './documents.ts'
import { consoleAssets } from './assets.ts'
import { listIn, type ConfiguredForge } from './configuration.ts'
import { ports } from './hook-ports.ts'
import { followingLogs, logIntake } from './logging.ts'
import { lookingAt } from './looking.ts'
import { listen, type Listening } from './listen.ts'

/** How long a session lives. */
const sessionSeconds = 14 * 86_400

export interface Serving {
  readonly store: Store
  readonly forges: readonly ConfiguredForge[]
  readonly version: string
  readonly host: string
  readonly port: number
  /** How many ports may be tried. */
  readonly tries: number
  /** Where people reach the server when that isn't where it listens. */
  readonly address: string | undefined
  readonly allowsPrivateHooks: boolean
  readonly tracing: Tracing
  log(line: LogLine): void
}

export interface Served extends Listening {
  readonly address: string
}

/** Puts the server together and listens. The address is known only then, so the parts are made with the port. */
export async function startServing(serving: Serving): Promise<Served> {
  const { store, host } = serving
  const late: { fetch: ReturnType<typeof serverOf>['fetch'] | undefined } = { fetch: undefined }
  const listening = await listen(
    (request, bindings) => late.fetch?.(request, bindings) ?? new Response('', { status: 503 }),
    serving,
  )
  const address = (serving.address ?? addressAt(host, listening.port)).replace(/\/+$/u, '')
  const looks = lookingAt(store.incidents, store.logs)
  const logFolders = listIn(process.env['PLUMBLINE_LOG_FOLDERS'])
  const { mine } = looks
  const stopFollowing = following(serving, mine, logFolders)
  const app = serverOf({
    queries: store.queries,
    commands: store.commands,
    states: store.states,
    drifts: store.drifts,
    feed: store.feed,
    incidents: store.incidents,
    looks,
    logs: logIntake(store, mine),
    settings: {
      version: serving.version,
      address,
      hosts: hostsOf(serving),
      checksReplies: false,
      rate: { perSecond: 300, burst: 1000 },
      allowsPrivateHooks: serving.allowsPrivateHooks,
      hookPrograms: listIn(process.env['PLUMBLINE_HOOK_PROGRAMS']),
      logFolders,
    },
    asset: consoleAssets(),
    now: () => Date.now(),
    log: (line) => serving.log(line),
    tracing: serving.tracing,
    isReady: () => store.isReady(),
    totals: () => store.totals(),
    pages: { documents: documents(), rule: rulePage, rules: ruleList },
    hookPorts: ports({ allowsPrivate: serving.allowsPrivateHooks }),
    forges: serving.forges,
    signIn: [
      { path: '', prove: async ({ link = '' }) => store.commands.access.redeem(link, sessionSeconds) },
    ],
  })
  late.fetch = app.fetch
  return {
    ...listening,
    address,
    close: async () => {
      await stopFollowing()
      await looks.close()
      await listening.close()
    },
  }
}

/** Follows the folders of logs; what is given back ends that. */
function following(
  serving: Serving,
  mine: ReturnType<typeof lookingAt>['mine'],
  folders: readonly string[],
): () => Promise<void> {
  const stopping = new AbortController()
  const ended = followingLogs(
    serving.store,
    { mine, folders, log: (line) => serving.log(line) },
    stopping.signal,
  )
  return async () => {
    stopping.abort()
    await ended
  }
}

function addressAt(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** On this machine alone only its own names are right; elsewhere the given address says the name. */
function hostsOf({ host, address }: Serving): readonly string[] {
  const own = ['127.0.0.1', 'localhost', '[::1]']
  if (address !== undefined) return [new URL(address).hostname, ...own]
  return own.includes(host) || host === '::1' ? own : []
}
