import type { Live } from '../../../model/live.ts'
import type { Graph } from '../../../model/live-graph.ts'
import { at, becauseOf, is, isSet, textOf, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet, undecided } from '../../verdicts.ts'
import { once } from '../../once.ts'

export const accessLogging: Rule = {
  id: 'aws/s3/access-logging',
  title: 'Nobody logs who reads the bucket',
  severity: 'low',
  why: 'After a leak nobody can tell what was read, when, and by whom.',
  fix: 'Add an aws_s3_bucket_logging (LoggingConfiguration) that writes to a bucket kept for logs.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_18', on: ['aws_s3_bucket', 'aws_s3_bucket_logging', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0089', on: ['aws_s3_bucket', 'aws_s3_bucket_logging', 'AWS::S3::Bucket'] },
  ],
  compliance: ['NIST 800-53 AU-2', 'PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(bucket, graph) {
    if (isSet(at(bucket, 'LoggingConfiguration')) === 'yes' || takesLogs(bucket, graph)) return
    const acl = at(bucket, 'AccessControl')
    const logging = at(bucket, 'LoggingConfiguration')
    const isForLogs = is(acl, 'LogDeliveryWrite')
    if (isForLogs === 'undecided' && logging.value.kind === 'absent')
      yield undecided('Access is not logged, unless the bucket is one for logs.', acl)
    else if (isForLogs === 'no') yield* mustBeSet(logging, 'Access to the bucket is not logged.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = "logs"
          target_prefix = "data/"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          logging {
            target_bucket = "logs"
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              LoggingConfiguration:
                DestinationBucketName: logs
      `,
      terraform`
        variable "logs" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          logging {
            target_bucket = var.logs
          }
        }
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
          acl    = "private"
        }
        resource "aws_s3_bucket_logging" "other" {
          bucket        = "other"
          target_bucket = "logs"
          target_prefix = ""
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: data
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
        }
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = aws_s3_bucket.logs.id
          target_prefix = "data/"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "logs" {
          bucket = "logs"
          acl    = "log-delivery-write"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "acl" {}
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          acl    = var.acl
        }
      `,
    ],
  },
}

/** Whether other buckets write their logs here: to log those would go in a circle. */
function takesLogs(bucket: Live, graph: Graph): boolean {
  const name = textOf(at(bucket, 'BucketName'))
  const byName = name !== undefined && targetsOf(graph).has(name)
  return byName || graph.usedBy(bucket, bucket.type).some((one) => isNamed(target(one)))
}

/** The names of the buckets that others write their logs to. */
const targetsOf = once(
  (graph: Graph) => new Set(graph.all('AWS::S3::Bucket').flatMap((one) => textOf(target(one)) ?? [])),
)

/** Whether a target is what another resource is called. */
function isNamed(one: Fact): boolean {
  const because = becauseOf(one)
  return because.length > 0 && because.every(({ kind }) => kind === 'computed')
}

function target(bucket: Live): Fact {
  return at(bucket, 'LoggingConfiguration.DestinationBucketName')
}
