import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  cloudformationIdentities,
  identityStatements,
  identityTypes,
  isEvery,
  isFullAccess,
  shownOf,
  terraformIdentities,
} from '../policy.ts'

export const fullAccess: Rule = {
  id: 'aws/iam/full-access',
  title: 'The policy gives every right on everything',
  severity: 'high',
  why: 'Whoever takes over the identity owns the account: nothing is left that could stop them.',
  fix: 'Name the actions and resources that are needed in the policy (PolicyDocument).',
  subject: identityTypes,
  aliases: [
    { id: 'CKV_AWS_1', on: ['data.aws_iam_policy_document'] },
    { id: 'CKV_AWS_49', on: ['data.aws_iam_policy_document'] },
    { id: 'CKV_AWS_356', on: ['data.aws_iam_policy_document'] },
    {
      id: 'CKV_AWS_107',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_108',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_110',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_62',
      on: [...terraformIdentities, ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_63',
      on: [...terraformIdentities, ...cloudformationIdentities],
    },
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
    {
      id: 'CKV_AWS_286',
      on: terraformIdentities,
    },
    {
      id: 'CKV_AWS_287',
      on: terraformIdentities,
    },
    {
      id: 'CKV_AWS_288',
      on: terraformIdentities,
    },
    {
      id: 'CKV_AWS_355',
      on: [...terraformIdentities, ...cloudformationIdentities],
    },
  ],
  compliance: ['CIS AWS 3.0 1.16', 'NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      const full = isFullAccess(statement)
      const wildcard = actionsOf(statement).find((action) => isEvery(action) === 'yes') ?? statement
      yield* mustNot(
        full,
        'A statement allows every action on every resource.',
        shownOf(statement, wildcard, full),
      )
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
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:*"]
            resources = ["arn:aws:s3:::data/*"]
          }
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = "*"
              Resource = "*"
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
      terraform`
        resource "aws_s3_bucket" "data" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "*"
              Resource = aws_s3_bucket.data.arn
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
              Action   = "*"
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_user_policy" "app" {
          user = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["*"],
              "Resource": ["*"]
            }
          ]
        }
        EOF
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
              "Action": ["s3:GetObject", "*"],
              "Resource": ["arn:aws:s3:::data", "*"]
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
            resources = ["*"]
          }
        }
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:GetObject"]
            resources = ["arn:aws:s3:::data/*"]
          }
          statement {
            effect    = "Allow"
            actions   = ["*"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = "{}"
          inline_policy {
            name = "app"
            policy = jsonencode({
              Statement = { Effect = "Allow", Action = "*", Resource = "*" }
            })
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
                    Action: '*'
                    Resource: '*'
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Policy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['*']
                    Resource: ['*']
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
                        Action: '*:*'
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
              Effect   = "Allow"
              Action   = "*"
              Resource = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["*"]
            resources = ["*"]
            effect = "Deny"
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
              Resource = "*"
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
              Action   = "*"
              Resource = var.resource
            }]
          })
        }
      `,
      terraform`
        variable "policy" {}
        resource "aws_iam_policy" "app" {
          policy = var.policy
        }
      `,
    ],
  },
}
