import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { writeFiles } from './write-files.ts'

describe('files that are written together', () => {
  const top = mkdtempSync(join(tmpdir(), 'write-files-'))
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(top, 'one-'))
  })
  afterAll(() => rmSync(top, { recursive: true, force: true }))

  it('keep their rights and the links that lead to them, and leave nothing beside', () => {
    writeFileSync(join(folder, 'run.sh'), 'old')
    chmodSync(join(folder, 'run.sh'), 0o755)
    symlinkSync('run.sh', join(folder, 'link'))
    const files = [
      { path: join(folder, 'link'), text: 'new' },
      { path: join(folder, 'deep', 'more.txt'), text: 'more' },
    ]
    expect(writeFiles(files)).toBeUndefined()
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe('new')
    expect(statSync(join(folder, 'run.sh')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(folder, 'deep', 'more.txt'), 'utf8')).toBe('more')
    expect([readdirSync(folder), readdirSync(join(folder, 'deep'))]).toEqual([
      ['deep', 'link', 'run.sh'],
      ['more.txt'],
    ])
  })

  it('are all as they were where one of them cannot be written, which is named', () => {
    writeFileSync(join(folder, 'a.txt'), 'old')
    const wrong = join(folder, 'a.txt', 'below')
    expect(
      writeFiles([
        { path: join(folder, 'a.txt'), text: 'new' },
        { path: wrong, text: 'x' },
      ]),
    ).toBe(wrong)
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })
})
