import { describe, expect, it } from 'vitest'
import { review } from '../../engine/review/review.ts'
import { estateOf } from '../../engine/testing.ts'
import type { Finding } from '../../model/finding.ts'
import { at } from '../../rules/facts.ts'
import type { Rule } from '../../rules/rule.ts'
import { mustBe } from '../../rules/verdicts.ts'
import { idsOf } from './findings.ts'

const rule: Rule = {
  id: 'test/data/good',
  title: 'The input is bad',
  severity: 'high',
  why: 'It is.',
  fix: 'Write good.',
  aliases: [],
  compliance: [],
  subject: ['terraform_data'],
  *check(live) {
    yield* mustBe(at(live, 'input'), 'good', 'The input is not good.')
  },
  examples: { good: [], bad: [], near: [], undecided: [] },
}

function found(files: Readonly<Record<string, string>>): readonly Finding[] {
  return review(estateOf(files), [rule]).findings
}

const data = (name: string): string => `resource "terraform_data" "${name}" {\n  input = "bad"\n}\n`
const call = (name: string): string => `module "${name}" {\n  source = "./m"\n}\n`

/** The id of each finding, by the files that declare what it is of. */
function idsIn(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const findings = found(files)
  const idOf = idsOf('shop', findings)
  return new Map(findings.map((one) => [`${one.span.file} ${one.address}`, idOf(one)]))
}

describe('the id of a finding', () => {
  it('stays with its file when the same words in a copy are mended', () => {
    const both = idsIn({ 'dev/main.tf': data('a'), 'prod/main.tf': data('a') })
    const one = idsIn({ 'dev/main.tf': data('a').replace('bad', 'good'), 'prod/main.tf': data('a') })
    expect(new Set(both.values()).size).toBe(2)
    expect(one.get('prod/main.tf terraform_data.a')).toBe(both.get('prod/main.tf terraform_data.a'))
  })

  it('stays when another call of its module comes before', () => {
    const before = idsIn({ 'm/main.tf': data('a'), 'main.tf': call('b') })
    const after = idsIn({ 'm/main.tf': data('a'), 'main.tf': call('a') + call('b') })
    expect([...after.values()]).toEqual([...before.values()])
  })

  it('is that of the whole when it is asked about in some of its places', () => {
    const findings = found({
      'main.tf': data('a').replace('{', '{\n  for_each = toset(["x", "y"])'),
      'other/main.tf': data('b'),
    })
    const idOf = idsOf('shop', findings)
    for (const one of findings)
      for (const place of one.places) expect(idOf({ ...one, places: [place] })).toBe(idOf(one))
  })

  it('is its own where several are alike', () => {
    const findings = found({ 'main.tf': data('a') + data('b'), 'copy/main.tf': data('a') + data('b') })
    const idOf = idsOf('shop', findings)
    expect(new Set(findings.map(idOf)).size).toBe(4)
    expect(idsOf('other', findings)(findings[0] as Finding)).not.toBe(idOf(findings[0] as Finding))
  })
})
