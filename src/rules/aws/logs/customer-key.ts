import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const logGroupKey: Rule = {
  id: 'aws/logs/customer-key',
  title: 'A group of logs is not encrypted with a key of your own',
  severity: 'low',
  why: 'With the service’s key you cannot say who may read the logs besides who may call the service.',
  fix: 'Set kms_key_id (KmsKeyId).',
  subject: ['AWS::Logs::LogGroup'],
  aliases: [
    { id: 'CKV_AWS_158', on: ['aws_cloudwatch_log_group', 'AWS::Logs::LogGroup'] },
    { id: 'AVD-AWS-0017', on: ['aws_cloudwatch_log_group', 'AWS::Logs::LogGroup'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    yield* mustBeSet(at(live, 'KmsKeyId'), 'The logs are encrypted with the service’s key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_cloudwatch_log_group" "main" {
          name = "app"
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: app
              KmsKeyId: arn:aws:kms:eu-west-1:111122223333:key/1
      `,
    ],
    bad: [
      terraform`
        resource "aws_cloudwatch_log_group" "main" {
          name = "app"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: app
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_cloudwatch_log_group" "main" {
          name = "app"
          kms_key_id = aws_kms_key.k.arn
        }
      `,
      terraform`
        variable "account" {}
        resource "aws_cloudwatch_log_group" "main" {
          name       = "app"
          kms_key_id = "arn:aws:kms:eu-west-1:\${var.account}:key/1234abcd"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_cloudwatch_log_group" "main" {
          name = "app"
          kms_key_id = var.given
        }
      `,
    ],
  },
}
