import { filePath } from '../kernel/brand.ts'
import { overlaidSnapshot } from '../model/overlaid-snapshot.ts'
import { clean } from '../report/words.ts'
import { exit, type Call, type ExitCode } from './command.ts'
import { terraformPlace } from './planning.ts'
import type { Opened } from './reading.ts'

/** The option that has the state asked for. */
interface Pulling {
  readonly pullState: boolean
  readonly timeLimit: number
}

/** The folder with the state that its backend has, where that is asked for: as if it had been given by --state. */
export async function withPulledState(
  opened: Opened,
  { context, given, options }: Call<Pulling>,
): Promise<Opened | { readonly kind: 'refused'; readonly code: ExitCode }> {
  if (!options.pullState) return opened
  const targets = await context.targets()
  const answer = await targets.terraformState(terraformPlace(opened, { given, options }), (text) =>
    context.progress(text),
  )
  context.progress(undefined)
  if (answer.kind === 'refused') {
    context.complain(`plumbline: the state could not be had. ${clean(answer.why)}\n`)
    return { kind: 'refused', code: exit.input }
  }
  const { repository } = opened
  const state = filePath(`<${answer.program} state pull>`)
  const snapshot = overlaidSnapshot(repository.snapshot, new Map([[state, answer.text]]))
  return { ...opened, repository: { ...repository, snapshot }, options: { ...opened.options, state } }
}
