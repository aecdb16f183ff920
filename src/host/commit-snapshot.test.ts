import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { commitSnapshot, mergeBase } from './commit-snapshot.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-'))
  git('init', '-q', '-b', 'main')
  mkdirSync(join(folder, 'net/deep'), { recursive: true })
  writeFileSync(join(folder, 'main.tf'), 'old\n')
  writeFileSync(join(folder, 'net/deep/größe.tf'), 'ü\n')
  writeFileSync(join(folder, 'bytes.bin'), new Uint8Array([0, 255, 10, 0]))
  symlinkSync('net/deep/größe.tf', join(folder, 'link.tf'))
  symlinkSync('../../etc/passwd', join(folder, 'away.tf'))
  commit('first')
  writeFileSync(join(folder, 'main.tf'), 'new\n')
  commit('second')
  writeFileSync(join(folder, 'main.tf'), 'not committed\n')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the files of a commit', () => {
  it('are those of that commit, whatever the work tree holds', () => {
    expect(commitSnapshot(folder, 'HEAD')?.text(filePath('main.tf'))).toBe('new\n')
    expect(commitSnapshot(folder, 'HEAD~1')?.text(filePath('main.tf'))).toBe('old\n')
  })

  it('are listed by folder, sorted, with names of any letters', () => {
    const snapshot = commitSnapshot(folder, 'main')
    expect(snapshot?.list(filePath(''))?.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'file away.tf',
      'file bytes.bin',
      'file link.tf',
      'file main.tf',
      'folder net',
    ])
    expect(snapshot?.text(filePath('net/deep/größe.tf'))).toBe('ü\n')
    expect(snapshot?.list(filePath('nowhere'))).toBeUndefined()
  })

  it('keep bytes that are no text, follow links inside, and none that lead out', () => {
    const snapshot = commitSnapshot(folder, 'HEAD')
    expect([...(snapshot?.bytes(filePath('bytes.bin')) ?? [])]).toEqual([0, 255, 10, 0])
    expect(snapshot?.text(filePath('bytes.bin'))).toBeUndefined()
    expect(snapshot?.text(filePath('link.tf'))).toBe('ü\n')
    expect(snapshot?.text(filePath('away.tf'))).toBeUndefined()
  })

  it('are undefined for what is no commit, also for what looks like an option', () => {
    expect(commitSnapshot(folder, 'no-such-branch')).toBeUndefined()
    expect(commitSnapshot(folder, '--output=x')).toBeUndefined()
    expect(mergeBase(folder, 'HEAD', 'HEAD~1')).toMatch(/^[0-9a-f]{40}$/u)
    expect(mergeBase(folder, 'HEAD', 'nowhere')).toBeUndefined()
  })
})

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' })
}

function commit(subject: string): void {
  git('add', '-A')
  git('commit', '-q', '-m', subject)
}
