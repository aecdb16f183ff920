import { all, is, matches, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  hasCondition,
  hasEveryResource,
  identityStatements,
  identityTypes,
  shownOf,
} from '../policy.ts'

export const passRole: Rule = {
  id: 'aws/iam/pass-role',
  title: 'A role can be passed on',
  severity: 'low',
  why: 'Whoever may hand a role to a service can act with its rights through the service.',
  fix: 'Narrow the statement with a condition on iam:PassedToService (Condition).',
  subject: identityTypes,
  aliases: [
    {
      id: 'AVD-AWS-0342',
      on: [
        'aws_iam_policy',
        'aws_iam_role_policy',
        'aws_iam_user_policy',
        'aws_iam_group_policy',
        'aws_iam_role',
        'AWS::IAM::Policy',
        'AWS::IAM::ManagedPolicy',
        'AWS::IAM::Role',
        'AWS::IAM::User',
        'AWS::IAM::Group',
        'data.aws_iam_policy_document',
      ],
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      // On every role it is what `aws/iam/pass-any-role` and `aws/iam/full-access` speak of.
      if (hasEveryResource(statement) !== 'no') continue
      for (const action of actionsOf(statement)) {
        const passes =
          action.value.kind === 'unknown' ? is(action, 'iam:PassRole') : matches(action, /^iam:passrole$/iu)
        const bad = all([allows(statement), passes, not(hasCondition(statement))])
        yield* mustNot(bad, 'A role can be passed on to any service.', shownOf(statement, action, bad))
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:GetRole"]
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: iam:GetRole
                    Resource: !GetAtt Other.Arn
          Other:
            Type: AWS::IAM::User
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole"]
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:PassRole"]
            resources = ["arn:aws:iam::111122223333:role/*"]
          }
        }
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: iam:PassRole
                    Resource: 'arn:aws:iam::111122223333:role/app'
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = ["iam:PassRole"]
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole"]
              Resource = "arn:aws:iam::111122223333:role/app"
              Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "condition" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:PassRole"
              Resource  = "arn:aws:iam::111122223333:role/app"
              Condition = var.condition
            }]
          })
        }
      `,
      terraform`
        variable "actions" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = var.actions
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
      `,
    ],
  },
}
