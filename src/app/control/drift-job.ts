import type { RevertPlan } from '../../contract/drift-nouns.ts'
import type { EditOutcome, FoundDrift } from '../../contract/drift-store.ts'
import { readDump, readObservation } from '../../dumps/index.ts'
import { accountTypes } from '../../engine/drift/account.ts'
import { configOf } from '../../engine/config/config.ts'
import { readCode } from '../../engine/drift/code.ts'
import { readPlan, revertedBy } from '../../engine/drift/plan.ts'
import { trailSubjects } from '../../engine/drift/who.ts'
import { providerTable } from '../../host/tables.ts'
import { filePath } from '../../kernel/brand.ts'
import { Fault } from '../../kernel/fault.ts'
import { isPlan } from '../../model/change.ts'
import type { Observation } from '../../model/observation.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import type { Trail, TrailSubject } from '../../model/trail.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import { codifiedDrift } from '../../workflows/drift/codify.ts'
import { foundDrift, stateReading, type Compared } from '../../workflows/drift/compare.ts'
import { snapshotOf } from './review-job.ts'

/** A commit of a mirror on this machine, and a live system, as plain data: what a thread is sent. */
export type DriftJob =
  | (Asked & { readonly kind: 'types' })
  | (Asked & Running & { readonly kind: 'compare'; readonly trail?: Trail })
  | (Asked & Running & { readonly kind: 'codify'; readonly drift: string })
  /** What a plan does. */
  | { readonly kind: 'plan'; readonly text: string }

interface Asked {
  readonly mirror: string
  readonly sha: string
  /** The folder that is read. */
  readonly path: string
  readonly state: string | undefined
  readonly workspace?: string | undefined
  readonly varFiles?: readonly string[] | undefined
}

interface Running {
  readonly stack: string
  readonly observation: Observation
  /** Whether it was sent by somebody, in any form that dumps have, or asked for by us: an account, or Terraform for its plan. */
  readonly from: 'sent' | 'account' | 'plan'
  readonly namespace: string | undefined
  readonly today: string
}

export type DriftOutput =
  | { readonly kind: 'types'; readonly types: readonly string[] }
  | {
      readonly kind: 'compared'
      readonly found: FoundDrift
      /** Of which it is not known who changed them. */
      readonly untold: readonly TrailSubject[]
    }
  | { readonly kind: 'codified'; readonly outcome: EditOutcome }
  | { readonly kind: 'planned'; readonly does: RevertPlan | undefined }
  | { readonly kind: 'refused'; readonly why: string }

/** Compares, or works out an edit, as the command line does. Nothing of the repository is run. */
export async function driftJob(job: DriftJob): Promise<DriftOutput> {
  if (job.kind === 'plan') return whatItDoes(job.text)
  const snapshot = snapshotOf(job.mirror, job.sha)
  if (job.kind === 'types') {
    const options = plainOptions
    const code = readCode({ snapshot, folder: filePath(job.path), options, live: undefined, dump: undefined })
    const state = job.state === undefined ? undefined : stateReading(job.state, options)
    return { kind: 'types', types: accountTypes([...code.readings, ...(state === undefined ? [] : [state])]) }
  }
  const options = optionsFor(job)
  const live = liveReading(job, options)
  if (typeof live === 'string') return { kind: 'refused', why: live }
  const compared: Compared = {
    stack: job.stack,
    snapshot,
    folder: filePath(job.path),
    options,
    config: configOf(snapshot).config,
    live,
    observation: job.from === 'account' ? job.observation : undefined,
    plan: isPlan(live) ? live : undefined,
    state: job.state,
    namespace: job.namespace,
    today: job.today,
  }
  if (job.kind === 'compare') {
    const planRules = await allPlanRules()
    const { found, drift } = foundDrift({ ...compared, trail: job.trail }, planRules)
    return { kind: 'compared', found, untold: job.from === 'account' ? trailSubjects(drift) : [] }
  }
  const known = { ...compared, sha: job.sha, rules: await allRules(), planRules: await allPlanRules() }
  const outcome = codifiedDrift(known, job.drift)
  return { kind: 'codified', outcome }
}

async function whatItDoes(text: string): Promise<DriftOutput> {
  const plan = readPlan('plan', text, plainOptions)
  if (plan === undefined) return { kind: 'refused', why: 'What Terraform printed is no plan.' }
  const { reverting } = revertedBy(plan, '', await allPlanRules())
  if (reverting === undefined) return { kind: 'planned', does: undefined }
  const { counts, dangers } = reverting.blast
  const changes = plan.changes
    .filter(({ mode, actions }) => mode === 'managed' && !actions.includes('no-op'))
    .map(({ address, actions }) => ({ address, action: actions.join(', ') }))
  if (changes.length > mostTold) {
    const why = `The plan touches ${changes.length} resources, more than anybody can look at here before approving it. Apply it where the code is, or revert the drift of single resources.`
    return { kind: 'refused', why }
  }
  const { created, changed, replaced, destroyed } = counts
  return {
    kind: 'planned',
    does: {
      created,
      changed,
      replaced,
      destroyed,
      changes,
      dangers: dangers.map(({ address, message, danger, rule, dependents }) => ({
        address,
        message,
        class: danger,
        rule,
        dependents: dependents.slice(0, mostNamed),
      })),
    },
  }
}

/** Who approves must have seen all that is done. */
const mostTold = 500
const mostNamed = 20

const plainOptions: ReadOptions = filesAlone(providerTable)

function optionsFor({ workspace, varFiles = [] }: Asked): ReadOptions {
  return {
    ...plainOptions,
    workspace: workspace ?? plainOptions.workspace,
    layers: varFiles.map((file) => ({ kind: 'file', file: filePath(file) })),
  }
}

function liveReading({ observation, from }: Running, options: ReadOptions): Reading | string {
  if (from === 'account') return readObservation(observation)
  if (from === 'plan')
    return readPlan(observation.name, observation.text, options) ?? 'What Terraform printed is no plan.'
  const { value, diagnostics } = readDump(filePath(`<${observation.name}>`), observation.text)
  if (value !== undefined) return value
  return diagnostics[0]?.detail ?? 'What was sent could not be understood.'
}

/** For threads of this kind: a job of another is a defect. */
export function isDriftJob(job: object): job is DriftJob {
  return 'kind' in job && ['types', 'compare', 'codify', 'plan'].includes(String(job.kind))
}

/** What a thread has given when it was asked for something else. */
export function unexpected(kind: string): Fault {
  return new Fault('internal/unreachable', { thread: kind })
}
