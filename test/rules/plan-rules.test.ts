import { describe, expect, it } from 'vitest'
import { readEstate } from '../../src/engine/read.ts'
import { review } from '../../src/engine/review/review.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Finding } from '../../src/model/finding.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { allPlanRules } from '../../src/rules/index.ts'
import type { PlanRule } from '../../src/rules/plan/plan-rule.ts'
import type { Example } from '../../src/rules/rule.ts'
import { textOf } from '../tree.ts'

/** The examples inside every rule about plans are its tests. */

const rules = await allPlanRules()
/** Of an empty state nobody can tell whether there should be one. */
const neverViolated = 'plan/empty-state'

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  it.each(shown(rule.examples.bad))('objects to bad example $position', ({ example }) => {
    const found = findings(rule, example)
    expect(found.map(({ verdict }) => verdict)).toContain(
      rule.id === neverViolated ? 'undecided' : 'violated',
    )
    expect(found.map(({ address }) => example.text.includes(JSON.stringify(address)))).not.toContain(false)
  })

  it.each(shown(rule.examples.good))('has nothing to say of good example $position', ({ example }) => {
    expect(findings(rule, example)).toEqual([])
  })

  it.each(shown(rule.examples.near))('is not fooled by near miss $position', ({ example }) => {
    expect(findings(rule, example)).toEqual([])
  })

  it('is said in full sentences, in the file of its name', () => {
    expect([rule.why, rule.fix].every((text) => text.endsWith('.'))).toBe(true)
    expect(textOf(`src/rules/${rule.id}.ts`)).toContain(`id: '${rule.id}'`)
  })
})

function shown(
  examples: readonly Example[],
): readonly { readonly position: number; readonly example: Example }[] {
  return examples.map((example, at) => ({ position: at + 1, example }))
}

function findings(rule: PlanRule, { file, text }: Example): readonly Finding[] {
  const estate = readEstate(filesSnapshot({ [file]: text }), filePath(file), plainOptions)
  const reviewed = review(estate, [], [rule])
  expect(reviewed.diagnostics).toEqual([])
  return reviewed.findings
}
