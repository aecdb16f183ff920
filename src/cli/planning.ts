import { readPlan, revertedBy } from '../engine/drift/plan.ts'
import type { Planned } from '../engine/drift/terraform.ts'
import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { PlanReading } from '../model/change.ts'
import { shellWord } from '../model/shell-word.ts'
import type { Reverted } from '../model/drift.ts'
import type { Reading } from '../model/reading.ts'
import { allPlanRules } from '../rules/index.ts'
import { clean } from '../report/words.ts'
import { exit, type Call, type ExitCode } from './command.ts'
import type { Opened } from './reading.ts'
import type { TerraformPlace } from './targets.ts'

/** What a root of Terraform runs, as its own program says it. */
export interface Planning {
  readonly kind: 'observed'
  readonly reading: PlanReading
  readonly planned: Planned
  readonly reverting: Reverted | undefined
  readonly problems: readonly Diagnostic[]
}

/** Asks `terraform` or `tofu` what it would do in the folder, and reads it. */
export async function askedPlan(
  opened: Opened,
  seen: readonly Reading[],
  { context, given, options: { timeLimit } }: Call<{ readonly timeLimit: number }>,
): Promise<Planning | { readonly kind: 'refused'; readonly code: ExitCode }> {
  const { repository, options } = opened
  const place = terraformPlace(opened, { given, options: { timeLimit } })
  const variables = options.layers.flatMap((one) =>
    one.kind === 'file' ? [`-var-file=${repository.root}/${one.file}`] : ['-var', `${one.name}=${one.text}`],
  )
  const targets = await context.targets()
  const answer = await targets.terraform({ ...place, variables }, (text) => context.progress(text))
  context.progress(undefined)
  const refused = (why: string): { readonly kind: 'refused'; readonly code: ExitCode } => {
    context.complain(`plumbline: Terraform could not be asked. ${clean(why)}\n`)
    return { kind: 'refused', code: exit.input }
  }
  if (answer.kind === 'refused') return refused(answer.why)
  const plan = readPlan(`${answer.program} plan of ${place.typed}`, answer.text, options)
  if (plan === undefined) return refused(`What ${answer.program} printed is no plan.`)
  const command = commandOf(answer.program, place.typed, place.environment['TF_WORKSPACE'], variables)
  const { reverting, diagnostics } = revertedBy(plan, command, await allPlanRules())
  return {
    kind: 'observed',
    reading: plan,
    planned: { plan, root: repository.folder, seen },
    reverting,
    problems: [...plan.diagnostics, ...diagnostics],
  }
}

/** The folder as a root of Terraform, and the programs that may be asked about it. */
export function terraformPlace(
  opened: Opened,
  { given, options: { timeLimit } }: Pick<Call<{ readonly timeLimit: number }>, 'given' | 'options'>,
): TerraformPlace {
  const { repository } = opened
  const workspace = given.findLast(({ name }) => name === 'workspace')?.text
  return {
    programs: programsFor(opened, repository.folder),
    folder: repository.workingFolder,
    typed: repository.typed(repository.folder) || '.',
    environment: workspace === undefined ? {} : { TF_WORKSPACE: workspace },
    timeLimit,
  }
}

/** Files of OpenTofu's own are for it only. */
export function programsFor(
  { repository: { snapshot }, options: { language } }: Opened,
  folder: FilePath,
): readonly string[] {
  if (language === 'opentofu') return ['tofu']
  if (language !== 'auto') return ['terraform']
  const isTofu = (snapshot.list(folder) ?? []).some(({ name }) => name.endsWith('.tofu'))
  return isTofu ? ['tofu'] : ['terraform', 'tofu']
}

/** Values of variables may be secret, and are the user's to fill in again. */
function commandOf(
  program: string,
  folder: string,
  workspace: string | undefined,
  variables: readonly string[],
): string {
  const words = [program, ...(folder === '.' ? [] : [`-chdir=${folder}`]), 'apply', ...variables]
  const line = words.map((one, at) =>
    words[at - 1] === '-var' ? `'${one.slice(0, one.indexOf('='))}=…'` : shellWord(one),
  )
  return `${workspace === undefined ? '' : `TF_WORKSPACE=${shellWord(workspace)} `}${line.join(' ')}`
}
