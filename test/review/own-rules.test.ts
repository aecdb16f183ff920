import * as nodeModule from 'node:module'
import { describe, expect, it } from 'vitest'
import { folderWith, git, reviewed, written } from './repository.ts'

/** Rules that a repository brings along, run by the whole program. */

const main = `variable "v" {}
resource "terraform_data" "a" {
  input = "bad"
}
resource "terraform_data" "b" {
  input = var.v
}
`
const trust = 'review:\n  trust:\n    rules: true\n'

function ruleFile(id: string, check: string): string {
  return `export default ({ at, is, mustBe, violated }) => ({
  id: '${id}', title: 'Odd', severity: 'high', why: 'It hurts.', fix: 'Write good.',
  subject: ['terraform_data'], compliance: ['SOC 2 CC6.1'],
  *check(live, graph) { ${check} },
})
`
}

const good = ruleFile('acme/input', "yield* mustBe(at(live, 'input'), 'good', 'The input is not good.')")

const both = [
  ['acme/input', 'violated', 'terraform_data.a'],
  ['acme/input', 'undecided', 'terraform_data.b'],
]

describe('rules of a repository', () => {
  it('are asked like ours when the configuration trusts them', async () => {
    const folder = folderWith({ 'main.tf': main, 'plumbline.yaml': trust, '.plumbline/rules/a.js': good })
    expect(await reviewed(folder)).toEqual({ code: 1, said: both, problems: [] })
    expect((await reviewed(folder, '--skip', 'acme')).said).toEqual([])
    expect((await reviewed(folder, '--compliance', 'soc2')).said).toEqual(both)
  })

  it('are not run, loudly, when nobody trusts them', async () => {
    const files = { 'main.tf': main, '.plumbline/rules/a.js': 'process.exit(77)' }
    const { said, problems } = await reviewed(folderWith(files))
    expect(said).toEqual([])
    expect(problems).toEqual([
      ['review/rules-not-trusted', expect.stringContaining('review.trust.rules: true')],
    ])
  })

  it.each([
    ['export default 1', 'exports no function'],
    ['export default (', 'cannot be run'],
    ['throw 1', 'cannot be run'],
    ["import './b.js'\nexport default () => []", 'cannot be run'],
    ['export default () => { throw new TypeError("no") }', 'function fails: no'],
    ['export default () => 7', 'A rule is an object'],
    ['export default () => ({ id: "acme/a" })', 'has title'],
    [good.replace('acme/input', 'Acme'), 'The id of a rule'],
    [good.replace('acme/input', 'aws/s3/versioning'), 'already, of Plumbline'],
    [good.replace("'high'", "'awful'"), 'severity'],
    [good.replace("['terraform_data']", '[]'), 'subject'],
    [good.replace("['SOC 2 CC6.1']", "'SOC'"), 'compliance'],
    [good.replace('subject:', 'aliases: [1], subject:'), 'aliases'],
  ])('%j is refused and the others are asked', async (text, why) => {
    const files = { 'plumbline.yaml': trust, '.plumbline/rules/a.mjs': text, '.plumbline/rules/c.js': good }
    const { code, said, problems } = await reviewed(folderWith({ 'main.tf': main, ...files }))
    expect([code, said]).toEqual([2, both])
    expect(problems).toEqual([['review/rule-refused', expect.stringContaining(why)]])
  })

  it.each([
    ['throw new TypeError("oops")', 'oops'],
    ['yield 1', 'no verdict'],
    ["yield violated('Bad.', { path: 'a' })", 'no verdict'],
    ["for (;;) yield violated('Bad.', at(live, 'input'))", 'no end'],
  ])('a check that does `%s` fails alone', async (check, why) => {
    const rules = { '.plumbline/rules/a.js': good, '.plumbline/rules/b.js': ruleFile('acme/broken', check) }
    const { code, said, problems } = await reviewed(
      folderWith({ 'main.tf': main, 'plumbline.yaml': trust, ...rules }),
    )
    expect([code, said]).toEqual([2, both])
    expect(problems[0]).toEqual(['review/rule-failed', expect.stringContaining(why)])
  })
})

it('TypeScript is run where Node takes its types out, and refused elsewhere', async () => {
  const typed = good.replace('check(live, graph)', 'check(live: any, graph: unknown)')
  const folder = folderWith({ 'main.tf': main, 'plumbline.yaml': trust, '.plumbline/rules/a.ts': typed })
  const { said, problems } = await reviewed(folder)
  const refusal = ['review/rule-refused', expect.stringContaining('take types out')]
  const canStrip = 'stripTypeScriptTypes' in nodeModule
  expect([said, problems]).toEqual(canStrip ? [both, []] : [[], [refusal]])
})

describe('since a commit', () => {
  it('neither rules nor trust that the change brings count', async () => {
    const folder = folderWith({ 'main.tf': main })
    written(folder, { 'plumbline.yaml': trust, '.plumbline/rules/a.js': 'process.exit(77)' })
    expect(await reviewed(folder, '--since', 'HEAD')).toMatchObject({ said: [], problems: [] })
    git(folder, 'add', '-A')
    git(folder, 'commit', '-q', '-m', 'second')
    expect(await reviewed(folder, '--since', 'HEAD~1')).toMatchObject({ said: [], problems: [] })
  })

  it('rules stay as they were, and tell what got worse', async () => {
    const files = { 'main.tf': 'resource "terraform_data" "a" {\n  input = "good"\n}\n' }
    const folder = folderWith({ ...files, 'plumbline.yaml': trust, '.plumbline/rules/a.js': good })
    written(folder, {
      'main.tf': main,
      'plumbline.yaml': '',
      '.plumbline/rules/a.js': 'export default () => []',
    })
    expect((await reviewed(folder, '--since', 'HEAD')).said).toEqual(both)
  })
})

/** A configuration that turns rules off, and waives them. */
function named(...names: readonly string[]): string {
  const off = names.map((name) => `    ${name}: off\n`).join('')
  const waived = names.map((name) => `    - { rule: ${name}, reason: known }\n`).join('')
  return `review:\n  rules:\n${off}  waivers:\n${waived}`
}

describe('names in the configuration', () => {
  it('that no rule has are told, with the one that was probably meant', async () => {
    const files = { 'main.tf': main, 'plumbline.yaml': named('aws/rds/publik', 'kubernets', 'plan/deletd') }
    const { problems } = await reviewed(folderWith(files))
    expect(problems).toHaveLength(6)
    expect(problems).toContainEqual([
      'review/unknown-rule',
      'There is no rule aws/rds/publik, so that this has no effect. Did you mean aws/rds/public? plumbline rules lists them.',
    ])
  })

  it('of rules, plans, beginnings, aliases, own rules and other tools are not', async () => {
    const files = {
      'main.tf': main,
      'plumbline.yaml': named('aws/rds', 'aws', 'plan', 'ckv_aws_16', 'CKV_OTHER_1', 'checkov/CKV_9', '"*"'),
    }
    // Rules that are off find nothing that a waiver of them could accept.
    const { problems } = await reviewed(folderWith(files))
    expect(problems.map(([code]) => code)).toEqual(['review/waiver-idle', 'review/waiver-idle'])
    const own = { ...files, 'plumbline.yaml': `${named('acme/input')}  trust:\n    rules: true\n` }
    const told = (await reviewed(folderWith({ ...own, '.plumbline/rules/a.js': good }))).problems
    expect(told.map(([code]) => code)).toEqual(['review/waiver-idle'])
  })

  it('may be those of rules that are not run', async () => {
    const files = { 'plumbline.yaml': named('aws/mine'), '.plumbline/rules/a.js': good, 'main.tf': main }
    const { problems } = await reviewed(folderWith(files))
    expect(problems.map(([code]) => code)).toEqual(['review/rules-not-trusted'])
  })
})
