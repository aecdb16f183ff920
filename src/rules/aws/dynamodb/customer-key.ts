import { all, answer, at, is, isSet, not, textOf, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const dynamoKey: Rule = {
  id: 'aws/dynamodb/customer-key',
  title: 'A table is not encrypted with a key of your own',
  severity: 'low',
  why: 'With the service’s key you cannot say who may read the data besides who may call the service.',
  fix: 'Set server_side_encryption.enabled and kms_key_arn (SSESpecification).',
  subject: ['AWS::DynamoDB::Table'],
  aliases: [
    { id: 'CKV_AWS_119', on: ['aws_dynamodb_table', 'AWS::DynamoDB::Table'] },
    { id: 'AVD-AWS-0025', on: ['aws_dynamodb_table', 'AWS::DynamoDB::Table'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    const encryption = at(live, 'SSESpecification')
    const key = at(encryption, 'KMSMasterKeyId')
    const named = all([isSet(key), not(isService(key))])
    const own = all([is(at(encryption, 'SSEEnabled'), true), named])
    yield* must(own, 'The table is encrypted with the service’s key.', key)
  },

  examples: {
    good: [
      terraform`
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
          server_side_encryption {
            enabled     = true
            kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::DynamoDB::Table
            Properties:
              KeySchema: [{ AttributeName: id, KeyType: HASH }]
              AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
              SSESpecification:
                SSEEnabled: true
                SSEType: KMS
                KMSMasterKeyId: arn:aws:kms:eu-west-1:111122223333:key/1
      `,
    ],
    bad: [
      terraform`
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
          server_side_encryption {
            enabled     = true
            kms_key_arn = "alias/aws/dynamodb"
          }
        }
      `,
      terraform`
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
        }
      `,
      terraform`
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
          server_side_encryption {
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::DynamoDB::Table
            Properties:
              KeySchema: [{ AttributeName: id, KeyType: HASH }]
              AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
              SSESpecification: { SSEEnabled: true }
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
          server_side_encryption {
            enabled     = true
            kms_key_arn = aws_kms_key.k.arn
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_dynamodb_table" "main" {
          name         = "t"
          billing_mode = "PAY_PER_REQUEST"
          hash_key     = "id"
          attribute {
            name = "id"
            type = "S"
          }
          server_side_encryption {
            enabled     = true
            kms_key_arn = var.given
          }
        }
      `,
    ],
  },
}

/** The key that AWS manages for all tables. */
function isService(key: Fact): Answer {
  return answer(textOf(key)?.endsWith('alias/aws/dynamodb') === true)
}
