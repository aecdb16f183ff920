import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { madeFolder } from './made-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-made-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('makes a folder with those above it, once', () => {
  const deep = join(folder, 'a/b/c')
  madeFolder(deep, 0o700)
  madeFolder(deep, 0o700)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
})

it('says what is in the way', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => madeFolder(join(folder, 'file'))).toThrow('EEXIST')
  expect(() => madeFolder(join(folder, 'file/a'))).toThrow('ENOTDIR')
})

it.runIf(existsSync('/proc/self'))('ends where nothing can be made', () => {
  expect(() => madeFolder('/proc/plumbline/deep')).toThrow('ENOENT')
})
