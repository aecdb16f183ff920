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

interface Keys {
  readonly rank: number
  readonly gvk: string
  readonly id: string
  readonly isNamespace: boolean
  readonly isBuiltIn: boolean
}

function keysOf(id: ObjectId, { first, last }: KindOrder): Keys {
  const { group, version, kind, name, namespace } = id
  return {
    rank: rankOf(kind, first, last),
    gvk: [group || '~G', version || '~V', kind || '~K'].join('_'),
    id: [namespace || '~X', name || '~N'].join('|'),
    isNamespace: kind === 'Namespace',
    isBuiltIn: group === '',
  }
}

function rankOf(kind: string, first: readonly string[], last: readonly string[]): number {
  const late = last.lastIndexOf(kind)
  if (late >= 0) return late + 1
  const early = first.lastIndexOf(kind)
  return early >= 0 ? early - first.length : 0
}

function compare(left: Keys, right: Keys): number {
  if (left.rank !== right.rank) return left.rank - right.rank
  // What other APIs call so stands behind the namespaces that objects are in, against the order of the letters.
  const isTurned =
    left.isNamespace && right.isNamespace && (left.isBuiltIn || right.isBuiltIn) && left.gvk !== right.gvk
  if (isTurned) return byLetters(right.gvk, left.gvk)
  return byLetters(left.gvk, right.gvk) || byLetters(left.id, right.id)
}

function byLetters(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
