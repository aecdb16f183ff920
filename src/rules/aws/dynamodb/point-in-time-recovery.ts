import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const pointInTimeRecovery: Rule = {
  id: 'aws/dynamodb/point-in-time-recovery',
  title: 'A table cannot be brought back to an earlier moment',
  severity: 'medium',
  why: 'A mistake that overwrites data cannot be undone.',
  fix: 'Set point_in_time_recovery.enabled (PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled) to true.',
  subject: ['AWS::DynamoDB::Table'],
  aliases: [
    { id: 'CKV_AWS_28', on: ['aws_dynamodb_table', 'AWS::DynamoDB::Table'] },
    { id: 'AVD-AWS-0024', on: ['aws_dynamodb_table', 'AWS::DynamoDB::Table'] },
  ],
  compliance: ['NIST 800-53 CP-9', 'SOC 2 A1.2'],

  *check(live) {
    yield* mustBe(
      at(live, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'),
      true,
      'Recovery to a point in time is off.',
    )
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
          point_in_time_recovery {
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
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
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
          point_in_time_recovery {
            enabled = false
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
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false }
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
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::DynamoDB::Table
            Properties:
              KeySchema: [{ AttributeName: id, KeyType: HASH }]
              AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: "true" }
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
          point_in_time_recovery {
            enabled = var.given
          }
        }
      `,
    ],
  },
}
