import { scalarText } from '../../model/scalar.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, isUnknownAt, listAt, textAt, textsAt } from './asking.ts'
import { created, destroyed, planOf, updated } from './example.ts'
import { objection, type PlanRule, type PlanVerdict } from './plan-rule.ts'
import { isCreated, isDestroyed, isReplaced, isUpdated } from './planned.ts'
import { bindingsAt, forbidden, narrowed, policyPaths, shutsOut, statementsAt } from './policies.ts'

const policy = (actions: readonly string[], effect = 'Allow'): string =>
  JSON.stringify({ Statement: [{ Effect: effect, Action: actions, Resource: '*' }] })
const authorized = (
  groups: readonly string[],
): { data: { mapRoles: string }; metadata: { name: string }[] } => ({
  metadata: [{ name: 'aws-auth' }],
  data: { mapRoles: groups.map((one) => `- rolearn: ${one}\n  groups: [system:masters]\n`).join('') },
})

/** A policy allows less than it did. */
export const narrowsAccess: PlanRule = {
  id: 'plan/narrows-access',
  title: 'A policy allows less than before',
  severity: 'high',
  danger: 'loss-of-access',
  why: 'What a policy no longer allows fails at once for everybody who has it, and a key policy can lock out the account itself.',
  fix: 'See in the access logs that nobody needs what goes, or take it away in a change of its own.',

  *check({ changes }) {
    for (const change of changes) {
      if (change.type === 'kubernetes_config_map' || change.type.startsWith('kubernetes_config_map_'))
        yield* authMap(change)
      else if (isUpdated(change) || isReplaced(change)) yield* narrowedBy(change)
      else if (isCreated(change)) yield* shutBy(change)
    }
  },

  examples: {
    good: [
      planOf([
        updated(
          'aws_iam_policy.train',
          { policy: policy(['s3:GetObject']) },
          { policy: policy(['s3:GetObject', 's3:ListBucket']) },
        ),
      ]),
      planOf([
        updated(
          'aws_iam_policy.train',
          { policy: policy(['s3:GetObject']) },
          { policy: policy(['s3:Get*']) },
        ),
      ]),
    ],
    bad: [
      planOf([
        updated(
          'aws_iam_policy.train',
          { policy: policy(['s3:GetObject', 's3:PutObject']) },
          { policy: policy(['s3:GetObject']) },
        ),
      ]),
      planOf([updated('aws_kms_key.data', { is_enabled: true }, { is_enabled: false })]),
      planOf([created('aws_iam_group_policy.shut', { group: 'ops', policy: policy(['*'], 'Deny') })]),
      planOf([
        updated(
          'google_project_iam_policy.all',
          { policy_data: '{"bindings":[{"role":"roles/owner","members":["group:ops@example.com"]}]}' },
          { policy_data: '{"bindings":[{"role":"roles/viewer","members":["group:ops@example.com"]}]}' },
        ),
      ]),
      planOf([
        updated(
          'google_project_iam_binding.admins',
          { members: ['group:ops@example.com', 'group:data@example.com'] },
          { members: ['group:ops@example.com'] },
        ),
      ]),
      planOf([
        updated('kubernetes_config_map_v1_data.auth', authorized(['arn:a', 'arn:b']), authorized(['arn:a'])),
      ]),
      planOf([destroyed('kubernetes_config_map.auth', authorized(['arn:a']))]),
    ],
    near: [
      // A wildcard becomes what is needed.
      planOf([
        updated(
          'aws_iam_policy.train',
          { policy: policy(['s3:*']) },
          { policy: policy(['s3:GetObject', 's3:ListBucket']) },
        ),
      ]),
      planOf([
        updated(
          'aws_iam_policy.train',
          { policy: policy(['s3:GetObject', 's3:PutObject']) },
          { policy: policy(['s3:PutObject', 's3:GetObject']) },
        ),
      ]),
      planOf([
        destroyed('kubernetes_config_map.app', { metadata: [{ name: 'app' }], data: { level: 'info' } }),
      ]),
    ],
  },
}

function* narrowedBy(change: Change): Generator<PlanVerdict> {
  const { before, after } = change
  yield* policiesOf(change)
  const lost = lostBindings(change)
  if (lost.length > 0)
    yield objection(change, `policy_data no longer has ${lost.slice(0, 3).join(', ')}.`, 'policy_data')
  for (const path of switches) {
    if (flagAt(before, path) === true && flagAt(after, path) === false)
      yield objection(change, `${path} is switched off.`, path)
  }
  yield* membersOf(change)
}

function* policiesOf(change: Change): Generator<PlanVerdict> {
  for (const path of policyPaths) {
    const then = statementsAt(change.before, path)
    const now = statementsAt(change.after, path)
    if (then === undefined || now === undefined) continue
    const lost = narrowed(then, now)
    const denied = forbidden(then, now)
    if (lost.length > 0) yield objection(change, `${path} no longer allows ${lost.join(', ')}.`, path)
    else if (denied.length > 0)
      yield objection(change, `${path} now forbids ${denied.slice(0, 3).join(', ')}.`, path)
  }
}

function* membersOf(change: Change): Generator<PlanVerdict> {
  const { before, after, type } = change
  if (!type.startsWith('google_') && !identities.has(type)) return
  for (const path of members) {
    if (isUnknownAt(after, path)) continue
    const then = textsAt(before, path)
    const now = textsAt(after, path)
    const lost = missing(then, now)
    // One policy for another is an exchange.
    if (lost.length === 0 || (path.endsWith('policy_arns') && missing(now, then).length > 0)) continue
    yield objection(change, `${path} no longer has ${lost.slice(0, 3).join(', ')}.`, path)
  }
}

/** Roles that somebody had by the policy of a Google resource, which is the whole of it, and has no more. */
function lostBindings({ before, after }: Change): readonly string[] {
  const now = bindingsAt(after)
  if (now === undefined) return []
  const kept = new Set(now.map(({ role, member }) => `${role} ${member}`))
  return (bindingsAt(before) ?? []).flatMap(({ role, member }) =>
    kept.has(`${role} ${member}`) ? [] : [`${role} of ${member}`],
  )
}

/** A policy that is new and forbids everything. */
function* shutBy(change: Change): Generator<PlanVerdict> {
  const { type, after } = change
  if (!type.startsWith('aws_')) return
  const isOfIdentity = /^aws_iam_|^aws_organizations_policy$|^aws_ssoadmin_/u.test(type)
  for (const path of [...policyPaths, 'content']) {
    const shut = shutsOut(statementsAt(after, path) ?? [], isOfIdentity)
    if (shut === undefined) continue
    yield objection(change, `${path} forbids ${shut.actions.join(', ')} to all whom it is for, always.`, path)
    return
  }
}

const identities: ReadonlySet<string> = new Set([
  'aws_iam_openid_connect_provider',
  'aws_iam_group_membership',
  'aws_iam_user_group_membership',
  'aws_iam_policy_attachment',
  'azuread_group',
  'aws_iam_role',
  'aws_iam_role_policy_attachments_exclusive',
])
const members: readonly string[] = [
  'members',
  'users',
  'groups',
  'roles',
  'client_id_list',
  'managed_policy_arns',
  'policy_arns',
]
const switches: readonly string[] = ['is_enabled', 'account_enabled']

function missing(then: readonly string[], now: readonly string[]): readonly string[] {
  return then.filter((one) => !now.includes(one))
}

/** The map by which a cluster of EKS knows who may use it. */
function* authMap(change: Change): Generator<PlanVerdict> {
  const { before, after } = change
  if (textAt(before, 'metadata[0].name') !== 'aws-auth') return
  if (isDestroyed(change) || isReplaced(change)) {
    yield objection(change, 'The map that says who may use the cluster is destroyed.')
    return
  }
  if (isUnknownAt(after, 'data')) return
  const names = ['mapRoles', 'mapUsers', 'mapAccounts']
  const arns = (value: Change['before']): readonly string[] =>
    names.flatMap((name) =>
      listAt(value, `data.${name}`).flatMap(
        (one) => scalarText(one)?.match(/arn:[^\s"',]+|\b\d{12}\b/gu) ?? [],
      ),
    )
  const lost = missing(arns(before), arns(after))
  if (lost.length > 0)
    yield objection(change, `It no longer lets in ${lost.slice(0, 3).join(', ')}.`, 'data.mapRoles')
}
