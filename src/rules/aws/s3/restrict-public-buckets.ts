import { at, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const restrictPublicBuckets: Rule = {
  id: 'aws/s3/restrict-public-buckets',
  title: 'A public bucket policy serves everyone',
  severity: 'high',
  why: 'Where a public policy slips through, this is the last switch that keeps everyone but the own account and AWS services out.',
  fix: 'Set restrict_public_buckets (RestrictPublicBuckets) to true.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_56', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0093', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
  ],
  compliance: ['CIS AWS 3.0 2.1.4', 'NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(bucket) {
    const block = at(bucket, 'PublicAccessBlockConfiguration')
    // A bucket without any block is what `aws/s3/public-access-block` speaks of.
    if (isSet(block) === 'no' && block.value.kind === 'absent') return
    yield* mustBe(at(block, 'RestrictPublicBuckets'), true, 'A public bucket policy serves strangers too.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = aws_s3_bucket.logs.id
          restrict_public_buckets = "true"
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                RestrictPublicBuckets: 'true'
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
          restrict_public_buckets = false
        }
      `,
      terraform`
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                RestrictPublicBuckets: 'false'
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration: {}
      `,
    ],
    near: [
      terraform`
        locals {
          open = false
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
          restrict_public_buckets = !local.open
        }
      `,
    ],
    undecided: [
      terraform`
        variable "block" {
          type = bool
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
          restrict_public_buckets = var.block
        }
      `,
    ],
  },
}
