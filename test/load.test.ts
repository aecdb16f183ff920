import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'

interface Loader {
  readonly codeFile: (stampFile: string, command: string | undefined, facts: Facts) => string | undefined
  readonly loaded: (
    file: string,
    code: string | undefined,
  ) => { readonly exports: unknown; readonly keep: () => void }
}

interface Facts {
  readonly env: Readonly<Record<string, string>>
  readonly version: string
  readonly arch: string
}

const { codeFile, loaded } = createRequire(import.meta.url)('../bin/load.js') as Loader

let folder = ''
let program = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-load-'))
  program = join(folder, 'program.cjs')
  writeFileSync(program, "exports.answer = () => require('node:path').basename(__filename)")
  writeFileSync(join(folder, '.stamp'), '0123456789abcdef0123456789abcdef')
})

function codeIn(env: Facts['env'], command?: string): string | undefined {
  return codeFile(join(folder, '.stamp'), command, { env, version: 'v20.19.0', arch: 'x64' })
}

function answerOf(code: string | undefined): unknown {
  const { exports, keep } = loaded(program, code)
  const answer = (exports as { readonly answer: () => string }).answer()
  keep()
  return answer
}

describe('the program with the code that was kept of it', () => {
  it('keeps the code of its first run, and runs with it', () => {
    const code = codeIn({ XDG_CACHE_HOME: folder }, 'review') ?? ''
    expect(answerOf(code)).toBe('program.cjs')
    const kept = readFileSync(code)
    expect(answerOf(code)).toBe('program.cjs')
    expect(readFileSync(code).equals(kept)).toBe(true)
  })

  it('runs when the code is cut, of another program or nonsense, and keeps it anew', () => {
    const code = codeIn({ XDG_CACHE_HOME: folder }, 'review') ?? ''
    answerOf(code)
    const whole = readFileSync(code)
    for (const broken of [whole.subarray(0, -1), whole.subarray(0, 10), Buffer.from('nonsense')]) {
      writeFileSync(code, broken)
      expect(answerOf(code)).toBe('program.cjs')
      expect(readFileSync(code).length).toBeGreaterThan(broken.length)
    }
    writeFileSync(program, "exports.answer = () => 'another, which is longer than the first one was'")
    expect(answerOf(code)).toBe('another, which is longer than the first one was')
  })

  it('keeps one file for each command, and none of an earlier build', () => {
    for (const command of ['review', 'read', undefined, '--help'])
      answerOf(codeIn({ XDG_CACHE_HOME: folder }, command))
    const names = (): readonly string[] => readdirSync(join(folder, 'plumbline/code')).toSorted()
    const rest = 'v20.19.0-x64'
    expect(names()).toEqual(['other', 'read', 'review'].map((one) => `0123456789abcdef-${rest}-${one}`))
    writeFileSync(join(folder, '.stamp'), 'fedcba9876543210')
    answerOf(codeIn({ XDG_CACHE_HOME: folder }, 'why'))
    expect(names()).toEqual([`fedcba9876543210-${rest}-why`])
  })

  it('keeps nothing in CI, where it cannot be written, and without a build', () => {
    expect(codeIn({ XDG_CACHE_HOME: folder, CI: 'true' }, 'review')).toBeUndefined()
    expect(answerOf(undefined)).toBe('program.cjs')
    expect(answerOf(join(program, 'below-a-file'))).toBe('program.cjs')
    writeFileSync(join(folder, '.stamp'), '')
    expect(codeIn({ XDG_CACHE_HOME: folder }, 'review')).toBeUndefined()
  })
})
