import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { everyoneIn, statementsOf } from '../policy.ts'

export const policyEveryone: Rule = {
  id: 'aws/s3/policy-everyone',
  title: 'The bucket policy lets in everyone',
  severity: 'high',
  why: 'A statement that allows the principal * speaks of the whole internet, not only of your accounts.',
  fix: 'Name the principals in the policy, or narrow the statement with a condition on who or from where (PolicyDocument).',
  subject: ['AWS::S3::BucketPolicy', 'AWS::S3::Bucket'],
  aliases: [{ id: 'CKV_AWS_70', on: ['aws_s3_bucket_policy', 'aws_s3_bucket', 'AWS::S3::BucketPolicy'] }],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    const document = at(live, live.type === 'AWS::S3::Bucket' ? 'Policy' : 'PolicyDocument')
    for (const statement of statementsOf(document)) {
      for (const { fact, answer: open } of everyoneIn(statement)) {
        yield* mustNot(open, 'The policy allows something to every principal.', fact)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "s3:*"
              Resource  = "arn:aws:s3:::data/*"
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      AWS: !GetAtt Role.Arn
                    Action: s3:GetObject
                    Resource: arn:aws:s3:::data/*
          Role:
            Type: AWS::IAM::Role
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }
              Action    = ["s3:*"]
              Resource  = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_policy" "data" {
          bucket = aws_s3_bucket.data.id
          policy = <<POLICY
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "AWS": "*" },
              "Action": "s3:GetObject",
              "Resource": "\${aws_s3_bucket.data.arn}/*"
            }
          ]
        }
        POLICY
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          policy = <<POLICY
        { "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" } }
        POLICY
        }
      `,
      terraform`
        data "aws_iam_policy_document" "data" {
          statement {
            actions   = ["s3:GetObject"]
            resources = ["arn:aws:s3:::data/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = data.aws_iam_policy_document.data.json
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal: '*'
                    Action: s3:GetObject
                    Resource: arn:aws:s3:::data/*
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      AWS:
                        - '*'
                    Action: s3:GetObject
                    Resource: !Sub 'arn:aws:s3:::\${AWS::AccountId}/*'
      `,
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::data/*"
              Condition = { IpAddress = { "aws:SourceIp" = ["0.0.0.0/0"] } }
            }]
          })
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {}
        data "template_file" "policy" {
          template = <<-EOF
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "$\${arn}/*"}]}
          EOF
          vars {
            arn = "\${aws_s3_bucket.site.arn}"
          }
        }
        resource "aws_s3_bucket_policy" "site" {
          bucket = "\${aws_s3_bucket.site.id}"
          policy = "\${data.template_file.policy.rendered}"
        }
      `,
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect       = "Allow"
              NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/guest" }
              Action       = "s3:GetObject"
              Resource     = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::data/*"
              Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      Service: logging.s3.amazonaws.com
                    Action: s3:PutObject
                    Resource: '*'
      `,
      terraform`
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect       = "Deny"
              NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/app" }
              Action       = "s3:*"
              Resource     = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "who" {}
        resource "aws_s3_bucket_policy" "data" {
          bucket = "data"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = var.who }
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::data/*"
            }]
          })
        }
      `,
    ],
  },
}
