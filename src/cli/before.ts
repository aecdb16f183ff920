import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { lineOf, linesOf } from '../lang/text/lines.ts'

/** What is said of files as they were before a change, made ready to be shown beside the files as they are now. */
export function saidBefore(
  diagnostics: readonly Diagnostic[],
  old: Snapshot | undefined,
  now: Snapshot,
): readonly Diagnostic[] {
  if (old === undefined) return diagnostics
  return diagnostics.map((one) => {
    const { file, start } = one.span
    const text = old.text(file)
    if (text === undefined || text === now.text(file)) return one
    const line = lineOf(linesOf(text), start)
    return {
      ...one,
      detail: `Before the change, on line ${line}: ${one.detail}`,
      span: { file, start: 0, end: 0 },
    }
  })
}
