import { all, any, is, matches, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  hasCondition,
  identityStatements,
  identityTypes,
  isFullAccess,
  resourcesOf,
  shownOf,
} from '../policy.ts'

export const s3FullAccess: Rule = {
  id: 'aws/iam/s3-full-access',
  title: 'The policy gives every right on every bucket',
  severity: 'high',
  why: 'Every bucket of the account can then be read, emptied and opened to the world, those of other teams too.',
  fix: 'Name the actions of S3 and the buckets that are needed (Action, Resource).',
  subject: identityTypes,
  aliases: [
    {
      id: 'AVD-AWS-0345',
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
      if (isFullAccess(statement) === 'yes') continue
      const free = not(hasCondition(statement))
      const everywhere = any(resourcesOf(statement).map(isEveryBucket))
      for (const action of actionsOf(statement)) {
        const full = all([allows(statement), isEveryOfS3(action), everywhere, free])
        yield* mustNot(
          full,
          'A statement allows every action of S3 on every bucket.',
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
              Action   = ["s3:GetObject"]
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
              Action   = ["s3:*"]
              Resource = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:*"]
            resources = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
          }
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
              Action   = ["s3:*"]
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
              "Action": "s3:*",
              "Resource": "*"
            }
          ]
        }
        EOF
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
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:*"]
            resources = ["*"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::111122223333:root"]
            }
          }
        }
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": "s3:*",
              "Resource": "arn:aws:s3:::*"
            }
          ]
        }
        EOF
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
                    Action: 's3:*'
                    Resource: '*'
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: []
              Policies:
                - PolicyName: app
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: 's3:*'
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
              Action   = ["s3:*"]
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
              Action   = ["s3:Get*", "s3:List*"]
              Resource = "*"
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
              Action    = "s3:*"
              Resource  = "*"
              Condition = var.condition
            }]
          })
        }
      `,
      terraform`
        variable "resource" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["s3:*"]
              Resource = var.resource
            }]
          })
        }
      `,
    ],
  },
}

function isEveryOfS3(action: Fact): Answer {
  return action.value.kind === 'unknown' ? is(action, 's3:*') : matches(action, /^s3:\*+$/iu)
}

function isEveryBucket(resource: Fact): Answer {
  if (resource.value.kind === 'unknown') return any([is(resource, '*'), is(resource, 'arn:aws:s3:::*')])
  return matches(resource, /^(?:\*|arn:aws[a-z-]*:s3:::\*(?:\/\*)?)$/u)
}
