import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createTar } from 'nanotar'
import { afterEach, describe, expect, it } from 'vitest'
import { smallPolicy } from '../../src/policy/rego/assembler.ts'
import { folderWith, git, reviewed, written } from './repository.ts'

/** Policies in Rego, compiled or as sources, run by the whole program; the program `opa` is played by a script. */

const main = `variable "v" {}
resource "acme_thing" "a" {
  acl = "public"
}
resource "acme_thing" "b" {
  acl  = var.v
  name = "bad"
}
resource "acme_thing" "c" {
  acl   = "closed"
  other = var.v
}
`
const trust = 'review:\n  trust:\n    rules: true\n'
const bundle = gzipSync(createTar([{ name: '/policy.wasm', data: smallPolicy() }]))
const source = 'package main\n\ndeny contains "no" if input.acl == "public"\n\nwarn contains "no" if true\n'

/** What both entry points say of the three resources, under the beginning of their ids. */
function answers(prefix: string): readonly unknown[] {
  return [
    [`${prefix}/main/deny`, 'violated', 'acme_thing.a'],
    [`${prefix}/main/deny`, 'undecided', 'acme_thing.b'],
    [`${prefix}/main/warn`, 'violated', 'acme_thing.b'],
  ]
}

const path = process.env['PATH'] ?? ''

afterEach(() => {
  process.env['PATH'] = path
})

/** Puts a program `opa` before all others that does this. */
function opaThat(does: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-opa-test-'))
  writeFileSync(join(folder, 'bundle.tar.gz'), bundle)
  writeFileSync(join(folder, 'opa'), `#!/bin/sh\nhere='${folder}'\n${does}\n`)
  chmodSync(join(folder, 'opa'), 0o755)
  process.env['PATH'] = `${folder}${delimiter}${path}`
}

describe('compiled policies', () => {
  it('are asked of every resource where the configuration trusts them', async () => {
    const files = { 'main.tf': main, '.plumbline/policies/acme.tar.gz': bundle }
    const folder = folderWith({ ...files, 'plumbline.yaml': trust })
    expect(await reviewed(folder)).toEqual({ code: 1, said: answers('rego/acme'), problems: [] })
    expect((await reviewed(folder, '--skip', 'rego/acme/main/deny')).said).toEqual(
      answers('rego/acme').slice(2),
    )
    const { said, problems } = await reviewed(folderWith(files))
    expect([said, problems]).toEqual([
      [],
      [['review/rules-not-trusted', expect.stringContaining('review.trust.rules: true')]],
    ])
  })

  it('lie where the configuration says', async () => {
    const places = `${trust}  policies: [./policy/, gone]\n`
    const files = { 'main.tf': main, 'policy/deep/acme.wasm': smallPolicy(), 'plumbline.yaml': places }
    const { code, said, problems } = await reviewed(folderWith(files))
    expect([code, said]).toEqual([2, answers('rego/acme')])
    expect(problems).toEqual([['review/policy-missing', expect.stringContaining('no such file or folder')]])
  })

  it('that are none are told of', async () => {
    const files = { '.plumbline/policies/acme.wasm': 'no', 'plumbline.yaml': trust }
    const { code, problems } = await reviewed(folderWith({ 'main.tf': main, ...files }))
    expect([code, problems]).toEqual([2, [['policy/not-loaded', expect.stringContaining('neither')]]])
  })

  it('that a change brings are not believed', async () => {
    const folder = folderWith({ 'main.tf': main, 'plumbline.yaml': trust })
    written(folder, { '.plumbline/policies/acme.tar.gz': bundle })
    expect(await reviewed(folder, '--since', 'HEAD')).toMatchObject({ said: [], problems: [] })
    git(folder, 'add', '-A')
    git(folder, 'commit', '-q', '-m', 'second')
    written(folder, { 'main.tf': `${main}resource "acme_thing" "d" {\n  acl = "public too"\n}\n` })
    expect((await reviewed(folder, '--since', 'HEAD')).said).toEqual([
      ['rego/acme/main/deny', 'violated', 'acme_thing.d'],
    ])
  })
})

describe('sources in Rego', () => {
  const files = {
    'main.tf': main,
    'plumbline.yaml': trust,
    '.plumbline/policies/main.rego': source,
    '.plumbline/policies/lib/data.json': '{}',
    '.plumbline/policies/main_test.rego': 'package main\ntest_a { false }\n',
  }

  it('are compiled by opa and asked like any policy', async () => {
    opaThat(`
[ "$*" = "build --target wasm --output $5 -e main/deny -e main/warn ." ] || { echo "odd: $*" >&2; exit 1; }
[ -f main.rego ] && [ -f lib/data.json ] && [ ! -e main_test.rego ] || exit 1
cp "$here/bundle.tar.gz" "$5"`)
    expect(await reviewed(folderWith(files))).toEqual({ code: 1, said: answers('rego'), problems: [] })
  })

  it('that are no text are told of', async () => {
    opaThat('cp "$here/bundle.tar.gz" "$5"')
    const odd = { '.plumbline/policies/odd.rego': Uint8Array.from([0xff, 0xfe, 0x00]) }
    const { code, said, problems } = await reviewed(folderWith({ ...files, ...odd }))
    expect([code, said]).toEqual([2, answers('rego')])
    expect(problems).toEqual([['review/policy-unreadable', expect.stringContaining('no text in UTF-8')]])
  })

  it('of the version before are compiled too', async () => {
    opaThat('case "$*" in *--v0-compatible*) cp "$here/bundle.tar.gz" "$5";; *) exit 1;; esac')
    expect((await reviewed(folderWith(files))).said).toEqual(answers('rego'))
  })

  it('that opa refuses are told of where it says', async () => {
    opaThat('echo "error: 1 error occurred: main.rego:3: rego_parse_error: oops" >&2; exit 1')
    const { code, said, problems } = await reviewed(folderWith(files))
    expect([code, said]).toEqual([2, []])
    expect(problems).toEqual([['policy/not-compiled', expect.stringContaining('rego_parse_error: oops')]])
  })

  it('are told of where there is no opa', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'plumbline-no-opa-'))
    writeFileSync(join(bare, 'git'), `#!/bin/sh\nPATH='${path}' exec git "$@"\n`)
    chmodSync(join(bare, 'git'), 0o755)
    const folder = folderWith(files)
    process.env['PATH'] = bare
    const { code, said, problems } = await reviewed(folder)
    expect([code, said]).toEqual([2, []])
    expect(problems).toEqual([['policy/not-compiled', expect.stringContaining('not on the PATH')]])
  })
})
