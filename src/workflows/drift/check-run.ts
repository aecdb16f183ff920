import { z } from 'zod'
import type { Stack } from '../../contract/drift-nouns.ts'
import type { DriftWork, FoundDrift, StackName } from '../../contract/drift-store.ts'
import { failed, stackName } from '../names.ts'
import { workflow, type Durable, type Runnable } from '../runtime/runtime.ts'

/** What a check is given of the world. */
export interface CheckTools {
  readonly work: Pick<DriftWork, 'checked' | 'failed'>
  readonly stack: (name: StackName) => Promise<Stack | undefined>
  /** Learns what runs, and compares it with the newest commit, beside this thread. */
  readonly look: (name: StackName, stack: Stack, signal: AbortSignal) => Promise<Looked>
}

export type Looked =
  | {
      readonly kind: 'found'
      readonly sha: string
      readonly observed: { readonly at: string; readonly by: string }
      readonly found: FoundDrift
    }
  /** Trying again at once would not help. */
  | { readonly kind: 'refused'; readonly why: string; readonly sha: string | undefined }

type Ending = z.output<typeof Ending>
const Ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checked'), appeared: z.int(), gone: z.int() }),
  failed,
])

/** Compares what runs in a stack with its code, once, and tells what is otherwise than before. */
export function checkRun({ work, stack: stackOf, look }: CheckTools): Runnable {
  return workflow({
    name: 'drift',
    version: 1,
    input: stackName,

    // One step: what was learnt of a live system is old by the time that a worker has died and another goes on.
    async run(durable: Durable, name) {
      try {
        return await durable.step('check', Ending, async (signal): Promise<Ending> => {
          const stack = await stackOf(name)
          if (stack === undefined) return { kind: 'failed', why: 'The stack was removed.' }
          const looked = await look(name, stack, signal)
          if (looked.kind === 'refused') {
            await work.failed(name, looked.why, looked.sha)
            return { kind: 'failed', why: looked.why }
          }
          const { sha, observed, found } = looked
          return { kind: 'checked', ...(await work.checked(name, { sha, observed, found })) }
        })
      } catch (error) {
        const why = `It could not be compared: ${error instanceof Error ? error.message : String(error)}`
        await durable.act('give up', () => work.failed(name, why, undefined))
        return { kind: 'failed', why }
      }
    },
  })
}
