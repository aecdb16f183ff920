import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { printJson } from '../../model/json-text.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { isSensitive, valueJson } from '../../model/value-json.ts'
import { kubernetes } from './kubernetes.ts'

const options: ReadOptions = filesAlone()

type Files = Readonly<Record<string, string>>

function readings(files: Files): readonly Reading[] {
  return readingsOf(filesSnapshot(files))
}

function readingsOf(snapshot: Snapshot): readonly Reading[] {
  return kubernetes.discover(snapshot, filePath(''), options).value.flatMap((unit) => {
    const { value } = kubernetes.read(unit, snapshot).next()
    return value !== undefined && 'resources' in value ? [value] : []
  })
}

function addresses(files: Files): readonly string[] {
  return readings(files).flatMap(({ root, resources }) =>
    resources.map(({ address }) => (root === '' ? address : `${root}::${address}`)),
  )
}

/** The values of an object as plain JSON. */
function json(found: Resource | undefined): unknown {
  return found && JSON.parse(printJson(valueJson(found.values) ?? null))
}

function resource(files: Files, address: string): Resource | undefined {
  return readings(files)
    .flatMap(({ resources }) => resources)
    .find((one) => one.address === address)
}

function problems(files: Files): readonly string[] {
  return readings(files).flatMap(({ diagnostics }) =>
    diagnostics.map(({ code, span }) => `${code} ${(files[span.file] ?? '').slice(span.start, span.end)}`),
  )
}

function codesOf(files: Files): readonly string[] {
  return problems(files).map((one) => one.split(' ')[0] ?? '')
}

function references(text: string): readonly string[] {
  return readings({ 'a.yaml': text }).flatMap((one) =>
    one.references.map(({ from, to, path }) => `${from} -> ${to} (${path})`),
  )
}

function object(kind: string, name: string, rest = ''): string {
  const [version = 'v1', bare = kind] = kind.includes(' ') ? kind.split(' ') : ['v1', kind]
  return `apiVersion: ${version}\nkind: ${bare}\nmetadata:\n  name: ${name}\n${rest}---\n`
}

describe('objects', () => {
  it('have the address of their kind, namespace and name', () => {
    const text = [
      object('apps/v1 Deployment', 'web\n  namespace: team-a'),
      object('Namespace', 'team-a'),
      object('serving.knative.dev/v1 Service', 'api\n  namespace: prod'),
      object('rbac.authorization.k8s.io/v1 ClusterRole', 'system:reader'),
    ].join('')
    expect(addresses({ 'a.yaml': text })).toEqual([
      'ClusterRole/system:reader',
      'Deployment/team-a/web',
      'Namespace/team-a',
      'Service.serving.knative.dev/prod/api',
    ])
  })

  it('have values as they are written and the first line as their place', () => {
    const text =
      '# head\n\napiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}\nspec: {hostNetwork: yes}\n'
    const found = resource({ 'a.yaml': text }, 'Pod/job-*')
    expect(json(found)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'job-' },
      spec: { hostNetwork: true },
    })
    expect([found?.type, found?.name, found?.provider, found?.mode]).toEqual([
      'Pod',
      'job-*',
      'kubernetes',
      'managed',
    ])
    expect(text.slice(found?.span.start, found?.span.end)).toBe('apiVersion: v1')
  })

  it('are taken out of lists, and out of JSON', () => {
    const files = {
      'a.json':
        '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}]}',
      'b.yml':
        'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: b}\n- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: Pod, metadata: {name: c}}\n',
    }
    expect(addresses(files)).toEqual(['ConfigMap/b', 'Pod/c', 'Secret/a'])
  })

  it('are numbered where two have one address, with a warning at the second', () => {
    const files = { 'a.yaml': object('Pod', 'x'), 'b.yaml': object('Pod', 'x') }
    expect(addresses(files)).toEqual(['Pod/x', 'Pod/x#2'])
    const [found] = readings(files).flatMap(({ diagnostics }) => diagnostics)
    expect([found?.code, found?.span.file]).toEqual(['kubernetes/duplicate-object', 'b.yaml'])
    expect(found?.detail).toContain('"Pod/x" in a.yaml')
  })

  it('that are secrets hold sensitive values', () => {
    const text = object('Secret', 's', 'type: Opaque\nstringData: {password: hunter2}\n')
    const found = resource({ 'a.yaml': text }, 'Secret/s')
    const held = found?.values.kind === 'map' ? found.values.entries.get('stringData') : undefined
    const password = held?.kind === 'map' ? held.entries.get('password') : undefined
    expect(password && isSensitive(password)).toBe(true)
  })

  it("without a name are said where the kind is Kubernetes' own", () => {
    const files = {
      'a.yaml': 'apiVersion: v1\nkind: Pod\nspec: {}\n---\napiVersion: x.io/v1\nkind: Settings\n',
    }
    expect(addresses(files)).toEqual(['Pod/(unnamed)'])
    expect(problems(files)).toEqual(['kubernetes/no-name apiVersion: v1'])
  })
})

describe('files', () => {
  const pod = object('Pod', 'x')

  it('are read folder by folder', () => {
    expect(addresses({ 'a/x.yaml': pod, 'b/c/x.yaml': pod, 'x.yaml': pod })).toEqual([
      'Pod/x',
      'a::Pod/x',
      'b/c::Pod/x',
    ])
  })

  it('of other tools are left alone, without a word', () => {
    const files = {
      'values.yaml': 'image: {kind: x, apiVersion: y}\nbroken: [\n',
      'package.json': '{"name": "x", "kind": "app", "apiVersion": "1"}',
      'broken.json': '{"kind": ',
      'docker-compose.yml': 'services: {}\n',
      'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'kubeconfig.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n',
      'skaffold.yaml': 'apiVersion: skaffold/v4beta1\nkind: Config\nmetadata: {name: x}\n',
      'crd.txt': pod,
      'node_modules/x/pod.yaml': pod,
    }
    expect(readings(files)).toEqual([])
  })

  it('that are templates or resource definitions of a chart are left to it', () => {
    const files = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: x\n',
      'chart/templates/a/pod.yaml': pod,
      'chart/crds/crd.yaml': object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'foos.x.io'),
      'other/templates/pod.yaml': pod,
    }
    expect(addresses(files)).toEqual(['other/templates::Pod/x'])
  })

  it('that lie beside a kustomization, or that one names, are left to it', () => {
    const files = {
      'o/kustomization.yaml':
        'resources: [more/pod.yaml]\npatches: [{path: patches/a.yaml}]\nconfigMapGenerator: [{name: x, files: [k=conf/x.yaml]}]\n',
      'o/beside.yaml': pod,
      'o/more/pod.yaml': pod,
      'o/more/own.yaml': object('Pod', 'own'),
      'o/patches/a.yaml': object('Pod', 'a'),
      'o/conf/x.yaml': object('Pod', 'b'),
      'p/pod.yaml': pod,
    }
    expect(addresses(files)).toEqual(['o/more::Pod/own', 'p::Pod/x'])
  })

  it('that are templates of something else get one warning', () => {
    const files = {
      'a.yaml': `${pod}apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .name }}\n  {{- if x }}\n`,
    }
    expect([addresses(files), codesOf(files)]).toEqual([[], ['kubernetes/template']])
    const tidy = { 'a.yaml': `${pod}apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ name }}\n` }
    expect([addresses(tidy), codesOf(tidy)]).toEqual([[], ['kubernetes/template']])
  })

  it('whose one document is broken give the others', () => {
    const files = {
      'a.yaml': `${pod}apiVersion: v1\nkind: Pod\nmetadata: {name: {y}\n---\n${object('Pod', 'z')}`,
    }
    expect(addresses(files)).toContain('Pod/x')
    expect(addresses(files)).not.toContain('Pod/y')
    expect(problems(files)[0]).toMatch(/^yaml\/unclosed-flow \{/u)
  })

  it('that are broken from the start are said', () => {
    const files = {
      'a.yaml': '{\napiVersion: v1\nkind: Pod\n',
      'b.json': '{"apiVersion": "v1", "kind": "Pod", ',
    }
    expect(addresses(files)).toEqual([])
    expect(codesOf(files)).toEqual(expect.arrayContaining(['yaml/unclosed-flow', 'json/unclosed']))
  })

  it('that a tab indents are said', () => {
    expect(codesOf({ 'a.yaml': 'apiVersion: v1\n\tkind: Pod\n' })).toEqual(['yaml/indentation'])
  })

  it('whose keys are there twice get a warning, and the last holds', () => {
    const files = { 'a.yaml': object('ConfigMap', 'x', 'data:\n  k: one\n  k: two\n') }
    expect(problems(files)).toEqual(['yaml/duplicate-key k'])
    const found = resource(files, 'ConfigMap/x')
    expect(json(found)).toMatchObject({ data: { k: 'two' } })
  })

  it('without a last line end are read as kubectl does, with places inside the file', () => {
    const text = object('ConfigMap', 'x', 'data:\n  k: |\n    one\n    two').replace(/---\n$/u, '')
    expect(json(resource({ 'a.yaml': text }, 'ConfigMap/x'))).toMatchObject({ data: { k: 'one\ntwo\n' } })
    const [reading] = readings({ 'a.yaml': text })
    const ends = Array.from(
      { length: reading?.origins.size ?? 0 },
      (_, id) => reading?.origins.site(id + 1).end ?? 0,
    )
    expect(Math.max(...ends)).toBe(text.length)
  })

  it('are read whatever is done to them, twice the same', () => {
    const text = `${object('apps/v1 Deployment', 'web', 'spec: &s {template: {spec: {containers: [{name: a}]}}}\n')}${object('Service', 'web', 'spec:\n  <<: &x {selector: {app: web}}\n')}`
    const cut = fc.record({
      at: fc.nat(text.length),
      size: fc.nat(6),
      put: fc.constantFrom(
        '',
        '\n',
        '- ',
        '{',
        '"',
        '*x',
        '&x ',
        '<<: *s',
        '---\n',
        '\t',
        'items: [',
        '{{ x }}',
      ),
    })
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 4 }), (cuts) => {
        const mutant = cuts.reduce(
          (before, { at, size, put }) => before.slice(0, at) + put + before.slice(at + size),
          text,
        )
        const said = (): string =>
          JSON.stringify(
            readings({ 'a.yaml': mutant }).map((one) => [
              one.resources.map(({ address, values }) => [address, printJson(valueJson(values) ?? null)]),
              one.references,
              one.diagnostics,
            ]),
          )
        return said() === said()
      }),
    )
  })
})

describe('references', () => {
  const pods = 'spec:\n  template:\n    metadata: {labels: {app: web, tier: front}}\n    spec:\n'

  it('are what a pod uses, in its own namespace', () => {
    const text = [
      object(
        'apps/v1 Deployment',
        'web',
        `${pods}      serviceAccountName: sa
      volumes: [{name: v, persistentVolumeClaim: {claimName: disk}}]
      containers: [{name: c, envFrom: [{secretRef: {name: s}}], env: [{name: E, valueFrom: {configMapKeyRef: {name: cm, key: k}}}]}]\n`,
      ),
      ...['ServiceAccount sa', 'Secret s', 'ConfigMap cm', 'PersistentVolumeClaim disk'].map((one) => {
        const [kind = '', name = ''] = one.split(' ')
        return object(kind, name)
      }),
      object('Secret', 's\n  namespace: other'),
    ].join('')
    expect(references(text)).toEqual([
      'Deployment/web -> ServiceAccount/sa (spec.template.spec.serviceAccountName)',
      'Deployment/web -> PersistentVolumeClaim/disk (spec.template.spec.volumes[0].persistentVolumeClaim.claimName)',
      'Deployment/web -> Secret/s (spec.template.spec.containers[0].envFrom[0].secretRef.name)',
      'Deployment/web -> ConfigMap/cm (spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name)',
    ])
  })

  it('are what selectors choose', () => {
    const text = [
      object('apps/v1 Deployment', 'web', `${pods}      containers: []\n`),
      object(
        'batch/v1 CronJob',
        'night',
        `spec:\n  jobTemplate:\n    spec:\n      template: {metadata: {labels: {app: night}}, spec: {}}\n`,
      ),
      object('Service', 'web\n  labels: {team: a}', 'spec: {selector: {app: web}}\n'),
      object('Service', 'external', 'spec: {type: ExternalName}\n'),
      object(
        'policy/v1 PodDisruptionBudget',
        'web',
        'spec: {selector: {matchExpressions: [{key: tier, operator: In, values: [front]}]}}\n',
      ),
      object('networking.k8s.io/v1 NetworkPolicy', 'deny', 'spec: {podSelector: {}}\n'),
      object(
        'monitoring.coreos.com/v1 ServiceMonitor',
        'web',
        'spec: {selector: {matchLabels: {team: a}}}\n',
      ),
    ].join('')
    expect(references(text)).toEqual([
      'NetworkPolicy/deny -> CronJob/night (spec.podSelector)',
      'NetworkPolicy/deny -> Deployment/web (spec.podSelector)',
      'PodDisruptionBudget/web -> Deployment/web (spec.selector)',
      'Service/web -> Deployment/web (spec.selector)',
      'ServiceMonitor.monitoring.coreos.com/web -> Service/web (spec.selector)',
    ])
  })

  it('are what routes, autoscalers and bindings name', () => {
    const text = [
      object('Service', 'web'),
      object('apps/v1 Deployment', 'web'),
      object('ServiceAccount', 'sa\n  namespace: a'),
      object('rbac.authorization.k8s.io/v1 ClusterRole', 'reader'),
      object(
        'networking.k8s.io/v1 Ingress',
        'web',
        'spec: {rules: [{http: {paths: [{backend: {service: {name: web}}}]}}]}\n',
      ),
      object(
        'gateway.networking.k8s.io/v1 HTTPRoute',
        'web',
        'spec: {rules: [{backendRefs: [{name: web}]}]}\n',
      ),
      object(
        'autoscaling/v2 HorizontalPodAutoscaler',
        'web',
        'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n',
      ),
      object(
        'rbac.authorization.k8s.io/v1 RoleBinding',
        'b\n  namespace: b',
        'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}\nsubjects: [{kind: ServiceAccount, name: sa, namespace: a}]\n',
      ),
    ].join('')
    expect(references(text)).toEqual([
      'HTTPRoute.gateway.networking.k8s.io/web -> Service/web (spec.rules[0].backendRefs[0].name)',
      'HorizontalPodAutoscaler/web -> Deployment/web (spec.scaleTargetRef.name)',
      'Ingress/web -> Service/web (spec.rules[0].http.paths[0].backend.service.name)',
      'RoleBinding/b/b -> ClusterRole/reader (roleRef.name)',
      'RoleBinding/b/b -> ServiceAccount/a/sa (subjects[0].name)',
    ])
  })

  it('are found in the pods of any kind', () => {
    const text = [
      object(
        'kubeflow.org/v1 PyTorchJob',
        'train',
        'spec: {pytorchReplicaSpecs: {Worker: {template: {spec: {containers: [{envFrom: [{configMapRef: {name: cm}}]}]}}}}}\n',
      ),
      object('ConfigMap', 'cm'),
    ].join('')
    expect(references(text)).toEqual([
      'PyTorchJob.kubeflow.org/train -> ConfigMap/cm (spec.pytorchReplicaSpecs.Worker.template.spec.containers[0].envFrom[0].configMapRef.name)',
    ])
  })
})

describe('questions', () => {
  it.each([
    [
      'Deployment/team-a/web',
      ['deployment/team-a/web', 'deploy/web', 'deployments/web', 'team-a/web', 'web'],
    ],
    ['NetworkPolicy/deny', ['netpol/deny', 'networkpolicies/deny', 'deny']],
    [
      'Service.serving.knative.dev/prod/api',
      ['service.serving.knative.dev/api', 'services/api', 'service/prod/api'],
    ],
    ['Ingress/web', ['ing/web', 'ingresses/web']],
  ])('may call %s also %j', (address, names) => {
    expect(kubernetes.otherNames?.(address)).toEqual(expect.arrayContaining(names))
  })

  it('do not take a custom kind for one of the same name by its short name', () => {
    expect(kubernetes.otherNames?.('Service.serving.knative.dev/api')).not.toContain('svc/api')
  })
})
