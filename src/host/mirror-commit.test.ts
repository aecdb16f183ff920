import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commitInMirror, type WantedCommit } from './mirror-commit.ts'
import { updateMirror } from './mirror.ts'

let folder = ''
let mirror = ''
let wanted: WantedCommit

function git(at: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', at, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    encoding: 'utf8',
  }).trim()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-commit-'))
  const repository = join(folder, 'repository')
  mkdirSync(repository)
  git(repository, 'init', '-q', '-b', 'main')
  writeFileSync(join(repository, 'web.yaml'), 'replicas: 2\n')
  writeFileSync(join(repository, 'run.sh'), 'echo 1\n', { mode: 0o755 })
  git(repository, 'add', '.')
  git(repository, 'commit', '-qm', 'first')
  mirror = join(folder, 'mirror.git')
  await updateMirror(mirror, { url: repository, credential: undefined })
  wanted = {
    parent: git(repository, 'rev-parse', 'HEAD'),
    diff: '--- a/run.sh\n+++ b/run.sh\n@@ -1 +1 @@\n-echo 1\n+echo 2\n--- a/web.yaml\n+++ b/web.yaml\n@@ -1 +1 @@\n-replicas: 2\n+replicas: 5\n',
    message: 'Set replicas\n',
    date: '2026-11-21T12:00:00Z',
    ref: 'refs/plumbline/drift-1',
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is one commit on the one before, with the files as they are then and their modes', async () => {
  const { sha, files } = await commitInMirror(mirror, wanted)
  expect(git(mirror, 'log', '--format=%P %s', sha)).toBe(`${wanted.parent} Set replicas\n first`)
  expect(files).toMatchObject([
    {
      path: 'run.sh',
      mode: '100755',
      text: 'echo 2\n',
      before: git(mirror, 'rev-parse', `${wanted.parent}:run.sh`),
    },
    { path: 'web.yaml', mode: '100644', text: 'replicas: 5\n' },
  ])
})

it('is the same one when it is made again, and stays when the mirror is brought up to date', async () => {
  const { sha } = await commitInMirror(mirror, wanted)
  await updateMirror(mirror, { url: join(folder, 'repository'), credential: undefined })
  expect(git(mirror, 'rev-parse', wanted.ref)).toBe(sha)
  expect(git(mirror, 'for-each-ref', '--format=%(refname)', 'refs/heads')).toBe('refs/heads/main')
})

it('is made although somebody was killed while naming it', async () => {
  const lock = join(mirror, `${wanted.ref}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  writeFileSync(lock, '')
  const past = new Date(Date.now() - 60_000)
  utimesSync(lock, past, past)
  expect((await commitInMirror(mirror, { ...wanted, message: 'Again\n' })).sha).toBe(
    git(mirror, 'rev-parse', wanted.ref),
  )
})

it('is not made of a diff that does not fit, and leaves the name as it was', async () => {
  const before = git(mirror, 'rev-parse', wanted.ref)
  const diff = wanted.diff.replace('-replicas: 2', '-replicas: 3')
  await expect(commitInMirror(mirror, { ...wanted, diff })).rejects.toMatchObject({ code: 'host/failed' })
  expect(git(mirror, 'rev-parse', wanted.ref)).toBe(before)
})
