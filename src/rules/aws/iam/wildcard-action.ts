import { all } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  cloudformationIdentities,
  identityStatements,
  identityTypes,
  isEvery,
  isFullAccess,
  shownOf,
  terraformIdentities,
} from '../policy.ts'

export const wildcardAction: Rule = {
  id: 'aws/iam/wildcard-action',
  title: 'A statement allows every action',
  severity: 'high',
  why: 'Every right on a resource includes the rights to delete it, to give it away and to change who may use it.',
  fix: 'Name the actions that are needed (Action).',
  subject: identityTypes,
  aliases: [
    { id: 'CKV_AWS_49', on: ['data.aws_iam_policy_document'] },
    {
      id: 'CKV_AWS_63',
      on: [...terraformIdentities, ...cloudformationIdentities],
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      // On every resource it is what `aws/iam/full-access` speaks of.
      if (isFullAccess(statement) === 'yes') continue
      for (const action of actionsOf(statement)) {
        const bad = all([allows(statement), isEvery(action)])
        yield* mustNot(bad, 'A statement allows every action.', shownOf(statement, action, bad))
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
              Action   = ["s3:*"]
              Resource = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["ec2:*"]
            resources = ["arn:aws:ec2:*:*:instance/*"]
          }
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
                    Action: s3:*
                    Resource: 'arn:aws:s3:::data/*'
      `,
    ],
    bad: [
      terraform`
        resource "aws_ssoadmin_permission_set_inline_policy" "app" {
          instance_arn       = "arn:aws:sso:::instance/ssoins-1"
          permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
          inline_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::data" }]
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
              Action   = "*"
              Resource = "arn:aws:s3:::data/*"
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
              "Action": ["s3:GetObject", "*"],
              "Resource": "arn:aws:s3:::data/*"
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["*"]
            resources = ["arn:aws:s3:::data/*"]
          }
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
              Action   = ["*"]
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
                    Action: '*'
                    Resource: 'arn:aws:s3:::data/*'
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
                        Action: ['*']
                        Resource: !GetAtt Data.Arn
          Data:
            Type: AWS::S3::Bucket
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
              Action   = "*"
              Resource = "arn:aws:s3:::data/*"
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
    ],
    undecided: [
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
