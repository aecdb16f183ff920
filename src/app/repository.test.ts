import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesBelow } from '../model/walk.ts'
import { filePath } from '../kernel/brand.ts'
import { openRepository } from './repository.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-repository-'))
  for (const name of ['live', 'beside']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'main.tf'), '')
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a folder outside of git', () => {
  it('is the whole repository for who looks through all of it, and what it names beside it can be read', () => {
    const opened = openRepository(join(folder, 'live'), '/')
    const files = opened === undefined ? [] : [...filesBelow(opened.snapshot, filePath(''))]
    expect(files).toEqual([`${opened?.folder ?? ''}/main.tf`])
    const beside = filePath((opened?.folder ?? '').replace(/live$/u, 'beside'))
    expect(opened?.snapshot.list(beside)?.map(({ name }) => name)).toEqual(['main.tf'])
  })
})
