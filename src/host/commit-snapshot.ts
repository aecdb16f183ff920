import { spawnSync } from 'node:child_process'
import { posix } from 'node:path'
import { filePath, type FilePath } from '../kernel/brand.ts'
import { Fault } from '../kernel/fault.ts'
import type { Entry, Snapshot } from '../kernel/ports.ts'
import { textOf } from '../model/files-snapshot.ts'
import { hardened } from './git.ts'

/** A blob of a commit's tree. */
interface Blob {
  readonly oid: string
  readonly size: number
  readonly isLink: boolean
}

/** Files up to this size are fetched together, which is what readers ask for. */
const mostTogether = 1024 * 1024
const mostLinks = 20

/**
 * The files of one commit, without a work tree: one `ls-tree`, one `cat-file --batch` for all but the large files.
 * `commit` is anything that git understands as one; undefined when it doesn't. Snapshots of several commits may share
 * `contents`, by the names of blobs: what was read for one isn't read again.
 */
export function commitSnapshot(
  repository: string,
  commit: string,
  contents = new Map<string, Uint8Array>(),
): Snapshot | undefined {
  const blobs = treeOf(repository, commit)
  if (blobs === undefined) return undefined
  const folders = foldersOf(blobs)
  let fetched = false
  const bytesOf = (path: FilePath): Uint8Array | undefined => {
    const blob = followed(path, blobs, (oid) => contentOf(oid))
    return blob === undefined ? undefined : contentOf(blob.oid)
  }
  const contentOf = (oid: string): Uint8Array | undefined => {
    if (!fetched) {
      fetched = true
      const small = [...blobs.values()].filter(({ size }) => size <= mostTogether)
      const missing = small.filter((one) => !contents.has(one.oid))
      fetchInto(contents, repository, [...new Set(missing.map((one) => one.oid))])
    }
    if (!contents.has(oid)) fetchInto(contents, repository, [oid])
    return contents.get(oid)
  }
  return {
    bytes: bytesOf,
    text: (path) => {
      const bytes = bytesOf(path)
      return bytes === undefined ? undefined : textOf(bytes)
    },
    list: (path) => folders.get(path),
    stamp: (path) => {
      const blob = blobs.get(path)
      return blob === undefined || blob.isLink ? undefined : blob.oid
    },
  }
}

/** The commit where the histories of two commits part, or undefined. */
export function mergeBase(repository: string, one: string, other: string): string | undefined {
  return run(repository, ['merge-base', '--', one, other])?.toString('utf8').trim()
}

function treeOf(repository: string, commit: string): ReadonlyMap<FilePath, Blob> | undefined {
  // A name that begins with a dash would be an option.
  if (commit.startsWith('-')) return undefined
  const listed = run(repository, ['ls-tree', '-r', '-z', '-l', '--full-tree', `${commit}^{commit}`])
  if (listed === undefined) return undefined
  const blobs = new Map<FilePath, Blob>()
  for (const row of listed.toString('utf8').split('\0')) {
    const [, mode, oid, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.+)$/su.exec(row) ?? []
    if (oid === undefined || path === undefined) continue
    blobs.set(filePath(path), { oid, size: Number(size), isLink: mode === '120000' })
  }
  return blobs
}

/** A file, or what it links to inside of the tree. */
function followed(
  path: FilePath,
  blobs: ReadonlyMap<FilePath, Blob>,
  contentOf: (oid: string) => Uint8Array | undefined,
): Blob | undefined {
  let here = path
  for (let links = 0; links < mostLinks; links++) {
    const blob = blobs.get(here)
    if (blob === undefined || !blob.isLink) return blob
    const target = textOf(contentOf(blob.oid) ?? new Uint8Array()) ?? ''
    if (posix.isAbsolute(target)) return undefined
    here = filePath(posix.join(posix.dirname(here), target))
  }
  return undefined
}

function foldersOf(blobs: ReadonlyMap<FilePath, Blob>): ReadonlyMap<FilePath, readonly Entry[]> {
  const folders = new Map<FilePath, Map<string, Entry>>([[filePath(''), new Map()]])
  for (const path of blobs.keys()) {
    const parts = path.split('/')
    for (const [depth, name] of parts.entries()) {
      const folder = filePath(parts.slice(0, depth).join('/'))
      const entries = folders.get(folder) ?? new Map<string, Entry>()
      folders.set(folder, entries)
      entries.set(name, { name, kind: depth === parts.length - 1 ? 'file' : 'folder' })
    }
  }
  return new Map([...folders].map(([folder, entries]) => [folder, sorted(entries)]))
}

function sorted(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Reads objects with one `cat-file --batch`: a header line, the bytes and a newline for each. */
function fetchInto(contents: Map<string, Uint8Array>, repository: string, oids: readonly string[]): void {
  if (oids.length === 0) return
  const output = run(repository, ['cat-file', '--batch'], oids.map((oid) => `${oid}\n`).join(''))
  if (output === undefined) throw new Fault('host/failed', { program: 'git cat-file', repository })
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(0x0a, at)
    const [oid = '', , size = '0'] = output.subarray(at, end).toString('utf8').split(' ')
    const start = end + 1
    contents.set(oid, output.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
}

function run(repository: string, args: readonly string[], input = ''): Buffer | undefined {
  const { status, stdout } = spawnSync('git', ['-C', repository, ...hardened, ...args], {
    input,
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 2 ** 31 - 1,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  })
  return status === 0 ? stdout : undefined
}
