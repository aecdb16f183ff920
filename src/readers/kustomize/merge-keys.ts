/** What is known of a place in an object for laying patches over it. */
export interface Schema {
  /** `merge` where the items of a list are matched with those of a patch. */
  readonly strategy: string
  /** By which keys of its items a list is matched; none for items that are scalars. */
  readonly keys: readonly string[]
  field(key: string): Schema | undefined
  readonly items: Schema | undefined
}

/** Finds what is known of the objects of a version and kind. */
export type SchemaOf = (apiVersion: string, kind: string) => Schema | undefined

/** By which keys the items of a list are matched, and what a field or its items are. */
interface Row {
  readonly keys?: readonly string[]
  readonly is?: string
}

type Part = Readonly<Record<string, Row>>

const object: Part = { metadata: { is: 'ObjectMeta' } }
const conditions: Row = { keys: ['type'] }
const status: Part = { conditions }
const container: Part = {
  env: { keys: ['name'] },
  volumeDevices: { keys: ['devicePath'] },
  volumeMounts: { keys: ['mountPath'] },
}

/**
 * The lists of the API of Kubernetes 1.21, which is the one that Kustomize knows, whose items are merged by keys
 * (`x-kubernetes-patch-merge-key` and `x-kubernetes-list-map-keys` of its OpenAPI description), and the ways to them.
 */
const parts: Readonly<Record<string, Part>> = {
  Object: object,
  ObjectMeta: { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } },
  Status: status,
  WithStatus: { ...object, status: { is: 'Status' } },
  Pod: { ...object, spec: { is: 'PodSpec' }, status: { is: 'PodStatus' } },
  PodStatus: { conditions, podIPs: { keys: ['ip'] } },
  PodTemplateSpec: { ...object, spec: { is: 'PodSpec' } },
  PodSpec: {
    containers: { keys: ['name'], is: 'Container' },
    ephemeralContainers: { keys: ['name'], is: 'EphemeralContainer' },
    hostAliases: { keys: ['ip'] },
    imagePullSecrets: { keys: ['name'] },
    initContainers: { keys: ['name'], is: 'Container' },
    topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
    volumes: { keys: ['name'], is: 'Volume' },
  },
  Container: { ...container, ports: { keys: ['containerPort', 'protocol'] } },
  EphemeralContainer: container,
  Volume: { ephemeral: { is: 'EphemeralVolumeSource' } },
  EphemeralVolumeSource: { volumeClaimTemplate: { is: 'Object' } },
  Workload: { ...object, spec: { is: 'WorkloadSpec' }, status: { is: 'Status' } },
  WorkloadSpec: { template: { is: 'PodTemplateSpec' } },
  CronJob: { ...object, spec: { is: 'CronJobSpec' } },
  CronJobSpec: { jobTemplate: { is: 'JobTemplateSpec' } },
  JobTemplateSpec: { ...object, spec: { is: 'WorkloadSpec' } },
  PodTemplate: { ...object, template: { is: 'PodTemplateSpec' } },
  ComponentStatus: { ...object, conditions },
  Node: { ...object, spec: { is: 'NodeSpec' }, status: { is: 'NodeStatus' } },
  NodeSpec: { podCIDRs: { keys: [] } },
  NodeStatus: { addresses: { keys: ['type'] }, conditions },
  Service: { ...object, spec: { is: 'ServiceSpec' }, status: { is: 'Status' } },
  ServiceSpec: { ports: { keys: ['port', 'protocol'] } },
  ServiceAccount: { ...object, secrets: { keys: ['name'] } },
  Webhooks: { ...object, webhooks: { keys: ['name'] } },
  CSINode: { ...object, spec: { is: 'CSINodeSpec' } },
  CSINodeSpec: { drivers: { keys: ['name'] } },
}

const rbac = 'ClusterRole ClusterRoleBinding Role RoleBinding'
const reviews = 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview'

/** The kinds of each version; a name after a colon says what they are where they are more than an object. */
const versions: Readonly<Record<string, string>> = {
  v1: 'Binding ComponentStatus:ComponentStatus ConfigMap Endpoints Event LimitRange Namespace:WithStatus Node:Node PersistentVolume PersistentVolumeClaim:WithStatus Pod:Pod PodTemplate:PodTemplate ReplicationController:Workload ResourceQuota Secret Service:Service ServiceAccount:ServiceAccount',
  'admissionregistration.k8s.io/v1':
    'MutatingWebhookConfiguration:Webhooks ValidatingWebhookConfiguration:Webhooks',
  'admissionregistration.k8s.io/v1beta1':
    'MutatingWebhookConfiguration:Webhooks ValidatingWebhookConfiguration:Webhooks',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService:WithStatus',
  'apiregistration.k8s.io/v1beta1': 'APIService:WithStatus',
  'apps/v1':
    'ControllerRevision DaemonSet:Workload Deployment:Workload ReplicaSet:Workload StatefulSet:Workload',
  'authentication.k8s.io/v1': 'TokenRequest TokenReview',
  'authentication.k8s.io/v1beta1': 'TokenReview',
  'authorization.k8s.io/v1': reviews,
  'authorization.k8s.io/v1beta1': reviews,
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob:CronJob Job:Workload',
  'batch/v1beta1': 'CronJob:CronJob',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'coordination.k8s.io/v1beta1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Ingress',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1': 'PodDisruptionBudget:WithStatus',
  'policy/v1beta1': 'Eviction PodDisruptionBudget:WithStatus PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': rbac,
  'rbac.authorization.k8s.io/v1beta1': rbac,
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode:CSINode StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1': 'CSIDriver CSINode:CSINode CSIStorageCapacity StorageClass VolumeAttachment',
}

const known: ReadonlyMap<string, string> = new Map(
  Object.entries(versions).flatMap(([version, kinds]) =>
    kinds.split(' ').map((one) => {
      const [kind = '', part = 'Object'] = one.split(':')
      return [`${version}/${kind}`, part] as const
    }),
  ),
)

/** What Kustomize knows by itself. See https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ */
export const builtInSchema: SchemaOf = (apiVersion, kind) => {
  const part = known.get(`${apiVersion}/${kind}`)
  return part === undefined ? undefined : schemaOf({ is: part })
}

function schemaOf({ keys, is }: Row): Schema {
  const part = is === undefined ? undefined : parts[is]
  const inner: Schema = {
    strategy: '',
    keys: [],
    field: (key) => {
      const row = part?.[key]
      return row === undefined ? undefined : schemaOf(row)
    },
    items: undefined,
  }
  return keys === undefined ? inner : { strategy: 'merge', keys, field: () => undefined, items: inner }
}
