import { at, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const ignorePublicAcls: Rule = {
  id: 'aws/s3/ignore-public-acls',
  title: 'The public access block honours public ACLs',
  severity: 'high',
  why: 'An object that once got a public ACL stays readable by the whole internet, whatever is refused from now on.',
  fix: 'Set ignore_public_acls (IgnorePublicAcls) to true.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_55', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0091', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
  ],
  compliance: ['CIS AWS 3.0 2.1.4', 'NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(bucket) {
    const block = at(bucket, 'PublicAccessBlockConfiguration')
    // A bucket without any block is what `aws/s3/public-access-block` speaks of.
    if (isSet(block) === 'no' && block.value.kind === 'absent') return
    yield* mustBe(at(block, 'IgnorePublicAcls'), true, 'Public ACLs that exist still count.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = aws_s3_bucket.logs.id
          ignore_public_acls = "true"
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                IgnorePublicAcls: 'true'
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket = "logs"
          ignore_public_acls = false
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
                IgnorePublicAcls: 'false'
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
          ignore_public_acls = !local.open
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
          ignore_public_acls = var.block
        }
      `,
    ],
  },
}
