import { describe, expect, it } from 'vitest'
import { estateOf } from '../../src/engine/testing.ts'
import { review } from '../../src/engine/review/review.ts'
import { providerTable } from '../../src/host/tables.ts'
import type { Finding } from '../../src/model/finding.ts'
import { allRules } from '../../src/rules/index.ts'
import type { Example, Rule } from '../../src/rules/rule.ts'
import { filesUnder } from '../tree.ts'

/** The examples inside every rule are its tests. */

const rules = await allRules()

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  it.each(shown(rule.examples.bad))('objects to bad example $position', ({ example }) => {
    expect(verdicts(rule, example)).toContain('violated')
  })

  it.each(shown(rule.examples.good))('has nothing to say of good example $position', ({ example }) => {
    expect(said(rule, example)).toEqual([])
  })

  it.each(shown(rule.examples.near))('is not fooled by near miss $position', ({ example }) => {
    expect(said(rule, example)).toEqual([])
  })

  it.each(shown(rule.examples.undecided))('is undecided about example $position', ({ example }) => {
    expect(verdicts(rule, example)).toEqual(['undecided'])
    expect(findings(rule, example).every(({ because }) => because.length > 0)).toBe(true)
  })
})

/** Rules about what is never unknown: whether something is said at all, a workflow has no inputs before it runs, module sources are constants, what a Secret holds isn't there before it is written, what a build runs or checks isn't substituted. */
const always = [
  'github/workflows/',
  'terraform/modules/',
  'kubernetes/secrets/secret-in-code',
  'docker/image/healthcheck',
  'docker/packages/',
  'aws/redshift/public-unsaid',
  'google/gke/no-private-cluster',
]

describe('the folder', () => {
  const files = filesUnder('src/rules').filter((path) => /^src\/rules\/[^/]+\/[^/]+\/[^/]+\.ts$/u.test(path))
  const ids = files
    .filter((path) => !path.endsWith('/index.ts') && !path.endsWith('.test.ts'))
    .map((path) => path.slice('src/rules/'.length, -'.ts'.length))

  it('holds a file for each rule, of the name of its id, and the lists name them all', () => {
    expect(ids.toSorted()).toEqual(rules.map(({ id }) => id))
  })

  it.each(rules.map((rule) => ({ id: rule.id, rule })))(
    '$id has each kind of example and ends its sentences',
    ({ rule }) => {
      const { good, bad, near, undecided } = rule.examples
      const asked = always.some((beginning) => rule.id.startsWith(beginning)) ? [] : [undecided]
      expect([good, bad, near, ...asked].every((some) => some.length > 0)).toBe(true)
      expect([rule.why, rule.fix].every((text) => text.endsWith('.'))).toBe(true)
      expect(rule.title.endsWith('.')).toBe(false)
    },
  )
})

function shown(examples: readonly Example[]): readonly { position: number; example: Example }[] {
  return examples.map((example, position) => ({ position, example }))
}

function findings(rule: Rule, { file, text }: Example): readonly Finding[] {
  const estate = estateOf({ [file]: text }, { loadProviderTable: providerTable })
  const read = estate.readings.flatMap(({ resources, declarations = [] }) => [...resources, ...declarations])
  // An example that isn't read or understood proves nothing.
  expect(read).not.toEqual([])
  const { findings: found, diagnostics } = review(estate, [rule])
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return found
}

function said(rule: Rule, example: Example): readonly string[] {
  return findings(rule, example).map(({ verdict, address, message }) => `${verdict}: ${address}: ${message}`)
}

function verdicts(rule: Rule, example: Example): readonly string[] {
  return [...new Set(findings(rule, example).map(({ verdict }) => verdict))]
}
