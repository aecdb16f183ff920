import { describe, expect, it } from 'vitest'
import { repairAll, violatedIn } from '../../src/engine/edit/repair.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'
import { reviewer } from '../../src/engine/review/review.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { providerTable } from '../../src/host/tables.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Finding } from '../../src/model/finding.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { allRules } from '../../src/rules/index.ts'
import type { Example, Rule } from '../../src/rules/rule.ts'

/** The bad examples of every rule that says its repair are its tests: in every language they are mended, and nothing else is different. */

const options = { ...plainOptions, loadProviderTable: providerTable }

/** Rules some of whose examples are not mended, and why. */
const partly: Readonly<Record<string, string>> = {
  'aws/ebs/device-encryption':
    'where no disk is written there is no block to add to, and the rule names no disk',
  'aws/elb/access-logs': 'the attribute that is wanted is an item of a list that is not there',
  'aws/elb/invalid-headers': 'the attribute that is wanted is an item of a list that is not there',
  'aws/s3/acl-any-account': 'a grant is to be taken away, which is no value',
  'aws/s3/acl-public-read': 'a grant is to be taken away, which is no value',
  'aws/s3/acl-public-write': 'a grant is to be taken away, which is no value',
  'azure/aks/logging':
    'the provider has an argument for it that names a workspace, which nobody can choose for others',
  'kubernetes/pods/service-account-token': 'a mount is to be taken away, which is no value',
  'kubernetes/pods/writable-root': 'without a volume to write to, the program may not start',
}

const rules = (await allRules()).map((rule) => ({
  id: rule.id,
  rule,
  found: rule.examples.bad.map((one) => stateOf(rule, one)),
}))
const repairing = rules.filter(({ found }) =>
  found.some(({ findings }) => findings.some(({ repair = [] }) => repair.length > 0)),
)

describe.each(repairing.filter(({ id }) => partly[id] === undefined))('$id', ({ rule, found }) => {
  it.each(found.map((one, position) => ({ ...one, position })))(
    'mends bad example $position',
    ({ state, findings }) => {
      const repairs = repairAll(state, findings, (one) => findingsOf(rule, one))
      expect(repairs.refused.map(({ answer }) => answer)).toEqual([])
      expect(findingsOf(rule, repairs.state)).toEqual([])
      expect(
        repairs.done.flatMap(({ answer }) => (answer.kind === 'edited' ? answer.verification.others : [])),
      ).toEqual([])
    },
  )
})

it('is so for at least eighty rules', () => {
  expect(repairing.filter(({ id }) => partly[id] === undefined).length).toBeGreaterThanOrEqual(80)
})

it.each(Object.keys(partly))('%s is mended where it can be, else refused with the reason', (id) => {
  const one = repairing.find((other) => other.id === id)
  const refused = (one?.found ?? []).flatMap(({ state, findings }) =>
    one === undefined ? [] : repairAll(state, findings, (other) => findingsOf(one.rule, other)).refused,
  )
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(({ answer }) => answer.kind === 'refused' && answer.detail.endsWith('.'))).toBe(true)
})

function stateOf(
  rule: Rule,
  { file, text }: Example,
): { readonly state: EditState; readonly findings: readonly Finding[] } {
  const state = readState({ snapshot: filesSnapshot({ [file]: text }), folder: filePath(''), options })
  return { state, findings: findingsOf(rule, state) }
}

function findingsOf(rule: Rule, { estate }: EditState): readonly Finding[] {
  const ask = reviewer([rule], [])
  return violatedIn(estate.readings.map((one) => ask(one, (path) => estate.text(path))))
}
