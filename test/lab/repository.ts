import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { edited, filesOf, firstConfiguration, type Commit } from './manifests.ts'

/**
 * The git repository with the configuration of the system, a commit for each time that somebody changed it, as old as
 * they are in the recording. Says the hash of each commit by its id.
 */
export function repositoryOf(folder: string, commits: readonly Commit[]): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  git(folder, 0, 'Ada Winter', ['init', '-q', '-b', 'main'])
  let now = firstConfiguration()
  const hashes = new Map<string, string>()
  const first = (commits[0]?.time ?? 0) - 86_400
  for (const commit of [undefined, ...commits]) {
    now = edited(now, commit?.edits ?? [])
    for (const [path, text] of filesOf(now)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { time, author, message } = commit ?? { time: first, author: 'Ada Winter', message: 'The system' }
    git(folder, time, author, ['add', '.'])
    git(folder, time, author, ['commit', '-q', '-m', message])
    if (commit !== undefined) hashes.set(commit.id, git(folder, time, author, ['rev-parse', 'HEAD']).trim())
  }
  return hashes
}

function git(folder: string, time: number, author: string, args: readonly string[]): string {
  const email = `${author.toLowerCase().replaceAll(' ', '.')}@example.com`
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: email,
      GIT_AUTHOR_DATE: `${time} +0000`,
      GIT_COMMITTER_DATE: `${time} +0000`,
    },
  })
  if (status !== 0) throw new TypeError(stderr)
  return stdout
}
