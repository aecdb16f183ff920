import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path'
import type { Repository } from '../cli/context.ts'
import { folderSnapshot, outsidePath } from '../host/folder-snapshot.ts'
import { commitSnapshot, mergeBase } from '../host/commit-snapshot.ts'
import { gitHistory } from '../host/git-history.ts'
import { blame, workTree } from '../host/git.ts'
import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'

/**
 * Opens a folder inside of its git work tree, so that modules beside it can be read. Without git nothing says where
 * the sources end, so everything may be read that the sources name, as Terraform itself does.
 */
export function openRepository(typedFolder: string, here: string): Repository | undefined {
  const folder = resolve(here, typedFolder)
  if (kindOf(folder) !== 'folder') return undefined
  const repository = workTree(folder)
  const root = repository ?? parse(folder).root
  const outside = new Set<FilePath>()
  const top = repository === undefined ? inRoot(root, folder) : undefined
  const snapshot = withOutside({ ...folderSnapshot(root), top }, outside)
  const placeOf = (file: FilePath): string => (outside.has(file) ? file : join(root, file))
  return {
    root,
    snapshot,
    folder: inRoot(root, folder) ?? filePath(''),
    workingFolder: folder,
    file: (typed) => {
      const found = [resolve(here, typed), resolve(folder, typed)].find((one) => kindOf(one) === 'file')
      if (found === undefined) return undefined
      const inside = inRoot(root, found)
      if (inside !== undefined) return inside
      const path = outsidePath(found)
      outside.add(path)
      return path
    },
    typed: (file) => shorter(relative(here, placeOf(file)), placeOf(file)),
    inside: (file) => shorter(relative(folder, placeOf(file)), placeOf(file)),
    commit: (file, line) => blame(placeOf(file), line),
    before: (commit) => {
      const base = mergeBase(root, commit, 'HEAD')
      return base === undefined ? undefined : commitSnapshot(root, base)
    },
    history: (between) => (repository === undefined ? undefined : gitHistory(root, between)),
  }
}

/** What stands at a path. */
export function kindOf(path: string): 'file' | 'folder' | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return 'folder'
  return found === undefined ? undefined : 'file'
}

/** The path of something as said from the root; undefined when it isn't in it. */
function inRoot(root: string, place: string): FilePath | undefined {
  const path = relative(root, place)
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined
  return filePath(path.split(sep).join('/'))
}

/** A path that climbs a long way is easier to read whole. */
function shorter(path: string, place: string): string {
  const text = path.split(sep).join('/')
  return text.startsWith('../../../') && place.length < text.length ? place : text
}

/** The files of a folder, and those outside of it that the user named. */
function withOutside(inside: Snapshot, outside: ReadonlySet<FilePath>): Snapshot {
  const others = new Map<string, Snapshot>()
  const snapshotOf = (file: FilePath): { readonly snapshot: Snapshot; readonly path: FilePath } => {
    if (!outside.has(file)) return { snapshot: inside, path: file }
    const folder = dirname(file)
    const snapshot = others.get(folder) ?? folderSnapshot(folder)
    others.set(folder, snapshot)
    return { snapshot, path: filePath(relative(folder, file)) }
  }
  return {
    bytes: (file) => {
      const { snapshot, path } = snapshotOf(file)
      return snapshot.bytes(path)
    },
    text: (file) => {
      const { snapshot, path } = snapshotOf(file)
      return snapshot.text(path)
    },
    list: (folder) => inside.list(folder),
    top: inside.top,
    refused: () => inside.refused?.() ?? new Map(),
    stamp: (file) => {
      const { snapshot, path } = snapshotOf(file)
      return snapshot.stamp?.(path)
    },
  }
}
