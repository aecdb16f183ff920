import type { History, HistoryCommit, HistoryFile, HistoryTag } from '../model/history.ts'
import { commitSnapshot } from './commit-snapshot.ts'
import { git } from './git.ts'

/** A stretch of time in seconds since 1970, both ends in it. */
interface Between {
  readonly start: number
  readonly end: number
}

/**
 * The commits and tags of a stretch of time, along the first parents of a commit: what came by a merge came when it was merged.
 * Undefined without git.
 */
export function gitHistory(repository: string, between: Between, commit = 'HEAD'): History | undefined {
  const head = git(repository, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`])?.trim()
  if (head === undefined) return undefined
  const contents = new Map<string, Uint8Array>()
  const snapshots = new Map<string, ReturnType<typeof commitSnapshot>>()
  return {
    commits: commitsOf(repository, head, between),
    tags: tagsOf(repository, between),
    head,
    at(sha) {
      if (!snapshots.has(sha)) snapshots.set(sha, commitSnapshot(repository, sha, contents))
      return snapshots.get(sha)
    },
  }
}

const commitFormat = '%x01%H%x00%P%x00%ct%x00%an%x00%s%x00'

function commitsOf(repository: string, head: string, { start, end }: Between): readonly HistoryCommit[] {
  const log = git(repository, [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--name-status',
    '-z',
    // Smaller numbers are no times to git.
    ...(start < 1e8 ? [] : [`--since=@${Math.floor(start)}`]),
    `--until=@${Math.ceil(end)}`,
    `--format=${commitFormat}`,
    head,
    '--',
  ])
  return (log ?? '').split('\u0001').flatMap(commitOf)
}

function commitOf(text: string): readonly HistoryCommit[] {
  const [sha = '', parents = '', time = '', author = '', subject = '', ...rest] = text.split('\0')
  if (!/^[0-9a-f]{40,64}$/u.test(sha)) return []
  const [parent] = parents.split(' ')
  return [
    {
      sha,
      parent: parent === '' ? undefined : parent,
      time: Number(time),
      author,
      subject,
      files: filesOf(rest.map((one) => one.replace(/^\n+/u, '')).filter((one) => one !== '')),
    },
  ]
}

/** Letters and paths in turn, as `--name-status -z` writes them. */
function filesOf(parts: readonly string[]): readonly HistoryFile[] {
  return parts.flatMap((letter, at): readonly HistoryFile[] => {
    const path = parts[at + 1]
    if (at % 2 === 1 || path === undefined) return []
    return [{ path, how: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'changed' }]
  })
}

const tagFormat =
  '%(refname:short)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)%00%(taggername)%(committername)%00%(contents:subject)'

function tagsOf(repository: string, { start, end }: Between): readonly HistoryTag[] {
  const text = git(repository, ['for-each-ref', `--format=${tagFormat}`, '--sort=-creatordate', 'refs/tags'])
  return (text ?? '').split('\n').flatMap((line) => {
    const [name = '', own = '', commit = '', time = '', author = '', subject = ''] = line.split('\0')
    const at = Number(time)
    if (name === '' || !(at >= start && at <= end)) return []
    return [{ name, sha: commit === '' ? own : commit, time: at, author, subject }]
  })
}
