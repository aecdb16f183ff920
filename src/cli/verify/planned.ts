import { readPlan } from '../../engine/drift/plan.ts'
import { verdictOfPlan } from '../../engine/verify/plan.ts'
import type { Reading } from '../../model/reading.ts'
import type { VerifiedVerdict } from '../../model/verification.ts'
import { withoutCredentialsIn } from '../../model/without-credentials.ts'
import type { Call } from '../command.ts'
import { programsFor } from '../planning.ts'
import type { Opened } from '../reading.ts'

/** In seconds: providers may ask their cloud for data sources. */
const timeLimit = 600

/** What the user's own `terraform` or `tofu` plans of a root, beside what we read of it. */
export async function plannedVerdict(
  opened: Opened,
  { ours, variables }: { readonly ours: Reading; readonly variables: readonly string[] },
  { context, given }: Pick<Call<object>, 'context' | 'given'>,
): Promise<VerifiedVerdict> {
  const { repository, options } = opened
  const typed = repository.typed(ours.root) || '.'
  const workspace = given.findLast(({ name }) => name === 'workspace')?.text
  const programs = programsFor(opened, ours.root)
  const mistake = ours.diagnostics.find(({ severity }) => severity === 'error')
  const answer = await (
    await context.targets()
  ).terraform(
    {
      programs,
      folder: [repository.root, ours.root].filter((part) => part !== '').join('/'),
      typed,
      variables,
      environment: workspace === undefined ? {} : { TF_WORKSPACE: workspace },
      timeLimit,
    },
    (text) => context.progress(text),
  )
  if (answer.kind === 'refused') {
    if (answer.isMissing === true) return { kind: 'missing', program: programs.join(' or ') }
    // A provider, a state or a cloud may be what is missing, which says nothing of how the code is read.
    return mistake === undefined
      ? { kind: 'left-out', why: shortly(withoutCredentialsIn(answer.why)) }
      : { kind: 'both-refuse' }
  }
  if (mistake !== undefined) return { kind: 'disagree', who: 'we', why: withoutCredentialsIn(mistake.detail) }
  const plan = readPlan(`${answer.program} plan of ${typed}`, answer.text, options)
  return plan === undefined
    ? { kind: 'left-out', why: `What ${answer.program} printed is no plan.` }
    : verdictOfPlan(ours, plan)
}

function shortly(why: string): string {
  const [, command] = /Run `([^`]+ init)` first/u.exec(why) ?? []
  return command === undefined ? why : `it wants \`${command}\` first`
}
