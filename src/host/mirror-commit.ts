import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGit } from './git-program.ts'

/** One commit that is to be made in a mirror. */
export interface WantedCommit {
  /** What it follows. */
  readonly parent: string
  /** As `git apply` takes it. */
  readonly diff: string
  readonly message: string
  /** ISO 8601: the same wish gives the same commit, however often it is made. */
  readonly date: string
  /** A full name outside of `refs/heads`, which are the repository's own. */
  readonly ref: string
}

/** A commit that was made, with the files that it changes as they are then. */
export interface MadeCommit {
  readonly sha: string
  readonly files: readonly MadeFile[]
}

export interface MadeFile {
  readonly path: string
  /** As git says it, such as `100644`. */
  readonly mode: string
  readonly text: string
  /** The name of its content before; undefined for a new file. */
  readonly before: string | undefined
}

/** Makes a commit without a work tree: the objects first, then the name, so that there is all of it or nothing. */
export async function commitInMirror(
  folder: string,
  wanted: WantedCommit,
  signal?: AbortSignal,
): Promise<MadeCommit> {
  const own = mkdtempSync(join(tmpdir(), 'plumbline-index-'))
  const environment = { ...identity(wanted.date), GIT_INDEX_FILE: join(own, 'index') }
  const git = async (args: readonly string[], input = ''): Promise<string> =>
    runGit(['-C', folder, ...args], { environment, input, signal })
  try {
    await git(['read-tree', wanted.parent])
    await git(['apply', '--cached', '--whitespace=nowarn', '-'], wanted.diff)
    const tree = (await git(['write-tree'])).trim()
    const sha = (await git(['commit-tree', tree, '-p', wanted.parent], wanted.message)).trim()
    removeStaleLock(folder, wanted.ref)
    await git(['update-ref', wanted.ref, sha])
    return { sha, files: await filesOf(git, wanted.parent, sha) }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

function identity(date: string): Readonly<Record<string, string>> {
  const [name, email] = ['Plumbline', 'plumbline@localhost']
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  }
}

const staleMilliseconds = 10_000

/** Who was killed while naming a commit leaves a lock that nobody gives back. The names here are our own. */
function removeStaleLock(folder: string, ref: string): void {
  const lock = join(folder, `${ref}.lock`)
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  if (since !== undefined && Date.now() - since > staleMilliseconds) rmSync(lock, { force: true })
}

/** https://git-scm.com/docs/git-diff-tree#_raw_output_format */
async function filesOf(
  git: (args: readonly string[]) => Promise<string>,
  parent: string,
  sha: string,
): Promise<readonly MadeFile[]> {
  const raw = await git(['diff-tree', '-r', '-z', '--no-renames', parent, sha])
  const parts = raw.split('\0')
  const files: MadeFile[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode = '', before = '', after = ''] = (parts[at] ?? '').split(' ')
    const isNew = /^0+$/u.test(before)
    files.push({
      path: parts[at + 1] ?? '',
      mode,
      text: await git(['cat-file', 'blob', after]),
      before: isNew ? undefined : before,
    })
  }
  return files
}
