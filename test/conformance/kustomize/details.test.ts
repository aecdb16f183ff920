import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import type { Case } from './generate.ts'
import { difference, ourBuild } from './ours.ts'
import { realBuild, write } from './real.ts'

const programs = realPrograms()
const root = mkdtempSync(join(tmpdir(), 'plumbline-kustomize-details-'))

afterAll(() => rmSync(root, { recursive: true, force: true }))

const add = '[{ "op": "add", "path": "/metadata/annotations/x", "value": "y" }]'
const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n'
const base = (kustomization: string): Record<string, string> => ({
  'app/base/kustomization.yaml': kustomization,
  'app/base/a.yaml': plain,
})
const inBase = `resources: [base]\npatchesJson6902: [{ target: { version: v1, kind: ConfigMap, name: a }, patch: '${add}' }]`
const folded = (text: string, more = ''): Record<string, string> => ({
  'app/a.yaml': `${plain}data:\n  text: >${more}\n${text.replaceAll(/^(?=.)/gmu, '    ')}\n`,
})

/** Kustomizations in `app`, and what lies beside. */
const cases: readonly {
  readonly what: string
  readonly kustomization: string
  readonly files?: Record<string, string>
}[] = [
  {
    what: 'an operation on annotations that only the notes of the real program make',
    kustomization: `resources: [a.yaml]\npatches: [{ target: { kind: ConfigMap }, patch: '${add}' }]`,
  },
  {
    what: 'an older operation without notes',
    kustomization: `resources: [a.yaml]\npatchesJson6902: [{ target: { version: v1, kind: ConfigMap, name: a }, patch: '${add}' }]`,
  },
  {
    what: 'an older operation after a prefix',
    kustomization: inBase,
    files: base('{ resources: [a.yaml], namePrefix: q- }'),
  },
  {
    what: 'an older operation after a namespace',
    kustomization: inBase,
    files: base('{ resources: [a.yaml], namespace: q }'),
  },
  { what: 'an older operation after nothing', kustomization: inBase, files: base('{ resources: [a.yaml] }') },
  {
    what: 'an older operation on what is generated',
    kustomization: inBase,
    files: base('configMapGenerator: [{ name: a, literals: [b=c] }]'),
  },
  { what: 'a folded text', kustomization: 'resources: [a.yaml]', files: folded('one\ntwo\n\nthree\n') },
  {
    what: 'a folded text with lines that are indented further',
    kustomization: 'resources: [a.yaml]',
    files: folded('<a>\n  <b>\n  <c>\n</a>\n\n  d\ne\n'),
  },
  {
    what: 'a folded text with several empty lines',
    kustomization: 'resources: [a.yaml]',
    files: folded('a\n\n\nb\n\n\n  c\n\nd'),
  },
  {
    what: 'a folded text that begins with a blank',
    kustomization: 'resources: [a.yaml]',
    files: folded('  a\nb\nc\n', '2'),
  },
  {
    what: 'a folded text that begins with an empty line',
    kustomization: 'resources: [a.yaml]',
    files: folded('\n\na\nb\n\nc\n'),
  },
  {
    what: 'a folded text that is cut',
    kustomization: 'resources: [a.yaml]',
    files: folded('a\nb\n\n  c\n', '-'),
  },
  {
    what: 'a folded text that is kept',
    kustomization: 'resources: [a.yaml]',
    files: folded('a\nb\n\n  c\n\n\n', '+'),
  },
  {
    what: 'a folded text with blanks at the end of a line',
    kustomization: 'resources: [a.yaml]',
    files: folded('a \nb\n\n  c\nd\n'),
  },
  { what: 'a folded text with a tab', kustomization: 'resources: [a.yaml]', files: folded('a\tb\n\tc\nd\n') },
  {
    what: 'a folded text in other letters',
    kustomization: 'resources: [a.yaml]',
    files: folded('ä\n  ö 😀\nß\n'),
  },
]

if (programs === undefined)
  console.warn(`SKIPPED: ${cases.length} details are not compared, because kubectl doesn't run here.`)

describe.skipIf(programs === undefined)('as kubectl kustomize has it', () => {
  it.each(cases)('$what', async ({ what, kustomization, files = {} }) => {
    const one: Case = {
      name: what,
      folder: 'app',
      files: { 'app/a.yaml': plain, 'app/kustomization.yaml': `${kustomization}\n`, ...files },
    }
    const folder = join(root, what.replaceAll(' ', '-'))
    write(folder, one)
    const printed = await realBuild(programs?.kubectl ?? '', join(folder, 'app'))
    const { values, problem } = ourBuild(one)
    const ours = problem === '' ? values : undefined
    const different =
      (ours === undefined) === (printed.objects === undefined)
        ? difference(ours ?? [], printed.objects ?? [])
        : `one refuses: ${problem}${printed.problem}`
    expect(different).toBe(undefined)
  })
})
