import { readdirSync, readFileSync, realpathSync, statSync, type BigIntStats, type Dirent } from 'node:fs'
import { join, sep } from 'node:path'
import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Entry, Snapshot } from '../kernel/ports.ts'
import { textOf } from '../model/files-snapshot.ts'

/**
 * The files of a real folder. Everything is read once and kept, so that one run sees one state. What cannot be read is
 * missing; links that leave the folder, and folders that link to one of their own parents, are left out.
 */
export function folderSnapshot(folder: string): Snapshot {
  const root = realPath(folder) ?? folder
  const files = new Map<FilePath, File | undefined>()
  const texts = new Map<FilePath, string | undefined>()
  const lists = new Map<FilePath, readonly Entry[] | undefined>()
  const fileAt = (path: FilePath): File | undefined => kept(files, path, () => readFile(root, path))
  return {
    bytes: (path) => fileAt(path)?.bytes,
    text: (path) => kept(texts, path, () => decoded(fileAt(path)?.bytes)),
    list: (path) => kept(lists, path, () => readList(root, path)),
    // Of what has been read it is the stamp from before that, so that a change in between is not missed.
    stamp: (path) => (files.has(path) ? files.get(path)?.stamp : stampAt(root, path)),
  }
}

interface File {
  readonly bytes: Uint8Array
  readonly stamp: string | undefined
}

/** Folders that no reader looks into: history, installed packages, downloaded programs. */
const ignored = new Set(['.git', 'node_modules'])

function kept<Kept>(known: Map<FilePath, Kept>, path: FilePath, read: () => Kept): Kept {
  const found = known.get(path)
  if (found !== undefined || known.has(path)) return found as Kept
  const made = read()
  known.set(path, made)
  return made
}

function readFile(root: string, path: FilePath): File | undefined {
  if (!isInside(path)) return undefined
  const real = realPath(join(root, path))
  if (real === undefined || !isWithin(root, real)) return undefined
  try {
    // A pipe or a device would never end.
    const found = statSync(real, { bigint: true })
    return found.isFile() ? { stamp: stampOf(found), bytes: readFileSync(real) } : undefined
  } catch {
    return undefined
  }
}

function stampAt(root: string, path: FilePath): string | undefined {
  if (!isInside(path)) return undefined
  try {
    const found = statSync(join(root, path), { bigint: true, throwIfNoEntry: false })
    return found?.isFile() === true ? stampOf(found) : undefined
  } catch {
    return undefined
  }
}

/** What a clock of the file system may miss, with much to spare. */
const settled = 2_000n * 1_000_000n

/** The time of the last change of a file's content or place can't be set, and size and inode go with it. A file that has just been changed may change again within one tick, so nothing is told of it. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string | undefined {
  const now = BigInt(Date.now()) * 1_000_000n
  return now - ctimeNs < settled || now - mtimeNs < settled
    ? undefined
    : `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : textOf(bytes)
}

function readList(root: string, path: FilePath): readonly Entry[] | undefined {
  if (!isInside(path)) return undefined
  const place = path === '' ? root : join(root, path)
  if (path !== '' && !staysInside(root, place)) return undefined
  let found: readonly Dirent[]
  try {
    found = readdirSync(place, { withFileTypes: true })
  } catch {
    return undefined
  }
  return found
    .flatMap((one) => entryOf(root, path, one))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
}

function entryOf(root: string, folder: FilePath, one: Dirent): readonly Entry[] {
  const { name } = one
  if (one.isFile()) return [{ name, kind: 'file' }]
  if (one.isDirectory()) return isIgnored(folder, name) ? [] : [{ name, kind: 'folder' }]
  return one.isSymbolicLink() ? linked(root, folder, name) : []
}

function linked(root: string, folder: FilePath, name: string): readonly Entry[] {
  const place = join(root, folder, name)
  const target = realPath(place)
  if (target === undefined || !isWithin(root, target)) return []
  const kind = statSync(target, { throwIfNoEntry: false })
  if (kind?.isFile() === true) return [{ name, kind: 'file' }]
  if (kind?.isDirectory() !== true || isIgnored(folder, name)) return []
  // A link to a folder above itself would never end.
  const own = realPath(join(root, folder)) ?? root
  return isWithin(target, own) ? [] : [{ name, kind: 'folder' }]
}

function isIgnored(folder: FilePath, name: string): boolean {
  return (
    ignored.has(name) || (name === 'providers' && (folder === '.terraform' || folder.endsWith('/.terraform')))
  )
}

/** Paths of a snapshot are said from its root and never climb out of it. */
function isInside(path: FilePath): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..')
}

function staysInside(root: string, place: string): boolean {
  const real = realPath(place)
  return real !== undefined && isWithin(root, real)
}

function isWithin(root: string, place: string): boolean {
  return place === root || place.startsWith(root.endsWith(sep) ? root : root + sep)
}

function realPath(place: string): string | undefined {
  try {
    return realpathSync.native(place)
  } catch {
    return undefined
  }
}

/** Says that an absolute path is the name of a file outside every snapshot, such as a variable file of the user. */
export function outsidePath(place: string): FilePath {
  return filePath(place.split(sep).join('/'))
}
