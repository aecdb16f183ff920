import { z } from 'zod'
import type {
  AskedRevert,
  PlanOutcome,
  RevertOutcome,
  RevertWork,
  StackName,
} from '../../contract/drift-store.ts'
import { askedRevert, failed } from '../names.ts'
import { workflow, type Durable, type Runnable } from '../runtime/runtime.ts'

/** What bringing back what the code says takes of the world. */
export interface RevertTools {
  readonly work: Omit<RevertWork, 'reverts'>
  /** Plans it, and works out what the plan does. */
  readonly plan: (name: AskedRevert, signal: AbortSignal) => Promise<PlanOutcome>
  /** Does what the plan says. */
  readonly apply: (name: AskedRevert, signal: AbortSignal) => Promise<RevertOutcome>
  /** Who has the state, in a full sentence; empty where nobody is known to. */
  readonly holder: (name: StackName) => Promise<string>
}

type Ending = z.output<typeof Ending>
const Ending = z.object({ kind: z.enum(['planned', 'applied', 'failed']) })

const Applied = z.discriminatedUnion('kind', [z.object({ kind: z.literal('applied') }), failed])

/** Plans what brings something back; and, once it is approved, applies it. The approval comes in between, from people. */
export function revertRun(tools: RevertTools): Runnable {
  return workflow({
    name: 'revert',
    version: 1,
    input: askedRevert,

    run: (durable, asked) =>
      asked.state === 'asked' ? planned(durable, asked, tools) : applied(durable, asked, tools),
  })
}

async function planned(durable: Durable, asked: AskedRevert, { work, plan }: RevertTools): Promise<Ending> {
  try {
    return await durable.step('plan', Ending, async (signal): Promise<Ending> => {
      const outcome = await plan(asked, signal)
      // The plan is not in the journal of the run: it lies under a key.
      await work.planned(asked, outcome)
      return { kind: outcome.kind }
    })
  } catch (error) {
    const why = `It could not be planned: ${messageOf(error)}`
    await durable.act('give up', () => work.planned(asked, { kind: 'failed', why }))
    return { kind: 'failed' }
  }
}

async function applied(durable: Durable, asked: AskedRevert, tools: RevertTools): Promise<Ending> {
  const outcome = await tried(durable, asked, tools)
  await durable.act('tell', async () => {
    const holder = outcome.kind === 'failed' ? await tools.holder(asked) : ''
    await tools.work.reverted(
      asked,
      outcome.kind === 'failed' ? { ...outcome, why: `${outcome.why} ${holder}`.trim() } : outcome,
    )
  })
  return { kind: outcome.kind }
}

async function tried(durable: Durable, asked: AskedRevert, tools: RevertTools): Promise<RevertOutcome> {
  try {
    return await durable.step('apply', Applied, async (signal): Promise<RevertOutcome> => {
      // What was begun by one who died may be done in part, and is not begun again: its record is what counts.
      if (!(await tools.work.begun(asked))) return { kind: 'failed', why: interrupted }
      return tools.apply(asked, signal)
    })
  } catch (error) {
    return { kind: 'failed', why: `It could not be applied: ${messageOf(error)}` }
  }
}

const interrupted =
  'The worker that applied the plan died in the middle, so that it is not known what of it was done; what runs is compared again.'

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
