import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inCheckout } from './mirror-checkout.ts'

let folder = ''
let mirror = ''
let sha = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-checkout-'))
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      encoding: 'utf8',
    }).trim()
  git('init', '-q', '-b', 'main')
  writeFileSync(join(folder, 'main.tf'), '# empty\n')
  git('add', '.')
  git('commit', '-qm', 'first')
  sha = git('rev-parse', 'HEAD')
  mirror = join(folder, '.git')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('has the files of a commit, in a folder that goes also when the work fails', async () => {
  let seen = ''
  const failing = inCheckout(mirror, sha, async (files) => {
    seen = files
    expect(readFileSync(join(files, 'main.tf'), 'utf8')).toBe('# empty\n')
    return readFileSync(join(files, 'none.tf'), 'utf8')
  })
  await expect(failing).rejects.toThrow('none.tf')
  expect(existsSync(seen)).toBe(false)
})

it('takes away what a process left that was killed, and nothing of those that run', async () => {
  // No process has a number as large as this.
  const left = join(tmpdir(), 'plumbline-root-999999999-abcdef')
  const running = mkdtempSync(join(tmpdir(), `plumbline-root-${process.ppid}-`))
  mkdirSync(left, { recursive: true })
  writeFileSync(join(left, 'plan'), 'secret')
  try {
    await inCheckout(mirror, sha, async () => undefined)
    expect(existsSync(left)).toBe(false)
    expect(existsSync(running)).toBe(true)
  } finally {
    rmSync(running, { recursive: true, force: true })
  }
})
