import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { everyoneIn, statementsOf } from '../policy.ts'

export const trustEveryone: Rule = {
  id: 'aws/iam/trust-everyone',
  title: 'Everyone may take on the role',
  severity: 'high',
  why: 'Anybody with any AWS account can then act with the rights of the role.',
  fix: 'Name the principals in assume_role_policy (AssumeRolePolicyDocument).',
  subject: ['AWS::IAM::Role'],
  aliases: [{ id: 'CKV_AWS_60', on: ['aws_iam_role', 'AWS::IAM::Role'] }],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(role) {
    for (const statement of statementsOf(at(role, 'AssumeRolePolicyDocument'))) {
      for (const { fact, answer: open } of everyoneIn(statement)) {
        yield* mustNot(open, 'The trust policy lets in every principal.', fact)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { Service = "ec2.amazonaws.com" }
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          name               = "app"
          assume_role_policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Action": "sts:AssumeRole",
              "Principal": { "AWS": "arn:aws:iam::111122223333:role/ci" },
              "Effect": "Allow",
              "Sid": ""
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "Service"
              identifiers = ["lambda.amazonaws.com"]
            }
          }
        }
        resource "aws_iam_role" "app" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sts:AssumeRole
                    Principal: { Service: lambda.amazonaws.com }
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "*" }
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          name               = "app"
          assume_role_policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Action": "sts:AssumeRole",
              "Principal": { "AWS": ["*"] },
              "Effect": "Allow",
              "Sid": ""
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          name               = "app"
          assume_role_policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Action": "sts:AssumeRole",
              "Principal": { "AWS": "*", "Service": "ec2.amazonaws.com" },
              "Effect": "Allow",
              "Sid": ""
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "AWS"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_iam_role" "app" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }
      `,
      terraform`
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_iam_role" "app" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sts:AssumeRole
                    Principal: '*'
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sts:AssumeRole
                    Principal: { AWS: '*' }
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "*" }
              Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Deny"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "*" }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "who" {}
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = var.who }
            }]
          })
        }
      `,
    ],
  },
}
