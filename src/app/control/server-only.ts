import type { ServerAsked } from '../../cli/control.ts'
import { exit, type ExitCode } from '../../cli/command.ts'
import { openStore } from '../../store/store.ts'
import { configuredForges, secretIn } from './configuration.ts'
import { useDatabase } from './database.ts'
import { givenKeys } from './keys.ts'
import { stateFolder } from './places.ts'
import { mirrorsIn } from './reviewing.ts'
import { startServing } from './serving.ts'
import { openTracing } from './tracing.ts'
import { untilAsked } from './stopping.ts'
import type { Voice } from './voice.ts'

/** The server alone: any number of them on one database. */
export async function serverOnly(asked: ServerAsked, version: string, voice: Voice): Promise<ExitCode> {
  const stopping = untilAsked(voice)
  const state = stateFolder(asked.state)
  const database = await useDatabase(state, secretIn(process.env, 'DATABASE_URL'))
  const store = await openStore(database.url, {
    connections: 20,
    blame: mirrorsIn(state).blame,
    keys: givenKeys(process.env),
  })
  const tracing = await openTracing(process.env, version)
  const served = await startServing({
    store,
    forges: configuredForges(process.env),
    version,
    host: asked.host,
    port: asked.port,
    tries: 1,
    address: asked.address ?? process.env['PLUMBLINE_ADDRESS'],
    allowsPrivateHooks: process.env['PLUMBLINE_PRIVATE_HOOKS'] === '1',
    tracing,
    log: (line) => voice.problem(line),
  })
  stopping.onStop(async () => {
    await served.close()
    await tracing.close()
    await store.close()
    await database.leave()
  })
  voice.say(`serving at ${served.address}, port ${served.port}`)
  if (asked.signIn !== undefined) {
    const link = await store.commands.access.signInLink(asked.signIn, 3600)
    voice.say(`sign ${asked.signIn} in, once, with ${served.address}/sign-in?link=${link}`)
  }
  return (await stopping.ended) === exit.good ? exit.good : exit.no
}
