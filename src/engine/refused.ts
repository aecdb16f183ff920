import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'

/**
 * What somebody asked for and the system didn't let be read. A folder somewhere below may well be no business of ours, such as the data
 * of a database; a file that was asked for, and what was named, are missing in every answer.
 */
export function refusedIn(snapshot: Snapshot, named: readonly FilePath[]): readonly Diagnostic[] {
  const all = [...(snapshot.refused?.() ?? [])]
  return all
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([file, { kind, why }]) => ({
      code: `review/unreadable-${kind}`,
      severity: kind === 'file' || named.includes(file) ? 'error' : 'warning',
      summary: kind === 'file' ? 'File cannot be read' : 'Folder cannot be read',
      detail: `${why === '' ? '' : `The system says: ${why}. `}What is in it is missing in everything that is said here. Run this as somebody who may read it, or allow it.`,
      span: { file, start: 0, end: 0 },
    }))
}
