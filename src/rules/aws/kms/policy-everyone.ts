import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { everyoneIn, statementsOf } from '../policy.ts'

export const policyEveryone: Rule = {
  id: 'aws/kms/policy-everyone',
  title: 'The key policy lets in everyone',
  severity: 'high',
  why: 'A principal of * speaks of every AWS account: whoever gets hold of the data can decrypt it.',
  fix: 'Name the principals in policy (KeyPolicy).',
  subject: ['AWS::KMS::Key'],
  aliases: [{ id: 'CKV_AWS_33', on: ['aws_kms_key', 'aws_kms_key_policy', 'AWS::KMS::Key'] }],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(key) {
    for (const statement of statementsOf(at(key, 'KeyPolicy'))) {
      for (const { fact, answer: open } of everyoneIn(statement)) {
        yield* mustNot(open, 'The key policy allows something to every principal.', fact)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement:
                  - Effect: Allow
                    Action: kms:*
                    Resource: '*'
                    Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }
      `,
    ],
    bad: [
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { AWS = "*" }
            }]
          })
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }
            }]
          })
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = <<EOF
        { "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:*", "Resource": "*" }] }
        EOF
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {}
        resource "aws_kms_key_policy" "data" {
          key_id = aws_kms_key.data.id
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = "*" }] })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "key" {
          statement {
            actions   = ["kms:*"]
            resources = ["*"]
            principals {
              type        = "AWS"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_kms_key" "data" {
          policy = data.aws_iam_policy_document.key.json
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement:
                  - Effect: Allow
                    Action: kms:*
                    Resource: '*'
                    Principal: '*'
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement:
                  - Effect: Allow
                    Action: kms:*
                    Resource: '*'
                    Principal: { AWS: ['*'] }
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { AWS = "*" }
              Condition = { StringEquals = { "kms:CallerAccount" = "111122223333" } }
            }]
          })
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Deny"
              Action    = "kms:*"
              Resource  = "*"
              Principal = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { Service = "logs.amazonaws.com" }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "who" {}
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:*"
              Resource  = "*"
              Principal = { AWS = var.who }
            }]
          })
        }
      `,
    ],
  },
}
