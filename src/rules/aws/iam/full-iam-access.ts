import { all, is, matches, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  hasEveryResource,
  identityStatements,
  identityTypes,
  isFullAccess,
  shownOf,
} from '../policy.ts'

export const fullIamAccess: Rule = {
  id: 'aws/iam/full-iam-access',
  title: 'The policy gives every right of IAM',
  severity: 'high',
  why: 'Who may do everything in IAM may give themselves every other right too.',
  fix: 'Name the actions of IAM that are needed and the identities on which (Action, Resource).',
  subject: identityTypes,
  aliases: [
    {
      id: 'CKV2_AWS_40',
      on: [
        'aws_iam_policy',
        'aws_iam_role_policy',
        'aws_iam_user_policy',
        'aws_iam_group_policy',
        'aws_iam_role',
        'data.aws_iam_policy_document',
      ],
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      if (isFullAccess(statement) === 'yes') continue
      for (const action of actionsOf(statement)) {
        const full = all([allows(statement), isEveryOfIam(action), hasEveryResource(statement)])
        yield* mustNot(
          full,
          'A statement allows every action of IAM on everything.',
          shownOf(statement, action, full),
        )
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
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:*"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:*"]
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
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
              Action   = ["iam:*"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role_policy" "app" {
          role = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": "iam:*",
              "Resource": "*"
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        resource "aws_iam_group_policy" "app" {
          group = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["s3:GetObject", "IAM:*"],
              "Resource": ["*"]
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:*"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:*", "iam:*"]
            resources = ["*"]
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
                    Action: 'iam:*'
                    Resource: '*'
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
              Action   = ["iam:*"]
              Resource = "*"
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
              Action   = ["iam:List*"]
              Resource = "*"
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "resource" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:*"]
              Resource = var.resource
            }]
          })
        }
      `,
    ],
  },
}

function isEveryOfIam(action: Fact): Answer {
  return action.value.kind === 'unknown' ? is(action, 'iam:*') : matches(action, /^iam:\*+$/iu)
}
