import type { Live } from '../../../model/live.ts'
import { at, is, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule, type Verdict } from '../../rule.ts'
import { mustBeOneOf, unless } from '../../verdicts.ts'

export const kmsEncryption: Rule = {
  id: 'aws/s3/kms-encryption',
  title: 'Objects are encrypted with the key of the service',
  severity: 'high',
  why: 'Whoever may read the bucket may read the objects: with the own key of S3 no key policy stands in between and no use of the key is logged.',
  fix: 'Set sse_algorithm (SSEAlgorithm) to aws:kms and name a key.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
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
              kms_master_key_id = "alias/data"
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
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              BucketEncryption:
                ServerSideEncryptionConfiguration:
                  - ServerSideEncryptionByDefault:
                      SSEAlgorithm: aws:kms:dsse
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
              sse_algorithm     = "AES256"
              kms_master_key_id = null
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
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          server_side_encryption_configuration {
            rule {
              apply_server_side_encryption_by_default {
                sse_algorithm = "AES256"
              }
            }
          }
        }
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
                sse_algorithm = "AES256"
              }
            }
          }
        }
      `,
      terraform`
        locals {
          algorithm = "aws:\${"kms"}"
        }
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = local.algorithm
              kms_master_key_id = "alias/data"
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
              sse_algorithm = "AES256"
            }
          }
        }
      `,
      terraform`
        variable "algorithm" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = var.algorithm
              kms_master_key_id = "alias/data"
            }
          }
        }
      `,
    ],
  },
}

function* told(bucket: Live): Generator<Verdict> {
  for (const rule of items(at(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration'))) {
    const algorithm = at(rule, 'ServerSideEncryptionByDefault.SSEAlgorithm')
    yield* mustBeOneOf(algorithm, ['aws:kms', 'aws:kms:dsse'], 'The default encryption is not by a KMS key.')
  }
}
