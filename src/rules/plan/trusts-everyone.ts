import type { Change } from '../../model/change.ts'
import type { Value } from '../../kernel/value.ts'
import { printJson, type JsonObject } from '../../model/json-text.ts'
import { listAt, textAt, textsAt } from './asking.ts'
import { created, planOf, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isCreated, isReplaced, isUpdated } from './planned.ts'
import { bindingsAt, policyPaths, statementsAt, type Statement } from './policies.ts'

const everyone = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
})
const organization = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    },
  ],
})

const fromCi = (Condition: JsonObject): string =>
  printJson({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/ci.example.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition,
      },
    ],
  })

/** A policy lets in everybody where it did not before. */
export const trustsEveryone: PlanRule = {
  id: 'plan/trusts-everyone',
  title: 'A policy is opened to everyone',
  severity: 'critical',
  danger: 'exposure',
  why: 'With the principal `*` (or allUsers) and no condition, anybody in the world may do what the policy allows.',
  fix: 'Name the accounts, roles or services, or add a condition such as aws:PrincipalOrgID or aws:SourceArn.',

  *check({ changes }) {
    for (const change of changes) {
      if (!isUpdated(change) && !isCreated(change) && !isReplaced(change)) continue
      const path = openTo(change, change.after)
      if (path !== undefined && openTo(change, change.before) === undefined) {
        yield objection(change, `${path} now allows everyone.`, path)
      }
    }
  },

  examples: {
    good: [planOf([created('aws_s3_bucket_policy.models', { bucket: 'models', policy: organization })])],
    bad: [
      planOf([updated('aws_s3_bucket_policy.models', { policy: organization }, { policy: everyone })]),
      planOf([
        created('google_storage_bucket_iam_member.all', {
          role: 'roles/storage.objectViewer',
          member: 'allUsers',
        }),
      ]),
      planOf([
        created('kubernetes_cluster_role_binding.all', {
          role_ref: [{ kind: 'ClusterRole', name: 'view' }],
          subject: [{ kind: 'Group', name: 'system:unauthenticated' }],
        }),
      ]),
      planOf([
        updated(
          'aws_iam_role.ci',
          { assume_role_policy: fromCi({ StringLike: { 'ci.example.com:sub': 'repo:acme/app:*' } }) },
          { assume_role_policy: fromCi({}) },
        ),
      ]),
      planOf([created('aws_lambda_permission.all', { action: 'lambda:InvokeFunction', principal: '*' })]),
    ],
    near: [
      planOf([
        updated('aws_s3_bucket_policy.site', { policy: everyone, id: 'a' }, { policy: everyone, id: 'b' }),
      ]),
      // A gateway endpoint is inside of the network.
      planOf([created('aws_vpc_endpoint.s3', { policy: everyone })]),
    ],
  },
}

/** Things whose policy is no border of their own: only what reaches them is asked. */
const behindOthers: ReadonlySet<string> = new Set([
  'aws_vpc_endpoint',
  'aws_vpc_endpoint_policy',
  'aws_efs_file_system_policy',
  'aws_api_gateway_rest_api',
  'aws_api_gateway_rest_api_policy',
  'aws_ecr_registry_policy',
])

/** The path by which everybody is let in. */
function openTo({ type }: Change, value: Value): string | undefined {
  if (type.startsWith('google_')) return openToGoogle(type, value)
  if (/^kubernetes_(?:cluster_)?role_binding(?:_v1)?$/u.test(type)) {
    const at = listAt(value, 'subject').findIndex((one) => strangers.has(textAt(one, 'name') ?? ''))
    return at === -1 ? undefined : `subject[${at}].name`
  }
  if (!type.startsWith('aws_') || behindOthers.has(type)) return undefined
  if (type === 'aws_lambda_permission') return openFunction(value)
  return policyPaths.find((path) => statementsAt(value, path)?.some(isForAll))
}

/** Everybody, or everybody who has signed in with a provider that is not ours, under no condition. */
function isForAll({ effect, actions, principals, condition, isInverse }: Statement): boolean {
  if (effect !== 'Allow' || isInverse || condition !== '') return false
  return principals.includes('*') || actions.includes('sts:AssumeRoleWithWebIdentity')
}

function openFunction(value: Value): string | undefined {
  if (textAt(value, 'principal') !== '*') return undefined
  const limits = ['source_arn', 'source_account', 'principal_org_id', 'function_url_auth_type']
  return limits.some((name) => listAt(value, name).length > 0) ? undefined : 'principal'
}

const everybody: ReadonlySet<string> = new Set(['allUsers', 'allAuthenticatedUsers'])

/** Who has not signed in to the cluster. */
const strangers: ReadonlySet<string> = new Set(['system:anonymous', 'system:unauthenticated'])

function openToGoogle(type: string, value: Value): string | undefined {
  if (type.endsWith('_iam_policy')) {
    const isOpen = bindingsAt(value)?.some(({ member }) => everybody.has(member)) === true
    return isOpen ? 'policy_data' : undefined
  }
  if (!/_iam_(?:member|binding)$/u.test(type)) return undefined
  return ['member', 'members'].find((path) => textsAt(value, path).some((one) => everybody.has(one)))
}
