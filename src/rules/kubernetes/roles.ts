import type { Live } from '../../model/live.ts'
import { any, at, has, items, type Answer, type Fact } from '../facts.ts'

/** The types under which sources declare roles. */
export const roleSources: readonly string[] = [
  'Role',
  'ClusterRole',
  'kubernetes_role',
  'kubernetes_role_v1',
  'kubernetes_cluster_role',
  'kubernetes_cluster_role_v1',
]

/** The types under which sources declare bindings of roles. */
export const bindingSources: readonly string[] = [
  'RoleBinding',
  'ClusterRoleBinding',
  'kubernetes_role_binding',
  'kubernetes_role_binding_v1',
  'kubernetes_cluster_role_binding',
  'kubernetes_cluster_role_binding_v1',
]

/** The rules of a role. */
export function rulesOf(role: Live): readonly Fact[] {
  return items(at(role, 'rules'))
}

/** Whether a rule of a role lets its holders read secrets by any name. */
export function readsSecrets(rule: Fact): Answer {
  const resources = at(rule, 'resources')
  const verbs = at(rule, 'verbs')
  const named = at(rule, 'resourceNames')
  if (items(named).length > 0) return 'no'
  const secrets = any([has(resources, 'secrets'), has(resources, '*')])
  const reads = any(['get', 'list', 'watch', '*'].map((verb) => has(verbs, verb)))
  if (secrets === 'no' || reads === 'no') return 'no'
  return secrets === 'yes' && reads === 'yes' ? 'yes' : 'undecided'
}
