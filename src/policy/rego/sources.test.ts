import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { complaintsOf, entrypointsOf, noProgram, nothingNamed } from './sources.ts'

const main = `# package other
package acme.k8s

import rego.v1

default deny_all := false

deny contains msg if {
	input.kind == "Pod"
	msg := "no"
}
deny contains "twice"
warn_old[msg] { msg := "old" }
denying := true
helper { deny }
`
const texts = {
  'main.rego': main,
  'lib.rego': 'package lib\n\nviolation[{"msg": "x"}] { true }\n',
  'data.json': '{}',
}
const sources = Object.entries(texts).map(([name, text]) => ({
  file: filePath(`policies/${name}`),
  name,
  text,
}))

it('finds the rules that Conftest would ask', () => {
  expect(entrypointsOf(sources)).toEqual([
    'acme/k8s/deny',
    'acme/k8s/deny_all',
    'acme/k8s/warn_old',
    'lib/violation',
  ])
})

it('puts what opa says where it says it', () => {
  const why = `error: 2 errors occurred:
main.rego:9: rego_parse_error: unexpected eof token
./lib.rego:3: rego_type_error: undefined function f`
  const said = complaintsOf(why, sources).map(({ detail, span: { file, start, end } }) => [
    detail.split('. ')[0],
    file,
    sources.find((one) => one.file === file)?.text.slice(start, end),
  ])
  expect(said).toEqual([
    ['rego_parse_error: unexpected eof token', 'policies/main.rego', 'input.kind == "Pod"'],
    ['rego_type_error: undefined function f', 'policies/lib.rego', 'violation[{"msg": "x"}] { true }'],
  ])
})

it('says what it can of everything else', () => {
  expect(complaintsOf('out of memory', sources)).toMatchObject([
    { detail: expect.stringMatching(/^out of memory\. /u), span: { file: 'policies/main.rego' } },
  ])
  expect(noProgram(sources)[0]?.detail).toContain('not on the PATH')
  expect(nothingNamed(sources)[0]?.detail).toContain('nothing to ask')
})
