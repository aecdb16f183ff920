import { setTimeout as wait } from 'node:timers/promises'
import type { Stack } from '../../contract/drift-nouns.ts'
import type { DriftName, StackName } from '../../contract/drift-store.ts'
import { openThreads, type Threads } from '../../host/threads.ts'
import type { Observation } from '../../model/observation.ts'
import type { Store } from '../../store/store.ts'
import { checkRun, type Looked } from '../../workflows/drift/check-run.ts'
import { codifyRun, type CodifyTools } from '../../workflows/drift/codify-run.ts'
import { followDrift } from '../../workflows/drift/follow.ts'
import { revertRun } from '../../workflows/drift/revert-run.ts'
import type { Log, Runnable, Runs } from '../../workflows/runtime/runtime.ts'
import { unexpected, type DriftJob, type DriftOutput } from './drift-job.ts'
import type { Mirrors } from './mirrors.ts'
import { proposer } from './proposing.ts'
import { reverting } from './reverting.ts'
import type { ConfiguredForge } from './configuration.ts'
import type { AskTrail, Observers } from './observers.ts'
import type { Terraforming } from './terraforming.ts'

/** What looking for drift takes. */
export interface DriftSettings {
  readonly store: Store
  readonly mirrors: Mirrors
  readonly observers: Observers
  readonly askTrail?: AskTrail | undefined
  readonly terraform: Terraforming
  readonly forges: readonly ConfiguredForge[]
  /** Where pull requests lead to. */
  readonly address: string
  /** The module of the threads. */
  readonly reviewer: URL
  readonly log: Log
  readonly fetch?: typeof fetch
}

type DriftThreads = Threads<DriftJob, DriftOutput>

/** The workflows of drift, and the threads that they use. */
export function driftWorkflows(settings: DriftSettings): {
  readonly workflows: readonly Runnable[]
  readonly close: () => Promise<void>
} {
  const { store } = settings
  const threads: DriftThreads = openThreads(settings.reviewer, {
    threads: 1,
    heapMegabytes: 2048,
    seconds: 600,
  })
  const tools: CodifyTools = {
    work: store.driftWork,
    drift: ({ project, drift }) => store.drifts.get(project, drift),
    edit: ({ project, drift }) => store.drifts.edit(project, drift),
    codify: (name, item, signal) => codified(settings, threads, { ...name, stack: item.stack }, signal),
    open: proposer(settings),
  }
  return {
    workflows: [
      checkRun({
        work: store.driftWork,
        stack: ({ project, stack }) => store.drifts.stack(project, stack),
        look: (name, stack, signal) => looked(settings, threads, { name, stack, signal }),
      }),
      codifyRun(tools),
      revertRun(reverting({ ...settings, ask: (job, signal) => asked(threads, job, signal) })),
    ],
    close: () => threads.close(),
  }
}

const beat = 500

/** Starts what is due, until it is told to end. */
export async function followingDrift(
  { store, log }: Pick<DriftSettings, 'store' | 'log'>,
  runs: Runs,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if ((await followDrift(store.driftWork, store.revertWork, runs)) > 0) continue
    } catch (error) {
      // The database may be away for a moment: the next round says whether it is back.
      if (!signal.aborted) log('warn', `Stacks could not be followed: ${String(error)}`)
    }
    await wait(beat, undefined, { signal }).catch(() => undefined)
  }
}

interface Looking {
  readonly name: StackName
  readonly stack: Stack
  readonly signal: AbortSignal
}

/** The newest commit of a source, here. */
interface Here {
  readonly mirror: string
  readonly sha: string
  readonly path: string
  readonly state: string | undefined
  readonly workspace?: string | undefined
  readonly varFiles?: readonly string[] | undefined
}

async function looked(settings: DriftSettings, threads: DriftThreads, looking: Looking): Promise<Looked> {
  const here = await newest(settings, looking)
  if (typeof here === 'string') return { kind: 'refused', why: here, sha: undefined }
  const { sha } = here
  const seen = await observed(settings, threads, { ...looking, here })
  if (seen.kind === 'refused') return { ...seen, sha }
  const job = { ...here, ...seen.job, kind: 'compare' } as const
  const first = await asked(threads, job, looking.signal)
  const { watched } = looking.stack
  // Who changed it is asked once it is known what has changed.
  const output =
    first.kind === 'compared' && first.untold.length > 0 && watched.kind === 'aws' && settings.askTrail
      ? await asked(
          threads,
          { ...job, trail: await settings.askTrail(watched, first.untold) },
          looking.signal,
        )
      : first
  if (output.kind === 'refused') return { ...output, sha }
  if (output.kind !== 'compared') throw unexpected(output.kind)
  return { kind: 'found', sha, observed: { at: seen.at, by: seen.by }, found: output.found }
}

async function newest(
  { store, mirrors }: DriftSettings,
  { name: { project }, stack, signal }: Looking,
): Promise<Here | string> {
  const source = await store.queries.sources.get(project, stack.source)
  const branch = source?.defaultBranch ?? ''
  const head = source?.heads.find((one) => one.branch === branch)
  if (source === undefined || head === undefined) return 'The source has no commit on its default branch yet.'
  const { sha } = head
  const here = await mirrors.prepared(project, source, { sha, branch }, signal)
  if (here === undefined) return 'The commit is no longer in the repository.'
  const { mirror } = here
  const { watched } = stack
  // The plan says itself what the state remembers.
  if (watched.kind === 'terraform') {
    const { folder = '', workspace, varFiles } = watched
    return { mirror, sha, path: folder, state: undefined, workspace, varFiles }
  }
  return { mirror, sha, path: source.path, state: await stateOf(store, project, stack) }
}

/** What the state that the stack names remembers; it is noted in the ledger that it was read. */
async function stateOf(store: Store, project: string, { state }: Stack): Promise<string | undefined> {
  if (state === undefined) return undefined
  return (await store.states.read(project, state, undefined, 'plumbline'))?.text
}

interface Seen {
  readonly kind: 'seen'
  readonly at: string
  readonly by: string
  readonly job: Pick<
    Extract<DriftJob, { readonly kind: 'compare' }>,
    'stack' | 'observation' | 'from' | 'namespace' | 'today'
  >
}

async function observed(
  { store, observers, terraform }: DriftSettings,
  threads: DriftThreads,
  { name, stack, signal, here }: Looking & { readonly here: Here },
): Promise<Seen | { readonly kind: 'refused'; readonly why: string }> {
  const { watched, id, namespace } = stack
  const seen = (observation: Observation, from: Seen['job']['from'], at: string, by: string): Seen => ({
    kind: 'seen',
    at,
    by,
    job: { stack: id, observation, from, namespace, today: new Date().toISOString().slice(0, 10) },
  })
  if (watched.kind === 'upload') {
    const dump = await store.driftWork.dump(name)
    if (dump === undefined) return { kind: 'refused', why: 'Nobody has sent yet what runs.' }
    const whole = observationOf(stack.name, dump.text)
    return seen(whole, 'sent', dump.at, dump.by)
  }
  const at = new Date().toISOString()
  if (watched.kind === 'terraform') {
    const made = await terraform.plan({ mirror: here.mirror, sha: here.sha, watched }, [], signal)
    if (made.kind === 'refused') return made
    const planned = `${made.program} plan of ${here.path === '' ? '.' : here.path}`
    return seen(observationOf(planned, made.text), 'plan', at, planned)
  }
  const output = await asked(threads, { ...here, kind: 'types' }, signal)
  if (output.kind === 'refused') return output
  if (output.kind !== 'types') throw unexpected(output.kind)
  const answer = await observers[watched.kind](watched, output.types, signal)
  if (answer.kind === 'refused')
    return { kind: 'refused', why: `It could not be asked what runs. ${answer.why}` }
  return seen(answer.observation, 'account', at, answer.observation.name)
}

function observationOf(name: string, text: string): Observation {
  return { name, text, listed: [], failures: [], partly: [] }
}

async function codified(
  settings: DriftSettings,
  threads: DriftThreads,
  name: DriftName & StackName,
  signal: AbortSignal,
): ReturnType<CodifyTools['codify']> {
  const stack = await settings.store.drifts.stack(name.project, name.stack)
  if (stack === undefined) return { kind: 'refused', why: 'The stack was removed.' }
  const looking = { name, stack, signal }
  const here = await newest(settings, looking)
  if (typeof here === 'string') return { kind: 'refused', why: here }
  const seen = await observed(settings, threads, { ...looking, here })
  if (seen.kind === 'refused') return seen
  const output = await asked(threads, { ...here, ...seen.job, kind: 'codify', drift: name.drift }, signal)
  if (output.kind === 'refused') return output
  if (output.kind !== 'codified') throw unexpected(output.kind)
  return output.outcome
}

async function asked(threads: DriftThreads, job: DriftJob, signal: AbortSignal): Promise<DriftOutput> {
  const outcome = await threads.run(job, signal)
  return outcome.kind === 'done' ? outcome.output : outcome
}
