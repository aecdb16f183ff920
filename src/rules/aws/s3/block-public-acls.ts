import { at, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const blockPublicAcls: Rule = {
  id: 'aws/s3/block-public-acls',
  title: 'The public access block lets in new public ACLs',
  severity: 'high',
  why: 'Anyone who may write an ACL can then make the bucket or one of its objects readable by the whole internet.',
  fix: 'Set block_public_acls (BlockPublicAcls) to true.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_53', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0086', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
    { id: 'CKV2_AWS_6', on: ['aws_s3_bucket_public_access_block', 'AWS::S3::Bucket'] },
  ],
  compliance: ['CIS AWS 3.0 2.1.4', 'NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(bucket) {
    const block = at(bucket, 'PublicAccessBlockConfiguration')
    // A bucket without any block is what `aws/s3/public-access-block` speaks of.
    if (isSet(block) === 'no' && block.value.kind === 'absent') return
    yield* mustBe(at(block, 'BlockPublicAcls'), true, 'New public ACLs are accepted.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket            = "logs"
          block_public_acls = true
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                BlockPublicAcls: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket              = aws_s3_bucket.logs.id
          block_public_policy = true
        }
      `,
      cloudformation`
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                BlockPublicAcls: false
      `,
    ],
    near: [
      terraform`
        variable "open" {
          default = false
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket            = "logs"
          block_public_acls = !var.open
        }
      `,
    ],
    undecided: [
      terraform`
        variable "block" {
          type = bool
        }
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket            = "logs"
          block_public_acls = var.block
        }
      `,
    ],
  },
}
