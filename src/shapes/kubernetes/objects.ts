import type { Value } from '../../kernel/value.ts'
import { kindOf, typeOf } from '../../model/kubernetes/kinds.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { isUnwritten } from '../apply.ts'
import type { Shapes } from '../shape.ts'

/** The kinds that Terraform's Kubernetes provider has types of its own for, and their names there without `kubernetes_`. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  Pod: ['pod', 'pod_v1'],
  Deployment: ['deployment', 'deployment_v1'],
  DaemonSet: ['daemonset', 'daemon_set_v1'],
  StatefulSet: ['stateful_set', 'stateful_set_v1'],
  ReplicationController: ['replication_controller', 'replication_controller_v1'],
  Job: ['job', 'job_v1'],
  CronJob: ['cron_job', 'cron_job_v1'],
  Service: ['service', 'service_v1'],
  ServiceAccount: ['service_account', 'service_account_v1'],
  Role: ['role', 'role_v1'],
  ClusterRole: ['cluster_role', 'cluster_role_v1'],
  RoleBinding: ['role_binding', 'role_binding_v1'],
  ClusterRoleBinding: ['cluster_role_binding', 'cluster_role_binding_v1'],
  Namespace: ['namespace', 'namespace_v1'],
  ConfigMap: ['config_map', 'config_map_v1'],
  Secret: ['secret', 'secret_v1'],
  Ingress: ['ingress', 'ingress_v1'],
  NetworkPolicy: ['network_policy', 'network_policy_v1'],
  PodDisruptionBudget: ['pod_disruption_budget', 'pod_disruption_budget_v1'],
  HorizontalPodAutoscaler: [
    'horizontal_pod_autoscaler',
    'horizontal_pod_autoscaler_v1',
    'horizontal_pod_autoscaler_v2',
  ],
  PersistentVolumeClaim: ['persistent_volume_claim', 'persistent_volume_claim_v1'],
}

/** Kinds that rules look at and that the provider has no types of its own for. */
const kindsOfManifests = [
  'ReplicaSet',
  'PodTemplate',
  'DeploymentConfig.apps.openshift.io',
  'Rollout.argoproj.io',
]

/**
 * Objects as Terraform's Kubernetes provider says them: names in snake case, blocks for objects, and a block for each
 * item of a list under the singular name.
 */
export const objects: Shapes = {
  owners: [
    ...Object.entries(kinds).flatMap(([kind, names]) =>
      names.map((name) => ({ from: `kubernetes_${name}`, to: kind, fields: {}, whole: objectOf })),
    ),
    {
      from: 'kubernetes_manifest',
      to: 'kubernetes_manifest',
      fields: {},
      holds: { in: 'manifest', among: [...Object.keys(kinds), ...kindsOfManifests], typeOf: typeOfManifest },
    },
  ],
  companions: [],
  defaults: {},
}

function typeOfManifest(manifest: Value): string | undefined {
  const [apiVersion, kind] = ['apiVersion', 'kind'].map((name) => textIn(manifest, name))
  const found = kindOf(apiVersion, kind)
  return found && typeOf(found)
}

function textIn(object: Value, name: string): string | undefined {
  const value = entryOf(object, name)
  return value && scalarText(value)
}

/** Blocks that may be repeated, and the list that their items stand in. */
const lists: ReadonlyMap<string, string> = new Map([
  ['container', 'containers'],
  ['init_container', 'initContainers'],
  ['port', 'ports'],
  ['ports', 'ports'],
  ['env', 'env'],
  ['env_from', 'envFrom'],
  ['volume', 'volumes'],
  ['volume_mount', 'volumeMounts'],
  ['volume_device', 'volumeDevices'],
  ['toleration', 'tolerations'],
  ['rule', 'rules'],
  ['subject', 'subjects'],
  ['image_pull_secrets', 'imagePullSecrets'],
  ['image_pull_secret', 'imagePullSecrets'],
  ['host_aliases', 'hostAliases'],
  ['topology_spread_constraint', 'topologySpreadConstraints'],
  ['readiness_gate', 'readinessGates'],
  ['match_expressions', 'matchExpressions'],
  ['match_fields', 'matchFields'],
  ['node_selector_term', 'nodeSelectorTerms'],
  ['http_header', 'httpHeaders'],
  ['volume_claim_template', 'volumeClaimTemplates'],
  ['metric', 'metrics'],
  ['path', 'paths'],
  ['tls', 'tls'],
  ['secret', 'secrets'],
  ['ingress', 'ingress'],
  ['egress', 'egress'],
  ['from', 'from'],
  ['to', 'to'],
  ['items', 'items'],
  ['sources', 'sources'],
  ['preferred_during_scheduling_ignored_during_execution', 'preferredDuringSchedulingIgnoredDuringExecution'],
])

/** Where one name is a list in one place and an object in another: a volume's secret, say. */
const objectsIn: ReadonlySet<string> = new Set(['volumes.secret', 'sources.secret'])

/** Names that camel case does not give. */
const names: ReadonlyMap<string, string> = new Map([
  ['host_pid', 'hostPID'],
  ['host_ipc', 'hostIPC'],
  ['cluster_ip', 'clusterIP'],
  ['external_ips', 'externalIPs'],
  ['load_balancer_ip', 'loadBalancerIP'],
  ['non_resource_urls', 'nonResourceURLs'],
])

/** As deep as objects are looked into; none of the API's are deeper. */
const deepest = 40

function objectOf(value: Value, address: string): Value {
  return value.kind === 'map' ? block(value, address, '', 0) : value
}

function block(value: Extract<Value, { kind: 'map' }>, address: string, above: string, depth: number): Value {
  const entries = new Map<string, Value>()
  for (const [name, one] of value.entries) {
    if (isUnwritten(one, address) || isEmptyBlock(one)) continue
    const list = areBlocks(one) && !objectsIn.has(`${above}.${name}`) ? lists.get(name) : undefined
    // What isn't known may be either.
    if (one.kind === 'unknown') entries.set(lists.get(name) ?? camel(name), one)
    const key = list ?? names.get(name) ?? camel(name)
    entries.set(key, member(one, list !== undefined, { address, above: key, depth: depth + 1 }))
  }
  return { ...value, entries }
}

interface Place {
  readonly address: string
  readonly above: string
  readonly depth: number
}

/** A list of maps are blocks; everything else is an attribute, whose keys are the user's own. */
function member(value: Value, isList: boolean, { address, above, depth }: Place): Value {
  if (value.kind !== 'list' || !areBlocks(value) || depth > deepest) return value
  const items = value.items.map((item) => (item.kind === 'map' ? block(item, address, above, depth) : item))
  return isList ? { ...value, items } : (items[0] ?? value)
}

function areBlocks(value: Value): boolean {
  return value.kind === 'list' && value.items[0]?.kind === 'map'
}

function isEmptyBlock(value: Value): boolean {
  return value.kind === 'list' && value.items.length === 0
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
}

/** The path in Terraform's manner of a path in the API's: names in snake case, and of lists of objects the name of one. */
export function sourceNames(path: readonly (string | number)[]): readonly (string | number)[] {
  const singular = new Map([...lists].toReversed().map(([one, list]) => [list, one]))
  const irregular = new Map([...names].map(([source, live]) => [live, source]))
  return path.flatMap((step, at) => {
    if (typeof step === 'number') return [step]
    const next = path[at + 1]
    const plain = irregular.get(step) ?? step.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
    const name = typeof next === 'number' ? (singular.get(step) ?? plain) : plain
    // An object is a block of which there is one.
    return typeof next === 'string' ? [name, 0] : [name]
  })
}
