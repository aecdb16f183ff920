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
const byOldName = `resources: [base]\npatches: [{ target: { kind: ConfigMap, name: a }, patch: '[{ "op": "add", "path": "/data", "value": { "k": "v" } }]' }]`
const operated = (key: string, operation: string): string =>
  `{ resources: [a.yaml], ${key}: [{ target: { version: v1, kind: ConfigMap, name: a }, patch: '[${operation}]' }]`
const rename = '{ "op": "replace", "path": "/metadata/name", "value": "b" }'
const wipe = '{ "op": "add", "path": "/metadata/annotations", "value": { "x": "y" } }'
const folded = (text: string, more = ''): Record<string, string> => ({
  'app/a.yaml': `${plain}data:\n  text: >${more}\n${text.replaceAll(/^(?=.)/gmu, '    ')}\n`,
})

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: w }\n'
const patchOf = (more: string): string =>
  `patches: [{ patch: '{ apiVersion: apps/v1, kind: Deployment, ${more} }' }]`
const labelled = (value: string): string => `metadata: { name: w, labels: { app: ${value} } }`

/** What is done to one of several places that the real program keeps as one. */
const twins: readonly (readonly [what: string, over: string, made?: string])[] = [
  ['patched', patchOf(labelled('new'))],
  ['deleted', patchOf(labelled('null'))],
  [
    'nulled where a target is said',
    `${patchOf(labelled('null')).slice(0, -2)}, target: { kind: Deployment } }]`,
  ],
  ['patched to two', patchOf(`${labelled('one')}, spec: { selector: { matchLabels: { app: two } } }`)],
  [
    'patched, and deleted elsewhere',
    patchOf(`${labelled('one')}, spec: { template: { metadata: { labels: { app: null } } } }`),
  ],
  ['labelled again', 'labels: [{ pairs: { app: new } }]'],
  [
    'labelled after an operation, which parts them',
    `labels: [{ pairs: { app: new } }]\npatches: [{ target: { kind: Deployment }, patch: '[{ "op": "add", "path": "/spec/replicas", "value": 2 }]' }]`,
  ],
  [
    'replaced',
    'replacements: [{ source: { kind: Deployment, fieldPath: metadata.name }, targets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.app] }] }]',
  ],
  [
    'annotated',
    patchOf('metadata: { name: w, annotations: { app: new } }'),
    'commonAnnotations: { app: all }',
  ],
]

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
  ...twins.map(([what, over, made = 'commonLabels: { app: all }']) => ({
    what: `a label that was added in several places, then ${what}`,
    kustomization: `resources: [base]\n${over}`,
    files: {
      'app/base/kustomization.yaml': `resources: [w.yaml]\n${made}\n`,
      'app/base/w.yaml': deployment,
    },
  })),
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
  {
    what: 'an old name that an older operation took away',
    kustomization: byOldName,
    files: base(`${operated('patchesJson6902', rename)} }`),
  },
  {
    what: 'an old name that an operation took away',
    kustomization: byOldName,
    files: base(`${operated('patches', rename)} }`),
  },
  {
    what: 'an old name before a prefix, and other annotations',
    kustomization: byOldName,
    files: base(`${operated('patchesJson6902', wipe)}, namePrefix: q- }`),
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
  {
    what: 'notes of files and changes',
    kustomization:
      'resources: [a.yaml, base, ../more]\nnamePrefix: p-\nnamespace: ns\nbuildMetadata: [originAnnotations, transformerAnnotations, managedByLabel]\nconfigMapGenerator: [{ name: gen, literals: [a=b] }]\nimages: [{ name: z, newTag: b }, { name: y, newTag: c }]\npatches: [{ target: { name: a }, patch: "- { op: add, path: /metadata/annotations/q, value: r }" }]\ntransformers: [t.yaml]\nlabels: [{ pairs: { a: b } }]\ncomponents: [part]',
    files: {
      'app/base/kustomization.yaml':
        'resources: [b.yaml]\ncommonAnnotations: { key: m }\nnameSuffix: -s\nsecretGenerator: [{ name: s, literals: [a=b] }]\n',
      'app/base/b.yaml': plain.replace('name: a', 'name: b'),
      'more/kustomization.yml': 'resources: [c.yaml]\nbuildMetadata: [originAnnotations]\n',
      'more/c.yaml': plain.replace('name: a', 'name: c'),
      'app/part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -t\ncommonLabels: { c: d }\n',
      'app/t.yaml':
        'apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata: { name: tt, namespace: nn }\nannotations: { foo: bar }\nfieldSpecs: [{ path: metadata/annotations, create: true }]\n',
    },
  },
  {
    what: 'notes of a merged generator',
    kustomization:
      'resources: [base]\nbuildMetadata: [originAnnotations, transformerAnnotations]\nconfigMapGenerator: [{ name: a, behavior: merge, literals: [d=e] }]',
    files: { 'app/base/kustomization.yaml': 'configMapGenerator: [{ name: a, literals: [b=c] }]\n' },
  },
  {
    what: 'notes of changes alone',
    kustomization:
      'resources: [a.yaml]\nbuildMetadata: [transformerAnnotations]\nreplicas: []\nreplacements: [{ source: { kind: ConfigMap, name: a, fieldPath: metadata.name }, targets: [{ select: { kind: ConfigMap }, fieldPaths: [data.x], options: { create: true } }] }]',
  },
  {
    what: 'notes of generators of their own',
    kustomization: 'generators: [g.yaml]\nbuildMetadata: [originAnnotations]',
    files: {
      'app/g.yaml': 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: g }\nliterals: [a=b]\n',
    },
  },
  {
    what: 'an account of a cloud',
    kustomization: 'generators: [g.yaml]',
    files: {
      'app/g.yaml':
        'apiVersion: builtin\nkind: IAMPolicyGenerator\nmetadata: { name: g }\ncloud: gke\nkubernetesService: { namespace: k, name: ksa }\nserviceAccount: { name: gsa, projectId: proj }\n',
    },
  },
  {
    what: 'an account of another cloud',
    kustomization: 'generators: [g.yaml]',
    files: {
      'app/g.yaml':
        'apiVersion: builtin\nkind: IAMPolicyGenerator\nmetadata: { name: g }\ncloud: aws\nkubernetesService: { name: ksa }\nserviceAccount: { name: gsa, projectId: proj }\n',
    },
  },
  {
    what: 'a value that is added',
    kustomization: 'resources: [a.yaml]\ntransformers: [t.yaml]',
    files: {
      'app/t.yaml':
        'apiVersion: builtin\nkind: ValueAddTransformer\nmetadata: { name: t }\nvalue: v\ntargets: [{ fieldPath: data/new, selector: { kind: ConfigMap } }, { fieldPath: metadata/namespace }, { fieldPath: metadata/annotations/none, selector: { kind: Pod } }]\n',
    },
  },
  {
    what: 'a value that is added to paths',
    kustomization: 'resources: [a.yaml]\ntransformers: [t.yaml]',
    files: {
      'app/a.yaml': `${plain}data: { x: a/b/c, y: z, w: /r/s }\n`,
      'app/t.yaml':
        'apiVersion: builtin\nkind: ValueAddTransformer\nmetadata: { name: t }\nvalue: v\ntargets: [{ fieldPath: data/x, filePathPosition: 2 }, { fieldPath: data/y, filePathPosition: 1 }, { fieldPath: data/w, filePathPosition: 1 }]\n',
    },
  },
  {
    what: 'a value that is the name of the folder',
    kustomization: 'resources: [a.yaml]\ntransformers: [t.yaml]',
    files: {
      'app/targets.yaml': 'targets: [{ fieldPath: data/x }]\n',
      'app/t.yaml':
        'apiVersion: builtin\nkind: ValueAddTransformer\nmetadata: { name: t }\ntargetFilePath: targets.yaml\n',
    },
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
