import { all, any, is, matches, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  hasCondition,
  identityStatements,
  identityTypes,
  resourcesOf,
  shownOf,
} from '../policy.ts'

export const s3EveryAction: Rule = {
  id: 'aws/iam/s3-every-action',
  title: 'The policy gives every right on a bucket',
  severity: 'low',
  why: 'Every right includes the rights to delete the bucket, to open it to the world and to switch its logs off.',
  fix: 'Name the actions of S3 that are needed (Action).',
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
      // On every bucket it is what `aws/iam/s3-full-access` speaks of.
      if (any(resourcesOf(statement).map(isEveryBucket)) !== 'no') continue
      for (const action of actionsOf(statement)) {
        const every = action.value.kind === 'unknown' ? is(action, 's3:*') : matches(action, /^s3:\*+$/iu)
        const bad = all([allows(statement), every, not(hasCondition(statement))])
        yield* mustNot(bad, 'A statement allows every action of S3.', shownOf(statement, action, bad))
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
              Resource = "arn:aws:s3:::data/*"
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
                    Action: s3:GetObject
                    Resource: 'arn:aws:s3:::data/*'
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
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "S3:*"
              Resource = "\${aws_s3_bucket.data.arn}/*"
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
                    Action: 's3:*'
                    Resource: 'arn:aws:s3:::data/*'
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
              Resource = "arn:aws:s3:::data/*"
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
              Action   = ["s3:Get*"]
              Resource = "arn:aws:s3:::data/*"
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
              Resource  = "arn:aws:s3:::data/*"
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
              Resource = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
    ],
  },
}

function isEveryBucket(resource: Fact): Answer {
  if (resource.value.kind === 'unknown') return any([is(resource, '*'), is(resource, 'arn:aws:s3:::*')])
  return matches(resource, /^(?:\*|arn:aws[a-z-]*:s3:::\*(?:\/\*)?)$/u)
}
