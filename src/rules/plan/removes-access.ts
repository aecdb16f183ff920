import type { Change } from '../../model/change.ts'
import { created, destroyed, kept, planOf, replaced, updated } from './example.ts'
import { once } from '../once.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isCreated, isDestroyed, type Planned } from './planned.ts'

/** Somebody's way in is destroyed while what it leads to stays. */
export const removesAccess: PlanRule = {
  id: 'plan/removes-access',
  title: 'Access that others use is removed',
  severity: 'high',
  danger: 'loss-of-access',
  why: 'Roles, grants and identity providers are used by programs and people that no plan shows; they find out when they are refused.',
  fix: 'Make sure nobody uses it any more (last used, access logs), or keep it beside its successor until they have moved.',

  *check(plan) {
    for (const change of plan.changes) {
      const what = isDestroyed(change) && change.deposed === undefined ? access.get(change.type) : undefined
      if (what === undefined || goesWithItsUsers(plan, change, what) || hasSuccessor(plan, change)) continue
      const { said } = what
      yield objection(change, `It is destroyed, and ${said} lose their access.`)
    }
  },

  examples: {
    good: [planOf([created('aws_iam_role.ci', { name: 'ci' })])],
    bad: [
      planOf([destroyed('aws_iam_role.ci', { name: 'ci' })]),
      planOf(
        [
          kept('aws_iam_role.train'),
          destroyed('aws_iam_role_policy_attachment.train', { role: 'train', policy_arn: 'p' }),
        ],
        { uses: { 'aws_iam_role_policy_attachment.train': ['aws_iam_role.train'] } },
      ),
      planOf([
        destroyed('aws_iam_openid_connect_provider.github', { url: 'token.actions.githubusercontent.com' }),
      ]),
      planOf([destroyed('kubernetes_cluster_role_binding.ops', { metadata: [{ name: 'ops' }] })]),
    ],
    near: [
      // A function goes, and its role with it.
      planOf(
        [
          destroyed('aws_lambda_function.f', { function_name: 'f' }),
          destroyed('aws_iam_role.f', { name: 'f' }),
          destroyed('aws_iam_role_policy_attachment.f', { role: 'f', policy_arn: 'p' }),
        ],
        {
          uses: {
            'aws_lambda_function.f': ['aws_iam_role.f'],
            'aws_iam_role_policy_attachment.f': ['aws_iam_role.f'],
          },
        },
      ),
      planOf([replaced('aws_iam_role_policy_attachment.a', { policy_arn: 'a' }, { policy_arn: 'b' })]),
      planOf([updated('aws_iam_role.ci', { description: 'a' }, { description: 'b' })]),
    ],
  },
}

interface Access {
  /** Who loses it. */
  readonly said: string
  /** An identity is used by what refers to it; a grant is about what it refers to. */
  readonly kind: 'identity' | 'grant'
}

function hasSuccessor(plan: Planned, { type, before }: Change): boolean {
  const text = JSON.stringify(namesOf(before))
  if (text === '[]') return false
  return createdNames(plan).has(`${type} ${text}`)
}

/** The types and names of what is created. */
const createdNames = once((plan: Planned): ReadonlySet<string> => {
  const made = plan.changes.filter(isCreated)
  return new Set(made.map(({ type, after }) => `${type} ${JSON.stringify(namesOf(after))}`))
})

/** What names a grant or identity: the same of another address is the same thing. */
function namesOf(value: Change['before']): readonly string[] {
  if (value.kind !== 'map') return []
  return successorNames.flatMap((name) => {
    const found = value.entries.get(name)
    if (found?.kind === 'unknown') return [`${name}=?`]
    return found?.kind === 'scalar' && typeof found.scalar === 'string' ? [`${name}=${found.scalar}`] : []
  })
}

const successorNames: readonly string[] = [
  'name',
  'role',
  'user',
  'group',
  'policy_arn',
  'member',
  'principal_arn',
  'principal_id',
  'role_definition_name',
  'url',
  'email',
  'account_id',
]

/** Whether all that it serves goes too: what uses an identity, or what a grant is about. */
function goesWithItsUsers(plan: Planned, { address }: Change, { kind }: Access): boolean {
  const neighbours = kind === 'identity' ? plan.usersOf(address) : plan.usedBy(address)
  const known = neighbours.flatMap((one) => plan.at(one) ?? [])
  if (kind === 'grant') return known.some((one) => isDestroyed(one) && isHolder(one))
  const served = known.filter(({ type }) => !access.has(type) && !attached.has(type))
  return served.length > 0 && served.every(isDestroyed)
}

/** One of the two ends of a grant, rather than a permission. */
function isHolder({ type }: Change): boolean {
  return type !== 'aws_iam_policy' && !type.endsWith('_custom_role')
}

const attached: ReadonlySet<string> = new Set(['aws_iam_role_policy', 'aws_iam_instance_profile'])

const identity = (said: string): Access => ({ said, kind: 'identity' })
const grant = (said: string): Access => ({ said, kind: 'grant' })

const access: ReadonlyMap<string, Access> = new Map([
  ['aws_iam_role', identity('those who assume it')],
  ['aws_iam_user', identity('those who sign in with it')],
  ['aws_iam_group', identity('its members')],
  ['aws_iam_access_key', grant('the programs that sign with it')],
  ['aws_iam_policy', identity('those that it is attached to')],
  ['aws_iam_role_policy', grant('those who assume its role')],
  ['aws_iam_user_policy', grant('its user and its programs')],
  ['aws_iam_group_policy', grant('the members of its group')],
  ['aws_iam_role_policy_attachment', grant('those who assume its role')],
  ['aws_iam_user_policy_attachment', grant('its user and its programs')],
  ['aws_iam_group_policy_attachment', grant('the members of its group')],
  ['aws_iam_policy_attachment', grant('those that it names')],
  ['aws_iam_group_membership', grant('its members')],
  ['aws_iam_user_group_membership', grant('its user and its programs')],
  ['aws_iam_instance_profile', identity('the instances that have it')],
  ['aws_iam_openid_connect_provider', identity('all who sign in through it')],
  ['aws_iam_saml_provider', identity('all who sign in through it')],
  ['aws_kms_grant', grant('those who decrypt with the key')],
  ['aws_kms_key_policy', grant('those who decrypt with the key')],
  ['aws_eks_access_entry', grant('those who use the cluster by it')],
  ['aws_eks_access_policy_association', grant('those who use the cluster by it')],
  ['aws_eks_pod_identity_association', grant('the pods that it is for')],
  ['aws_ssoadmin_account_assignment', grant('those who sign in to the account')],
  ['aws_ssoadmin_permission_set', identity('those who sign in with it')],
  ['aws_lakeformation_permissions', grant('those who query the tables')],
  ['azurerm_role_assignment', grant('those whom it names')],
  ['azurerm_role_definition', identity('those who have the role')],
  ['azurerm_key_vault_access_policy', grant('those who read the vault')],
  ['azurerm_user_assigned_identity', identity('what runs as it')],
  ['azurerm_federated_identity_credential', grant('what signs in through it')],
  ['azuread_application', identity('those who sign in through it')],
  ['azuread_service_principal', identity('what signs in as it')],
  ['azuread_group', identity('its members')],
  ['azuread_group_member', grant('those whom it names')],
  ['google_project_iam_member', grant('those whom it names')],
  ['google_project_iam_binding', grant('those whom it names')],
  ['google_project_iam_policy', grant('those whom it names')],
  ['google_folder_iam_member', grant('those whom it names')],
  ['google_folder_iam_binding', grant('those whom it names')],
  ['google_organization_iam_member', grant('those whom it names')],
  ['google_organization_iam_binding', grant('those whom it names')],
  ['google_storage_bucket_iam_member', grant('those whom it names')],
  ['google_storage_bucket_iam_binding', grant('those whom it names')],
  ['google_kms_crypto_key_iam_member', grant('those who decrypt with the key')],
  ['google_kms_crypto_key_iam_binding', grant('those who decrypt with the key')],
  ['google_secret_manager_secret_iam_member', grant('those who read the secret')],
  ['google_secret_manager_secret_iam_binding', grant('those who read the secret')],
  ['google_service_account_iam_member', grant('those who act as the account')],
  ['google_service_account_iam_binding', grant('those who act as the account')],
  ['google_service_account', identity('what runs as it')],
  ['google_service_account_key', grant('the programs that sign with it')],
  ['google_iam_workload_identity_pool', identity('all who sign in through it')],
  ['google_iam_workload_identity_pool_provider', identity('all who sign in through it')],
  ['kubernetes_cluster_role_binding', grant('those whom it names')],
  ['kubernetes_cluster_role_binding_v1', grant('those whom it names')],
  ['kubernetes_role_binding', grant('those whom it names')],
  ['kubernetes_role_binding_v1', grant('those whom it names')],
  ['kubernetes_cluster_role', identity('those who have the role')],
  ['kubernetes_cluster_role_v1', identity('those who have the role')],
  ['kubernetes_service_account', identity('the pods that run as it')],
  ['kubernetes_service_account_v1', identity('the pods that run as it')],
  ['github_team_membership', grant('those whom it names')],
  ['github_team_repository', grant('the members of the team')],
])
