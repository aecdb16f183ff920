import { refreshed, type Line } from './lines.ts'

/** Runs `terraform` or `tofu` in a folder; each line that it prints is told as it comes. */
export type RunTerraform = (
  args: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
) => Promise<Ran>

/** How a program ended. */
export type Ran =
  | { readonly kind: 'ended'; readonly status: number; readonly output: string; readonly errors: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'stopped'; readonly why: string }

/** A plan to ask for. */
export interface PlanAsked {
  /** What the program is called, for messages: `terraform` or `tofu`. */
  readonly program: string
  /** The folder as the user would type it. */
  readonly folder: string
  /** `-var` and `-var-file`, as the user gave them. */
  readonly variables: readonly string[]
  /** Where the plan is kept while it is printed; whoever gives it takes it away. */
  readonly planFile: string
}

/** What came of asking; refused with a reason in full sentences. */
export type Asked =
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string }

/** What came of having something done. */
export type Done =
  | { readonly kind: 'done' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * What `show -json` prints of a plan: it refreshes what the state remembers, so that it says of the three what the code
 * wants, what the state remembers (`resource_drift`), and what runs (`prior_state`). Nothing is changed, not even the state.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export async function planOf(
  run: RunTerraform,
  { program, folder, variables, planFile }: PlanAsked,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<Asked> {
  const problems: string[] = []
  let done = 0
  const planning = await run(
    ['plan', '-json', '-input=false', `-out=${planFile}`, ...variables],
    (line) => {
      const said: Line = refreshed(line)
      if (said.kind === 'problem') problems.push(said.text)
      if (said.kind !== 'step') return
      done++
      progress(`${program} plan: ${said.text} (${done})`)
    },
    signal,
  )
  const what = `${program} plan`
  if (planning.kind === 'missing') return planning
  if (planning.kind === 'stopped') return { kind: 'refused', why: `${what} was stopped: ${planning.why}` }
  if (planning.status !== 0) {
    const said = problems.length > 0 ? distinct(problems) : lastOf(planning.errors)
    return { kind: 'refused', why: `${sentence(`${what} says: ${said}`)}${helpFor(said, program, folder)}` }
  }
  progress(`${program} show ...`)
  const shown = await run(['show', '-json', planFile], () => undefined, signal)
  if (shown.kind === 'missing') return shown
  if (shown.kind === 'stopped') return { kind: 'refused', why: `${program} show was stopped: ${shown.why}` }
  if (shown.status !== 0)
    return { kind: 'refused', why: sentence(`${program} show says: ${lastOf(shown.errors)}`) }
  return { kind: 'printed', text: shown.output }
}

/**
 * The state that the backend of a root has, as `state pull` prints it: nothing is refreshed, locked or written.
 * https://developer.hashicorp.com/terraform/cli/commands/state/pull
 */
export async function stateOf(
  run: RunTerraform,
  { program, folder }: Pick<PlanAsked, 'program' | 'folder'>,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<Asked> {
  const what = `${program} state pull`
  progress(`${what} ...`)
  const ran = await run(['state', 'pull'], () => undefined, signal)
  if (ran.kind === 'missing') return ran
  if (ran.kind === 'stopped') return { kind: 'refused', why: `${what} was stopped: ${ran.why}` }
  if (ran.status !== 0) {
    const said = errorIn(ran.errors)
    return { kind: 'refused', why: `${sentence(`${what} says: ${said}`)}${helpFor(said, program, folder)}` }
  }
  return ran.output.trim() === ''
    ? { kind: 'refused', why: `${what} prints nothing: no state was written yet. Leave it away.` }
    : { kind: 'printed', text: ran.output }
}

/** Downloads what the code of a root names, so that it can be planned. */
export async function initOf(
  run: RunTerraform,
  { program }: Pick<PlanAsked, 'program'>,
  signal: AbortSignal,
): Promise<Done> {
  const ran = await run(['init', '-input=false', '-no-color'], () => undefined, signal)
  return doneOf(`${program} init`, ran, [])
}

/** Does what a plan says that was kept. It is refused by the program where the state has gone on since. */
export async function applyOf(
  run: RunTerraform,
  { program, planFile }: Pick<PlanAsked, 'program' | 'planFile'>,
  signal: AbortSignal,
): Promise<Done> {
  const problems: string[] = []
  const onLine = (line: string): void => {
    const said: Line = refreshed(line)
    if (said.kind === 'problem') problems.push(said.text)
  }
  return doneOf(
    `${program} apply`,
    await run(['apply', '-json', '-input=false', planFile], onLine, signal),
    problems,
  )
}

function doneOf(what: string, ran: Ran, problems: readonly string[]): Done {
  if (ran.kind === 'missing') return ran
  if (ran.kind === 'stopped') return { kind: 'refused', why: `${what} was stopped: ${ran.why}` }
  if (ran.status === 0) return { kind: 'done' }
  const said = problems.length > 0 ? distinct(problems) : lastOf(ran.errors || ran.output)
  return { kind: 'refused', why: sentence(`${what} says: ${said}`) }
}

/** The program tells the same problem of every place that has it. */
function distinct(problems: readonly string[]): string {
  const all = [...new Set(problems)]
  const more = all.length - mostTold
  return [...all.slice(0, mostTold), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

const mostTold = 5

/** The first error that a program wrote for a person, without what it explains of it. */
function errorIn(text: string): string {
  return /\bError: (\S[^\n]*)/u.exec(withoutColours(text))?.[1]?.trim() ?? lastOf(text)
}

function withoutColours(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[\\d;]*m`, 'gu'), '')
}

/** Text that a program wrote for a person, on one line and not too long; its end says most. */
function lastOf(text: string): string {
  const plain = withoutColours(text).replaceAll(/[╷│╵]/gu, '').replaceAll(/\s+/gu, ' ').trim()
  return plain.length > 600 ? `…${plain.slice(-600)}` : plain
}

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`
}

/** What to do about the problems that are had most. */
function helpFor(said: string, program: string, folder: string): string {
  const line = `${program}${folder === '.' ? '' : ` -chdir=${folder}`}`
  if (/initiali[sz]|lock file|Required plugins|Module not installed|terraform init|tofu init/iu.test(said))
    return ` Run \`${line} init\` first; Plumbline never does, since it downloads and runs what the code names.`
  if (/No configuration files/iu.test(said)) return ' Name the folder of one root.'
  if (/state lock/iu.test(said)) return ' Somebody else has the state now; try again when they are done.'
  if (/No value for required variable/iu.test(said)) return ' Give it by --var, --var-file or TF_VAR_NAME.'
  return ''
}
