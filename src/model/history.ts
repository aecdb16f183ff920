import type { Snapshot } from '../kernel/ports.ts'

/** One commit of the line of commits that leads to the present one; a merge counts as one commit. */
export interface HistoryCommit {
  readonly sha: string
  /** The commit before it; undefined of the first. */
  readonly parent: string | undefined
  /** When it was committed, in seconds since 1970. */
  readonly time: number
  readonly author: string
  readonly subject: string
  /** What it touches beside its parent, as said from the top of the repository. */
  readonly files: readonly HistoryFile[]
}

export interface HistoryFile {
  readonly path: string
  readonly how: 'added' | 'removed' | 'changed'
}

/** A name that was given to a commit, such as that of a release. */
export interface HistoryTag {
  readonly name: string
  readonly sha: string
  readonly time: number
  readonly author: string
  readonly subject: string
}

/** What happened to a repository in a stretch of time. */
export interface History {
  /** The latest first. */
  readonly commits: readonly HistoryCommit[]
  readonly tags: readonly HistoryTag[]
  /** The commit that is the present one; undefined where there is none. */
  readonly head: string | undefined
  /** The files of a commit; undefined where it isn't there, as in a shallow clone. */
  at(sha: string): Snapshot | undefined
}
