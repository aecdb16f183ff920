import type { Random } from '../random.ts'

/** Plain data, as YAML says it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

type Fields = Readonly<Record<string, Json>>

const images = [
  'nginx',
  'nginx:1.25',
  'registry.example.org:5000/team/app:v1',
  'redis@sha256:abc',
  'busybox:latest',
]

/** The names of what there is, so that references meet. */
export const names = {
  workload: ['web', 'api'],
  config: ['settings', 'more'],
  account: 'runner',
  service: 'front',
}

function meta(random: Random, name: string, more: Fields = {}): Fields {
  const labels: Fields = random.oneIn(2) ? { labels: { app: name, tier: random.pick(['a', 'b']) } } : {}
  const annotations: Fields = random.oneIn(4)
    ? { annotations: { note: 'x', number: random.pick(['1', 'true']) } }
    : {}
  const namespace: Fields = random.oneIn(5) ? { namespace: random.pick(['old', 'default']) } : {}
  return { metadata: { name, ...labels, ...annotations, ...namespace, ...more } }
}

function podSpec(random: Random): Fields {
  const container = (name: string): Fields => ({
    name,
    image: random.pick(images),
    ...(random.oneIn(2) ? { args: ['--level', random.pick(['info', '$(HOST)'])] } : {}),
    ...(random.oneIn(2) ? { ports: [{ containerPort: 80 + random.below(3), name: 'http' }] } : {}),
    ...(random.oneIn(2)
      ? {
          env: [
            { name: 'LEVEL', value: random.pick(['info', '$(HOST):80', '7']) },
            { name: 'KEY', valueFrom: { configMapKeyRef: { name: random.pick(names.config), key: 'a' } } },
          ],
        }
      : {}),
    ...(random.oneIn(2) ? { envFrom: [{ configMapRef: { name: random.pick(names.config) } }] } : {}),
    ...(random.oneIn(3) ? { volumeMounts: [{ mountPath: '/data', name: 'data' }] } : {}),
    ...(random.oneIn(3)
      ? { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: 0.5 } } }
      : {}),
  })
  return {
    ...(random.oneIn(2) ? { serviceAccountName: names.account } : {}),
    containers: [container('main'), ...(random.oneIn(2) ? [container('side')] : [])],
    ...(random.oneIn(3) ? { initContainers: [container('first')] } : {}),
    ...(random.oneIn(2)
      ? {
          volumes: [
            { name: 'data', configMap: { name: random.pick(names.config) } },
            { name: 'keys', secret: { secretName: 'keys' } },
          ],
        }
      : {}),
    ...(random.oneIn(5) ? { nodeSelector: null } : {}),
    ...(random.oneIn(4) ? { tolerations: [{ key: 'gpu', operator: 'Exists' }] } : {}),
  }
}

function template(random: Random): Fields {
  return {
    template: { ...(random.oneIn(2) ? { metadata: { labels: { app: 'x' } } } : {}), spec: podSpec(random) },
  }
}

const rbac = 'rbac.authorization.k8s.io'

const makers: readonly ((random: Random) => Fields)[] = [
  (random) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...meta(random, random.pick(names.workload)),
    spec: {
      replicas: 1 + random.below(3),
      ...(random.oneIn(2) ? { selector: { matchLabels: { app: 'x' } } } : {}),
      ...template(random),
    },
  }),
  (random) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    ...meta(random, 'db'),
    spec: {
      serviceName: names.service,
      ...template(random),
      volumeClaimTemplates: [{ metadata: { name: 'disk' }, spec: { storageClassName: 'fast' } }],
    },
  }),
  (random) => ({
    apiVersion: 'v1',
    kind: 'Service',
    ...meta(random, names.service),
    spec: {
      ...(random.oneIn(2) ? { selector: { app: 'web' } } : {}),
      ports: [{ port: 80, targetPort: 8080 }],
    },
  }),
  (random) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    ...meta(random, random.pick(names.config)),
    data: { a: '1', host: 'example.org', list: 'a,b,c', long: 'one\ntwo\n' },
  }),
  (random) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    ...meta(random, 'keys'),
    stringData: { token: 'x' },
    type: 'Opaque',
  }),
  (random) => ({ apiVersion: 'v1', kind: 'ServiceAccount', ...meta(random, names.account) }),
  (random) => ({
    apiVersion: `${rbac}/v1`,
    kind: random.pick(['ClusterRoleBinding', 'RoleBinding']),
    ...meta(random, 'bind'),
    roleRef: { apiGroup: rbac, kind: random.pick(['ClusterRole', 'Role']), name: 'reader' },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: random.pick([names.account, 'default']),
        namespace: random.pick(['default', 'old']),
      },
    ],
  }),
  (random) => ({
    apiVersion: `${rbac}/v1`,
    kind: random.pick(['ClusterRole', 'Role']),
    ...meta(random, 'reader'),
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] }],
  }),
  (random) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    ...meta(random, 'edge'),
    spec: {
      tls: [{ hosts: ['$(HOST)'], secretName: 'keys' }],
      rules: [
        {
          host: '$(HOST)',
          http: {
            paths: [{ path: '/', backend: { service: { name: names.service, port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  (random) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    ...meta(random, 'nightly'),
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: template(random) } },
  }),
  (random) => ({
    apiVersion: random.pick(['autoscaling/v2', 'autoscaling/v1']),
    kind: 'HorizontalPodAutoscaler',
    ...meta(random, 'scale'),
    spec: {
      maxReplicas: 5,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: random.pick(names.workload) },
    },
  }),
  (random) => ({ apiVersion: 'v1', kind: 'Namespace', ...meta(random, random.pick(['old', 'shop'])) }),
  (random) => ({
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    ...meta(random, 'gadget'),
    spec: {
      items: [{ name: 'a', value: 1 }, { name: 'b' }],
      ref: random.pick(names.config),
      yes: true,
      nothing: null,
      ratio: 0.25,
      big: 12345678901234,
      inner: { containers: [{ image: 'nginx' }] },
    },
  }),
  (random) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    ...meta(random, 'walls'),
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'x' } } }] }],
    },
  }),
  (random) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    ...meta(random, 'budget'),
    spec: { minAvailable: random.pick(['50%', '1']), selector: { matchLabels: { app: 'web' } } },
  }),
  (random) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    ...meta(random, 'checks'),
    webhooks: [
      {
        name: 'a.example.org',
        clientConfig: { service: { name: names.service, namespace: 'default', path: '/x' } },
      },
    ],
  }),
]

/** Some objects of different kinds. A Deployment, a Service and a ConfigMap are always there, to be patched and referred to. */
export function someObjects(random: Random): readonly Fields[] {
  const [deployment, , service, settings] = makers
  const found = new Map<string, Fields>()
  const put = (made: Fields, as?: string): void => {
    const metadata = made['metadata'] as Fields & { readonly name: string }
    const name = as ?? metadata.name
    found.set(JSON.stringify([made['kind'], name]), { ...made, metadata: { ...metadata, name } })
  }
  if (deployment !== undefined) put(deployment(random), 'web')
  if (service !== undefined) put(service(random))
  if (settings !== undefined) put(settings(random), 'settings')
  for (let count = 2 + random.below(6); count > 0; count--) put(random.pick(makers)(random))
  return [...found.values()]
}
