import { at, is, items, textOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const publicModelBucket: Rule = {
  id: 'aws/s3/public-model-bucket',
  title: 'A bucket with models or training data can be made public',
  severity: 'high',
  why: 'Weights are what the training cost, and the data is often somebody’s own: one wrong policy gives both away.',
  fix: 'Add an aws_s3_bucket_public_access_block with all four settings (PublicAccessBlockConfiguration).',
  subject: ['AWS::S3::Bucket'],
  aliases: [],
  compliance: ['PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    const name = textOf(at(live, 'BucketName')) ?? ''
    const tags = items(at(live, 'Tags')).map(
      (one) => `${textOf(at(one, 'Key')) ?? ''}=${textOf(at(one, 'Value')) ?? ''}`,
    )
    const words = `${name} ${tags.join(' ')} ${live.address.split('.').at(-1) ?? ''}`
    if (
      !/(?:^|[^a-z])(?:models?|weights|checkpoints?|datasets?|training|embeddings)(?:[^a-z]|$)/iu.test(words)
    )
      return
    const block = at(live, 'PublicAccessBlockConfiguration')
    for (const setting of [
      'BlockPublicAcls',
      'BlockPublicPolicy',
      'IgnorePublicAcls',
      'RestrictPublicBuckets',
    ]) {
      const given = at(block, setting)
      const holds = is(given, true)
      if (holds === 'yes') continue
      yield* must(
        holds,
        'Not everything public is blocked for models and training data.',
        holds === 'undecided' ? given : block,
      )
      return
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "models" {
          bucket = "acme-models"
        }
        resource "aws_s3_bucket_public_access_block" "models" {
          bucket                  = aws_s3_bucket.models.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket" "main" {
          bucket = "acme-models"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: acme-training-data
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket" "main" {
          bucket = "acme-remodelling"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_s3_bucket" "models" {
          bucket = "acme-models"
        }
        resource "aws_s3_bucket_public_access_block" "models" {
          bucket                  = aws_s3_bucket.models.id
          block_public_acls       = var.given
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
      `,
    ],
  },
}
