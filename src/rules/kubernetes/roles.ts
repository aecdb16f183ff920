import type { Live } from '../../model/live.ts'
import { all, any, at, has, items, type Answer, type Fact } from '../facts.ts'

/** The types under which sources declare roles of one namespace. */
export const namespacedRoleSources: readonly string[] = ['Role', 'kubernetes_role', 'kubernetes_role_v1']

/** The types under which sources declare roles of the whole cluster. */
export const clusterRoleSources: readonly string[] = [
  'ClusterRole',
  'kubernetes_cluster_role',
  'kubernetes_cluster_role_v1',
]

/** The types under which sources declare roles. */
export const roleSources: readonly string[] = [
  ...namespacedRoleSources,
  ...clusterRoleSources,
  'kubernetes_manifest',
]

/** The types under which sources declare bindings of roles. */
export const bindingSources: readonly string[] = [
  'RoleBinding',
  'ClusterRoleBinding',
  'kubernetes_role_binding',
  'kubernetes_role_binding_v1',
  'kubernetes_cluster_role_binding',
  'kubernetes_cluster_role_binding_v1',
  'kubernetes_manifest',
]

/** The rules of a role. */
export function rulesOf(role: Live): readonly Fact[] {
  return items(at(role, 'rules'))
}

/**
 * Whether a rule of a role is for the core group, to which secrets belong. The API takes no rule with resources and
 * without groups; whoever leaves them out means that one.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole
 */
export function isOfCoreGroup(rule: Fact): Answer {
  const groups = at(rule, 'apiGroups')
  if (groups.value.kind === 'absent') return 'yes'
  return any([has(groups, ''), has(groups, '*')])
}

/** Whether a rule of a role lets its holders read secrets by any name. */
export function readsSecrets(rule: Fact): Answer {
  return mayWithSecrets(rule, ['get', 'list', 'watch', '*'])
}

/** Whether a rule of a role lets its holders make, change or remove secrets by any name, or act as one. */
export function changesSecrets(rule: Fact): Answer {
  const verbs = ['create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', '*']
  return mayWithSecrets(rule, verbs)
}

function mayWithSecrets(rule: Fact, wanted: readonly string[]): Answer {
  const resources = at(rule, 'resources')
  const verbs = at(rule, 'verbs')
  if (items(at(rule, 'resourceNames')).length > 0) return 'no'
  const secrets = any([has(resources, 'secrets'), has(resources, '*')])
  return all([isOfCoreGroup(rule), secrets, any(wanted.map((verb) => has(verbs, verb)))])
}
