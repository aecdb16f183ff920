import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { ReviewReport } from '../../model/review.ts'
import { at, items } from '../../rules/facts.ts'
import type { Rule } from '../../rules/rule.ts'
import { mustBe } from '../../rules/verdicts.ts'
import { configOf } from '../config/config.ts'
import { estateOf } from '../testing.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { assess } from './assess.ts'
import { baselineJson, baselineOf } from './baseline.ts'
import { review, type Review } from './review.ts'
import { printJson } from '../../model/json-text.ts'

/** A rule about a type that no provider is needed for. */
const good: Rule = {
  id: 'test/data/good',
  title: 'The input is bad',
  severity: 'high',
  why: 'It is.',
  fix: 'Write good.',
  subject: ['terraform_data'],
  aliases: [
    { id: 'CKV_TEST_1', on: ['terraform_data'] },
    { id: 'AVD-TEST-0001', on: ['terraform_data'] },
  ],
  compliance: [],
  *check(live) {
    yield* mustBe(at(live, 'input'), 'good', 'The input is not good.')
  },
  examples: { good: [], bad: [], near: [], undecided: [] },
}

function reviewOf(text: string, rule = good): { readonly found: Review; readonly text: () => string } {
  return { found: review(estateOf({ 'main.tf': text }), [rule]), text: () => text }
}

function assessed(
  after: string,
  given: { before?: string; config?: string; baseline?: string; rule?: Rule; asked?: readonly Rule[] } = {},
): ReviewReport {
  const { found, text } = reviewOf(after, given.rule)
  const before = given.before === undefined ? undefined : reviewOf(given.before)
  const baseline = given.baseline === undefined ? undefined : baselineOf(given.baseline)
  expect(['none', 'outdated']).not.toContain(baseline)
  const { config } = configOf(filesSnapshot({ 'plumbline.yaml': given.config ?? '' }))
  return assess(found, 1, {
    config,
    before: before && { name: 'main', review: before.found, text: before.text },
    baseline: typeof baseline === 'string' ? undefined : baseline,
    today: '2026-11-21',
    ...(given.asked === undefined ? {} : { asked: given.asked }),
    text,
  })
}

const said = ({ findings }: ReviewReport): readonly string[] =>
  findings.map(({ rule, address, verdict }) => `${rule} ${verdict} ${address}`)

const bad = (name: string, comment = ''): string =>
  `resource "terraform_data" "${name}" {\n  ${comment}\n  input = "bad"\n}\n`

describe('a finding', () => {
  it('is one for all instances of a declaration, and stands at the line that says it', () => {
    const text = 'resource "terraform_data" "a" {\n  count = 3\n  input = "bad"\n}\n'
    const [one, ...more] = assessed(text).findings
    expect(more).toEqual([])
    expect(one?.places.map(({ address }) => address)).toEqual([
      'terraform_data.a[0]',
      'terraform_data.a[1]',
      'terraform_data.a[2]',
    ])
    expect(text.slice(one?.span.start, one?.span.end)).toBe('"bad"')
    expect(one?.wanted).toEqual({ path: 'input', value: 'good' })
  })

  it('traces to the literal to change', () => {
    const text = 'variable "v" {\n  default = "bad"\n}\nresource "terraform_data" "a" {\n  input = var.v\n}\n'
    const [one] = assessed(text).findings
    const last = one?.trace.at(-1)?.span
    expect(text.slice(one?.span.start, one?.span.end)).toBe('var.v')
    expect(text.slice(last?.start, last?.end)).toBe('"bad"')
  })

  it('is undecided, with the input that is missing, when that decides', () => {
    const { findings } = assessed('variable "v" {}\nresource "terraform_data" "a" {\n  input = var.v\n}\n')
    expect(findings.map(({ verdict, because }) => [verdict, because.map(({ what }) => what)])).toEqual([
      ['undecided', ['var.v']],
    ])
  })
})

const using = (name: string, inside = ''): string =>
  `resource "terraform_data" "${name}" {\n  ${inside}\n  input = local.v\n}\n`

describe('a waiver', () => {
  it.each([
    '# plumbline:accept test/data/good until=2027-01-01 a known thing',
    '# plumbline:accept test a known thing',
    '// checkov:skip=CKV_TEST_1:a known thing',
    '#checkov:skip=CKV_OTHER,CKV_TEST_1: a known thing',
    '#trivy:ignore:AVD-TEST-0001',
    '# tfsec:ignore:avd-test-0001:exp:2027-01-01',
    '# kics-scan ignore-line',
  ])('in a comment accepts what it names: %s', (comment) => {
    const report = assessed(bad('a', comment) + bad('b'))
    expect(said(report)).toEqual(['test/data/good violated terraform_data.b'])
    expect(report.accepted.map(({ finding }) => finding.address)).toEqual(['terraform_data.a'])
  })

  it.each([
    '# checkov:skip=CKV_OTHER:no',
    '# plumbline:accept test/other no',
    '# trivy:ignore:AVD-TEST-0002',
    '# tfsec:ignore:*x',
  ])('accepts nothing else: %s', (comment) => {
    expect(said(assessed(bad('a', comment)))).toEqual(['test/data/good violated terraform_data.a'])
  })

  it('of our own needs a reason', () => {
    const report = assessed(bad('a', '# plumbline:accept test/data/good'))
    expect(said(report)).toEqual(['test/data/good violated terraform_data.a'])
    expect(report.diagnostics.map(({ code }) => code)).toContain('review/waiver-without-reason')
  })

  it('in the block that uses what is set elsewhere accepts it, if no other block uses it', () => {
    const perItem: Rule = {
      ...good,
      *check(live) {
        for (const item of items(at(live, 'input'))) yield* mustBe(item, 'good', 'The item is not good.')
      },
    }
    const waived = using('a', '# plumbline:accept test/data/good a known thing\n  triggers_replace = 1')
    const of = (text: string): readonly string[] =>
      said(assessed(`locals {\n  v = ["bad"]\n}\n${text}`, { rule: perItem }))
    expect(of(using('a'))).toEqual(['test/data/good violated terraform_data.a'])
    expect(of(waived)).toEqual([])
    expect(of(waived + using('b'))).not.toEqual([])
  })

  it('that accepts nothing is told of where everything was looked at', () => {
    const config = `review:
  waivers:
    - { rule: test/data/good, address: terraform_data.a, reason: known }
    - { rule: test/data/good, address: terraform_data.gone, reason: known }
    - { rule: CKV_OTHER_1, reason: another tool's }
`
    const idle = (asked: readonly Rule[]): readonly string[] =>
      assessed(bad('a'), { config, asked }).diagnostics.map(
        ({ code, span }) => `${code} ${config.slice(span.start, span.end)}`,
      )
    expect(idle([good])).toEqual([
      'review/waiver-idle { rule: test/data/good, address: terraform_data.gone, reason: known }',
    ])
    expect(idle([])).toEqual([])
  })

  it('that has run out is a finding, beside the one that it accepted', () => {
    expect(said(assessed(bad('a', '# plumbline:accept test/data/good until=2026-11-20 soon')))).toEqual([
      'test/data/good violated terraform_data.a',
      'plumbline/expired-waiver violated ',
    ])
  })

  it('of the configuration names addresses by a pattern', () => {
    const config = 'review:\n  waivers:\n    - { rule: test, address: "terraform_data.a*", reason: known }\n'
    expect(said(assessed(bad('a') + bad('b'), { config }))).toEqual([
      'test/data/good violated terraform_data.b',
    ])
  })
})

describe('the configuration', () => {
  it.each([
    ['rules: { test: off }', []],
    ['rules: { CKV_TEST_1: off }', []],
    ['exclude: ["*.tf"]', []],
    ['rules: { test/data/good: low }', ['low']],
  ])('%s', (line, severities) => {
    const { findings } = assessed(bad('a'), { config: `review:\n  ${line}\n` })
    expect(findings.map(({ severity }) => severity)).toEqual(severities)
  })
})

describe('since a commit', () => {
  it('only what got worse is reported, however the lines have moved, and what was fixed is told', () => {
    const before = bad('old') + bad('gone')
    const report = assessed(`# a comment\n\n${bad('old')}${bad('new', 'triggers_replace = 1')}`, { before })
    expect(said(report)).toEqual(['test/data/good violated terraform_data.new'])
    expect(report.fixed.map(({ address }) => address)).toEqual(['terraform_data.gone'])
    expect(report.unchanged).toBe(1)
  })

  it('a block that has another name now is neither worse nor mended, and one of other content is both', () => {
    const renamed = assessed(bad('new'), { before: bad('old') })
    expect(said(renamed)).toEqual([])
    expect(renamed.fixed).toEqual([])
    expect(renamed.unchanged).toBe(1)
    const other = assessed(bad('new', 'triggers_replace = 1'), { before: bad('old') })
    expect(said(other)).toEqual(['test/data/good violated terraform_data.new'])
    expect(other.fixed.map(({ address }) => address)).toEqual(['terraform_data.old'])
  })

  it('a waiver that had run out before the change is not its fault', () => {
    const waived = bad('a', '# plumbline:accept test/data/good until=2026-01-01 for now')
    expect(said(assessed(`${waived}\n`, { before: waived }))).toEqual([])
  })

  it('a question that is now answered badly is worse', () => {
    const before = 'variable "v" {}\nresource "terraform_data" "a" {\n  input = var.v\n}\n'
    const after = before.replace('{}', '{\n  default = "bad"\n}')
    expect(said(assessed(after, { before }))).toEqual(['test/data/good violated terraform_data.a'])
  })

  it('a waiver that the change adds is shown and does not count', () => {
    const comment = '# plumbline:accept test/data/good we say so'
    const report = assessed(bad('a', comment), { before: '' })
    expect(said(report)).toEqual(['test/data/good violated terraform_data.a'])
    expect(report.diagnostics.map(({ code }) => code)).toContain('review/waiver-added')
    expect(said(assessed(bad('a', comment), { before: bad('a', comment) }))).toEqual([])
  })
})

it('a baseline holds what is known, and counts', () => {
  const baseline = printJson(baselineJson(assessed(bad('a')).findings))
  expect(said(assessed(`\n${bad('a')}`, { baseline }))).toEqual([])
  expect(said(assessed(bad('a') + bad('b'), { baseline }))).toEqual([
    'test/data/good violated terraform_data.b',
  ])
  expect(baselineOf('{}')).toBe('none')
  expect(baselineOf('{"version": 1, "findings": []}')).toBe('outdated')
})

it('what may not be read is told, unless it is excluded', () => {
  const { found, text } = reviewOf('')
  const refused = {
    code: 'review/unreadable-folder',
    severity: 'error',
    summary: 'Folder',
    detail: 'No.',
  } as const
  const span = { file: filePath('data/pg'), start: 0, end: 0 }
  const told = (exclude: string): number => {
    const { config } = configOf(filesSnapshot({ 'plumbline.yaml': `review:\n  exclude: [${exclude}]\n` }))
    const given = { config, before: undefined, baseline: undefined, today: '2026-11-22', text }
    return assess({ ...found, diagnostics: [{ ...refused, span }] }, 1, given).diagnostics.length
  }
  expect([told('"other"'), told('"data"')]).toEqual([1, 0])
})
