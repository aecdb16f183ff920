import type { FieldSpec, SpecTable } from './field-spec.ts'

/**
 * Where Kustomize looks by itself: the tables of its documentation, said in fewer words.
 * See https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/konfig/builtinpluginconsts
 */

/** A kind as `Kind`, `Kind.group` or `Kind.group/version`; empty for any. */
function spec(kind: string, path: string, create = false): FieldSpec {
  const [names = '', version = ''] = kind.split('@')
  const dot = names.indexOf('.')
  return {
    path,
    kind: dot < 0 ? names : names.slice(0, dot),
    group: dot < 0 ? '' : names.slice(dot + 1),
    version,
    create,
  }
}

/** Where kinds have the pod that they make. */
const templates: Readonly<Record<string, string>> = {
  'Pod@v1': 'spec/',
  Pod: 'spec/',
  PodTemplate: 'template/spec/',
  Deployment: 'spec/template/spec/',
  ReplicaSet: 'spec/template/spec/',
  DaemonSet: 'spec/template/spec/',
  StatefulSet: 'spec/template/spec/',
  ReplicationController: 'spec/template/spec/',
  Job: 'spec/template/spec/',
  CronJob: 'spec/jobTemplate/spec/template/spec/',
}

function inPods(kinds: string, paths: readonly string[]): readonly FieldSpec[] {
  return kinds
    .split(' ')
    .flatMap((kind) => paths.map((path) => spec(kind, `${templates[kind] ?? ''}${path}`)))
}

const podMakers = 'Pod@v1 PodTemplate Deployment ReplicaSet DaemonSet StatefulSet Job CronJob'
const podRunners = 'Pod StatefulSet Deployment ReplicationController CronJob Job DaemonSet'
const containers = ['containers', 'initContainers']
const rbac = 'rbac.authorization.k8s.io'
const admission = 'admissionregistration.k8s.io'
const nginx = 'metadata/annotations/nginx.ingress.kubernetes.io\\/'

const configMapPaths = [
  'volumes/configMap/name',
  ...containers.flatMap((one) => [
    `${one}/env/valueFrom/configMapKeyRef/name`,
    `${one}/envFrom/configMapRef/name`,
  ]),
  'volumes/projected/sources/configMap/name',
]
const secretPaths = [
  'volumes/secret/secretName',
  ...containers.flatMap((one) => [`${one}/env/valueFrom/secretKeyRef/name`, `${one}/envFrom/secretRef/name`]),
  'imagePullSecrets/name',
  'volumes/projected/sources/secret/name',
]
const rules = [spec('Role', 'rules/resourceNames'), spec('ClusterRole', 'rules/resourceNames')]

const nameReference: SpecTable['nameReference'] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    target: { group: '', version: '', kind },
    specs: [spec('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name')],
  })),
  {
    target: { group: '', version: 'v1', kind: 'ConfigMap' },
    specs: [
      ...inPods(podMakers, configMapPaths),
      spec('Node', 'spec/configSource/configMap'),
      ...rules,
      spec('Ingress', `${nginx}fastcgi-params-configmap`),
    ],
  },
  {
    target: { group: '', version: 'v1', kind: 'Secret' },
    specs: [
      ...inPods(podMakers, secretPaths),
      spec('Ingress', 'spec/tls/secretName'),
      spec('Ingress', 'metadata/annotations/ingress.kubernetes.io\\/auth-secret'),
      spec('Ingress', `${nginx}auth-secret`),
      spec('Ingress', `${nginx}auth-tls-secret`),
      spec('ServiceAccount', 'imagePullSecrets/name'),
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((key) =>
        spec('StorageClass', `parameters/${key}`),
      ),
      ...rules,
      spec('Service.serving.knative.dev@v1', 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name'),
      spec('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    target: { group: '', version: 'v1', kind: 'Service' },
    specs: [
      spec('StatefulSet.apps', 'spec/serviceName'),
      spec('Ingress', 'spec/rules/http/paths/backend/serviceName'),
      spec('Ingress', 'spec/backend/serviceName'),
      spec('Ingress', 'spec/rules/http/paths/backend/service/name'),
      spec('Ingress', 'spec/defaultBackend/service/name'),
      spec('APIService.apiregistration.k8s.io', 'spec/service/name'),
      spec(`ValidatingWebhookConfiguration.${admission}`, 'webhooks/clientConfig/service'),
      spec(`MutatingWebhookConfiguration.${admission}`, 'webhooks/clientConfig/service'),
    ],
  },
  {
    target: { group: rbac, version: '', kind: 'Role' },
    specs: [spec(`RoleBinding.${rbac}`, 'roleRef/name')],
  },
  {
    target: { group: rbac, version: '', kind: 'ClusterRole' },
    specs: [spec(`RoleBinding.${rbac}`, 'roleRef/name'), spec(`ClusterRoleBinding.${rbac}`, 'roleRef/name')],
  },
  {
    target: { group: '', version: 'v1', kind: 'ServiceAccount' },
    specs: [
      spec(`RoleBinding.${rbac}`, 'subjects'),
      spec(`ClusterRoleBinding.${rbac}`, 'subjects'),
      ...inPods(podRunners, ['serviceAccountName']),
    ],
  },
  {
    target: { group: '', version: 'v1', kind: 'PersistentVolumeClaim' },
    specs: inPods(podRunners, ['volumes/persistentVolumeClaim/claimName']),
  },
  {
    target: { group: '', version: 'v1', kind: 'PersistentVolume' },
    specs: [spec('PersistentVolumeClaim', 'spec/volumeName'), spec('ClusterRole', 'rules/resourceNames')],
  },
  {
    target: { group: 'storage.k8s.io', version: 'v1', kind: 'StorageClass' },
    specs: [
      spec('PersistentVolume', 'spec/storageClassName'),
      spec('PersistentVolumeClaim', 'spec/storageClassName'),
      spec('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  {
    target: { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass' },
    specs: inPods(podRunners, ['priorityClassName']),
  },
  {
    // The group is a mistake of Kustomize's own: no object has it, so these names are never changed.
    target: { group: 'networking.k8s.io/v1', version: 'v1', kind: 'IngressClass' },
    specs: [spec('Ingress', 'spec/ingressClassName')],
  },
  {
    target: { group: admission, version: '', kind: 'ValidatingAdmissionPolicy' },
    specs: [spec(`ValidatingAdmissionPolicyBinding.${admission}`, 'spec/policyName')],
  },
]

const template = 'spec/template/metadata/'
const podMetadata = (key: string, statefulSet: string): readonly FieldSpec[] => [
  spec('', `metadata/${key}`, true),
  spec('ReplicationController@v1', `${template}${key}`, true),
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) => spec(kind, `${template}${key}`, true)),
  spec(statefulSet, `${template}${key}`, true),
  ...(key === 'labels'
    ? [spec('StatefulSet.apps', 'spec/volumeClaimTemplates[]/metadata/labels', true)]
    : []),
  spec('Job.batch', `${template}${key}`, true),
  spec('CronJob.batch', `spec/jobTemplate/metadata/${key}`, true),
  spec('CronJob.batch', `spec/jobTemplate/${template}${key}`, true),
]

const term = 'labelSelector/matchLabels'
const affinities = ['podAffinity', 'podAntiAffinity'].flatMap((one) => [
  `affinity/${one}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/${term}`,
  `affinity/${one}/requiredDuringSchedulingIgnoredDuringExecution/${term}`,
])
const constrained = (kind: string): readonly FieldSpec[] =>
  [...affinities, `topologySpreadConstraints/${term}`].map((path) => spec(kind, `spec/template/spec/${path}`))

const commonLabels: readonly FieldSpec[] = [
  spec('Service@v1', 'spec/selector', true),
  spec('ReplicationController@v1', 'spec/selector', true),
  spec('Deployment', 'spec/selector/matchLabels', true),
  ...constrained('Deployment.apps'),
  spec('ReplicaSet', 'spec/selector/matchLabels', true),
  spec('DaemonSet', 'spec/selector/matchLabels', true),
  spec('StatefulSet.apps', 'spec/selector/matchLabels', true),
  ...constrained('StatefulSet.apps'),
  spec('Job.batch', 'spec/selector/matchLabels'),
  spec('CronJob.batch', 'spec/jobTemplate/spec/selector/matchLabels'),
  spec('PodDisruptionBudget.policy', 'spec/selector/matchLabels'),
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].map((path) =>
    spec('NetworkPolicy.networking.k8s.io', `spec/${path}/matchLabels`),
  ),
  ...podMetadata('labels', 'StatefulSet.apps'),
]

const varPaths = containers.flatMap((one) =>
  ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((path) => `${one}/${path}`),
)
const varReference: readonly FieldSpec[] = [
  ...inPods('CronJob DaemonSet Deployment Job Pod ReplicaSet StatefulSet', varPaths),
  ...inPods('DaemonSet Deployment Job Pod ReplicaSet', ['volumes/nfs/server']),
  spec('CronJob', 'spec/jobTemplate/spec/template/volumes/nfs/server'),
  spec('Deployment', `${template}annotations`),
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map((path) => spec('Ingress', path)),
  ...['spec/ports/port', 'spec/ports/targetPort'].map((path) => spec('Service', path)),
  spec('StatefulSet', 'spec/volumeClaimTemplates/spec/nfs/server'),
  spec('PersistentVolume', 'spec/nfs/server'),
  spec('', 'metadata/labels'),
  spec('', 'metadata/annotations'),
]

/** What holds where a kustomization has no `configurations`. */
export const defaultSpecs: SpecTable = {
  namePrefix: [spec('', 'metadata/name')],
  nameSuffix: [spec('', 'metadata/name')],
  namespace: [
    spec('Namespace', 'metadata/name', true),
    spec('APIService.apiregistration.k8s.io', 'spec/service/namespace', true),
    spec(
      'CustomResourceDefinition.apiextensions.k8s.io',
      'spec/conversion/webhook/clientConfig/service/namespace',
    ),
  ],
  commonLabels,
  labels: [],
  templateLabels: podMetadata('labels', 'StatefulSet.apps'),
  commonAnnotations: podMetadata('annotations', 'StatefulSet'),
  nameReference,
  varReference,
  images: ['spec/', 'spec/template/spec/'].flatMap((pod) =>
    ['containers[]/image', 'initContainers[]/image', 'volumes[]/image/reference'].map((path) =>
      spec('', `${pod}${path}`, true),
    ),
  ),
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) =>
    spec(kind, 'spec/replicas', true),
  ),
}
