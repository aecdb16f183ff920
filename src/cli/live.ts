import { readDump } from '../dumps/index.ts'
import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Reading } from '../model/reading.ts'
import { diagnosticsText } from '../report/diagnostics.ts'
import { exit, type Call, type ExitCode } from './command.ts'
import type { Repository } from './context.ts'

/** What runs, as the user gives it: a file, or standard input for `-`. Its trouble is said. */
export function liveReading(
  repository: Repository,
  typed: string,
  { context }: Pick<Call<unknown>, 'context'>,
):
  | { readonly kind: 'read'; readonly reading: Reading; readonly file: FilePath | undefined }
  | { readonly kind: 'refused'; readonly code: ExitCode } {
  const file = typed === '-' ? undefined : repository.file(typed)
  const text = typed === '-' ? context.input() : context.files.text(typed)
  if (text === undefined) {
    context.complain(`plumbline: there is no file ${typed}.\n`)
    return { kind: 'refused', code: exit.input }
  }
  const name = file ?? filePath(typed === '-' ? '<standard input>' : typed)
  const { value, diagnostics } = readDump(name, text)
  if (value !== undefined) return { kind: 'read', reading: value, file }
  const view = {
    width: context.errors.width,
    colour: context.errors.colour,
    showSensitive: false,
    path: (one: FilePath) => repository.typed(one),
    text: (one: FilePath) => (one === name ? text : undefined),
    secrets: () => new Map(),
  }
  context.complain(diagnosticsText(view, diagnostics))
  return { kind: 'refused', code: exit.input }
}
