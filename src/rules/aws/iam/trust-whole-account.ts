import { isGiven, all, at, matches, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { allows, narrowed, principalsOf, statementsOf } from '../policy.ts'

export const trustWholeAccount: Rule = {
  id: 'aws/iam/trust-whole-account',
  title: 'A whole account may take on the role',
  severity: 'high',
  why: 'Every identity of that account which may assume roles, today or tomorrow, gets the rights of this one.',
  fix: 'Name the roles or users of the account in assume_role_policy (AssumeRolePolicyDocument), or ask for an external id.',
  subject: ['AWS::IAM::Role'],
  aliases: [{ id: 'CKV_AWS_61', on: ['aws_iam_role', 'AWS::IAM::Role'] }],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(role) {
    for (const statement of statementsOf(at(role, 'AssumeRolePolicyDocument'))) {
      const open = all([allows(statement), not(narrowed(statement))])
      for (const principal of open === 'no' ? [] : principalsOf(statement, ['AWS'])) {
        yield* mustNot(
          all([open, isWholeAccount(principal)]),
          'The trust policy lets in a whole account.',
          principal,
        )
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
    ],
    bad: [
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
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
              Principal = { AWS = ["arn:aws:iam::111122223333:root"] }
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
              "Principal": { "AWS": "111122223333" },
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
              identifiers = ["arn:aws:iam::111122223333:root"]
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
                    Principal: { AWS: "arn:aws:iam::111122223333:root" }
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
                    Principal: { AWS: '111122223333' }
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
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Condition = { StringEquals = { "sts:ExternalId" = "a1b2" } }
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::\${data.aws_caller_identity.own.account_id}:root"]
            }
          }
        }
        resource "aws_iam_role" "app" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }
        data "aws_caller_identity" "own" {}
      `,
      terraform`
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "arn:aws:iam::111122223333:user/root" }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "account" {}
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "sts:AssumeRole"
              Principal = { AWS = "arn:aws:iam::\${var.account}:root" }
            }]
          })
        }
      `,
    ],
  },
}

/** An account is its number or its root; one that is looked up is the own account. */
function isWholeAccount(principal: Fact): Answer {
  const { value } = principal
  if (value.kind !== 'unknown') return matches(principal, /^(?:\d{12}|arn:aws[a-z-]*:iam::\d{12}:root)$/u)
  if (value.because.every((cause) => isGiven(cause))) return 'no'
  const end = value.outline?.kind === 'text' ? value.outline.parts.at(-1) : undefined
  return typeof end === 'string' && !end.endsWith(':root') ? 'no' : 'undecided'
}
