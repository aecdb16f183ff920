import { all } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { grantsOf, identityStatements, identityTypes, isUnlimited, shownOf } from '../policy.ts'

export const passAnyRole: Rule = {
  id: 'aws/iam/pass-any-role',
  title: 'Any role can be passed on',
  severity: 'high',
  why: 'Whoever may hand any role to a service can hand over the strongest one and act through it.',
  fix: 'Name the roles in Resource (resources) and the service in a condition on iam:PassedToService.',
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
      const open = isUnlimited(statement)
      for (const { fact: action, covers } of open === 'no' ? [] : grantsOf(statement)) {
        const bad = all([open, covers('iam:PassRole')])
        yield* mustNot(
          bad,
          'The action iam:PassRole is allowed on every role.',
          shownOf(statement, action, bad),
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
              Action   = ["iam:PassRole"]
              Resource = "arn:aws:iam::111122223333:role/app"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = "{}"
        }
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:PassRole"]
            resources = [aws_iam_role.app.arn]
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
                    Action: iam:GetRole
                    Resource: '*'
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
              "Action": ["ec2:RunInstances", "iam:PassRole"],
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
            actions   = ["iam:PassRole"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:Pass*"]
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
                    Action: iam:PassRole
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
                        Action: ['iam:PassRole']
                        Resource: ['*']
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
              Action   = ["iam:PassRole"]
              Resource = "*"
              Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }
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
            actions   = ["iam:PassRole"]
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
              Action   = ["iam:PassRole"]
              Resource = var.resource
            }]
          })
        }
      `,
    ],
  },
}
