import { document, listAt, made, tags, textAt } from '../facts.ts'
import type { Facts, Reply, TypeTable } from '../table.ts'

const next = ['Marker', 'Marker'] as const

function named(key: string): (facts: Facts) => Reply {
  return ({ item }) => ({ [key]: textAt(item, key) })
}

/** Identities and policies, which belong to no region. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const iam: readonly TypeTable[] = [
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    list: { operation: 'ListRoles', items: 'Roles', next },
    details: {
      role: { operation: 'GetRole', input: named('RoleName') },
      attached: { operation: 'ListAttachedRolePolicies', input: named('RoleName') },
    },
    identifier: 'item.RoleName',
    properties: {
      RoleName: 'item.RoleName',
      RoleId: 'item.RoleId',
      Arn: 'item.Arn',
      Path: 'item.Path',
      Description: 'role.Role.Description',
      MaxSessionDuration: 'role.Role.MaxSessionDuration',
      PermissionsBoundary: 'role.Role.PermissionsBoundary.PermissionsBoundaryArn',
      AssumeRolePolicyDocument: document('item.AssumeRolePolicyDocument'),
      ManagedPolicyArns: made('attached.AttachedPolicies', (all) =>
        listAt(all, '').map((one) => textAt(one, 'PolicyArn')),
      ),
      Tags: tags('role.Role.Tags'),
    },
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    service: 'iam',
    list: { operation: 'ListPolicies', input: { Scope: 'Local' }, items: 'Policies', next },
    details: {
      policy: { operation: 'GetPolicy', input: arnOf },
      version: {
        operation: 'GetPolicyVersion',
        input: ({ item }) => ({
          PolicyArn: textAt(item, 'Arn'),
          VersionId: textAt(item, 'DefaultVersionId'),
        }),
      },
    },
    identifier: 'item.Arn',
    properties: {
      ManagedPolicyName: 'item.PolicyName',
      PolicyArn: 'item.Arn',
      Path: 'item.Path',
      Description: 'policy.Policy.Description',
      PolicyDocument: document('version.PolicyVersion.Document'),
      Tags: tags('policy.Policy.Tags'),
    },
  },
  {
    type: 'AWS::IAM::User',
    service: 'iam',
    list: { operation: 'ListUsers', items: 'Users', next },
    details: { user: { operation: 'GetUser', input: named('UserName') } },
    identifier: 'item.UserName',
    properties: {
      UserName: 'item.UserName',
      Arn: 'item.Arn',
      Path: 'item.Path',
      PermissionsBoundary: 'user.User.PermissionsBoundary.PermissionsBoundaryArn',
      Tags: tags('user.User.Tags'),
    },
  },
  {
    type: 'AWS::IAM::Group',
    service: 'iam',
    list: { operation: 'ListGroups', items: 'Groups', next },
    details: {},
    identifier: 'item.GroupName',
    properties: { GroupName: 'item.GroupName', Arn: 'item.Arn', Path: 'item.Path' },
  },
]

function arnOf({ item }: Facts): Reply {
  return { PolicyArn: textAt(item, 'Arn') }
}
