import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const allRegions: Rule = {
  id: 'aws/cloudtrail/all-regions',
  title: 'A trail records one region only',
  severity: 'medium',
  why: 'What is done in other regions, where nobody looks, is not recorded.',
  fix: 'Set is_multi_region_trail (IsMultiRegionTrail) to true.',
  subject: ['AWS::CloudTrail::Trail'],
  aliases: [
    { id: 'CKV_AWS_67', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
    { id: 'AVD-AWS-0014', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
  ],
  compliance: ['CIS AWS 3.0 3.1', 'PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    yield* mustBe(at(live, 'IsMultiRegionTrail'), true, 'Other regions are not recorded.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          is_multi_region_trail = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              IsMultiRegionTrail: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          is_multi_region_trail = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              IsMultiRegionTrail: false
      `,
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              IsMultiRegionTrail: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          is_multi_region_trail = var.given
        }
      `,
    ],
  },
}
