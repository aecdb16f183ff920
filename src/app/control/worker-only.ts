import type { WorkerAsked } from '../../cli/control.ts'
import type { ExitCode } from '../../cli/command.ts'
import { openStore } from '../../store/store.ts'
import { configuredForges, secretIn } from './configuration.ts'
import { useDatabase } from './database.ts'
import { givenKeys } from './keys.ts'
import { stateFolder } from './places.ts'
import { openTracing } from './tracing.ts'
import { untilAsked } from './stopping.ts'
import type { Voice } from './voice.ts'
import { startWork } from './work.ts'

/** A worker alone: any number of them; the runs of one that dies are gone on with by the others. */
export async function workerOnly(asked: WorkerAsked, version: string, voice: Voice): Promise<ExitCode> {
  const stopping = untilAsked(voice)
  const state = stateFolder(asked.state)
  const database = await useDatabase(state, secretIn(process.env, 'DATABASE_URL'))
  const store = await openStore(database.url, { keys: givenKeys(process.env) })
  const tracing = await openTracing(process.env, version)
  const work = await startWork({
    store,
    url: database.url,
    state,
    forges: configuredForges(process.env),
    address: process.env['PLUMBLINE_ADDRESS'] ?? 'http://127.0.0.1:7460',
    concurrency: asked.concurrency,
    allowsPrivateHooks: process.env['PLUMBLINE_PRIVATE_HOOKS'] === '1',
    tracing,
    log: (line) => voice.problem(line),
  })
  stopping.onStop(async () => {
    await work.close()
    await tracing.close()
    await store.close()
    await database.leave()
  })
  voice.say('working')
  return stopping.ended
}
