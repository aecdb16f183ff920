import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { External } from '../../model/external.ts'
import type { Finding } from '../../model/finding.ts'
import { at } from '../../rules/facts.ts'
import type { Rule } from '../../rules/rule.ts'
import { mustBe } from '../../rules/verdicts.ts'
import { estateOf } from '../testing.ts'
import { withExternals } from './external.ts'
import { review } from './review.ts'

const rule: Rule = {
  id: 't/input',
  title: 'a',
  severity: 'low',
  why: 'a',
  fix: 'a',
  subject: ['terraform_data'],
  aliases: [{ id: 'AVD-X-1', on: ['terraform_data'] }],
  compliance: [],
  *check(live) {
    yield* mustBe(at(live, 'input'), 'good', 'It is not good.')
  },
  examples: { good: [], bad: [], near: [], undecided: [] },
}

const found: External = {
  tool: 'other',
  id: 'O1',
  title: 'Bad',
  severity: 'high',
  message: 'It is bad.',
  fix: 'Mend it.',
  files: ['main.tf'],
  startLine: 0,
  endLine: 0,
  address: undefined,
}

const main = `variable "size" {
  default = "big"
}
resource "terraform_data" "a" {
  input            = var.size
  triggers_replace = "x"
}
resource "terraform_data" "b" {
  input = "good"
}
`

type Files = Readonly<Record<string, string>>

function joined(
  external: Partial<External> | readonly Partial<External>[],
  now: Files = { 'infra/main.tf': main },
  before?: Files,
): { readonly findings: readonly Finding[]; readonly known: readonly string[] } {
  const [state, old] = [now, before].map((files) => {
    const estate = estateOf(files ?? {})
    const text = (file: string): string | undefined => files?.[file]
    return { estate, text, name: 'main', review: review(estate, [rule]) }
  })
  if (state === undefined) return { findings: [], known: [] }
  const result = withExternals(
    state.review,
    [external].flat().map((one) => ({ ...found, ...one })),
    { root: '/work/repo', folders: [filePath(''), filePath('infra')] },
    { now: state, before: before === undefined ? undefined : old },
  )
  const known = result.before?.review.findings.filter((one) => one.seenBy !== undefined) ?? []
  return { findings: result.review.findings, known: known.map((one) => one.rule) }
}

function textUnder({ file, start, end }: Finding['span'], files: Files = { 'infra/main.tf': main }): string {
  return (files[file] ?? '').slice(start, end)
}

function theirs(findings: readonly Finding[]): Finding | undefined {
  return findings.find((one) => one.rule.startsWith('other/'))
}

describe('a finding of another tool', () => {
  it('is traced from its line to the literal', () => {
    const one = theirs(joined({ startLine: 5, endLine: 5 }).findings)
    expect(one?.address).toBe('terraform_data.a')
    expect(one && textUnder(one.span)).toBe('var.size')
    expect(one?.trace.map(({ span }) => textUnder(span)).at(-1)).toBe('"big"')
  })

  it.each([
    [{ startLine: 4, endLine: 7 }, 'terraform_data.a'],
    [{ files: [], address: 'terraform_data.b' }, 'terraform_data.b'],
    [{ files: ['/work/repo/infra/main.tf'], startLine: 8, endLine: 10 }, 'terraform_data.b'],
    [{ files: ['/main.tf'], startLine: 9, endLine: 9, address: 'nobody.knows' }, 'terraform_data.b'],
  ])('%j is matched by address, else by its lines', (external, address) => {
    const one = theirs(joined(external).findings)
    expect([one?.rule, one?.address, one?.seenBy]).toEqual(['other/O1', address, ['other']])
  })

  it.each([
    [{ startLine: 1, endLine: 1 }, 'variable "size" {'],
    [{ startLine: 4000, endLine: 4001 }, ''],
    [{ files: ['gone.tf'], startLine: 1 }, ''],
  ])('%j, which is of no resource, stays where it is', (external, under) => {
    const one = theirs(joined(external).findings)
    expect([one?.places, one && textUnder(one.span)]).toEqual([[], under])
  })

  it('is left to ours where that says the same of the same resource', () => {
    const { findings } = joined({ id: 'X-1', startLine: 4, endLine: 7 })
    expect(findings.map(({ rule: id, seenBy }) => [id, seenBy])).toEqual([['t/input', ['other']]])
    expect(theirs(joined({ id: 'X-1', startLine: 8, endLine: 10 }).findings)?.address).toBe(
      'terraform_data.b',
    )
  })

  it('is one when two tools say it', () => {
    const { findings } = joined([
      { startLine: 9, endLine: 9 },
      { tool: 'zweites', startLine: 9, endLine: 9 },
    ])
    expect(findings.filter((one) => one.seenBy !== undefined).map(({ seenBy }) => seenBy)).toEqual([
      ['other', 'zweites'],
    ])
  })
})

describe('since a commit', () => {
  const whole = { startLine: 4, endLine: 7 }
  const part = { startLine: 5, endLine: 5 }

  it.each([
    [
      'another comment and other spaces',
      whole,
      main.replace('  triggers_replace =', '  # why\n  triggers_replace  ='),
      true,
    ],
    ['another value', whole, main.replace('"x"', '"y"'), false],
    ['another literal, far away', whole, main.replace('"big"', '"small"'), false],
    ['another literal of its line', part, main.replace('"big"', '"small"'), false],
    ['another value beside its line', part, main.replace('"x"', '"y"'), true],
    [
      'a resource that was not there',
      whole,
      main.replace('"terraform_data" "a"', '"terraform_data" "c"'),
      false,
    ],
  ])('%s: known before or not', (_, place, old, isKnown) => {
    const { known, findings } = joined(place, only(main), only(old))
    expect(theirs(findings)).toBeDefined()
    expect(known).toEqual(isKnown ? ['other/O1'] : [])
  })

  it('a finding of a whole file is as old as the file', () => {
    const lock = { 'infra/main.tf': main, 'package-lock.json': '{}' }
    const one = { files: ['package-lock.json'] }
    expect(joined(one, lock, lock).known).toEqual(['other/O1'])
    expect(joined(one, lock, { ...lock, 'package-lock.json': '{ }' }).known).toEqual([])
    expect(joined(one, lock, { 'infra/main.tf': main }).known).toEqual([])
  })
})

function only(text: string): Files {
  return { 'infra/main.tf': text }
}
