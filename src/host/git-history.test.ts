import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { gitHistory } from './git-history.ts'

let place = ''

beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-history-')))
  run(1_700_000_000, 'init', '-q', '-b', 'main')
  commit(1_700_000_000, 'first', { 'a.yaml': 'a: 1\n', 'old file': '' })
  run(1_700_000_000, 'checkout', '-q', '-b', 'topic')
  commit(1_700_000_100, 'inside of the topic', { 'b/c.yaml': 'c: 1\n' })
  run(1_700_000_000, 'checkout', '-q', 'main')
  commit(1_700_000_200, 'second', { 'a.yaml': 'a: 2\n' })
  run(1_700_000_300, 'merge', '-q', '--no-ff', '-m', 'merge of the topic', 'topic')
  run(1_700_000_350, 'tag', '-a', '-m', 'the release', 'v1.0')
  rmSync(join(place, 'old file'))
  commit(1_700_000_400, 'third', {})
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

function commit(time: number, subject: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(place, name, '..'), { recursive: true })
    writeFileSync(join(place, name), text)
  }
  run(time, 'add', '--all')
  run(time, 'commit', '-q', '-m', subject)
}

function run(time: number, ...args: readonly string[]): void {
  const who = { NAME: 'Ada Lovelace', EMAIL: 'ada@example.com', DATE: `${time} +0000` }
  const identity = Object.fromEntries(
    Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  )
  execFileSync('git', ['-C', place, ...args], { stdio: 'pipe', env: { ...process.env, ...identity } })
}

it('has the commits of a stretch of time along the first parents, a merge with all that it brought', () => {
  const history = gitHistory(place, { start: 1_700_000_150, end: 1_700_000_400 })
  expect(history?.commits.map(({ subject, time, files }) => ({ subject, time, files }))).toEqual([
    { subject: 'third', time: 1_700_000_400, files: [{ path: 'old file', how: 'removed' }] },
    { subject: 'merge of the topic', time: 1_700_000_300, files: [{ path: 'b/c.yaml', how: 'added' }] },
    { subject: 'second', time: 1_700_000_200, files: [{ path: 'a.yaml', how: 'changed' }] },
  ])
  expect(history?.commits[0]).toMatchObject({ author: 'Ada Lovelace', parent: history?.commits[1]?.sha })
})

it('has the releases of the stretch', () => {
  const history = gitHistory(place, { start: 1_700_000_300, end: 1_700_000_360 })
  expect(history?.tags).toMatchObject([
    { name: 'v1.0', time: 1_700_000_350, subject: 'the release', sha: history?.commits[0]?.sha },
  ])
  expect(gitHistory(place, { start: 0, end: 1_700_000_349 })?.tags).toEqual([])
})

it('opens commits, each with its own files, though blobs are read once', () => {
  const history = gitHistory(place, { start: 0, end: 2_000_000_000 })
  const [third, merge] = history?.commits ?? []
  const texts = [third, merge].map((one) => {
    const snapshot = history?.at(one?.sha ?? '')
    return [snapshot?.text(filePath('a.yaml')), snapshot?.text(filePath('old file'))]
  })
  expect(texts).toEqual([
    ['a: 2\n', undefined],
    ['a: 2\n', ''],
  ])
  expect(history?.at('0'.repeat(40))).toBe(undefined)
})

it('is nothing without git', () => {
  expect(gitHistory(tmpdir(), { start: 0, end: 1 })).toBe(undefined)
})
