import type { Change } from '../../model/change.ts'
import { leavesOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { textAt } from './asking.ts'
import { created, destroyed, kept, planOf, replaced, updated } from './example.ts'
import { once } from '../once.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isCreated, isDestroyed, isReplaced, type Planned } from './planned.ts'

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
      if (isReplaced(change) && change.order !== 'create-first' && isCredential(plan, change)) {
        const said = access.get(change.type)?.said ?? 'those who sign in with it'
        const message = `It is destroyed before the new one is there, and ${said} have the old one.`
        yield objection(change, message, change.replacePaths[0])
      }
      const what = isDestroyed(change) && change.deposed === undefined ? access.get(change.type) : undefined
      if (what === undefined || goesWithItsUsers(plan, change, what)) continue
      if (hasSuccessor(plan, change) || isSpare(plan, change) || isForAnybody(change)) continue
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
      planOf([replaced('aws_iam_access_key.ci', { user: 'ci' }, { user: 'ci-2' })]),
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
      // The role has other rights instead.
      planOf([
        destroyed('aws_iam_role_policy_attachment.wide', { role: 'train', policy_arn: 'wide' }),
        created('aws_iam_role_policy_attachment.narrow', { role: 'train', policy_arn: 'narrow' }),
      ]),
      // The last step of a rotation.
      planOf([
        destroyed('aws_iam_access_key.old', { user: 'ci', status: 'Inactive' }),
        kept('aws_iam_access_key.new', { user: 'ci', status: 'Active' }),
      ]),
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

/** What somebody outside holds a copy of, so that a new one is of no use to them. */
function isCredential(plan: Planned, { type, address }: Change): boolean {
  if (credentials.has(type)) return true
  // A key that only certificates are made with is renewed with them.
  if (type !== 'tls_private_key') return false
  const users = plan.usersOf(address).flatMap((one) => plan.at(one) ?? [])
  if (users.length > 0) return users.some((one) => signIns.test(one.type))
  return plan.changes.some((one) => isReplaced(one) && signIns.test(one.type))
}

const credentials: ReadonlySet<string> = new Set([
  'aws_iam_access_key',
  'aws_iam_user',
  'google_service_account',
  'google_service_account_key',
  'azuread_application',
  'azuread_application_password',
  'azuread_service_principal',
  'azuread_service_principal_password',
])

const signIns = /_key_pair(?:_v2)?$|_ssh_(?:public_)?key$/u

/** A grant to everybody: without it nobody is shut out who has a name. */
function isForAnybody({ before }: Change): boolean {
  return ['allUsers', 'allAuthenticatedUsers'].includes(textAt(before, 'member') ?? '')
}

/** A key that is switched off, or beside which its owner keeps another. */
function isSpare(plan: Planned, { type, address, before }: Change): boolean {
  const owner = keyOwners.get(type)
  if (owner === undefined) return false
  if (textAt(before, 'status') === 'Inactive' || textAt(before, 'enabled') === 'false') return true
  const name = textAt(before, owner)
  const isOther = (one: Change): boolean =>
    one.type === type && one.address !== address && textAt(one.before, owner) === name
  return (
    name !== undefined && plan.changes.some((one) => isOther(one) && !isDestroyed(one) && !isReplaced(one))
  )
}

const keyOwners: ReadonlyMap<string, string> = new Map([
  ['aws_iam_access_key', 'user'],
  ['google_service_account_key', 'service_account_id'],
  ['azuread_application_password', 'application_id'],
  ['azuread_service_principal_password', 'service_principal_id'],
])

/** Whether the same is created under another address, or its holder gets other rights instead. */
function hasSuccessor(plan: Planned, { type, before }: Change): boolean {
  const made = createdNames(plan)
  const text = JSON.stringify(namesOf(before))
  const holder = holderOf(type, before)
  return (text !== '[]' && made.has(`${type} ${text}`)) || (holder !== undefined && made.has(holder))
}

/** The types and names of what is created, and who gets rights. */
const createdNames = once((plan: Planned): ReadonlySet<string> => {
  const made = plan.changes.filter(isCreated)
  return new Set(
    made.flatMap(({ type, after }) => [
      `${type} ${JSON.stringify(namesOf(after))}`,
      holderOf(type, after) ?? '',
    ]),
  )
})

/** Who has the rights that a grant gives, and where. */
function holderOf(type: string, value: Change['before']): string | undefined {
  const paths = holders.find(({ types }) => types.test(type))?.paths
  const names = paths?.map((path) => textAt(value, path) ?? '')
  return names === undefined || names[0] === '' ? undefined : JSON.stringify([paths, names])
}

const holders: readonly { readonly types: RegExp; readonly paths: readonly string[] }[] = [
  { types: /^aws_iam_role_policy(?:_attachment)?$/u, paths: ['role'] },
  { types: /^aws_iam_instance_profile$/u, paths: ['role', 'path'] },
  { types: /^aws_iam_user_policy(?:_attachment)?$/u, paths: ['user'] },
  { types: /^aws_iam_group_policy(?:_attachment)?$/u, paths: ['group'] },
  { types: /^google_project_iam_(?:member|binding)$/u, paths: ['member', 'project'] },
  { types: /^google_storage_bucket_iam_member$/u, paths: ['member', 'bucket'] },
  { types: /^azurerm_role_assignment$/u, paths: ['principal_id', 'scope'] },
  { types: /^aws_ssoadmin_account_assignment$/u, paths: ['principal_id', 'target_id'] },
]

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
function goesWithItsUsers(plan: Planned, change: Change, { kind }: Access): boolean {
  const { address } = change
  const neighbours = kind === 'identity' ? plan.usersOf(address) : plan.usedBy(address)
  // What is destroyed is in no configuration, and not every state tells what depends on what: names and ARNs do.
  const named = kind === 'identity' ? mentioning(plan, change) : holdersNamed(plan, change)
  const known = [...neighbours.flatMap((one) => plan.at(one) ?? []), ...named]
  if (kind === 'grant') return known.some((one) => isDestroyed(one) && isHolder(one))
  const served = known.filter(({ type }) => !access.has(type) && !attached.has(type))
  return served.length > 0 && served.every(isDestroyed)
}

function mentioning(plan: Planned, { before }: Change): readonly Change[] {
  const arn = textAt(before, 'arn')
  return arn === undefined ? [] : (mentions(plan).get(arn) ?? [])
}

/** By an ARN, what has it as a value. */
const mentions = once((plan: Planned): ReadonlyMap<string, readonly Change[]> => {
  const found = new Map<string, Change[]>()
  for (const change of plan.changes) {
    for (const { value, steps } of leavesOf(change.before)) {
      const text = scalarText(value)
      if (text?.startsWith('arn:') !== true || steps[0] === 'arn') continue
      const list = found.get(text)
      if (list === undefined) found.set(text, [change])
      else list.push(change)
    }
  }
  return found
})

function holdersNamed(plan: Planned, { before }: Change): readonly Change[] {
  return plan.changes.filter((one) => {
    const path = one.actions.includes('destroy') ? holderPaths.get(one.type) : undefined
    const name = path === undefined ? undefined : textAt(before, path)
    return name !== undefined && textAt(one.before, 'name') === name
  })
}

/** By what a grant names those whom it is for. */
const holderPaths: ReadonlyMap<string, string> = new Map([
  ['aws_iam_role', 'role'],
  ['aws_iam_user', 'user'],
  ['aws_iam_group', 'group'],
])

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
  ['aws_identitystore_user', identity('those who sign in with it')],
  ['aws_identitystore_group_membership', grant('its members')],
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
  ['azuread_application_password', grant('the programs that sign in with it')],
  ['azuread_service_principal_password', grant('the programs that sign in with it')],
  ['vault_policy', identity('those who have it')],
  ['vault_auth_backend', identity('all who sign in through it')],
  ['vault_jwt_auth_backend', identity('all who sign in through it')],
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
