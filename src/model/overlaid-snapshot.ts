import type { FilePath } from '../kernel/brand.ts'
import type { Entry, Snapshot } from '../kernel/ports.ts'

/** A snapshot some of whose files have other texts, or are there only now. */
export function overlaidSnapshot(base: Snapshot, texts: ReadonlyMap<FilePath, string>): Snapshot {
  return {
    bytes(path) {
      const text = texts.get(path)
      return text === undefined ? base.bytes(path) : new TextEncoder().encode(text)
    },
    text: (path) => texts.get(path) ?? base.text(path),
    list: (path) => withFiles(base.list(path), path, texts),
    top: base.top,
    refused: () => base.refused?.() ?? new Map(),
    stamp: (path) => (texts.has(path) ? undefined : base.stamp?.(path)),
  }
}

/** What is in a folder, with files that are new in it; folders are none that weren't there. */
function withFiles(
  entries: readonly Entry[] | undefined,
  folder: FilePath,
  texts: ReadonlyMap<FilePath, string>,
): readonly Entry[] | undefined {
  if (entries === undefined) return undefined
  const above = folder === '' ? '' : `${folder}/`
  const known = new Set(entries.map(({ name }) => name))
  const fresh = [...texts.keys()]
    .filter((file) => file.startsWith(above))
    .map((file) => file.slice(above.length))
    .filter((name) => !name.includes('/') && !known.has(name))
  if (fresh.length === 0) return entries
  const all = [...entries, ...fresh.map((name): Entry => ({ name, kind: 'file' }))]
  return all.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}
