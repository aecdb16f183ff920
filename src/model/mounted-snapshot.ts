import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'

/** A snapshot with others mounted at folders of it, such as modules that were fetched. Mounts are found by name only, never listed. */
export function mountedSnapshot(base: Snapshot, mounts: ReadonlyMap<FilePath, Snapshot>): Snapshot {
  const at = (path: FilePath): readonly [Snapshot, FilePath] => {
    for (const [folder, snapshot] of mounts) {
      if (path === folder) return [snapshot, filePath('')]
      if (path.startsWith(`${folder}/`)) return [snapshot, filePath(path.slice(folder.length + 1))]
    }
    return [base, path]
  }
  return {
    bytes: (path) => ask(at(path), (snapshot, inner) => snapshot.bytes(inner)),
    text: (path) => ask(at(path), (snapshot, inner) => snapshot.text(inner)),
    list: (path) => ask(at(path), (snapshot, inner) => snapshot.list(inner)),
    top: base.top,
    refused: () => base.refused?.() ?? new Map(),
  }
}

function ask<Answer>(
  [snapshot, path]: readonly [Snapshot, FilePath],
  question: (snapshot: Snapshot, path: FilePath) => Answer,
): Answer {
  return question(snapshot, path)
}
