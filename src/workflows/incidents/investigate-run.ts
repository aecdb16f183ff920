import { z } from 'zod'
import type { HeardAlert, SignalSource } from '../../contract/incident-nouns.ts'
import type { IncidentWork, Investigated, InvestigationName } from '../../contract/incident-store.ts'
import { failed, investigationName } from '../names.ts'
import { workflow, type Durable, type Runnable } from '../runtime/runtime.ts'

/** What an investigation is given of the world. */
export interface InvestigateTools {
  readonly work: Pick<IncidentWork, 'alerts' | 'reported' | 'failed'>
  readonly signals: (name: InvestigationName) => Promise<SignalSource | undefined>
  /** Asks Prometheus, and looks for the cause among the newest commits, beside this thread. */
  readonly look: (
    asked: {
      readonly project: string
      readonly signals: SignalSource
      readonly alerts: readonly HeardAlert[]
    },
    signal: AbortSignal,
  ) => Promise<Investigation>
}

export type Investigation =
  | { readonly kind: 'investigated'; readonly found: Investigated }
  /** Trying again at once would not help. */
  | { readonly kind: 'refused'; readonly why: string }

type Ending = z.output<typeof Ending>
const Ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reported'), incident: z.string().optional() }),
  failed,
])

/** Looks into a group of alerts, or whether something is wrong that nobody told, once. */
export function investigateRun(tools: InvestigateTools): Runnable {
  const { work, signals: signalsOf, look } = tools
  return workflow({
    name: 'investigate',
    version: 1,
    input: investigationName,

    // One step: what was measured is old by the time that a worker has died and another goes on.
    async run(durable: Durable, name) {
      try {
        return await durable.step('investigate', Ending, async (signal): Promise<Ending> => {
          const signals = await signalsOf(name)
          if (signals === undefined) return { kind: 'failed', why: 'The source of signals was removed.' }
          const alerts = name.group === '' ? [] : await work.alerts(name)
          const looked = await look({ project: name.project, signals, alerts }, signal)
          if (looked.kind === 'refused') {
            await work.failed(name, looked.why)
            return { kind: 'failed', why: looked.why }
          }
          return { kind: 'reported', incident: await work.reported(name, looked.found) }
        })
      } catch (error) {
        const why = `It could not be looked into: ${error instanceof Error ? error.message : String(error)}`
        await durable.act('give up', () => work.failed(name, why))
        return { kind: 'failed', why }
      }
    },
  })
}
