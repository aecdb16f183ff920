import { z } from 'zod'
import type { DriftEdit, DriftItem } from '../../contract/drift-nouns.ts'
import type {
  AskedProposal,
  DriftName,
  DriftWork,
  EditOutcome,
  ProposalOutcome,
} from '../../contract/drift-store.ts'
import { askedProposal, failed, orNone } from '../names.ts'
import { workflow, type Durable, type Runnable } from '../runtime/runtime.ts'

/** What writing a drift into the code takes of the world. */
export interface CodifyTools {
  readonly work: Pick<DriftWork, 'proposal' | 'edited' | 'proposed'>
  readonly drift: (name: DriftName) => Promise<DriftItem | undefined>
  readonly edit: (name: DriftName) => Promise<DriftEdit | undefined>
  /** Works out the edit, beside this thread. */
  readonly codify: (name: DriftName, item: DriftItem, signal: AbortSignal) => Promise<EditOutcome>
  /** Opens the pull request, or makes the branch; doing so twice gives the same one. */
  readonly open: (
    name: DriftName,
    item: DriftItem,
    edit: DriftEdit,
    signal: AbortSignal,
  ) => Promise<ProposalOutcome>
}

type Ending = z.output<typeof Ending>
const Ending = z.object({ kind: z.enum(['ready', 'refused', 'proposed', 'failed', 'gone']) })

const Opened = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proposed'),
    branch: z.string(),
    url: orNone(z.string()),
    number: orNone(z.number()),
  }),
  failed,
])

/** Does what was asked for about a drift: works out its edit, or opens the pull request with it. */
export function codifyRun(tools: CodifyTools): Runnable {
  return workflow({
    name: 'codify',
    version: 1,
    input: askedProposal,

    run: (durable, asked) =>
      asked.state === 'asked' ? edited(durable, asked, tools) : opened(durable, asked, tools),
  })
}

async function edited(durable: Durable, asked: AskedProposal, tools: CodifyTools): Promise<Ending> {
  try {
    return await durable.step('edit', Ending, async (signal): Promise<Ending> => {
      const item = await tools.drift(asked)
      const outcome: EditOutcome =
        item === undefined || item.until !== undefined
          ? { kind: 'refused', why: 'The drift is gone.' }
          : await tools.codify(asked, item, signal)
      // The edit itself is not in the journal of the run: it lies under a key.
      await tools.work.edited(asked, outcome)
      return { kind: outcome.kind }
    })
  } catch (error) {
    const why = `The edit could not be worked out: ${error instanceof Error ? error.message : String(error)}`
    await durable.act('give up', () => tools.work.edited(asked, { kind: 'refused', why }))
    return { kind: 'refused' }
  }
}

async function opened(durable: Durable, asked: AskedProposal, tools: CodifyTools): Promise<Ending> {
  const outcome = await tried(durable, asked, tools)
  await durable.act('tell', () => tools.work.proposed(asked, outcome))
  return { kind: outcome.kind }
}

async function tried(durable: Durable, asked: AskedProposal, tools: CodifyTools): Promise<ProposalOutcome> {
  try {
    return await durable.step('open', Opened, async (signal): Promise<ProposalOutcome> => {
      const [item, edit] = [await tools.drift(asked), await tools.edit(asked)]
      if (item === undefined || edit === undefined) return { kind: 'failed', why: 'The edit is gone.' }
      return tools.open(asked, item, edit, signal)
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', why: `The pull request could not be opened: ${why}` }
  }
}
