import type { Graph } from '../../../model/live-graph.ts'
import type { Live } from '../../../model/live.ts'
import { at, becauseOf, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { once } from '../../once.ts'

export const publicAccessBlock: Rule = {
  id: 'aws/s3/public-access-block',
  title: 'The bucket has no public access block',
  severity: 'low',
  why: 'Without a public access block one wrong ACL or policy is enough to open the bucket to the internet.',
  fix: 'Add an aws_s3_bucket_public_access_block (PublicAccessBlockConfiguration) with all four settings true.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV2_AWS_6', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0094', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0086', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0087', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0091', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0093', on: ['aws_s3_bucket', 'AWS::S3::Bucket'] },
    { id: 'CKV_AWS_53', on: ['AWS::S3::Bucket'] },
    { id: 'CKV_AWS_54', on: ['AWS::S3::Bucket'] },
    { id: 'CKV_AWS_55', on: ['AWS::S3::Bucket'] },
    { id: 'CKV_AWS_56', on: ['AWS::S3::Bucket'] },
  ],
  compliance: ['CIS AWS 3.0 2.1.4', 'NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(bucket, graph) {
    const block = at(bucket, 'PublicAccessBlockConfiguration')
    // A block that is there, even an empty one, is judged setting by setting.
    if (block.value.kind !== 'absent') return
    const stray = strayOf(graph)
    if (stray === undefined) yield violated('The bucket has no public access block.', block)
    else yield undecided('No public access block is seen to belong to the bucket.', stray)
  },

  repair({ fact }) {
    const settings = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets']
    return settings.map((name) => ({ path: `${fact.path}.${name}`, value: true }))
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.bucket
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          count  = 2
          bucket = "data-\${count.index}"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          count             = 2
          bucket            = aws_s3_bucket.data[count.index].id
          block_public_acls = true
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              PublicAccessBlockConfiguration:
                BlockPublicAcls: true
                BlockPublicPolicy: true
                IgnorePublicAcls: true
                RestrictPublicBuckets: true
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
        }
        resource "aws_s3_bucket_public_access_block" "other" {
          bucket            = "other"
          block_public_acls = true
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket = "data"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "bucket" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket            = var.bucket
          block_public_acls = true
        }
      `,
    ],
  },
}

/** A part of a bucket that may be of any: which one it names is asked for. */
const strayOf = once((graph: Graph) =>
  graph
    .all('AWS::S3::Bucket')
    .filter((one) => one.partial)
    .map(ownerOf)
    .find((owner) => owner.value.kind === 'unknown' && isAsked(owner)),
)

/** The bucket that a block without one in the code names. */
function ownerOf(stray: Live): Fact {
  const { resource } = stray.madeOf[0]
  return at({ live: stray, path: '', value: resource.values }, 'bucket')
}

/** Whether the name comes from outside, rather than from a module or another resource. */
function isAsked(owner: Fact): boolean {
  return becauseOf(owner).some(({ kind }) => kind === 'variable')
}
