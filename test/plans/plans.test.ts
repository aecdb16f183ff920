import { describe, expect, it } from 'vitest'
import { readEstate } from '../../src/engine/read.ts'
import { review } from '../../src/engine/review/review.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Danger } from '../../src/model/blast.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { allPlanRules } from '../../src/rules/index.ts'
import type { LabelledPlan } from './builder.ts'
import { dangerousPlans } from './dangerous.ts'
import { harmlessPlans } from './harmless.ts'
import { taughtPlans } from './taught.ts'

const rules = await allPlanRules()
const all = [...dangerousPlans(), ...harmlessPlans(), ...taughtPlans()]
const dangerous = all.filter(({ dangers }) => dangers.length > 0)
const harmless = all.filter(({ dangers }) => dangers.length === 0)

it('there are plans enough of both kinds, each of its own name', () => {
  expect(harmless.length).toBeGreaterThanOrEqual(100)
  expect(dangerous.length).toBeGreaterThanOrEqual(50)
  expect(new Set(harmless.map(({ name }) => name)).size).toBe(harmless.length)
  expect(new Set(dangerous.map(({ name }) => name)).size).toBe(dangerous.length)
  expect(harmless.filter(({ plan }) => plan.text.split('"change":').length > 50).length).toBeGreaterThan(40)
})

describe('of dangerous plans', () => {
  it.each(dangerous)('$name', (one) => {
    expect(dangersIn(one)).toEqual(one.dangers)
  })
})

describe('of harmless plans', () => {
  it.each(harmless)('$name', (one) => {
    expect(dangersIn(one)).toEqual([])
  })
})

function dangersIn({ plan: { file, text } }: LabelledPlan): readonly Danger[] {
  const estate = readEstate(filesSnapshot({ [file]: text }), filePath(file), plainOptions)
  const { blast, diagnostics } = review(estate, [], rules)
  expect(diagnostics).toEqual([])
  return [...new Set(blast?.dangers.map(({ danger }) => danger))]
}
