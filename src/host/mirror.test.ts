import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseOf, blameAt, hasCommit, newCommits, remoteHeads, updateMirror } from './mirror.ts'

let folder = ''
let url = ''
let mirror = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-mirror-'))
  url = join(folder, 'origin')
  mirror = join(folder, 'mirror.git')
  mkdirSync(url)
  git('init', '-q', '-b', 'trunk')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'git',
    ['-C', url, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args],
    { encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([0, expect.any(String)])
  return stdout.trim()
}

function commit(text: string, subject: string): string {
  writeFileSync(join(url, 'main.tf'), text)
  git('add', '.')
  git('commit', '-q', '-m', subject)
  return git('rev-parse', 'HEAD')
}

describe('a mirror', () => {
  it('has the branches of its repository, and tells what is new on them', async () => {
    const one = commit('a = 1\n', 'one')
    const two = commit('a = 2\n', 'two')
    git('checkout', '-q', '-b', 'try')
    const three = commit('a = 2\nb = 3\n', 'three')
    const origin = { url, credential: undefined }
    expect(await remoteHeads(origin)).toEqual({
      defaultBranch: 'try',
      heads: new Map([
        ['trunk', two],
        ['try', three],
      ]),
    })
    await updateMirror(mirror, origin)
    const subjects = async (head: string, others: readonly string[]): Promise<readonly string[]> =>
      (await newCommits(mirror, head, others, 20)).map(({ subject }) => subject)
    expect(await subjects(three, [])).toEqual(['one', 'two', 'three'])
    expect(await subjects(three, [two])).toEqual(['three'])
    expect(await subjects(two, [three])).toEqual([])
    // What was known may be gone.
    expect(await subjects(three, [one, 'f'.repeat(40)])).toEqual(['two', 'three'])
    expect(await baseOf(mirror, three, 'trunk')).toBe(two)
    expect(await baseOf(mirror, two, 'trunk')).toBe(one)
    expect(await baseOf(mirror, one, 'trunk')).toBeUndefined()
    expect(await blameAt(mirror, three, { file: 'main.tf', line: 1 })).toMatchObject({
      sha: two,
      author: 'Ada',
    })
    expect([await hasCommit(mirror, three), await hasCommit(mirror, 'f'.repeat(40))]).toEqual([true, false])
  })

  it('follows a branch that is moved back or removed', async () => {
    git('checkout', '-q', 'trunk')
    git('branch', '-q', '-D', 'try')
    git('reset', '-q', '--hard', 'HEAD^')
    const other = commit('a = 9\n', 'another two')
    await updateMirror(mirror, { url, credential: undefined })
    const { heads } = await remoteHeads({ url: mirror, credential: undefined })
    expect(heads).toEqual(new Map([['trunk', other]]))
  })

  it('starts no program of the repository or the address', async () => {
    const trace = join(folder, 'trace')
    for (const hook of ['post-checkout', 'pre-auto-gc', 'reference-transaction', 'post-update']) {
      const file = join(url, '.git/hooks', hook)
      mkdirSync(join(url, '.git/hooks'), { recursive: true })
      writeFileSync(file, `#!/bin/sh\ntouch ${trace}\n`)
      chmodSync(file, 0o755)
    }
    await updateMirror(mirror, { url, credential: undefined })
    for (const bad of [`ext::sh -c "touch ${trace}"`, `--upload-pack=touch ${trace}`, `fd::17`]) {
      await expect(remoteHeads({ url: bad, credential: undefined })).rejects.toThrow(/not allowed/u)
    }
    expect(spawnSync('ls', [trace]).status).not.toBe(0)
  })

  it('sends credentials to the server and names them nowhere else', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization ?? '')
      response.writeHead(403).end('no')
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const failed = await remoteHeads({
      url: `http://127.0.0.1:${port}/x.git`,
      credential: { kind: 'secret', text: 's3cret' },
    }).then(
      () => 'it was let in',
      (error: unknown) => String(error),
    )
    server.close()
    expect(seen[0]).toBe(`Basic ${Buffer.from('x-access-token:s3cret').toString('base64')}`)
    expect(failed).toMatch(/403/u)
    expect(failed).not.toMatch(/s3cret/u)
  })
})
