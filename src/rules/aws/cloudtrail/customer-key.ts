import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const trailKey: Rule = {
  id: 'aws/cloudtrail/customer-key',
  title: 'A trail is not encrypted with a key of your own',
  severity: 'high',
  why: 'Everyone who can read the bucket reads the log; with a key of your own you say who may.',
  fix: 'Set kms_key_id (KMSKeyId).',
  subject: ['AWS::CloudTrail::Trail'],
  aliases: [
    { id: 'CKV_AWS_35', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
    { id: 'AVD-AWS-0015', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
  ],
  compliance: ['CIS AWS 3.0 3.5', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBeSet(at(live, 'KMSKeyId'), 'The log is encrypted with the service’s key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              KMSKeyId: arn:aws:kms:eu-west-1:111122223333:key/1
      `,
    ],
    bad: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          kms_key_id = aws_kms_key.k.arn
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          kms_key_id = var.given
        }
      `,
    ],
  },
}
