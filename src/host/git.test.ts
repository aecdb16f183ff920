import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { blame, workTree } from './git.ts'

let place = ''

beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-')))
  run('init', '-q')
  writeFileSync(join(place, 'main.tf'), 'a = 1\nb = 2\n')
  run('add', 'main.tf')
  const author = ['-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.com']
  const message = ['-m', 'feat: two lines\n\nWith a reason.']
  run(...author, 'commit', '-q', '--date', '2026-03-02T09:30:00+01:00', ...message)
  writeFileSync(join(place, 'main.tf'), 'a = 1\nb = 3\n')
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

function run(...args: readonly string[]): void {
  execFileSync('git', ['-C', place, ...args], { stdio: 'ignore' })
}

it('names the commit that last touched a line, with the date as its author saw it', () => {
  expect(blame(join(place, 'main.tf'), 1)).toEqual({
    kind: 'commit',
    sha: execFileSync('git', ['-C', place, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    author: 'Ada Lovelace',
    email: 'ada@example.com',
    date: '2026-03-02T09:30:00+01:00',
    subject: 'feat: two lines',
  })
})

it('says that a changed line is not committed yet', () => {
  expect(blame(join(place, 'main.tf'), 2)).toEqual({ kind: 'uncommitted' })
})

it('knows nothing of a file that git does not know, or of a line that is not there', () => {
  writeFileSync(join(place, 'new.tf'), 'c = 1\n')
  expect(blame(join(place, 'new.tf'), 1)).toBeUndefined()
  expect(blame(join(place, 'main.tf'), 99)).toBeUndefined()
})

it('finds the top of the work tree, and none outside of one', () => {
  expect(workTree(place)).toBe(place)
  expect(workTree(tmpdir())).toBeUndefined()
})
