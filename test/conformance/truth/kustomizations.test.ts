import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { generatedKustomizations } from '../kustomize/generate.ts'
import { isFull } from '../../full.ts'
import { measuredOrigins } from '../measured.ts'
import { tryKustomization } from './kustomizations.ts'
import { eachOf } from './run.ts'
import { emptyScore, figuresOf, scoreLine, shortfalls } from './score.ts'

const cases = generatedKustomizations(isFull ? 250 : 12, 5001)
const perCase = isFull ? 10 : 8
const programs = realPrograms()
if (programs === undefined)
  console.warn(
    `SKIPPED: origins of ${cases.length} kustomizations are not tried, because kubectl doesn't run here.`,
  )

// skipped: without kubectl there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('origins of kustomizations, tried with kubectl kustomize', () => {
  it('name the literals whose change changes a value, and no others', { timeout: 3_600_000 }, async () => {
    const root = mkdtempSync(join(tmpdir(), 'plumbline-origins-'))
    const score = emptyScore()
    await eachOf(cases, 2, (one) =>
      tryKustomization(
        programs?.kubectl ?? '',
        join(root, one.name.replaceAll(' ', '-')),
        one,
        perCase,
        score,
      ),
    )
    rmSync(root, { recursive: true })
    console.warn(`origins of kustomizations: ${scoreLine(score)}`)
    measuredOrigins('generated kustomizations', { against: 'kubectl kustomize 5.7.1', ...figuresOf(score) })
    expect(score.changes).toBeGreaterThan(cases.length)
    expect(shortfalls(score)).toEqual([])
  })
})
