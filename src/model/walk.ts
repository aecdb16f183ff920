import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { keptFor } from '../kernel/recording.ts'

/** Folders that hold no source of the repository itself. */
const foreign: ReadonlySet<string> = new Set([
  '.git',
  '.terraform',
  '.terragrunt-cache',
  'node_modules',
  'vendor',
])

/** Whether there is a file at a path; whoever asks depends on the names in its folder, not on what it says. */
export function hasFile(snapshot: Snapshot, path: FilePath): boolean {
  const at = path.lastIndexOf('/')
  const entries = snapshot.list(filePath(path.slice(0, Math.max(at, 0)))) ?? []
  return entries.some(({ name, kind }) => kind !== 'folder' && name === path.slice(at + 1))
}

/** The files below a folder, or of the repository where the folder is '': each folder's in order of their names, without those of tools and dependencies. */
export function filesBelow(snapshot: Snapshot, folder: FilePath): readonly FilePath[] {
  return known(snapshot, folder, () => [...walked(snapshot, folder)])
}

// Every format looks through the same files.
const known = keptFor<FilePath, readonly FilePath[]>()

function* walked(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  const open = [folder === '' ? (snapshot.top ?? folder) : folder]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const below: FilePath[] = []
    for (const { name, kind } of snapshot.list(next) ?? []) {
      const path = filePath(next === '' ? name : `${next}/${name}`)
      if (kind === 'file') yield path
      else if (!foreign.has(name)) below.push(path)
    }
    open.push(...below.toReversed())
  }
}
