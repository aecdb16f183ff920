import type { Stack } from '../../contract/drift-nouns.ts'
import type { AskedRevert, PlanOutcome, RevertOutcome, StackName } from '../../contract/drift-store.ts'
import type { Store } from '../../store/store.ts'
import type { RevertTools } from '../../workflows/drift/revert-run.ts'
import { unexpected, type DriftJob, type DriftOutput } from './drift-job.ts'
import type { Mirrors } from './mirrors.ts'
import type { TerraformRoot, Terraforming } from './terraforming.ts'

/** What bringing back takes: the commit, the program, and a thread that reads what it prints. */
export interface RevertingSettings {
  readonly store: Store
  readonly mirrors: Mirrors
  readonly terraform: Terraforming
  readonly ask: (job: DriftJob, signal: AbortSignal) => Promise<DriftOutput>
}

export function reverting(settings: RevertingSettings): RevertTools {
  const { store } = settings
  return {
    work: store.revertWork,
    plan: (asked, signal) => plan(settings, asked, signal),
    apply: (asked, signal) => apply(settings, asked, signal),
    holder: (name) => holder(store, name),
  }
}

async function plan(
  settings: RevertingSettings,
  asked: AskedRevert,
  signal: AbortSignal,
): Promise<PlanOutcome> {
  const item = await settings.store.drifts.get(asked.project, asked.drift)
  if (item === undefined || item.until !== undefined) return failed('The drift is gone.')
  const root = await rootOf(settings, asked, signal)
  if (typeof root === 'string') return failed(root)
  const made = await settings.terraform.plan(root, [item.address], signal)
  if (made.kind === 'refused') return failed(made.why)
  const output = await settings.ask({ kind: 'plan', text: made.text }, signal)
  if (output.kind === 'refused') return failed(output.why)
  if (output.kind !== 'planned') throw unexpected(output.kind)
  return output.does === undefined
    ? failed('There is nothing to bring back: with the newest commit, the plan changes nothing.')
    : { kind: 'planned', sha: root.sha, plan: made.plan, does: output.does }
}

async function apply(
  settings: RevertingSettings,
  asked: AskedRevert,
  signal: AbortSignal,
): Promise<RevertOutcome> {
  const approved = await settings.store.revertWork.approved(asked)
  if (approved === undefined) return failed('The plan is gone.')
  const root = await rootOf(settings, asked, signal)
  if (typeof root === 'string') return failed(root)
  if (root.sha !== approved.sha)
    return failed(
      'The code has gone on since it was planned, so that the plan may not be what it says now. Ask for a new one.',
    )
  const done = await settings.terraform.apply(root, approved.plan, signal)
  return done.kind === 'refused' ? failed(done.why) : { kind: 'applied' }
}

function failed(why: string): { readonly kind: 'failed'; readonly why: string } {
  return { kind: 'failed', why }
}

/** The root at the newest commit, where the stack still lets it be brought back. */
async function rootOf(
  { store, mirrors }: RevertingSettings,
  { project, stack: id }: StackName,
  signal: AbortSignal,
): Promise<TerraformRoot | string> {
  const stack: Stack | undefined = await store.drifts.stack(project, id)
  const watched = stack?.watched
  if (stack === undefined || watched?.kind !== 'terraform') return 'The stack was removed.'
  if (watched.revert === undefined || watched.revert === 'off') return 'Bringing back is off for this stack.'
  const source = await store.queries.sources.get(project, stack.source)
  const branch = source?.defaultBranch ?? ''
  const sha = source?.heads.find((one) => one.branch === branch)?.sha
  if (source === undefined || sha === undefined) return 'The source has no commit on its default branch.'
  const here = await mirrors.prepared(project, source, { sha, branch }, signal)
  return here === undefined
    ? 'The commit is no longer in the repository.'
    : { mirror: here.mirror, sha, watched }
}

/** Of a state that is kept here it is known who has it. */
async function holder(store: Store, { project, stack: id }: StackName): Promise<string> {
  const stack = await store.drifts.stack(project, id)
  const state = stack?.state
  const lock = state === undefined ? undefined : (await store.states.get(project, state))?.lock
  return lock === undefined
    ? ''
    : `The state ${state} is locked by ${lock.who} since ${lock.at.slice(0, 16).replace('T', ' ')} UTC, for ${lock.operation}: once nothing runs there any more, an approver takes the lock away.`
}
