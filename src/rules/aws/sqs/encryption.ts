import { any, at, is, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const queueEncryption: Rule = {
  id: 'aws/sqs/encryption',
  title: 'A queue is not encrypted',
  severity: 'high',
  why: 'Messages wait on disks where whoever gets hold of them can read them.',
  fix: 'Set sqs_managed_sse_enabled (SqsManagedSseEnabled) to true, or kms_master_key_id (KmsMasterKeyId).',
  subject: ['AWS::SQS::Queue'],
  aliases: [
    { id: 'CKV_AWS_27', on: ['aws_sqs_queue', 'AWS::SQS::Queue'] },
    { id: 'AVD-AWS-0096', on: ['aws_sqs_queue', 'AWS::SQS::Queue'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    const key = at(live, 'KmsMasterKeyId')
    const managed = at(live, 'SqsManagedSseEnabled')
    const encrypted = any([isSet(key), is(managed, true)])
    yield* must(encrypted, 'The queue is not encrypted.', isSet(key) === 'undecided' ? key : managed)
  },

  repair({ fact }) {
    return [{ path: fact.path, value: true }]
  },

  examples: {
    good: [
      terraform`
        resource "aws_sqs_queue" "main" {
          name                    = "q"
          sqs_managed_sse_enabled = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SQS::Queue
            Properties:
              KmsMasterKeyId: alias/own
      `,
    ],
    bad: [
      terraform`
        resource "aws_sqs_queue" "main" {
          name = "q"
        }
      `,
      terraform`
        resource "aws_sqs_queue" "main" {
          name                    = "q"
          sqs_managed_sse_enabled = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: q
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_sqs_queue" "main" {
          name = "q"
          kms_master_key_id = aws_kms_key.k.arn
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sqs_queue" "main" {
          name              = "q"
          kms_master_key_id = var.given
        }
      `,
    ],
  },
}
