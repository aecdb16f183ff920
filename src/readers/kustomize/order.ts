import type { ObjectId } from './object.ts'

/** What is created before all else, because other objects need it. */
const orderFirst = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
]
const orderLast = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/** The kinds that come first and last. */
export interface KindOrder {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/** The order that `legacy` means where nothing else is said. */
export const defaultOrder: KindOrder = { first: orderFirst, last: orderLast }

/** Objects in the order of their kinds, then of their names. */
export function inOrder<One extends { readonly id: ObjectId }>(
  objects: readonly One[],
  order: KindOrder,
): One[] {
  const rows = objects.map((object) => ({ object, keys: keysOf(object.id, order) }))
  return rows.toSorted((left, right) => compare(left.keys, right.keys)).map(({ object }) => object)
}

type Keys = readonly [rank: number, builtIn: number, gvk: string, id: string]

function keysOf(id: ObjectId, { first, last }: KindOrder): Keys {
  const { group, version, kind, name, namespace } = id
  const gvk = [group || '~G', version || '~V', kind || '~K'].join('_')
  // Objects are in namespaces, so those are there before what other APIs call so.
  const isNamespace = kind === 'Namespace' && group === ''
  return [rankOf(kind, first, last), isNamespace ? 0 : 1, gvk, [namespace || '~X', name || '~N'].join('|')]
}

function rankOf(kind: string, first: readonly string[], last: readonly string[]): number {
  const late = last.lastIndexOf(kind)
  if (late >= 0) return late + 1
  const early = first.lastIndexOf(kind)
  return early >= 0 ? early - first.length : 0
}

function compare(left: Keys, right: Keys): number {
  for (const [at, one] of left.entries()) {
    const other = right[at] ?? 0
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
