import { z } from 'zod'
import type { ChangedVerdict, CommitName, CommitRecord, CommitStore } from '../../contract/records.ts'
import { changedVerdict, commitName } from '../names.ts'
import { workflow, type Durable, type Runnable } from '../runtime/runtime.ts'
import { Left } from './left.ts'

/** What a commit's run is given of the world. */
export interface CommitTools {
  readonly store: CommitStore
  /** Gets the commit here if it isn't, and reviews it beside this thread. */
  readonly review: (
    commit: CommitName,
    reports: Readonly<Record<string, number>>,
    signal: AbortSignal,
  ) => Promise<ReviewOutcome>
  /** Asks those who want to be asked before a commit is reviewed: why it may not be, or nothing. */
  readonly ask?: (commit: CommitName, run: string, signal: AbortSignal) => Promise<Permission>
  /** Tells the forge that the commit lies at; telling twice changes nothing. A verdict that has changed again is left to who comes next. */
  readonly report?: (commit: CommitName | ChangedVerdict, signal: AbortSignal) => Promise<void>
  /** Sees to it that the forge is told later; twice is as once. */
  readonly reportLater?: (commit: CommitName & Pick<ChangedVerdict, 'missedAt'>) => Promise<void>
}

/** Whether something may be done, or who is against it and why. */
export type Permission = z.output<typeof Permission>
const Permission = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allowed') }),
  z.object({ kind: z.literal('vetoed'), why: z.string() }),
])

export type ReviewOutcome =
  | { readonly kind: 'reviewed'; readonly base: string | undefined; readonly record: CommitRecord }
  /** It cannot be reviewed, and trying again would not help: it is too large, or it is gone. */
  | { readonly kind: 'refused'; readonly why: string }

type Ending = { readonly kind: 'reviewed' } | { readonly kind: 'failed'; readonly why: string }

/**
 * Reviews one commit of a source: asked for, fetched, read, compared with its base, weighed by its gates, and told of once.
 * The first version asked nobody; runs of it that were begun are ended by it.
 */
export function commitRuns(tools: CommitTools): readonly Runnable[] {
  const { ask: _, ...first } = tools
  return [commitRun(tools, 2), commitRun(first, 1), tellRun(tools)]
}

/** Tells the forge again: a report or a pull request has come after the review, somebody has overridden a gate, or it was away. */
function tellRun(tools: Pick<CommitTools, 'report' | 'reportLater'>): Runnable {
  return workflow({
    name: 'tell',
    version: 1,
    input: changedVerdict,

    async run(durable, changed): Promise<void> {
      await (changed.missedAt === undefined ? reported : reportedOnce)(durable, tools, changed)
    },
  })
}

function commitRun(tools: CommitTools, version: 1 | 2): Runnable {
  const { store, review, ask } = tools
  return workflow({
    name: 'commit',
    version,
    input: commitName,

    async run(durable, commit): Promise<Ending> {
      const said: Permission = ask
        ? await durable.step('ask', Permission, (signal) => ask(commit, durable.run, signal))
        : { kind: 'allowed' }
      if (said.kind === 'vetoed') {
        await durable.act('fail', () => store.failed(commit, said.why))
        return { kind: 'failed', why: said.why }
      }
      await durable.act('start', () => store.started(commit, durable.run))
      const left = await durable.step('review', Left, async (signal): Promise<Left> => {
        const outcome = await review(commit, await store.reported(commit), signal)
        if (outcome.kind === 'refused') return outcome
        return { kind: 'kept', base: outcome.base, kept: await store.keep(commit, outcome.record) }
      })
      if (left.kind === 'refused') {
        await durable.act('fail', () => store.failed(commit, left.why))
        return { kind: 'failed', why: left.why }
      }
      await durable.act('tell', () => store.reviewed(commit, left.base, left.kept))
      await reported(durable, tools, commit)
      return { kind: 'reviewed' }
    },
  })
}

type Reporting = Pick<CommitTools, 'report' | 'reportLater'>

/** What was found stays found when the forge is away for longer than steps are tried again: it is told later. */
async function reported(
  durable: Durable,
  { report, reportLater }: Reporting,
  commit: CommitName,
): Promise<void> {
  if (report === undefined) return
  try {
    await durable.act('report', (signal) => report(commit, signal))
  } catch {
    await durable.act('report missed', async () => reportLater?.(commit))
  }
}

/** Where it has been away it is asked once, so that nobody has to wait until it has not answered eight times. */
async function reportedOnce(
  durable: Durable,
  { report, reportLater }: Reporting,
  commit: ChangedVerdict,
): Promise<void> {
  if (report === undefined) return
  const isTold = await durable.step('report once', z.boolean(), (signal) =>
    report(commit, signal).then(
      () => true,
      () => false,
    ),
  )
  if (!isTold) await durable.act('report missed', async () => reportLater?.(commit))
}
