import type { HeardAlert, SignalSource } from '../../contract/incident-nouns.ts'
import type { IncidentWork, Investigated, InvestigationName } from '../../contract/incident-store.ts'
import type { Durable, Workflow } from '../runtime/runtime.ts'

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

type Ending =
  | { readonly kind: 'reported'; readonly incident: string | undefined }
  | { readonly kind: 'failed'; readonly why: string }

/** Looks into a group of alerts, or whether something is wrong that nobody told, once. */
export function investigateRun(tools: InvestigateTools): Workflow<InvestigationName, Ending> {
  const { work, signals: signalsOf, look } = tools
  return {
    name: 'investigate',
    version: 1,

    // One step: what was measured is old by the time that a worker has died and another goes on.
    async run(durable: Durable, name) {
      try {
        return await durable.step('investigate', async (signal): Promise<Ending> => {
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
        await durable.step('give up', async () => {
          await work.failed(name, why)
          return true
        })
        return { kind: 'failed', why }
      }
    },
  }
}
