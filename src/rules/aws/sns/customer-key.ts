import { at, is, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const topicKey: Rule = {
  id: 'aws/sns/customer-key',
  title: 'A topic is not encrypted with a key of your own',
  severity: 'low',
  why: 'With the service’s key you cannot say who may read the messages besides who may call the service.',
  fix: 'Set kms_master_key_id (KmsMasterKeyId) to a key of yours.',
  subject: ['AWS::SNS::Topic'],
  aliases: [{ id: 'AVD-AWS-0136', on: ['aws_sns_topic', 'AWS::SNS::Topic'] }],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    const key = at(live, 'KmsMasterKeyId')
    // Without any key `aws/sns/encryption` speaks.
    if (key.value.kind === 'absent') return
    const theirs = is(key, 'alias/aws/sns')
    // A key that is made here is one of yours.
    if (theirs === 'undecided' && isSet(key) === 'yes') return
    yield* mustNot(theirs, 'The topic is encrypted with the service’s key.', key)
  },

  examples: {
    good: [
      terraform`
        resource "aws_sns_topic" "main" {
          name              = "t"
          kms_master_key_id = "alias/own"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SNS::Topic
            Properties:
              KmsMasterKeyId: alias/own
      `,
    ],
    bad: [
      terraform`
        resource "aws_sns_topic" "main" {
          name              = "t"
          kms_master_key_id = "alias/aws/sns"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SNS::Topic
            Properties:
              KmsMasterKeyId: alias/aws/sns
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
          name              = "t"
          kms_master_key_id = var.given
        }
      `,
    ],
  },
}
