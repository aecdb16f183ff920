import { all, any, at, isSet, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  actionsOf,
  allows,
  cloudformationIdentities,
  hasCondition,
  identityStatements,
  identityTypes,
  isEvery,
  isFullAccess,
  namesPrincipals,
  resourcesOf,
  shownOf,
  terraformIdentities,
} from '../policy.ts'
import { canBeLimited } from '../actions.ts'

export const wildcardResource: Rule = {
  id: 'aws/iam/wildcard-resource',
  title: 'Actions are allowed on every resource',
  severity: 'high',
  why: 'A right that is meant for one bucket, queue or key then holds for all of them, those of other teams and of tomorrow too.',
  fix: 'Name the resources in Resource (resources); keep * for actions that know no resource.',
  subject: identityTypes,
  aliases: [
    { id: 'CKV_AWS_356', on: ['data.aws_iam_policy_document'] },
    {
      id: 'CKV_AWS_355',
      on: [...terraformIdentities, ...cloudformationIdentities],
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      if (isFullAccess(statement) === 'yes') continue
      const excepted = any([hasCondition(statement), namesPrincipals(statement)])
      // Who names only what is not allowed allows everything else, of which most can be limited.
      const others = isSet(at(statement, 'NotAction'))
      const limitable = any([...actionsOf(statement).map(canBeLimited), others])
      for (const resource of resourcesOf(statement)) {
        const bad = all([allows(statement), isEvery(resource), limitable, not(excepted)])
        yield* mustNot(
          bad,
          'Actions that know resources are allowed on all of them.',
          shownOf(statement, resource, bad),
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
              Action   = ["ec2:DescribeInstances", "s3:ListAllMyBuckets"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["sts:GetCallerIdentity"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        resource "aws_sqs_queue" "q" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = "sqs:SendMessage"
              Resource = aws_sqs_queue.q.arn
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
                    Action: cloudwatch:PutMetricData
                    Resource: '*'
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
                    Resource: !Sub '\${Data.Arn}/*'
          Data:
            Type: AWS::S3::Bucket
      `,
      terraform`
        resource "aws_iam_role_policy" "reader" {
          role = "reader"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["textract:DetectDocumentText", "kinesis:ListStreams", "wafv2:ListWebACLs", "athena:ListDataCatalogs"]
              Resource = "*"
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
              Action   = ["s3:GetObject"]
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
        resource "aws_iam_user_policy" "app" {
          user = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["sqs:SendMessage", "sns:ListTopics"],
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
            actions   = ["kms:Decrypt"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["lambda:InvokeFunction"]
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
            actions   = ["dynamodb:*"]
            resources = ["*"]
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
                    Action: s3:PutObject
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
                    Action: ['dynamodb:PutItem']
                    Resource: ['*']
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              NotAction = ["iam:*"]
              Resource  = "*"
            }]
          })
        }
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
              Action   = ["s3:GetObject"]
              Resource = "arn:aws:s3:::*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["kms:*"]
            resources = ["*"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::111122223333:root"]
            }
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
              Action   = ["s3:GetObject"]
              Resource = "*"
              Condition = { StringEquals = { "aws:ResourceTag/team" = "app" } }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "principals" {
          type = set(string)
        }
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["s3:GetObject"]
            resources = ["*"]
            dynamic "principals" {
              for_each = var.principals
              content {
                type        = "AWS"
                identifiers = [principals.value]
              }
            }
          }
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
              Action   = ["s3:GetObject"]
              Resource = var.resource
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
              Resource = "*"
            }]
          })
        }
      `,
    ],
  },
}
