import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Entry, Snapshot } from '../kernel/ports.ts'

/** A snapshot made of given texts (or bytes), by path: for tests, and for callers that have no folder. */
export function filesSnapshot(files: Readonly<Record<string, string | Uint8Array>>): Snapshot {
  const contents = new Map(Object.entries(files))
  const folders = foldersOf([...contents.keys()])
  return {
    bytes(path) {
      const content = contents.get(path)
      return typeof content === 'string' ? new TextEncoder().encode(content) : content
    },
    text(path) {
      const content = contents.get(path)
      return content instanceof Uint8Array ? textOf(content) : content
    },
    list(path) {
      const entries = folders.get(path)
      return entries === undefined ? undefined : sorted(entries)
    },
  }
}

/** The text of bytes that are UTF-8, its byte order mark kept; undefined when they aren't. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function foldersOf(paths: readonly string[]): ReadonlyMap<FilePath, ReadonlyMap<string, Entry>> {
  const folders = new Map<FilePath, Map<string, Entry>>([[filePath(''), new Map()]])
  for (const path of paths) {
    const parts = path.split('/')
    parts.forEach((name, depth) => {
      const folder = filePath(parts.slice(0, depth).join('/'))
      const entries = folders.get(folder) ?? new Map<string, Entry>()
      if (!folders.has(folder)) folders.set(folder, entries)
      entries.set(name, { name, kind: depth === parts.length - 1 ? 'file' : 'folder' })
    })
  }
  return folders
}

function sorted(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
