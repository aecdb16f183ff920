import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const topicEncryption: Rule = {
  id: 'aws/sns/encryption',
  title: 'A topic is not encrypted',
  severity: 'high',
  why: 'Messages wait on disks where whoever gets hold of them can read them.',
  fix: 'Set kms_master_key_id (KmsMasterKeyId).',
  subject: ['AWS::SNS::Topic'],
  aliases: [
    { id: 'CKV_AWS_26', on: ['aws_sns_topic', 'AWS::SNS::Topic'] },
    { id: 'AVD-AWS-0095', on: ['aws_sns_topic', 'AWS::SNS::Topic'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    yield* mustBeSet(at(live, 'KmsMasterKeyId'), 'The topic is not encrypted with a KMS key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_sns_topic" "main" {
          name = "t"
          kms_master_key_id = "alias/aws/sns"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: t
              KmsMasterKeyId: alias/own
      `,
    ],
    bad: [
      terraform`
        resource "aws_sns_topic" "main" {
          name = "t"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: t
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_sns_topic" "main" {
          name = "t"
          kms_master_key_id = aws_kms_key.k.arn
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sns_topic" "main" {
          name = "t"
          kms_master_key_id = var.given
        }
      `,
    ],
  },
}
