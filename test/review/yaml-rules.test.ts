import { describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { run } from '../../src/cli/run.ts'
import { folderWith, git, reviewed, written } from './repository.ts'

/** Rules of a repository in YAML with conditions in CEL, run by the whole program. */

const main = `variable "v" {}
resource "terraform_data" "a" {
  input = "bad"
}
resource "terraform_data" "b" {
  input = var.v
}
resource "terraform_data" "c" {
  input = "good"
}
`

const good = `id: acme/input
title: Odd
severity: high
why: It hurts.
fix: Write good.
subject: terraform_data
violated: resource.input != "good"
message: The input {{ resource.input }} is not good.
`

const both = [
  ['acme/input', 'violated', 'terraform_data.a'],
  ['acme/input', 'undecided', 'terraform_data.b'],
]

describe('rules in YAML', () => {
  it('are asked like ours, and need no trust', async () => {
    const folder = folderWith({ 'main.tf': main, '.plumbline/rules/a.yaml': good })
    expect(await reviewed(folder)).toEqual({ code: 1, said: both, problems: [] })
    expect((await reviewed(folder, '--skip', 'acme/input')).said).toEqual([])
    expect((await reviewed(folder, '--rule', 'acme')).code).toBe(1)
  })

  it('are told of where they are wrong, and the others are asked', async () => {
    const bad = good.replace('acme/input', 'acme/bad').replace('!=', '=')
    const twin = good.replace('acme/input', 'aws/s3/versioning')
    const rules = { '.plumbline/rules/a.yml': bad, '.plumbline/rules/b.yaml': `${good}---\n${twin}` }
    const { code, said, problems } = await reviewed(folderWith({ 'main.tf': main, ...rules }))
    expect([code, said]).toEqual([2, both])
    expect(problems).toEqual([
      ['policy/rule-not-understood', expect.stringContaining('Unexpected character: =')],
      ['review/rule-refused', expect.stringContaining('aws/s3/versioning already, of Plumbline')],
    ])
  })

  it('are not just missing to --rule where they are wrong', async () => {
    const folder = folderWith({ 'main.tf': main, '.plumbline/rules/a.yaml': good.replace('!=', '=') })
    let said = ''
    const context = { ...contextOf(folder), complain: (text: string) => void (said += text) }
    expect(await run(['review', '--rule', 'acme/input'], context)).toBe(3)
    expect(said).toContain('Some rules of the repository are refused')
  })

  it('fail alone', async () => {
    const bad = good.replace('acme/input', 'acme/bad').replace('resource.input !=', 'resource.none !=')
    const rules = { '.plumbline/rules/a.yaml': good, '.plumbline/rules/b.yaml': bad }
    const { code, said, problems } = await reviewed(folderWith({ 'main.tf': main, ...rules }))
    expect([code, said]).toEqual([2, both])
    expect(problems[0]).toEqual([
      'review/rule-failed',
      expect.stringContaining('No such key: none. Ask has(…) first'),
    ])
    expect(problems[0]?.[1]).toContain('.plumbline/rules/b.yaml:7:11')
  })

  it('that a change brings or takes away are not believed', async () => {
    const folder = folderWith({ 'main.tf': 'resource "terraform_data" "a" {\n  input = "good"\n}\n' })
    written(folder, { 'main.tf': main, '.plumbline/rules/a.yaml': good })
    expect((await reviewed(folder, '--since', 'HEAD')).said).toEqual([])
    git(folder, 'add', '-A')
    git(folder, 'commit', '-q', '-m', 'second')
    written(folder, { 'main.tf': `${main}resource "terraform_data" "d" {\n  input = "worse"\n}\n` })
    written(folder, { '.plumbline/rules/a.yaml': good.replace('resource.input != "good"', 'false') })
    expect((await reviewed(folder, '--since', 'HEAD')).said).toEqual([
      ['acme/input', 'violated', 'terraform_data.d'],
    ])
  })

  it('that were wrong before a change are told of as they were', async () => {
    const bad = good.replace('!=', '=')
    const folder = folderWith({ 'main.tf': main, '.plumbline/rules/a.yaml': bad })
    written(folder, { '.plumbline/rules/a.yaml': good })
    expect((await reviewed(folder, '--since', 'HEAD')).problems).toEqual([
      [
        'policy/rule-not-understood',
        expect.stringMatching(/^Before the change, on line 7: Unexpected character: =\. /u),
      ],
    ])
  })
})
