import type { FilePath } from './brand.ts'

/** A file or folder inside a listing. */
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder'
}

/** Why something that is there could not be read. */
export interface Refusal {
  readonly kind: 'file' | 'folder'
  readonly why: string
}

/**
 * The files of one snapshot (a folder, a commit, or given texts), read synchronously. Implementations record reads,
 * listings and misses: that record is the cache key of whatever was made from it.
 */
export interface Snapshot {
  /** The bytes of a file, or undefined when there is none or it cannot be read. */
  bytes(path: FilePath): Uint8Array | undefined
  /** The text of a file that is UTF-8, or undefined when it is missing or isn't UTF-8. A byte order mark is kept. */
  text(path: FilePath): string | undefined
  /** The entries of a folder sorted by name, or undefined when there is no such folder. Links that leave the snapshot and link cycles are left out. */
  list(path: FilePath): readonly Entry[] | undefined
  /** What is different whenever the content of a file is, told without reading it; undefined when that can't be told. */
  stamp?(path: FilePath): string | undefined
  /** What has been asked for so far and is there, but could not be read, such as for want of a permission. */
  refused?(): ReadonlyMap<FilePath, Refusal>
  /** The folder that stands for the repository where nothing says where it ends and the files reach further; else its root does. */
  readonly top?: FilePath | undefined
}
