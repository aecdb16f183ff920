import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { writeFiles } from '../terraform.ts'
import { inference } from './inference.ts'
import { truthOf } from './truth.ts'

const programs = realPrograms()
if (programs === undefined)
  console.warn('SKIPPED: origins of charts are not tried with helm, because it does not run here.')

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('origins of charts', () => {
  it(
    'name the literal whose change changes the value, and all that depends on it',
    { timeout: 300_000 },
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'plumbline-truth-'))
      try {
        writeFiles(folder, inference)
        const truth = truthOf(programs?.helm ?? '', folder, 200, () => 0)
        expect(truth.misses).toEqual([])
        expect(truth.said).toBeGreaterThan(40)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
