import { all, any } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  cloudformationIdentities,
  grantsOf,
  identityStatements,
  identityTypes,
  isUnlimited,
  shownOf,
  terraformIdentities,
} from '../policy.ts'

export const credentialsExposure: Rule = {
  id: 'aws/iam/credentials-exposure',
  title: 'Credentials of every identity can be made',
  severity: 'high',
  why: 'Whoever may make keys or sessions for any identity takes over the strongest one.',
  fix: 'Name the roles or users in Resource (resources).',
  subject: identityTypes,
  aliases: [
    {
      id: 'CKV_AWS_107',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_287',
      on: terraformIdentities,
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      const open = isUnlimited(statement)
      for (const { fact: action, covers } of open === 'no' ? [] : grantsOf(statement)) {
        const bad = all([open, any(credentialActions.map(covers))])
        yield* mustNot(bad, 'Credentials can be had of every identity.', shownOf(statement, action, bad))
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
              Action   = ["ecr:GetAuthorizationToken"]
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
              Action   = ["iam:CreateAccessKey"]
              Resource = "arn:aws:iam::111122223333:user/app"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:ListUsers"]
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
                    Action: iam:CreateAccessKey
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
              Action   = ["iam:CreateAccessKey"]
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
              "Action": "sts:AssumeRole",
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
            actions   = ["iam:CreateAccessKey"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:*"]
            resources = ["*"]
          }
        }
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      terraform`
        resource "aws_iam_group_policy" "app" {
          group = "app"
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
        resource "aws_iam_user_policy" "app" {
          user = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["ec2:GetPasswordData", "ec2:DescribeInstances"],
              "Resource": ["*"]
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
                    Action: iam:CreateAccessKey
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
                        Action: ['iam:CreateAccessKey']
                        Resource: ['*']
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              NotAction = ["iam:*", "organizations:*"]
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
              Action   = ["sts:GetCallerIdentity"]
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
              Effect   = "Deny"
              Action   = ["iam:CreateAccessKey"]
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
              Action   = ["iam:CreateAccessKey"]
              Resource = "*"
              Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
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
            actions   = ["iam:CreateAccessKey"]
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
              Action   = ["iam:CreateAccessKey"]
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

const credentialActions = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetFederationToken',
  'ec2:GetPasswordData',
  'redshift:GetClusterCredentials',
  'rds-db:connect',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'codepipeline:PollForJobs',
  'airflow:CreateCliToken',
  'airflow:CreateWebLoginToken',
  'appsync:CreateApiKey',
  'codeartifact:GetAuthorizationToken',
  'connect:GetFederationToken',
  'connect:GetFederationTokens',
  'gamelift:GetInstanceAccess',
  'grafana:CreateWorkspaceApiKey',
  'lightsail:CreateBucketAccessKey',
  'lightsail:DownloadDefaultKeyPair',
  'redshift-serverless:GetCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'gamelift:RequestUploadCredentials',
  'mediapackage:RotateChannelCredentials',
  'mediapackage:RotateIngestEndpointCredentials',
  'chime:CreateApiKey',
  'sso:GetRoleCredentials',
]
