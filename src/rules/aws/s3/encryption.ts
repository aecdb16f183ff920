import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const encryption: Rule = {
  id: 'aws/s3/encryption',
  title: 'The bucket says nothing of encryption',
  severity: 'high',
  why: 'Objects are then encrypted with whatever the service gives, which nobody chose and no key policy guards.',
  fix: 'Add an aws_s3_bucket_server_side_encryption_configuration (BucketEncryption) with the algorithm aws:kms.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    {
      id: 'CKV_AWS_19',
      on: ['aws_s3_bucket', 'aws_s3_bucket_server_side_encryption_configuration', 'AWS::S3::Bucket'],
    },
    {
      id: 'CKV_AWS_145',
      on: ['aws_s3_bucket', 'aws_s3_bucket_server_side_encryption_configuration', 'AWS::S3::Bucket'],
    },
    {
      id: 'AVD-AWS-0132',
      on: ['aws_s3_bucket', 'aws_s3_bucket_server_side_encryption_configuration', 'AWS::S3::Bucket'],
    },
  ],
  compliance: ['NIST 800-53 SC-28', 'SOC 2 CC6.1'],

  check(bucket) {
    return mustBeSet(
      at(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration'),
      'No encryption at rest is written for the objects.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm = "AES256"
            }
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          server_side_encryption_configuration {
            rule {
              apply_server_side_encryption_by_default {
                sse_algorithm     = "aws:kms"
                kms_master_key_id = "alias/data"
              }
            }
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              BucketEncryption:
                ServerSideEncryptionConfiguration:
                  - ServerSideEncryptionByDefault:
                      SSEAlgorithm: AES256
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          acl    = "private"
          versioning {
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: data
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket_versioning" "data" {
          bucket = "made-elsewhere"
          versioning_configuration {
            status = "Enabled"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "rules" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          server_side_encryption_configuration {
            dynamic "rule" {
              for_each = var.rules
              content {
                apply_server_side_encryption_by_default {
                  sse_algorithm = rule.value
                }
              }
            }
          }
        }
      `,
    ],
  },
}
