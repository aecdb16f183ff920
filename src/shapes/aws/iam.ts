import type { Value } from '../../kernel/value.ts'
import type { Field, Owner, Shapes } from '../shape.ts'

const document: Field = { from: 'policy', as: 'json' }

/** Identities and their policies. Terraform's attachments keep their names: the live API has no resource for them. */
export const iam: Shapes = {
  owners: [
    {
      from: 'aws_iam_policy',
      to: 'AWS::IAM::ManagedPolicy',
      fields: {
        ManagedPolicyName: 'name',
        Path: 'path',
        Description: 'description',
        PolicyDocument: document,
      },
    },
    inlinePolicy('role', 'RoleName'),
    inlinePolicy('user', 'UserName'),
    inlinePolicy('group', 'GroupName'),
    {
      from: 'aws_iam_role',
      to: 'AWS::IAM::Role',
      fields: {
        RoleName: 'name',
        Path: 'path',
        Description: 'description',
        AssumeRolePolicyDocument: { from: 'assume_role_policy', as: 'json' },
        ManagedPolicyArns: 'managed_policy_arns',
        MaxSessionDuration: 'max_session_duration',
        PermissionsBoundary: 'permissions_boundary',
        Policies: { each: 'inline_policy', of: { PolicyName: 'name', PolicyDocument: document } },
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_iam_user',
      to: 'AWS::IAM::User',
      fields: {
        UserName: 'name',
        Path: 'path',
        PermissionsBoundary: 'permissions_boundary',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_iam_group',
      to: 'AWS::IAM::Group',
      fields: { GroupName: 'name', Path: 'path' },
    },
    {
      from: 'aws_iam_instance_profile',
      to: 'AWS::IAM::InstanceProfile',
      fields: { InstanceProfileName: 'name', Path: 'path', Roles: { from: 'role', as: 'list' } },
    },
    {
      from: 'aws_ssoadmin_permission_set',
      to: 'AWS::SSO::PermissionSet',
      fields: {
        Name: 'name',
        Description: 'description',
        InstanceArn: 'instance_arn',
        SessionDuration: 'session_duration',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'data.aws_iam_policy_document',
      to: 'data.aws_iam_policy_document',
      fields: {
        'PolicyDocument.Version': 'version',
        'PolicyDocument.Statement': {
          each: 'statement',
          of: {
            Sid: 'sid',
            Effect: 'effect',
            Action: 'actions',
            NotAction: 'not_actions',
            Resource: 'resources',
            NotResource: 'not_resources',
            Principal: { from: 'principals', as: principals },
            NotPrincipal: { from: 'not_principals', as: principals },
            Condition: { from: 'condition', as: conditions },
          },
        },
      },
    },
  ],
  companions: [
    {
      from: 'aws_ssoadmin_permission_set_inline_policy',
      to: 'AWS::SSO::PermissionSet',
      by: 'permission_set_arn',
      names: 'arn',
      place: '',
      fields: { InlinePolicy: { from: 'inline_policy', as: 'json' } },
    },
  ],
  defaults: {},
}

function inlinePolicy(of: 'role' | 'user' | 'group', nameOf: string): Owner {
  return {
    from: `aws_iam_${of}_policy`,
    to: { role: 'AWS::IAM::RolePolicy', user: 'AWS::IAM::UserPolicy', group: 'AWS::IAM::GroupPolicy' }[of],
    fields: { PolicyName: 'name', [nameOf]: of, PolicyDocument: document },
  }
}

/** Blocks of a type and identifiers, as the map that JSON has. */
function principals(blocks: Value): Value {
  return grouped(blocks, ['type'], 'identifiers')
}

/** Blocks of a test, a variable and values, as the maps that JSON has. */
function conditions(blocks: Value): Value {
  return grouped(blocks, ['test', 'variable'], 'values')
}

/** Blocks as maps in maps by the texts of some attributes, down to the values of the last. A block that isn't known stands alone. */
function grouped(blocks: Value, keys: readonly string[], values: string): Value {
  const [key, ...more] = keys
  const items = blocks.kind === 'list' ? blocks.items : [blocks]
  const [first] = items
  if (first === undefined) return { kind: 'absent', origin: blocks.origin, marks: blocks.marks }
  const { origin, marks } = first
  if (key === undefined)
    return { kind: 'list', items: items.flatMap((one) => listIn(one, values)), origin, marks }
  const groups = new Map<string, Value[]>()
  for (const one of items) {
    const name = one.kind === 'map' ? one.entries.get(key) : one
    if (name?.kind !== 'scalar' || typeof name.scalar !== 'string') return name ?? one
    groups.set(name.scalar, [...(groups.get(name.scalar) ?? []), one])
  }
  const list = (some: readonly Value[]): Value => ({
    kind: 'list',
    items: some,
    origin: some[0]?.origin ?? origin,
    marks,
  })
  const entries = new Map([...groups].map(([name, some]) => [name, grouped(list(some), more, values)]))
  return { kind: 'map', entries, origin, marks }
}

function listIn(block: Value, name: string): readonly Value[] {
  if (block.kind !== 'map') return [block]
  const list = block.entries.get(name)
  if (list === undefined) return []
  return list.kind === 'list' ? list.items : [list]
}
