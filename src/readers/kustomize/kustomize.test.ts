import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { steps as kinds, type OriginId } from '../../kernel/origin.ts'
import type { Value } from '../../kernel/value.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { printJson } from '../../model/json-text.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import { valueJson } from '../../model/value-json.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { buildKustomization } from './build.ts'
import { kustomize } from './kustomize.ts'

type Files = Readonly<Record<string, string>>

const options: ReadOptions = filesAlone()

interface BuiltFiles {
  readonly values: readonly Value[]
  readonly origins: Origins
  readonly problems: readonly string[]
}

function build(files: Files, folder = '', snapshot = filesSnapshot(files)): BuiltFiles {
  const origins = new Origins()
  const steps = buildKustomization(snapshot, filePath(folder), origins)
  let step = steps.next()
  while (step.done !== true) step = steps.next(undefined)
  const problems = step.value.diagnostics.map(
    ({ code, span }) => `${code} ${span.file}: ${(files[span.file] ?? '').slice(span.start, span.end)}`,
  )
  return { values: step.value.value, origins, problems }
}

function json({ values }: BuiltFiles): unknown {
  return values.map((one): unknown => JSON.parse(printJson(valueJson(one) ?? null)))
}

/** The text that set the value at a path, and what it overrode. */
function setBy({ values, origins }: BuiltFiles, files: Files, at: number, path: string): readonly string[] {
  const whole = values[at]
  const found = whole && valueAt(whole, parsePath(path) ?? [])
  const textOf = (id: OriginId): string => {
    const { file, start, end } = origins.site(id)
    return `${file}: ${(files[file] ?? '').slice(start, end)}`
  }
  const said: string[] = []
  let id = found?.origin ?? 0
  const losers: string[] = []
  for (let node = origins.get(id); node !== undefined; node = origins.get(id)) {
    losers.push(...node.losers.map((one) => `not ${textOf(one)}`))
    if (!kinds[node.step].identity || node.inputs.length !== 1) {
      said.push(...(node.inputs.length === 0 ? [id] : node.inputs).map(textOf))
      break
    }
    id = node.inputs[0] ?? 0
  }
  return [...said, ...losers]
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: registry/web:v1
          envFrom:
            - configMapRef:
                name: settings
`

const overlay: Files = {
  'base/deployment.yaml': deployment,
  'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'prod/kustomization.yaml': `resources: [../base]
namePrefix: prod-
namespace: shop
labels:
  - pairs: {team: web}
images:
  - {name: registry/web, newTag: v2}
configMapGenerator:
  - name: settings
    literals: [LEVEL=info]
patches:
  - path: more.yaml
  - target: {kind: Deployment}
    patch: |
      - {op: add, path: /spec/paused, value: true}
`,
  'prod/more.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 3}
`,
}

function scaledTo(replicas: number): string {
  return `resources: [../base]
patches:
  - target: {kind: Deployment}
    patch: |
      - {op: replace, path: /spec/replicas, value: ${replicas}}
`
}

describe('files that several builds of a snapshot use', () => {
  it('are the same for each, whatever the others made of them', () => {
    const files: Files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment,
      ...Object.fromEntries([2, 3, 4, 5].map((at) => [`o${at}/kustomization.yaml`, scaledTo(at)])),
    }
    const together = filesSnapshot(files)
    for (const folder of ['o2', 'o3', 'o4', 'base', 'o5']) {
      const built = build(files, folder, together)
      const alone = build(files, folder)
      expect(json(built)).toEqual(json(alone))
      expect(built.problems).toEqual([])
      for (const path of ['spec.replicas', 'spec.template.spec.containers[0].name', 'metadata.name'])
        expect(setBy(built, files, 0, path)).toEqual(setBy(alone, files, 0, path))
      expect(setBy(built, files, 0, 'kind')).toEqual(['base/web.yaml: Deployment'])
    }
  })
})

describe('a kustomization', () => {
  const built = build(overlay, 'prod')

  it('gives the objects that kubectl kustomize prints, in its order', () => {
    expect(json(built)).toEqual([
      {
        apiVersion: 'v1',
        data: { LEVEL: 'info' },
        kind: 'ConfigMap',
        metadata: { labels: { team: 'web' }, name: 'prod-settings-2748f727mg', namespace: 'shop' },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { labels: { team: 'web' }, name: 'prod-web', namespace: 'shop' },
        spec: {
          paused: true,
          replicas: 3,
          template: {
            spec: {
              containers: [
                {
                  envFrom: [{ configMapRef: { name: 'prod-settings-2748f727mg' } }],
                  image: 'registry/web:v2',
                  name: 'web',
                },
              ],
            },
          },
        },
      },
    ])
  })

  it.each([
    ['spec.replicas', ['prod/more.yaml: 3', 'not base/deployment.yaml: 1']],
    [
      'spec.template.spec.containers[0].image',
      [
        'base/deployment.yaml: registry/web:v1',
        'prod/kustomization.yaml: v2',
        'not base/deployment.yaml: registry/web:v1',
      ],
    ],
    ['metadata.name', ['prod/kustomization.yaml: prod-', 'base/deployment.yaml: web']],
    ['metadata.namespace', ['prod/kustomization.yaml: shop']],
    ['metadata.labels.team', ['prod/kustomization.yaml: web']],
    ['spec.paused', ['prod/kustomization.yaml: true']],
    ['spec.template.spec.containers[0].name', ['base/deployment.yaml: web']],
  ])('knows which lines set %s, and which were overridden', (path, wanted) => {
    expect(setBy(built, overlay, 1, path)).toEqual(wanted)
  })
})

describe('refusals', () => {
  it.each<[string, Files, string]>([
    [
      'a field that there is not',
      { 'kustomization.yaml': 'resource: []\n' },
      'kustomize/invalid-field kustomization.yaml: []',
    ],
    [
      'a number for a text',
      { 'kustomization.yaml': 'namePrefix: 1\n' },
      'kustomize/invalid-field kustomization.yaml: 1',
    ],
    [
      'a missing file',
      { 'kustomization.yaml': 'resources: [a.yaml]\n' },
      'kustomize/missing-file kustomization.yaml: a.yaml',
    ],
    [
      'a base that includes its overlay',
      {
        'a/kustomization.yaml': 'resources: [../b]\n',
        'b/kustomization.yaml': 'resources: [../a]\n',
        'kustomization.yaml': 'resources: [a]\n',
      },
      'kustomize/cycle b/kustomization.yaml: ../a',
    ],
    [
      'a file outside of the folder',
      {
        'kustomization.yaml': 'resources: [a]\n',
        'x.yaml': deployment,
        'a/kustomization.yaml': 'resources: [../x.yaml]\n',
      },
      'kustomize/outside-root a/kustomization.yaml: ../x.yaml',
    ],
    [
      'broken YAML',
      { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': 'a: [\n' },
      'yaml/unclosed-flow a.yaml: [',
    ],
    [
      'a patch without its object',
      { 'kustomization.yaml': 'patches: [{path: a.yaml}]\n', 'a.yaml': 'kind: Pod\nmetadata: {name: x}\n' },
      'kustomize/invalid-patch a.yaml: kind: Pod\nmetadata: {name: x}',
    ],
    [
      'a chart that nobody renders',
      { 'kustomization.yaml': 'helmCharts: [{name: x}]\n' },
      'kustomize/helm-chart kustomization.yaml: {name: x}',
    ],
    [
      'a folder without a kustomization',
      { 'kustomization.yaml': 'resources: [a]\n', 'a/x.txt': '' },
      'kustomize/no-kustomization kustomization.yaml: a',
    ],
  ])('of %s say where', (_, files, wanted) => {
    expect(build(files)).toMatchObject({ values: [], problems: [wanted] })
  })

  it('leave out a base that was not fetched, and go on', () => {
    const files = {
      'kustomization.yaml': 'resources: ["https://github.com/o/r//p?ref=v1", a.yaml]\n',
      'a.yaml': 'kind: Pod\nmetadata: {name: x}\n',
    }
    const { problems, values } = build(files)
    expect([problems, values.length]).toEqual([
      ['kustomize/not-fetched kustomization.yaml: "https://github.com/o/r//p?ref=v1"'],
      1,
    ])
  })
})

it('a build of which a base was not fetched passes over what means objects that may be in it', () => {
  const rest = {
    'kustomization.yaml': [
      'resources: [base, a.yaml]',
      'patches: [{path: other.yaml}, {path: own.yaml}]',
      'configMapGenerator: [{name: settings, behavior: merge, literals: [a=b]}]',
      'replacements: [{source: {kind: Service, name: other}, targets: [{select: {kind: Pod}, fieldPaths: [spec.x]}]}]',
      'vars: [{name: V, objref: {kind: Service, name: other, apiVersion: v1}}]',
      '',
    ].join('\n'),
    'a.yaml':
      'kind: Pod\napiVersion: v1\nmetadata: {name: x}\nspec: {x: 1, containers: [{name: c, command: [$(V), a-$(V), b]}]}\n',
    'own.yaml': 'kind: Pod\napiVersion: v1\nmetadata: {name: x}\nspec: {y: 2}\n',
    'other.yaml': 'kind: Deployment\napiVersion: apps/v1\nmetadata: {name: other}\nspec: {replicas: 2}\n',
  }
  const files = {
    ...rest,
    'base/kustomization.yaml': 'resources: ["https://github.com/o/r//p?ref=v1"]\n',
  }
  const built = build(files)
  expect(built.problems).toEqual([
    'kustomize/not-fetched base/kustomization.yaml: "https://github.com/o/r//p?ref=v1"',
  ])
  const spec = { y: 2, containers: [{ name: 'c', command: [null, null, 'b'] }] }
  expect(json(built)).toMatchObject([{ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'x' }, spec }])
  expect(build({ ...rest, 'base/kustomization.yaml': 'resources: []\n' }).values).toEqual([])
})

describe('the reader', () => {
  it('reads each kustomization that no other includes', () => {
    const units = kustomize.discover(filesSnapshot(overlay), filePath(''), options).value
    expect(units.map(({ root }) => root)).toEqual(['prod'])
  })

  it('gives resources with addresses, references and the line that begins them', () => {
    const [unit] = kustomize.discover(filesSnapshot(overlay), filePath(''), options).value
    const step = unit && kustomize.read(unit, filesSnapshot(overlay)).next()
    const reading = step?.done === true ? step.value : undefined
    expect(reading?.resources.map(({ address, span }) => `${address} ${span.file}`)).toEqual([
      'ConfigMap/shop/prod-settings-2748f727mg prod/kustomization.yaml',
      'Deployment/shop/prod-web base/deployment.yaml',
    ])
    expect(reading?.references.map(({ to }) => to)).toEqual(['ConfigMap/shop/prod-settings-2748f727mg'])
  })

  it('builds whatever is done to the files, twice the same', () => {
    const names = Object.keys(overlay)
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(600),
        fc.nat(20),
        fc.string(),
        (name, at, length, text) => {
          const old = overlay[name] ?? ''
          const files = { ...overlay, [name]: old.slice(0, at) + text + old.slice(at + length) }
          const [one, other] = [build(files, 'prod'), build(files, 'prod')]
          return JSON.stringify([json(one), one.problems]) === JSON.stringify([json(other), other.problems])
        },
      ),
      { numRuns: 300 },
    )
  })
})
