import { stringify } from 'yaml'
import { random as randomFrom, type Random } from '../random.ts'
import { names, someObjects, type Json } from './objects.ts'

/** The files of a kustomization, by path, and the folder to build. */
export interface Case {
  readonly name: string
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
}

/** Kustomizations of every field, put together at random: bases, overlays over them, and components. */
export function generatedKustomizations(count: number, firstSeed = 1): readonly Case[] {
  return Array.from({ length: count }, (_, at) => generate(firstSeed + at))
}

/** YAML as the programs of Kubernetes read it, to whom `yes` is true. */
function print(value: Json, singleQuote = false): string {
  return stringify(value, { version: '1.1', lineWidth: 0, singleQuote })
}

type Files = Record<string, string>
type Fields = Readonly<Record<string, Json>>

function generate(seed: number): Case {
  const random = randomFrom(seed)
  const files: Files = {}
  base(random, files, 'base')
  const folders = ['base']
  if (random.oneIn(3)) {
    base(random, files, 'other')
    folders.push('other')
  }
  let top = 'base'
  if (!random.oneIn(4)) {
    top = 'overlay'
    layer(
      random,
      files,
      top,
      folders.map((one) => `../${one}`),
    )
    if (random.oneIn(3)) {
      layer(random, files, 'top', ['../overlay'])
      top = 'top'
    }
  }
  return { name: `generated ${seed}`, folder: top, files }
}

function base(random: Random, files: Files, folder: string): void {
  const objects = someObjects(random)
  const isQuoted = random.oneIn(3)
  const text = random.oneIn(6)
    ? print({ apiVersion: 'v1', kind: 'List', items: objects }, isQuoted)
    : objects.map((one) => print(one, isQuoted)).join('---\n')
  files[`${folder}/objects.yaml`] = text
  layer(random, files, folder, ['objects.yaml'])
}

/** One kustomization with some of the things that kustomizations may say. */
function layer(random: Random, files: Files, folder: string, resources: readonly string[]): void {
  const said: Record<string, Json> = { resources }
  const put = (name: string, value: Json | string): string => {
    files[`${folder}/${name}`] = typeof value === 'string' ? value : stringify(value)
    return name
  }
  const how: Layer = { random, put, said }
  for (const add of features) if (random.oneIn(6)) add(how)
  if (random.oneIn(25)) random.pick(mistakes)(how)
  if (random.oneIn(5)) said['components'] = [component(random, files, folder)]
  const name = random.pick(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])
  const kind: Fields = random.oneIn(2)
    ? { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }
    : {}
  files[`${folder}/${name}`] = print({ ...kind, ...said })
}

function component(random: Random, files: Files, folder: string): string {
  const path = `${folder}-part`
  const said: Record<string, Json> = { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }
  const put = (name: string, value: Json | string): string => {
    files[`${path}/${name}`] = typeof value === 'string' ? value : print(value)
    return name
  }
  for (const add of features) if (random.oneIn(12)) add({ random, put, said })
  files[`${path}/kustomization.yaml`] = print(said)
  return `../${path}`
}

interface Layer {
  readonly random: Random
  readonly put: (name: string, value: Json | string) => string
  readonly said: Record<string, Json>
}

const anyDeployment = { kind: 'Deployment' }
/** Every base has the one, and most have the other. */
const likely = ['web', 'web', 'web', 'web', 'api']

function strategicPatch(random: Random): Fields {
  const container: Fields = {
    name: random.pick(['main', 'side', 'new']),
    ...(random.oneIn(2) ? { image: 'patched:v9' } : {}),
    ...(random.oneIn(3)
      ? {
          env: [
            { name: 'LEVEL', value: 'debug' },
            { name: 'ADDED', value: 'x' },
          ],
        }
      : {}),
    ...(random.oneIn(4) ? { args: ['--patched'] } : {}),
    ...(random.oneIn(4) ? { ports: [{ containerPort: 80, name: 'patched' }, { containerPort: 9 }] } : {}),
    ...(random.oneIn(5) ? { resources: null } : {}),
    ...(random.oneIn(6) ? { $patch: 'delete' } : {}),
  }
  const pod: Fields = {
    containers: [container],
    ...(random.oneIn(4) ? { tolerations: [{ key: 'cpu' }] } : {}),
    ...(random.oneIn(5)
      ? { volumes: [{ $patch: random.pick(['replace', 'delete']) }, { name: 'v', emptyDir: {} }] }
      : {}),
    ...(random.oneIn(6) ? { hostAliases: [{ ip: '1.2.3.4', hostnames: ['a'] }] } : {}),
    ...(random.oneIn(8) ? { $patch: 'replace' } : {}),
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: random.pick(likely),
      ...(random.oneIn(3) ? { labels: { patched: 'yes', app: null } } : {}),
      ...(random.oneIn(4) ? { annotations: { patched: 'on' } } : {}),
    },
    ...(random.oneIn(12)
      ? { $patch: 'delete' }
      : { spec: { ...(random.oneIn(2) ? { replicas: 9 } : {}), template: { spec: pod } } }),
  }
}

function operations(random: Random): Json {
  const all: readonly Fields[] = [
    { op: 'add', path: '/spec/added', value: { a: [1, 'b', true, null] } },
    { op: 'replace', path: '/metadata/name', value: 'renamed' },
    { op: 'add', path: '/metadata/labels', value: { only: 'this' } },
    { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'last', image: 'busybox' } },
    { op: 'add', path: '/spec/template/spec/containers/0', value: { name: 'zero' } },
    { op: 'remove', path: '/spec/replicas' },
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'operated:1' },
    { op: 'test', path: '/spec/replicas', value: 1 },
    { op: 'copy', from: '/spec/template', path: '/spec/copied' },
    { op: 'move', from: '/spec/template', path: '/spec/moved' },
    { op: 'add', path: '/metadata/annotations', value: { 'a/b': 'c' } },
  ]
  return Array.from({ length: 1 + random.below(2) }, () => random.pick(all))
}

function target(random: Random): Fields {
  return random.pick<Fields>([
    anyDeployment,
    { kind: 'Deployment', name: random.pick(likely) },
    { kind: 'Deploy.*|StatefulSet' },
    { name: 'web|api', kind: 'Deployment' },
    { group: 'apps', version: 'v1' },
    { kind: 'Deployment', labelSelector: random.pick(['app=web', 'tier in (a,b)', '!tier', 'app!=web']) },
    { kind: 'Deployment', annotationSelector: 'note=x' },
    { kind: 'Deployment', namespace: random.pick(['old', 'default']) },
  ])
}

const generatorEntry = (random: Random, put: Layer['put'], kind: string): Fields => {
  const behavior = random.oneIn(4) ? random.pick(['merge', 'replace', 'merge', 'create']) : undefined
  const isThere = behavior === 'merge' || behavior === 'replace'
  const name =
    kind === 'secret'
      ? isThere
        ? 'keys'
        : 'fresh'
      : isThere
        ? 'settings'
        : random.pick(['made', 'more', 'other'])
  return {
    name,
    ...(random.oneIn(2)
      ? { literals: ['a=1', 'b="x y"', `c=${random.pick(['<&>', 'ü', "it's", 'a=b'])}`] }
      : {}),
    ...(random.oneIn(3) ? { files: [put('conf.txt', 'key = value\n<tag> & "x"\n'), 'other=conf.txt'] } : {}),
    ...(random.oneIn(4) ? { envs: [put('vars.env', '# comment\nX=1\n  Y = two words\nZ\n')] } : {}),
    ...(random.oneIn(5)
      ? { options: { disableNameSuffixHash: true, labels: { gen: 'yes' }, immutable: true } }
      : {}),
    ...(behavior === undefined ? {} : { behavior }),
    ...(kind === 'secret' && random.oneIn(2) ? { type: 'example.org/kind' } : {}),
  }
}

const fieldSpecs = [{ path: 'metadata/labels', create: true }]

const features: readonly ((layer: Layer) => void)[] = [
  ({ random, said }) => (said['namePrefix'] = random.pick(['dev-', 'p-'])),
  ({ said }) => (said['nameSuffix'] = '-v2'),
  ({ random, said }) => (said['namespace'] = random.pick(['shop', 'prod'])),
  ({ said }) => (said['commonLabels'] = { team: 'core', app: 'all' }),
  ({ random, said }) =>
    (said['labels'] = [
      {
        pairs: { owner: 'me', '1st': 'x' },
        ...random.pick<Fields>([
          {},
          { includeSelectors: true },
          { includeTemplates: true },
          { fields: [{ path: 'spec/labels', kind: 'Widget', create: true }] },
        ]),
      },
    ]),
  ({ said }) => (said['commonAnnotations'] = { contact: 'a@b.c', number: '7' }),
  ({ random, said }) =>
    (said['images'] = [
      random.pick<Fields>([
        { name: 'nginx', newTag: '2.0' },
        { name: 'nginx', newName: 'mirror/nginx', newTag: 'v3' },
        { name: 'registry.example.org:5000/team/app', digest: 'sha256:123' },
        { name: 'redis', newName: 'valkey' },
        { name: '.*box', newTag: '1' },
        { name: 'nginx', newTag: 'v3', digest: 'sha256:9' },
      ]),
    ]),
  ({ random, said }) => (said['replicas'] = [{ name: random.pick(likely), count: 4 }]),
  ({ random, put, said }) =>
    (said['configMapGenerator'] = Array.from({ length: 1 + random.below(2) }, () =>
      generatorEntry(random, put, 'map'),
    )),
  ({ random, put, said }) => (said['secretGenerator'] = [generatorEntry(random, put, 'secret')]),
  ({ said }) => (said['generatorOptions'] = { labels: { made: 'here' }, annotations: { by: 'us' } }),
  ({ random, said }) =>
    (said['patches'] = [
      { target: target(random), patch: print(strategicPatch(random)) },
      ...(random.oneIn(2) ? [{ patch: print(strategicPatch(random)) }] : []),
    ]),
  ({ random, put, said }) =>
    (said['patches'] = [
      { target: target(random), path: put('operations.yaml', operations(random)) },
      ...(random.oneIn(2) ? [{ target: target(random), patch: JSON.stringify(operations(random)) }] : []),
    ]),
  ({ random, put, said }) => (said['patchesStrategicMerge'] = [put('merge.yaml', strategicPatch(random))]),
  ({ random, said }) =>
    (said['patchesJson6902'] = [
      {
        target: { group: 'apps', version: 'v1', kind: 'Deployment', name: random.pick(likely) },
        patch: print(operations(random)),
      },
    ]),
  ({ random, said }) =>
    (said['replacements'] = [
      {
        source: random.pick<Fields>([
          { kind: 'ConfigMap', name: 'settings', fieldPath: 'data.host' },
          { kind: 'Deployment', name: 'web' },
          {
            kind: 'ConfigMap',
            name: 'settings',
            fieldPath: 'data.list',
            options: { delimiter: ',', index: 1 },
          },
          { kind: 'Service', fieldPath: 'spec.ports.0.port' },
        ]),
        targets: [
          {
            select: random.pick<Fields>([anyDeployment, { kind: 'Widget' }, { kind: 'Ser.*' }]),
            ...(random.oneIn(3) ? { reject: [{ name: 'api' }] } : {}),
            fieldPaths: random.pick([
              ['metadata.annotations.replaced'],
              ['spec.template.spec.containers.[name=main].image'],
              ['spec.replicas'],
              ['metadata.labels.app'],
              ['spec.items.*.value', 'spec.items.0.name'],
            ]),
            options: random.pick<Fields>([{}, { create: true }, { create: true, delimiter: ':', index: 1 }]),
          },
        ],
      },
    ]),
  ({ random, said }) =>
    (said['vars'] = [
      {
        name: 'HOST',
        objref: { apiVersion: 'v1', kind: 'Service', name: names.service },
        ...(random.oneIn(2) ? { fieldref: { fieldpath: 'spec.ports[0].port' } } : {}),
      },
    ]),
  ({ random, put, said }) =>
    (said['transformers'] = [
      put(
        'transformer.yaml',
        random.pick<Fields>(
          [
            { kind: 'LabelTransformer', labels: { transformed: 'yes' }, fieldSpecs },
            {
              kind: 'AnnotationsTransformer',
              annotations: { transformed: 'yes' },
              fieldSpecs: [{ path: 'metadata/annotations', create: true }],
            },
            { kind: 'PrefixTransformer', prefix: 'tp-', fieldSpecs: [{ path: 'metadata/name' }] },
            {
              kind: 'ImageTagTransformer',
              imageTag: { name: 'nginx', newTag: 't' },
              fieldSpecs: [{ path: 'spec/inner/containers[]/image', kind: 'Widget' }],
            },
            {
              kind: 'PatchTransformer',
              patch: JSON.stringify([{ op: 'add', path: '/metadata/labels', value: { l: 'x' } }]),
              target: anyDeployment,
            },
          ].map((one) => ({ apiVersion: 'builtin', metadata: { name: 'transformer' }, ...one })),
        ),
      ),
    ]),
  ({ put, said }) =>
    (said['generators'] = [
      put('generator.yaml', {
        apiVersion: 'builtin',
        kind: 'ConfigMapGenerator',
        metadata: { name: 'plugged' },
        literals: ['p=q'],
      }),
    ]),
  ({ put, said }) =>
    (said['configurations'] = [
      put('configuration.yaml', {
        nameReference: [
          { kind: 'ConfigMap', version: 'v1', fieldSpecs: [{ kind: 'Widget', path: 'spec/ref' }] },
        ],
        images: [{ path: 'spec/inner/containers[]/image', kind: 'Widget' }],
        commonLabels: [{ path: 'spec/labels', kind: 'Widget', create: true }],
        varReference: [{ path: 'spec/ref', kind: 'Widget' }],
      }),
    ]),
  ({ random, said }) =>
    (said['sortOptions'] = random.pick<Fields>([
      { order: 'fifo' },
      { order: 'legacy' },
      { order: 'legacy', legacySortOptions: { orderFirst: ['Service'], orderLast: ['ConfigMap'] } },
    ])),
  ({ said }) => (said['buildMetadata'] = ['managedByLabel']),
]

/** What the real program refuses. */
const mistakes: readonly ((layer: Layer) => void)[] = [
  ({ said }) => (said['resource'] = ['x.yaml']),
  ({ said }) => (said['namePrefix'] = 1),
  ({ said }) => (said['resources'] = ['missing.yaml']),
  ({ said }) => (said['resources'] = ['../base', '../base']),
  ({ said }) => (said['resources'] = ['.']),
  ({ said }) => (said['commonLabels'] = { a: true }),
  ({ said }) => (said['patches'] = [{ patch: 'kind: Nothing\nmetadata: {name: x}\n' }]),
  ({ said }) => (said['patches'] = [{ patch: 'a: b', target: anyDeployment }]),
  ({ put, said }) => (said['resources'] = [put('broken.yaml', 'a: [\n')]),
  ({ put, said }) => (said['resources'] = [put('unnamed.yaml', 'kind: Pod\n')]),
  ({ said }) => (said['configMapGenerator'] = [{ name: 'x', literals: ['novalue'] }]),
  ({ said }) => (said['configMapGenerator'] = [{ name: 'x', files: ['../base/objects.yaml'] }]),
  ({ said }) => (said['components'] = ['../base']),
  ({ said }) => (said['replicas'] = [{ name: 'nobody', count: 1 }]),
  ({ said }) => (said['sortOptions'] = { order: 'random' }),
  ({ said }) => (said['images'] = [{ name: 'nginx', newTag: 1.5 }]),
  ({ said }) => (said['apiVersion'] = 'v1'),
  ({ said }) => (said['kind'] = 'Pod'),
  ({ said }) => (said['helmCharts'] = [{ name: 'x' }]),
]
