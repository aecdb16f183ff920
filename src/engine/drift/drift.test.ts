import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { isOpen, type Drift } from '../../model/drift.ts'
import { answersTo, askedHere } from '../../model/drift-answers.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { Waiver } from '../../model/review.ts'
import { scalarText } from '../../model/scalar.ts'
import { readingOfDump } from './dump-testing.ts'
import { plainOptions } from '../testing.ts'
import { readCode } from './code.ts'
import { driftOf, heldBack } from './drift.ts'

type Files = Readonly<Record<string, string>>
interface Given {
  readonly namespace?: string
  readonly waivers?: readonly Waiver[]
}

function drift(files: Files, objects: readonly unknown[], given: Given = {}): Drift {
  const live = readingOfDump(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
  const { readings } = readCode({
    snapshot: filesSnapshot(files),
    folder: filePath(''),
    options: plainOptions,
    live,
    dump: undefined,
  })
  const { namespace, waivers = [] } = given
  return driftOf({ readings, live, namespace, waivers, today: '2026-11-21' })
}

/** What is open, one line each. */
function told({ objects }: Drift): readonly string[] {
  return objects
    .filter(isOpen)
    .flatMap(({ address, what, values }) =>
      what === 'changed'
        ? values
            .filter(isOpen)
            .map(
              (one) =>
                `${address} ${one.path}: ${scalarText(one.wanted) ?? one.wanted.kind} -> ${scalarText(one.live) ?? one.live.kind} ${one.what}${one.by === undefined ? '' : ` by ${one.by.name}`}`,
            )
        : [`${address} ${what}`],
    )
}

function held(found: Drift): readonly string[] {
  return heldBack(found).map(({ address, path, silence }) => `${address} ${path}: ${silence.kind}`)
}

const settings = (name: string): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data: { a: 'b' },
})

const kustomized = (resources: string): Drift =>
  drift(
    {
      'kustomization.yaml': `namespace: shop\nresources: [${resources}]\n`,
      'own.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {a: b}\n',
    },
    [settings('own'), settings('far')],
  )

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1
          ports:
            - containerPort: 80
            - containerPort: 53
              protocol: UDP
          resources:
            limits: {cpu: 1, memory: 1024Mi}
          tty: false
`

interface Container {
  readonly [name: string]: unknown
}

/** The deployment as an API serves it. */
function served(
  container: Container = {},
  spec: Readonly<Record<string, unknown>> = {},
  metadata = {},
): unknown {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', uid: 'x', resourceVersion: '1', generation: 3, ...metadata },
    spec: {
      replicas: 2,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' }, creationTimestamp: null },
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
          securityContext: {},
          containers: [
            {
              name: 'web',
              image: 'web:1',
              imagePullPolicy: 'IfNotPresent',
              ports: [
                { containerPort: 53, protocol: 'UDP' },
                { containerPort: 80, protocol: 'TCP' },
              ],
              resources: { limits: { cpu: '1000m', memory: '1Gi' } },
              terminationMessagePath: '/dev/termination-log',
              terminationMessagePolicy: 'File',
              ...container,
            },
          ],
        },
      },
      ...spec,
    },
    status: { replicas: 2 },
  }
}

function managed(manager: string, fields: unknown, beside: Readonly<Record<string, string>> = {}): unknown {
  return {
    manager,
    operation: 'Update',
    apiVersion: 'apps/v1',
    time: '2026-11-20T10:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: fields,
    ...beside,
  }
}

const imageField = {
  'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } } } },
}

const applied = (image: string): unknown => ({
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
      spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
    }),
  },
})

const waiver = (address: string, until: string): Waiver => ({
  rule: 'drift',
  reason: 'A trial',
  until,
  owner: undefined,
  span: { file: filePath('plumbline.yaml'), start: 0, end: 1 },
  where: { kind: 'pattern', address, file: undefined },
})

const configMap = (name: string, metadata: object = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop', ...metadata },
  data: { a: 'b' },
})

const secret = (text: string): unknown => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'Opaque',
  metadata: { name: 's', namespace: 'shop' },
  data: { key: Buffer.from(text).toString('base64') },
})

const installed = (name: string, namespace: string, size: string): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: `${name}-web`,
    namespace,
    annotations: { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace },
    labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  },
  data: { size, namespace },
})

/** What is told when kubectl applied an image last and another one runs. */
function afterApplying(image: string): readonly string[] {
  return told(drift({ 'web.yaml': manifest }, [served({ image: 'web:2' }, {}, applied(image) as object)]))
}

function accepting(address: string, until: string): readonly string[] {
  return told(
    drift({ 'web.yaml': manifest }, [served({ image: 'web:2' })], { waivers: [waiver(address, until)] }),
  )
}

describe('an object that runs as the code says', () => {
  it('has not drifted: defaults, equal quantities, other orders and zeros are no difference', () => {
    const found = drift({ 'web.yaml': manifest }, [served()])
    expect(told(found)).toEqual([])
    expect(found.compared).toBe(1)
  })

  it('says of nothing that it is not in the code where a base was not fetched', () => {
    expect(told(kustomized('own.yaml'))).toEqual(['ConfigMap/shop/far unmanaged'])
    const partial = kustomized('own.yaml, "https://github.com/o/r//p?ref=v1"')
    expect(told(partial)).toEqual([])
    expect(held(partial)).toContain('ConfigMap/shop/far : not-asked')
  })

  it('has everything that was held back with its reason', () => {
    expect(held(drift({ 'web.yaml': manifest }, [served()]))).toEqual(
      expect.arrayContaining([
        'Deployment/shop/web spec.strategy.type: default',
        'Deployment/shop/web metadata.uid: computed',
        'Deployment/shop/web spec.template.spec.containers[0].ports[1].protocol: default',
      ]),
    )
  })

  it('is found without a namespace where the command line says, or where there is only one', () => {
    const files = { 'web.yaml': manifest.replace('  namespace: shop\n', '') }
    expect(drift(files, [served()], { namespace: 'shop' }).compared).toBe(1)
    expect(drift(files, [served()]).compared).toBe(1)
    expect(drift(files, [served()], { namespace: 'other' }).compared).toBe(0)
  })
})

describe('a value that is not as the code says', () => {
  it('was changed by hand, by whom the object remembers, and names its line', () => {
    const managedFields = [managed('kubectl-edit', imageField)]
    const found = drift({ 'web.yaml': manifest }, [served({ image: 'web:2' }, {}, { managedFields })])
    expect(told(found)).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:2 by-hand by kubectl-edit',
    ])
    const [site] = found.objects.flatMap(({ values }) => values.filter(isOpen).map((one) => one.site))
    expect(manifest.slice(site?.start, site?.end)).toBe('web:1')
  })

  it('is not rolled out yet when what runs is what a deployer brought', () => {
    const managedFields = [managed('argocd-controller', imageField, { operation: 'Apply' })]
    expect(
      told(drift({ 'web.yaml': manifest }, [served({ image: 'web:0' }, {}, { managedFields })])),
    ).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:0 not-rolled-out by argocd-controller',
    ])
  })

  it('is compared with what kubectl applied last, where nobody is named', () => {
    expect(afterApplying('web:2')).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:2 not-rolled-out',
    ])
    expect(afterApplying('web:1')).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:2 by-hand',
    ])
  })

  it("is nobody's business where an autoscaler or another controller owns it", () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 9 },
    }
    expect(told(drift({ 'web.yaml': manifest }, [served({}, { replicas: 7 }), scaler]))).toEqual([
      'HorizontalPodAutoscaler/shop/web unmanaged',
    ])
    const managedFields = [managed('vpa-updater', imageField)]
    const found = drift({ 'web.yaml': manifest }, [served({ image: 'web:2' }, {}, { managedFields })])
    expect(told(found)).toEqual([])
    expect(held(found)).toContain(
      'Deployment/shop/web spec.template.spec.containers[0].image: other-controller',
    )
  })

  it('may be one of which the code says nothing, or one that is gone', () => {
    const one = served({ env: [{ name: 'A', value: '1' }], ports: [{ containerPort: 80, protocol: 'TCP' }] })
    expect(told(drift({ 'web.yaml': manifest }, [one]))).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].ports[1]: map -> absent differs',
      'Deployment/shop/web spec.template.spec.containers[0].env: absent -> list differs',
    ])
  })

  it('only differs where the object was given without those who wrote it, and remembers nothing', () => {
    const files = { 'web.yaml': manifest }
    const changed = { image: 'web:2', env: [{ name: 'A', value: '1' }] }
    expect(told(drift(files, [served(changed)]))).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:2 differs',
      'Deployment/shop/web spec.template.spec.containers[0].env: absent -> list differs',
    ])
    const managedFields = [managed('kubectl-edit', { 'f:spec': { 'f:replicas': {} } })]
    expect(told(drift(files, [served(changed, {}, { managedFields })]))).toContain(
      'Deployment/shop/web spec.template.spec.containers[0].image: web:1 -> web:2 by-hand',
    )
    expect(told(drift(files, [served({ workingDir: '/' }, {}, applied('web:1') as object)]))).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].workingDir: absent -> / by-hand',
    ])
  })

  it('is not rolled out where the code no longer says what was applied', () => {
    const before = manifest.replace('          image: web:1\n', '')
    expect(told(drift({ 'web.yaml': before }, [served({}, {}, applied('web:1') as object)]))).toEqual([
      'Deployment/shop/web spec.template.spec.containers[0].image: absent -> web:1 not-rolled-out',
    ])
  })

  it('is accepted by a waiver until its day', () => {
    expect(accepting('Deployment/shop/web', '2026-11-21')).toEqual([])
    expect(accepting('Deployment/shop/web spec.template.spec.containers[0].image', '2026-12-01')).toEqual([])
    expect(accepting('Deployment/shop/web spec.replicas', '2026-12-01')).toHaveLength(1)
    expect(accepting('Deployment/shop/web', '2026-11-20')).toHaveLength(1)
  })
})

describe('an object in one place only', () => {
  const code = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n'

  it('is unmanaged where it runs, unless something made it', () => {
    const owned = configMap('made', { ownerReferences: [{ kind: 'Thing', name: 'x' }] })
    const found = drift({ 'a.yaml': code }, [
      configMap('settings'),
      configMap('other'),
      owned,
      configMap('kube-root-ca.crt'),
    ])
    expect(told(found)).toEqual(['ConfigMap/shop/other unmanaged'])
    expect(held(found)).toContain('ConfigMap/shop/made : other-controller')
  })

  it('is none of ours in a namespace of which the code says nothing', () => {
    const other = configMap('x', { namespace: 'theirs' })
    expect(told(drift({ 'a.yaml': code }, [configMap('settings'), other]))).toEqual([])
  })

  it('is deleted where the rest of its root runs, and hooks are not', () => {
    const hook =
      '---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  namespace: shop\n  annotations: {helm.sh/hook: pre-install}\n'
    const files = { 'a.yaml': `${code}---\n${code.replace('settings', 'gone')}${hook}` }
    expect(
      told(
        drift(files, [
          configMap('settings'),
          { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x', namespace: 'y' } },
        ]),
      ),
    ).toEqual(['ConfigMap/shop/gone deleted'])
  })

  it('was perhaps only not asked for when nothing of its kind was', () => {
    const found = drift({ 'a.yaml': `${manifest}---\n${code}` }, [served()])
    expect(told(found)).toEqual([])
    expect(held(found)).toContain('ConfigMap/shop/settings : not-asked')
  })
})

describe('what the API changes on the way', () => {
  it('is a Secret that comes back encoded, and stays hidden', () => {
    const code =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {key: hunter2}\n'
    expect(told(drift({ 's.yaml': code }, [secret('hunter2')]))).toEqual([])
    const { objects } = drift({ 's.yaml': code }, [secret('other')])
    const [value] = objects.flatMap(({ values }) => values.filter(isOpen))
    expect([value?.path, value?.live.marks, value?.wanted.marks]).toEqual(['data.key', 1, 1])
  })

  it('may be a default of a kind that we do not know', () => {
    const code = 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t, namespace: shop}\nspec: {a: 1}\n'
    const live = {
      apiVersion: 'x.io/v1',
      kind: 'Thing',
      metadata: { name: 't', namespace: 'shop' },
      spec: { a: 1, b: 2 },
    }
    const found = drift({ 't.yaml': code }, [live])
    expect(told(found)).toEqual([])
    expect(held(found)).toContain('Thing.x.io/shop/t spec.b: default')
  })
})

describe('charts', () => {
  const chart: Files = {
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web/values.yaml': 'size: "1"\n',
    'web/values-prod.yaml': 'size: "5"\n',
    'web/values-dev.yaml': 'size: "2"\n',
    'web/templates/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-web
data:
  size: {{ .Values.size | quote }}
  namespace: {{ .Release.Namespace }}
`,
  }

  it('are read as the releases that run, each with the values that fit it best', () => {
    const found = drift(chart, [installed('one', 'shop', '5'), installed('two', 'test', '2')])
    expect(told(found)).toEqual([])
    expect(found.compared).toBe(2)
    expect(told(drift(chart, [installed('one', 'shop', '6')]))).toEqual([
      expect.stringMatching(/^ConfigMap\/shop\/one-web data\.size: [15] -> 6 by-hand$|data\.size: 2 -> 6/u),
    ])
  })
})

const overlay = (namespace: string): string => `namespace: ${namespace}\nresources: [../base]\n`

describe('a root of which nothing runs', () => {
  const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: 'https://git.example.com/shop.git', targetRevision: HEAD, path: prod}
  destination: {namespace: shop}
`
  const files = {
    'apps/web.yaml': application,
    'base/web.yaml': manifest,
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'prod/kustomization.yaml': overlay('shop'),
    'test/kustomization.yaml': overlay('shop-test'),
    'large/kustomization.yaml': `${overlay('shop')}replicas: [{name: web, count: 9}]\n`,
  }

  it('is not one whose objects another root delivers', () => {
    const roots = drift(files, [served()]).elsewhere.map(({ root }) => root)
    expect(roots).not.toContain('apps/web.yaml')
    expect(roots).toEqual(expect.arrayContaining(['test', 'large']))
  })

  it('is not the chart of a release that is made while something is rendered', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
  interval: 1m
  chart: {spec: {chart: ./chart, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}
`
    const kustomization = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  interval: 1m
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
`
    const { elsewhere } = drift(
      {
        'clusters/apps.yaml': kustomization,
        'apps/release.yaml': release,
        'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
        'chart/templates/web.yaml': manifest,
      },
      [served()],
    )
    expect(elsewhere.map(({ root }) => root)).toEqual(['clusters'])
  })

  it('is each where other objects run', () => {
    const { elsewhere } = drift(files, [configMap('other')])
    expect(elsewhere.map(({ root }) => root)).toEqual(
      expect.arrayContaining(['apps/web.yaml', 'test', 'large']),
    )
  })
})

describe('the answers to a value', () => {
  it('are what would go back, the command that codifies it, and a waiver that ends', () => {
    const { objects } = drift({ 'web.yaml': manifest }, [served({ image: 'web:2' })])
    const path = 'spec.template.spec.containers[0].image'
    const answers = objects.flatMap((object) =>
      object.values.filter(isOpen).map((value) => answersTo(object, value, '2026-11-21', askedHere)),
    )
    expect(answers).toMatchObject([
      {
        revert: { action: 'set', path, to: { scalar: 'web:1' } },
        codify: { action: 'set', command: `plumbline set Deployment/shop/web '${path}' web:2` },
        accept: { rule: 'drift/differs', address: `Deployment/shop/web ${path}`, until: '2027-02-19' },
      },
    ])
  })

  it('name the folder, the environment and the options that were given', () => {
    const { objects } = drift(
      {
        'app/base/kustomization.yaml': 'resources: [web.yaml]\n',
        'app/base/web.yaml': manifest,
        'app/overlays/prod/kustomization.yaml': 'resources: [../../base]\n',
      },
      [served({ image: 'web:2' })],
    )
    const asked = { folder: 'app', reading: ['--var-file', 'my vars'], live: ['--live', 'live.json'] }
    const commands = objects.flatMap((object) =>
      object.values.filter(isOpen).map((value) => answersTo(object, value, '2026-11-21', asked)),
    )
    const path = "'spec.template.spec.containers[0].image'"
    expect(commands[0]?.codify?.command).toBe(
      `plumbline set app app/overlays/prod::Deployment/shop/web ${path} web:2 --var-file 'my vars'`,
    )
  })
})
