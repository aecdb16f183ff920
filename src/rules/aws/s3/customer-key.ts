import type { Live } from '../../../model/live.ts'
import { at, is, isOneOf, items, textOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule, type Verdict } from '../../rule.ts'
import { mustBeSet, unless, violated } from '../../verdicts.ts'

export const customerKey: Rule = {
  id: 'aws/s3/customer-key',
  title: 'Objects are encrypted with a key that AWS manages',
  severity: 'high',
  why: 'The key policy of an AWS managed key cannot be changed: access cannot be taken away through the key, and other accounts cannot be let in.',
  fix: 'Name a key of your own in kms_master_key_id (KMSMasterKeyID).',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    {
      id: 'AVD-AWS-0132',
      on: ['aws_s3_bucket', 'aws_s3_bucket_server_side_encryption_configuration', 'AWS::S3::Bucket'],
    },
  ],
  compliance: ['NIST 800-53 SC-12', 'SOC 2 CC6.1'],

  check(bucket) {
    const acl = at(bucket, 'AccessControl')
    // The service that writes access logs has no use of a KMS key.
    return unless(is(acl, 'LogDeliveryWrite'), acl, told(bucket))
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0"
            }
          }
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = aws_kms_key.data.arn
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
                      SSEAlgorithm: aws:kms
                      KMSMasterKeyID: alias/data
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = null
            }
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = "alias/aws/s3"
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
                      SSEAlgorithm: aws:kms
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
          acl    = "log-delivery-write"
          server_side_encryption_configuration {
            rule {
              apply_server_side_encryption_by_default {
                sse_algorithm = "aws:kms"
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
                      SSEAlgorithm: aws:kms
                      KMSMasterKeyID: !GetAtt Key.Arn
          Key:
            Type: AWS::KMS::Key
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "AES256"
              kms_master_key_id = null
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "acl" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_acl" "data" {
          bucket = aws_s3_bucket.data.id
          acl    = var.acl
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm = "aws:kms"
            }
          }
        }
      `,
      terraform`
        variable "key" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = var.key
            }
          }
        }
      `,
    ],
  },
}

function* told(bucket: Live): Generator<Verdict> {
  for (const rule of items(at(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration'))) {
    const choice = at(rule, 'ServerSideEncryptionByDefault')
    // Another algorithm is what `aws/s3/kms-encryption` speaks of.
    if (isOneOf(at(choice, 'SSEAlgorithm'), ['aws:kms', 'aws:kms:dsse']) !== 'yes') continue
    const key = at(choice, 'KMSMasterKeyID')
    yield* mustBeSet(key, 'No key of the own account is named.')
    if (textOf(key)?.endsWith('alias/aws/s3') === true)
      yield violated('The key is the one that AWS manages.', key)
  }
}
