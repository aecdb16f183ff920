import { any, at, is, isSet, isWritten } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const queueEncryption: Rule = {
  id: 'aws/sqs/encryption',
  title: 'A queue turns encryption off, or says nothing of it',
  severity: 'high',
  why: 'Messages wait on disks where whoever gets hold of them can read them. Where nothing is said, SQS encrypts with a key of its own the queues that were made since late 2022, and leaves older ones as they are.',
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
    const message =
      isWritten(managed) === 'no' ? 'No encryption is written for the queue.' : 'The queue is not encrypted.'
    yield* must(encrypted, message, isSet(key) === 'undecided' ? key : managed)
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
