import { scalarText } from '../../model/scalar.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, isUnknownAt, listAt, textAt, textsAt } from './asking.ts'
import { destroyed, planOf, updated } from './example.ts'
import { objection, type PlanRule, type PlanVerdict } from './plan-rule.ts'
import { isDestroyed, isReplaced, isUpdated } from './planned.ts'
import { forbidden, narrowed, policyPaths, statementsAt } from './policies.ts'

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
  const { before, after, type } = change
  for (const path of policyPaths) {
    const then = statementsAt(before, path)
    const now = statementsAt(after, path)
    if (then === undefined || now === undefined) continue
    const lost = narrowed(then, now)
    const denied = forbidden(then, now)
    if (lost.length > 0) yield objection(change, `${path} no longer allows ${lost.join(', ')}.`, path)
    else if (denied.length > 0)
      yield objection(change, `${path} now forbids ${denied.slice(0, 3).join(', ')}.`, path)
  }
  for (const path of switches) {
    if (flagAt(before, path) === true && flagAt(after, path) === false)
      yield objection(change, `${path} is switched off.`, path)
  }
  for (const path of type.startsWith('google_') || identities.has(type) ? members : []) {
    const lost = isUnknownAt(after, path) ? [] : missing(textsAt(before, path), textsAt(after, path))
    if (lost.length > 0)
      yield objection(change, `${path} no longer has ${lost.slice(0, 3).join(', ')}.`, path)
  }
}

const identities: ReadonlySet<string> = new Set([
  'aws_iam_openid_connect_provider',
  'aws_iam_group_membership',
  'aws_iam_user_group_membership',
  'aws_iam_policy_attachment',
  'azuread_group',
])
const members: readonly string[] = ['members', 'users', 'groups', 'roles', 'client_id_list']
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
