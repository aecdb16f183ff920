import type { Value } from '../../kernel/value.ts'
import type { PathStep } from '../path.ts'
import { scalarText } from '../scalar.ts'
import { kindOf, typeOf } from './kinds.ts'
import { matchesIn, patterns, placesAt, textAt, type Patterns } from './places.ts'

/** An object that another names, and where. Without a namespace it is in that of the other. */
export interface NamedReference {
  readonly steps: readonly PathStep[]
  readonly type: string
  readonly namespace: string | undefined
  readonly name: string
}

/** Where the objects of a type name objects of another. */
type Rows = readonly (readonly [at: string, type: string])[]

const ofPods: Rows = [
  ['serviceAccountName', 'ServiceAccount'],
  ['serviceAccount', 'ServiceAccount'],
  ['imagePullSecrets[].name', 'Secret'],
  ['priorityClassName', 'PriorityClass'],
  ['runtimeClassName', 'RuntimeClass'],
  ['volumes[].configMap.name', 'ConfigMap'],
  ['volumes[].secret.secretName', 'Secret'],
  ['volumes[].persistentVolumeClaim.claimName', 'PersistentVolumeClaim'],
  ['volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName', 'StorageClass'],
  ['volumes[].projected.sources[].configMap.name', 'ConfigMap'],
  ['volumes[].projected.sources[].secret.name', 'Secret'],
  ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((containers): Rows => [
    [`${containers}[].envFrom[].configMapRef.name`, 'ConfigMap'],
    [`${containers}[].envFrom[].secretRef.name`, 'Secret'],
    [`${containers}[].env[].valueFrom.configMapKeyRef.name`, 'ConfigMap'],
    [`${containers}[].env[].valueFrom.secretKeyRef.name`, 'Secret'],
  ]),
]

const rows: Readonly<Record<string, Rows>> = {
  'Pod spec': ofPods,
  Ingress: [
    ['spec.defaultBackend.service.name', 'Service'],
    ['spec.backend.serviceName', 'Service'],
    ['spec.rules[].http.paths[].backend.service.name', 'Service'],
    ['spec.rules[].http.paths[].backend.serviceName', 'Service'],
    ['spec.tls[].secretName', 'Secret'],
    ['spec.ingressClassName', 'IngressClass'],
  ],
  PersistentVolumeClaim: [
    ['spec.storageClassName', 'StorageClass'],
    ['spec.volumeName', 'PersistentVolume'],
  ],
  ServiceAccount: [
    ['secrets[].name', 'Secret'],
    ['imagePullSecrets[].name', 'Secret'],
  ],
  StatefulSet: [
    ['spec.serviceName', 'Service'],
    ['spec.volumeClaimTemplates[].spec.storageClassName', 'StorageClass'],
  ],
  'Certificate.cert-manager.io': [['spec.secretName', 'Secret']],
  'ExternalSecret.external-secrets.io': [['spec.target.name', 'Secret']],
  'Gateway.gateway.networking.k8s.io': [
    ['spec.gatewayClassName', 'GatewayClass.gateway.networking.k8s.io'],
    ['spec.listeners[].tls.certificateRefs[].name', 'Secret'],
  ],
  'Rollout.argoproj.io': [
    ['spec.strategy.canary.stableService', 'Service'],
    ['spec.strategy.canary.canaryService', 'Service'],
    ['spec.strategy.blueGreen.activeService', 'Service'],
    ['spec.strategy.blueGreen.previewService', 'Service'],
  ],
}

const compiled: ReadonlyMap<string, Patterns<string>> = new Map(
  Object.entries(rows).map(([type, some]) => [type, patterns(some)]),
)

/** The objects that a value of a type names where its kind is fixed. */
export function namedIn(type: string, value: Value, outer: readonly PathStep[]): readonly NamedReference[] {
  const wanted = compiled.get(type)
  if (wanted === undefined) return []
  return matchesIn(value, wanted).flatMap((place) => {
    const name = scalarText(place.value)
    if (name === undefined || name === '') return []
    return [{ steps: [...outer, ...place.steps], type: place.what, namespace: undefined, name }]
  })
}

/** Where objects name others with their kind: `scaleTargetRef: { apiVersion, kind, name }`. */
interface TypedRow {
  readonly at: string
  /** The kind and version, or group, of what leaves them out. */
  readonly kind?: string
  readonly group?: string
}

const gateway = 'gateway.networking.k8s.io'
const routes: readonly TypedRow[] = [
  { at: 'spec.rules[].backendRefs[]', kind: 'Service', group: '' },
  { at: 'spec.parentRefs[]', kind: 'Gateway', group: gateway },
]
const bindings: readonly TypedRow[] = [{ at: 'roleRef' }, { at: 'subjects[]', group: '' }]
const hooks: readonly TypedRow[] = [{ at: 'webhooks[].clientConfig.service', kind: 'Service', group: '' }]

const typedRows: Readonly<Record<string, readonly TypedRow[]>> = {
  HorizontalPodAutoscaler: [{ at: 'spec.scaleTargetRef' }],
  RoleBinding: bindings,
  ClusterRoleBinding: bindings,
  APIService: [{ at: 'spec.service', kind: 'Service', group: '' }],
  ValidatingWebhookConfiguration: hooks,
  MutatingWebhookConfiguration: hooks,
  'VerticalPodAutoscaler.autoscaling.k8s.io': [{ at: 'spec.targetRef' }],
  'ScaledObject.keda.sh': [{ at: 'spec.scaleTargetRef', kind: 'Deployment', group: 'apps' }],
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => [
      `${kind}.${gateway}`,
      routes,
    ]),
  ),
}

/** The objects that a value of a type names together with their kinds. */
export function objectsNamedIn(type: string, value: Value): readonly NamedReference[] {
  return (typedRows[type] ?? []).flatMap((row) =>
    placesAt(value, row.at).flatMap(({ steps, value: said }) => {
      const name = textAt(said, 'name')
      const kind = textAt(said, 'kind') ?? row.kind
      if (name === undefined || kind === undefined) return []
      const version = textAt(said, 'apiVersion')
      const group = textAt(said, 'apiGroup') ?? textAt(said, 'group') ?? row.group ?? ''
      const found = version === undefined ? { group, kind } : kindOf(version, kind)
      if (found === undefined) return []
      return [{ steps: [...steps, 'name'], type: typeOf(found), namespace: textAt(said, 'namespace'), name }]
    }),
  )
}
