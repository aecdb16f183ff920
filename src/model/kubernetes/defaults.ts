import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../path.ts'
import { scalarText } from '../scalar.ts'

/** What the API gives where an object says nothing: a value, or how it comes from what is said beside it. */
type Default = string | number | boolean | ((around: Around) => unknown)

/** What stands around a value that was left out. */
export interface Around {
  /** The map in which it was left out, as it runs. */
  readonly beside: Value
  readonly object: Value
}

/**
 * The defaults of the API of Kubernetes, by kind and path; `[]` is any item of a list, `POD` the part that says how pods are.
 * From the API reference, https://kubernetes.io/docs/reference/kubernetes-api/, where each is told with its field.
 */
const pod: Readonly<Record<string, Default>> = {
  restartPolicy: (around) => (isOneOf(around, ['Job', 'CronJob']) ? undefined : 'Always'),
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  enableServiceLinks: true,
  preemptionPolicy: 'PreemptLowerPriority',
  serviceAccount: ({ beside }) => textOf(beside, 'serviceAccountName'),
  serviceAccountName: 'default',
  'containers[].terminationMessagePath': '/dev/termination-log',
  'containers[].terminationMessagePolicy': 'File',
  'containers[].imagePullPolicy': pullPolicy,
  'containers[].ports[].protocol': 'TCP',
  'containers[].ports[].hostPort': ({ beside, object }) =>
    textAt(object, ['spec', 'template', 'spec', 'hostNetwork']) === 'true'
      ? numberOf(beside, 'containerPort')
      : undefined,
  'containers[].env[].valueFrom.fieldRef.apiVersion': 'v1',
  'containers[].env[].valueFrom.resourceFieldRef.divisor': '0',
  'containers[].lifecycle.postStart.httpGet.scheme': 'HTTP',
  'containers[].lifecycle.preStop.httpGet.scheme': 'HTTP',
  'containers[].securityContext.procMount': 'Default',
  'volumes[].configMap.defaultMode': 420,
  'volumes[].secret.defaultMode': 420,
  'volumes[].downwardAPI.defaultMode': 420,
  'volumes[].projected.defaultMode': 420,
  'volumes[].downwardAPI.items[].fieldRef.apiVersion': 'v1',
  'volumes[].projected.sources[].downwardAPI.items[].fieldRef.apiVersion': 'v1',
  'volumes[].projected.sources[].serviceAccountToken.expirationSeconds': 3600,
  'volumes[].hostPath.type': '',
  'volumes[].ephemeral.volumeClaimTemplate.spec.volumeMode': 'Filesystem',
  'volumes[].azureDisk.cachingMode': 'ReadWrite',
  'volumes[].azureDisk.fsType': 'ext4',
  'volumes[].azureDisk.kind': 'Shared',
  'volumes[].azureDisk.readOnly': false,
  'volumes[].iscsi.iscsiInterface': 'default',
  'volumes[].rbd.pool': 'rbd',
  'volumes[].rbd.user': 'admin',
  'volumes[].rbd.keyring': '/etc/ceph/keyring',
  ...probes(),
}

const byKind: Readonly<Record<string, Readonly<Record<string, Default>>>> = {
  Deployment: {
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.progressDeadlineSeconds': 600,
    'spec.strategy.type': 'RollingUpdate',
    'spec.strategy.rollingUpdate.maxSurge': '25%',
    'spec.strategy.rollingUpdate.maxUnavailable': '25%',
  },
  ReplicaSet: { 'spec.replicas': 1 },
  StatefulSet: {
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.podManagementPolicy': 'OrderedReady',
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.partition': 0,
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Retain',
    'spec.volumeClaimTemplates[].apiVersion': 'v1',
    'spec.volumeClaimTemplates[].kind': 'PersistentVolumeClaim',
    'spec.volumeClaimTemplates[].spec.volumeMode': 'Filesystem',
    'spec.volumeClaimTemplates[].status.phase': 'Pending',
  },
  DaemonSet: {
    'spec.revisionHistoryLimit': 10,
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
    'spec.updateStrategy.rollingUpdate.maxSurge': 0,
  },
  Job: {
    'spec.backoffLimit': 6,
    'spec.completions': 1,
    'spec.parallelism': 1,
    'spec.completionMode': 'NonIndexed',
    'spec.suspend': false,
    'spec.manualSelector': false,
    'spec.podReplacementPolicy': 'TerminatingOrFailed',
  },
  CronJob: {
    'spec.concurrencyPolicy': 'Allow',
    'spec.suspend': false,
    'spec.successfulJobsHistoryLimit': 3,
    'spec.failedJobsHistoryLimit': 1,
    'spec.jobTemplate.spec.backoffLimit': 6,
    'spec.jobTemplate.spec.completions': 1,
    'spec.jobTemplate.spec.parallelism': 1,
  },
  Service: {
    'spec.type': 'ClusterIP',
    'spec.sessionAffinity': 'None',
    'spec.internalTrafficPolicy': 'Cluster',
    'spec.externalTrafficPolicy': 'Cluster',
    'spec.allocateLoadBalancerNodePorts': true,
    'spec.ipFamilyPolicy': 'SingleStack',
    'spec.ports[].protocol': 'TCP',
    'spec.ports[].targetPort': ({ beside }) => numberOf(beside, 'port'),
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds': 10_800,
  },
  HorizontalPodAutoscaler: { 'spec.minReplicas': 1, 'spec.targetCPUUtilizationPercentage': 80 },
  PersistentVolumeClaim: { 'spec.volumeMode': 'Filesystem' },
  PersistentVolume: {
    'spec.volumeMode': 'Filesystem',
    'spec.persistentVolumeReclaimPolicy': 'Retain',
    'spec.hostPath.type': '',
  },
  Secret: { type: 'Opaque' },
  NetworkPolicy: {
    'spec.ingress[].ports[].protocol': 'TCP',
    'spec.egress[].ports[].protocol': 'TCP',
    'spec.policyTypes': policyTypes,
  },
  StorageClass: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  PriorityClass: { preemptionPolicy: 'PreemptLowerPriority', globalDefault: false },
  RoleBinding: { 'subjects[].apiGroup': subjectGroup, 'roleRef.apiGroup': 'rbac.authorization.k8s.io' },
  ClusterRoleBinding: {
    'subjects[].apiGroup': subjectGroup,
    'roleRef.apiGroup': 'rbac.authorization.k8s.io',
  },
  CustomResourceDefinition: { 'spec.conversion.strategy': 'None' },
  ValidatingWebhookConfiguration: webhook(),
  MutatingWebhookConfiguration: { ...webhook(), 'webhooks[].reinvocationPolicy': 'Never' },
  ValidatingAdmissionPolicy: { failurePolicy: 'Fail', 'spec.failurePolicy': 'Fail' },
  Namespace: { 'spec.finalizers[]': 'kubernetes' },
  CSIDriver: {
    'spec.attachRequired': true,
    'spec.podInfoOnMount': false,
    'spec.requiresRepublish': false,
    'spec.storageCapacity': false,
    'spec.seLinuxMount': false,
    'spec.fsGroupPolicy': 'ReadWriteOnceWithFSType',
    'spec.volumeLifecycleModes[]': 'Persistent',
  },
}

function probes(): Readonly<Record<string, Default>> {
  const found: Record<string, Default> = {}
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const at = `containers[].${probe}`
    found[`${at}.timeoutSeconds`] = 1
    found[`${at}.periodSeconds`] = 10
    found[`${at}.successThreshold`] = 1
    found[`${at}.failureThreshold`] = 3
    found[`${at}.httpGet.scheme`] = 'HTTP'
    found[`${at}.httpGet.path`] = '/'
    found[`${at}.grpc.service`] = ''
  }
  return found
}

function webhook(): Readonly<Record<string, Default>> {
  return {
    'webhooks[].failurePolicy': 'Fail',
    'webhooks[].matchPolicy': 'Equivalent',
    'webhooks[].timeoutSeconds': 10,
    'webhooks[].rules[].scope': '*',
    'webhooks[].clientConfig.service.port': 443,
  }
}

/** Where each kind says how its pods are. */
export const podPlaces: Readonly<Record<string, string>> = {
  Pod: 'spec',
  Deployment: 'spec.template.spec',
  ReplicaSet: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  DaemonSet: 'spec.template.spec',
  ReplicationController: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
}

/** What the API gives at a path (`[]` for items) of a kind where nobody says anything; undefined when it gives nothing there. */
export function defaultAt(kind: string, path: string, around: Around): unknown {
  const place = podPlaces[kind]
  const inPod = place !== undefined && path.startsWith(`${place}.`) ? path.slice(place.length + 1) : undefined
  const said =
    inPod === undefined
      ? byKind[kind]?.[path]
      : pod[inPod.replace(/^(?:initContainers|ephemeralContainers)\[\]/u, 'containers[]')]
  return typeof said === 'function' ? said(around) : said
}

/** The paths that a system fills in itself, of every kind or of one. */
const computed: readonly (readonly [kind: string, path: RegExp])[] = [
  ['', /^status(?:\.|$)/u],
  [
    '',
    /^metadata\.(?:uid|resourceVersion|generation|creationTimestamp|managedFields|selfLink|deletionTimestamp|deletionGracePeriodSeconds|ownerReferences|finalizers)(?:\[|\.|$)/u,
  ],
  ['', /\.creationTimestamp$/u],
  ['Service', /^spec\.(?:clusterIPs?|ipFamilies|healthCheckNodePort|ports\[\]\.nodePort)(?:\[|$)/u],
  ['PersistentVolumeClaim', /^spec\.(?:volumeName|storageClassName|dataSource|dataSourceRef)(?:\.|$)/u],
  ['PersistentVolume', /^spec\.claimRef(?:\.|$)/u],
  ['Job', /^spec\.(?:selector|template\.metadata\.labels)(?:\.|$)/u],
  [
    'Pod',
    /^spec\.(?:nodeName|priority|tolerations\[\]|volumes\[\]|containers\[\]\.volumeMounts\[\])(?:\.|$)/u,
  ],
  ['ServiceAccount', /^(?:secrets|imagePullSecrets)(?:\[|\.|$)/u],
  ['APIService', /^spec\.caBundle$/u],
  [
    'CustomResourceDefinition',
    /^spec\.(?:names\.(?:listKind|singular)|conversion\.webhook\.clientConfig\.caBundle)$/u,
  ],
  ['ValidatingWebhookConfiguration', /^webhooks\[\]\.clientConfig\.caBundle$/u],
  ['MutatingWebhookConfiguration', /^webhooks\[\]\.clientConfig\.caBundle$/u],
  ['ClusterRole', /^rules(?:\[|$).*aggregated$/u],
]

/** Whether the system itself fills in what stands at a path. */
export function isComputed(kind: string, path: string): boolean {
  return computed.some(([of, pattern]) => (of === '' || of === kind) && pattern.test(path))
}

/** Labels and annotations that tools put on what they bring, and the tool. */
const notes: readonly (readonly [pattern: RegExp, who: string])[] = [
  [/^kubectl\.kubernetes\.io\/last-applied-configuration$/u, 'kubectl apply'],
  [/^kubectl\.kubernetes\.io\/restartedAt$/u, 'kubectl rollout restart'],
  [/^deployment\.kubernetes\.io\//u, 'the controller of deployments'],
  [/^deprecated\.daemonset\.template\.generation$/u, 'the controller of daemon sets'],
  [/^meta\.helm\.sh\//u, 'Helm'],
  [/^app\.kubernetes\.io\/managed-by$/u, 'Helm'],
  [/^(?:argocd\.argoproj\.io|app\.kubernetes\.io)\/(?:tracking-id|instance|installation-id)$/u, 'Argo CD'],
  [/^(?:kustomize|helm)\.toolkit\.fluxcd\.io\//u, 'Flux'],
  [/^kubernetes\.io\/metadata\.name$/u, 'the API'],
  [/^(?:pv|volume(?:\.beta)?)\.kubernetes\.io\//u, 'the controller of volumes'],
  [/^(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/u, 'the controller of jobs'],
  [/^autoscaling\.alpha\.kubernetes\.io\//u, 'the autoscaler'],
  [/^(?:control-plane\.alpha\.kubernetes\.io)\//u, 'leader election'],
  [/^(?:cert-manager\.io|field\.cattle\.io|objectset\.rio\.cattle\.io|cattle\.io)\//u, 'its controller'],
  [/^(?:sidecar\.istio\.io|istio\.io|linkerd\.io)\//u, 'the service mesh'],
]

/** Who puts a label or annotation of this name on objects; undefined for all others. */
export function noteOf(name: string): string | undefined {
  return notes.find(([pattern]) => pattern.test(name))?.[1]
}

/** https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting */
function pullPolicy({ beside }: Around): string {
  const image = textOf(beside, 'image') ?? ''
  const last = image.slice(image.lastIndexOf('/') + 1)
  if (last.includes('@')) return 'IfNotPresent'
  return !last.includes(':') || last.endsWith(':latest') ? 'Always' : 'IfNotPresent'
}

function subjectGroup({ beside }: Around): string {
  return textOf(beside, 'kind') === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io'
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicySpec */
function policyTypes({ beside }: Around): readonly string[] {
  return entryOf(beside, 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress']
}

function isOneOf({ object }: Around, kinds: readonly string[]): boolean {
  return kinds.includes(textOf(object, 'kind') ?? '')
}

function textOf(value: Value | undefined, key: string): string | undefined {
  const one = entryOf(value, key)
  return one === undefined ? undefined : scalarText(one)
}

function textAt(value: Value, path: readonly string[]): string | undefined {
  let here: Value | undefined = value
  for (const step of path) here = entryOf(here, step)
  return here === undefined ? undefined : scalarText(here)
}

function numberOf(value: Value, key: string): number | undefined {
  const one = entryOf(value, key)
  return one?.kind === 'scalar' && typeof one.scalar === 'number' ? one.scalar : undefined
}
