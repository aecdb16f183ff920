import type { Change } from '../../model/change.ts'
import { textAt, textsAt } from './asking.ts'
import { created, destroyed, kept, planOf, replaced } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced, isUpdated } from './planned.ts'

const admin = { role: 'ops', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }

/** The last one who may do everything no longer may. */
export const removesAdmin: PlanRule = {
  id: 'plan/removes-admin',
  title: 'The last administrator is removed',
  severity: 'critical',
  danger: 'loss-of-access',
  why: 'Without an administrator nobody can give the rights back that this plan takes: the next apply cannot mend it.',
  fix: 'Give the rights to somebody else first, in a change of its own, and see that they work.',

  *check(plan) {
    const before = plan.changes.filter((one) => isAdmin(one.before))
    if (before.length === 0 || plan.changes.some((one) => isAdmin(one.after))) return
    for (const change of before) {
      if (isDestroyed(change) || isReplaced(change) || isUpdated(change)) {
        yield objection(change, 'After this plan nobody in this state is an administrator.', pathOf(change))
      }
    }
  },

  examples: {
    good: [planOf([kept('aws_iam_role_policy_attachment.ops', admin)])],
    bad: [
      planOf([destroyed('aws_iam_role_policy_attachment.ops', admin)]),
      planOf([
        replaced('aws_iam_role_policy_attachment.ops', admin, {
          ...admin,
          policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        }),
      ]),
    ],
    near: [
      planOf([
        destroyed('aws_iam_role_policy_attachment.ops["a"]', admin),
        created('aws_iam_role_policy_attachment.admins["a"]', admin),
      ]),
    ],
  },
}

function isAdmin(value: Change['before']): boolean {
  const names = [
    ...textsAt(value, 'policy_arn'),
    ...textsAt(value, 'managed_policy_arns'),
    ...textsAt(value, 'role'),
    ...textsAt(value, 'role_definition_name'),
    ...textsAt(value, 'role_ref[0].name'),
  ]
  return names.some((one) => admins.has(one) || one.endsWith(':aws:policy/AdministratorAccess'))
}

const admins: ReadonlySet<string> = new Set([
  'roles/owner',
  'roles/resourcemanager.organizationAdmin',
  'Owner',
  'cluster-admin',
  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
])

function pathOf({ before }: Change): string {
  return ['policy_arn', 'role_definition_name'].find((path) => textAt(before, path) !== undefined) ?? ''
}
