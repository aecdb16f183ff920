import { at, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const blockPublicPolicy: Rule = {
  id: 'aws/s3/block-public-policy',
  title: 'The public access block lets in public bucket policies',
  severity: 'high',
  why: 'Anyone who may write the bucket policy can then give the whole internet access to everything in the bucket.',
  fix: 'Set block_public_policy (BlockPublicPolicy) to true.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_54', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0087', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'CKV2_AWS_6', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
  ],
  compliance: ['CIS AWS 3.0 2.1.4', 'NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(bucket) {
    const block = at(bucket, 'PublicAccessBlockConfiguration')
    // A bucket without any block is what `aws/s3/public-access-block` speaks of.
    if (isSet(block) === 'no' && block.value.kind === 'absent') return
    yield* mustBe(at(block, 'BlockPublicPolicy'), true, 'Public bucket policies are accepted.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = aws_s3_bucket.logs.id
          block_public_policy = "true"
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                BlockPublicPolicy: 'true'
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
          block_public_policy = false
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
                BlockPublicPolicy: 'false'
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
          block_public_policy = !local.open
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
          block_public_policy = var.block
        }
      `,
    ],
  },
}
