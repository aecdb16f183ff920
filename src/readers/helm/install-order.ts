import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Manifest } from './manifests.ts'

/** The kinds in the order in which Helm installs them. */
const kinds =
  `PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role
RoleList RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet
Deployment HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService
MutatingWebhookConfiguration ValidatingWebhookConfiguration`.split(/\s+/u)
const orders = new Map(kinds.map((kind, position) => [kind, position]))

/** Documents sorted by their kinds, those of one kind as they came; kinds that Helm doesn't know come last, by name. */
export function byInstallOrder(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests
    .map((manifest) => ({ manifest, kind: kindOf(manifest) }))
    .toSorted((left, right) => compare(left.kind, right.kind))
    .map(({ manifest }) => manifest)
}

function compare(left: string, right: string): number {
  const [a, b] = [orders.get(left), orders.get(right)]
  if (a !== undefined && b !== undefined) return a - b
  if (a !== undefined || b !== undefined) return a === undefined ? 1 : -1
  return left < right ? -1 : left > right ? 1 : 0
}

function kindOf({ value }: Manifest): string {
  const kind = entryOf(value, 'kind')
  return (kind === undefined ? undefined : scalarText(kind)) ?? ''
}
