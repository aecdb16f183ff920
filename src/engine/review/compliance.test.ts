import { expect, it } from 'vitest'
import { at } from '../../rules/facts.ts'
import type { Rule } from '../../rules/rule.ts'
import { mustBe } from '../../rules/verdicts.ts'
import { estateOf } from '../testing.ts'
import { assess } from './assess.ts'
import { answersFor, benchmarkOf, withCompliance } from './compliance.ts'
import { knownOf, type Known } from './known.ts'
import { review } from './review.ts'

function rule(id: string, subject: string, compliance: readonly string[]): Rule {
  return {
    id,
    title: 'a',
    severity: 'low',
    why: 'a',
    fix: 'a',
    subject: [subject],
    aliases: [],
    compliance,
    *check(live) {
      yield* mustBe(at(live, 'input'), 'good', 'It is not good.')
    },
    examples: { good: [], bad: [], near: [], undecided: [] },
  }
}

const rules = [
  rule('t/bad', 'terraform_data', ['CIS AWS 3.0 2.10', 'NIST 800-53 AC-3']),
  rule('t/other', 'terraform_data', ['CIS AWS 3.0 2.10', 'CIS AWS 3.0 2.9']),
  rule('t/unseen', 'aws_nothing', ['CIS AWS 3.0 1.1']),
  rule('t/unnamed', 'terraform_data', ['CIS Azure 2.1 1.1']),
]

function sections(input: string, known?: Known): unknown {
  const estate = estateOf({
    'main.tf': `variable "v" {}\nresource "terraform_data" "a" {\n  input = ${input}\n}\n`,
  })
  const found = review(estate, rules)
  const report = assess(found, rules.length, {
    config: {
      exclude: [],
      failOn: undefined,
      rules: new Map(),
      waivers: [],
      trustRules: false,
      policies: [],
      gates: [],
      hooks: [],
    },
    before: undefined,
    baseline: known,
    today: '2026-11-21',
    text: (file) => estate.text(file),
  })
  const { compliance } = withCompliance(report, found, rules, { id: 'cis-aws', title: 'CIS AWS' })
  return compliance?.sections.map(({ section, state, findings }) => [
    section,
    state,
    findings.map((one) => one.rule),
  ])
}

it('names a benchmark however it is written', () => {
  expect(
    ['cis-aws', 'CIS AWS', 'cisAWS', 'NIST 800 53', 'SOC 2', 'PCI DSS 4', 'pci-dss', 'cis', '-'].map(
      (text) => benchmarkOf(text)?.id,
    ),
  ).toEqual([
    'cis-aws',
    'cis-aws',
    'cis-aws',
    'nist-800-53',
    'soc2',
    'pci-dss-4',
    'pci-dss-4',
    undefined,
    undefined,
  ])
  const aws = { id: 'cis-aws', title: 'CIS AWS' }
  expect(rules.map((one) => answersFor(one, aws))).toEqual([true, true, true, false])
})

it('puts findings under every section that their rule answers for, in the order of the benchmark', () => {
  expect(sections('"bad"')).toEqual([
    ['3.0 1.1', 'absent', []],
    ['3.0 2.9', 'violated', ['t/other']],
    ['3.0 2.10', 'violated', ['t/bad', 't/other']],
  ])
})

it('tells what is good from what is undecided, known, or was not looked at', () => {
  expect(states('"good"')).toEqual(['absent', 'good', 'good'])
  expect(states('var.v')).toEqual(['absent', 'undecided', 'undecided'])
  const estate = estateOf({ 'main.tf': 'resource "terraform_data" "a" {\n  input = "bad"\n}\n' })
  const known = knownOf(review(estate, rules).findings)
  expect(states('"bad"', known)).toEqual(['absent', 'known', 'known'])
})

function states(input: string, known?: Known): unknown {
  return (sections(input, known) as readonly [string, string][]).map(([, state]) => state)
}
