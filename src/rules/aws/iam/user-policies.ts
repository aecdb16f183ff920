import { at, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const userPolicies: Rule = {
  id: 'aws/iam/user-policies',
  title: 'A policy hangs on a single user',
  severity: 'low',
  why: 'Rights that are given user by user are forgotten when somebody changes teams or leaves.',
  fix: 'Attach the policy to a group or a role and put the user into it, instead of naming users (Users).',
  subject: [
    'AWS::IAM::UserPolicy',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::User',
    'aws_iam_user_policy_attachment',
    'aws_iam_policy_attachment',
  ],
  aliases: [
    {
      id: 'CKV_AWS_40',
      on: [
        'aws_iam_user_policy',
        'aws_iam_user_policy_attachment',
        'aws_iam_policy_attachment',
        'AWS::IAM::Policy',
        'AWS::IAM::User',
        'AWS::IAM::UserPolicy',
      ],
    },
    {
      id: 'AVD-AWS-0143',
      on: [
        'aws_iam_user_policy',
        'aws_iam_user_policy_attachment',
        'aws_iam_policy_attachment',
        'AWS::IAM::Policy',
        'AWS::IAM::User',
        'AWS::IAM::UserPolicy',
      ],
    },
  ],
  compliance: ['CIS AWS 3.0 1.15', 'NIST 800-53 AC-2', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const place of places[live.type] ?? []) {
      const users = at(live, place)
      yield* mustNot(isSet(users), 'A policy is attached to a user.', users)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_group_policy_attachment" "app" {
          group      = "developers"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
      terraform`
        resource "aws_iam_policy_attachment" "app" {
          name       = "app"
          roles      = ["app"]
          groups     = ["developers"]
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: app
              Groups: [developers]
              PolicyDocument:
                Statement: []
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::User
            Properties:
              Groups: [developers]
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_user_policy_attachment" "app" {
          user       = "ada"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
      terraform`
        resource "aws_iam_user" "ada" {
          name = "ada"
        }
        resource "aws_iam_user_policy" "app" {
          user   = aws_iam_user.ada.name
          policy = "{}"
        }
      `,
      terraform`
        resource "aws_iam_policy_attachment" "app" {
          name       = "app"
          users      = ["ada"]
          groups     = ["developers"]
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: app
              Users: [ada]
              PolicyDocument:
                Statement: []
      `,
      cloudformation`
        Resources:
          Ada:
            Type: AWS::IAM::User
            Properties:
              ManagedPolicyArns:
                - arn:aws:iam::aws:policy/ReadOnlyAccess
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_policy_attachment" "app" {
          name       = "app"
          users      = []
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "users" {}
        resource "aws_iam_policy_attachment" "app" {
          name       = "app"
          users      = var.users
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }
      `,
    ],
  },
}

/** Where each type says its users, or a user its policies. */
const places: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::Policy': ['Users'],
  'AWS::IAM::ManagedPolicy': ['Users'],
  'AWS::IAM::User': ['Policies', 'ManagedPolicyArns'],
  aws_iam_user_policy_attachment: ['user'],
  aws_iam_policy_attachment: ['users'],
}
