import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type BigIntStats,
  type Dirent,
} from 'node:fs'
import { join, sep } from 'node:path'
import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Entry, Refusal, Snapshot } from '../kernel/ports.ts'
import { textOf } from '../model/files-snapshot.ts'

/** What asks the system for a file or a listing. */
export type System = Readonly<{ openSync: typeof openSync; readdirSync: typeof listed }>

function listed(place: string): readonly Dirent[] {
  return readdirSync(place, { withFileTypes: true })
}

/**
 * The files of a real folder. Everything is read once and kept, so that one run sees one state. What cannot be read is
 * missing, and told by `refused`; links that leave the folder, and folders that link to one of their own parents, are left out.
 */
export function folderSnapshot(folder: string, system: System = { openSync, readdirSync: listed }): Snapshot {
  const root = realPath(folder) ?? folder
  const refusals = new Refusals(root)
  const asking = { system, refusals }
  const files = new Map<FilePath, File | undefined>()
  const texts = new Map<FilePath, string | undefined>()
  const lists = new Map<FilePath, readonly Entry[] | undefined>()
  const places = new Map<FilePath, string | undefined>()
  const folderAt = (path: FilePath): string | undefined => kept(places, path, () => realFolder(root, path))
  const fileAt = (path: FilePath): File | undefined =>
    kept(files, path, () => readFile(root, path, folderAt, asking))
  return {
    bytes: (path) => fileAt(path)?.bytes,
    text: (path) => kept(texts, path, () => decoded(fileAt(path)?.bytes)),
    list: (path) => kept(lists, path, () => readList(root, path, asking)),
    refused: () => refusals.known,
    // Of what has been read it is the stamp from before that, so that a change in between is not missed.
    stamp: (path) => (files.has(path) ? files.get(path)?.stamp : stampAt(root, path)),
  }
}

interface Asking {
  readonly system: System
  readonly refusals: Refusals
}

/** What a system may answer about something that is there. */
const refusing: ReadonlySet<string> = new Set([
  'EACCES',
  'EBUSY',
  'EIO',
  'EMFILE',
  'ENFILE',
  'EPERM',
  'ESTALE',
])

/** What could not be read, and why. */
class Refusals {
  readonly known = new Map<FilePath, Refusal>()
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  /** Where not even its folder may be looked through, nobody knows whether the file is there: then it is the folder. */
  file(path: FilePath, error: unknown): void {
    if (!refusing.has(codeOf(error))) return
    try {
      const found = statSync(join(this.#root, path), { throwIfNoEntry: false })
      if (found?.isFile() === true) this.known.set(path, { kind: 'file', why: whyOf(error) })
    } catch (cause) {
      const above = filePath(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
      this.folder(above, cause)
    }
  }

  folder(path: FilePath, error: unknown): void {
    if (refusing.has(codeOf(error))) this.known.set(path, { kind: 'folder', why: whyOf(error) })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Of `EACCES: permission denied, open '/…'` what a person wants to know. */
function whyOf(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  return /^[A-Z]+: ([^,]+)/u.exec(text)?.[1] ?? 'the system refused'
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

/** Most files lie in their folder themselves, so only the folder has to be followed to where it really is. */
function readFile(
  root: string,
  path: FilePath,
  folderAt: (path: FilePath) => string | undefined,
  { system, refusals }: Asking,
): File | undefined {
  if (!isInside(path)) return undefined
  const cut = path.lastIndexOf('/')
  const folder = folderAt(filePath(path.slice(0, Math.max(0, cut))))
  if (folder === undefined) return undefined
  const refuse = (error: unknown): undefined => {
    refusals.file(path, error)
  }
  const own = canRefuseLinks ? readOpened(join(folder, path.slice(cut + 1)), system, refuse) : 'link'
  if (own !== 'link') return own
  const real = realPath(join(root, path))
  if (real === undefined || !isWithin(root, real)) return undefined
  const found = readOpened(real, system, refuse)
  return found === 'link' ? undefined : found
}

/** Windows has no such thing. */
const canRefuseLinks = Object.hasOwn(constants, 'O_NOFOLLOW')

/** Where a folder really is; undefined for one outside of the root. */
function realFolder(root: string, path: FilePath): string | undefined {
  const real = realPath(join(root, path))
  return real === undefined || !isWithin(root, real) ? undefined : real
}

/** A file is opened once, so that what is told of it and what is read of it are the same one's. */
function readOpened(
  place: string,
  system: System,
  refuse: (error: unknown) => undefined,
): File | 'link' | undefined {
  let opened: number
  try {
    // A pipe would be waited for.
    opened = system.openSync(place, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  } catch (error) {
    // Systems have more than one name for a link that is refused.
    const code = codeOf(error)
    if (refusing.has(code)) return refuse(error)
    return code === 'ENOENT' ? undefined : 'link'
  }
  try {
    const found = fstatSync(opened, { bigint: true })
    return found.isFile() ? { stamp: stampOf(found), bytes: readFileSync(opened) } : undefined
  } catch (error) {
    return refuse(error)
  } finally {
    closeSync(opened)
  }
}

function stampAt(root: string, path: FilePath): string | undefined {
  if (!isInside(path)) return undefined
  try {
    const found = statSync(join(root, path), { bigint: true, throwIfNoEntry: false })
    if (found?.isFile() !== true) return undefined
    // What may not be read has no stamp, so that it is asked for and told each time.
    if ((found.mode & forAll) !== forAll) accessSync(join(root, path), constants.R_OK)
    return stampOf(found)
  } catch {
    return undefined
  }
}

/** Everybody may read it. */
const forAll = 0o444n

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

function readList(root: string, path: FilePath, { system, refusals }: Asking): readonly Entry[] | undefined {
  if (!isInside(path)) return undefined
  const place = path === '' ? root : join(root, path)
  let found: readonly Dirent[]
  try {
    if (path !== '' && !isWithin(root, realpathSync.native(place))) return undefined
    found = system.readdirSync(place)
  } catch (error) {
    refusals.folder(path, error)
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
  return !path.startsWith('/') && !(path.includes('..') && path.split('/').includes('..'))
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
