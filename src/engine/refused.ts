import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'

/** What was asked for and the system didn't let be read: it is missing in every answer. */
export function refusedIn(snapshot: Snapshot): readonly Diagnostic[] {
  const all = [...(snapshot.refused?.() ?? [])]
  return all
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([file, { kind, why }]) => ({
      code: `review/unreadable-${kind}`,
      severity: 'error',
      summary: kind === 'file' ? 'File cannot be read' : 'Folder cannot be read',
      detail: `${why === '' ? '' : `The system says: ${why}. `}What is in it is missing in everything that is said here. Run this as somebody who may read it, or allow it.`,
      span: { file, start: 0, end: 0 },
    }))
}
