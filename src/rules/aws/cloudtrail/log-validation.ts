import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const logValidation: Rule = {
  id: 'aws/cloudtrail/log-validation',
  title: 'Log files of a trail can be changed without notice',
  severity: 'high',
  why: 'Whoever breaks in can take their traces out of the log.',
  fix: 'Set enable_log_file_validation (EnableLogFileValidation) to true.',
  subject: ['AWS::CloudTrail::Trail'],
  aliases: [
    { id: 'CKV_AWS_36', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
    { id: 'AVD-AWS-0016', on: ['aws_cloudtrail', 'AWS::CloudTrail::Trail'] },
  ],
  compliance: ['CIS AWS 3.0 3.2', 'PCI DSS 4.0 10.3.4', 'SOC 2 CC7.2'],

  *check(live) {
    yield* mustBe(at(live, 'EnableLogFileValidation'), true, 'Log files are not validated.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          enable_log_file_validation = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              EnableLogFileValidation: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          enable_log_file_validation = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudTrail::Trail
            Properties:
              S3BucketName: logs
              IsLogging: true
              EnableLogFileValidation: false
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
              EnableLogFileValidation: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_cloudtrail" "main" {
          name           = "trail"
          s3_bucket_name = "logs"
          enable_log_file_validation = var.given
        }
      `,
    ],
  },
}
