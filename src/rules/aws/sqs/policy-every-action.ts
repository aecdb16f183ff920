import { all, at, isOneOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { actionsOf, allows, statementsOf } from '../policy.ts'

export const queueEveryAction: Rule = {
  id: 'aws/sqs/policy-every-action',
  title: 'The policy of a queue allows every action',
  severity: 'high',
  why: 'Whoever may send a message may also delete the queue, or read what others sent.',
  fix: 'Name the actions, such as sqs:SendMessage.',
  subject: ['AWS::SQS::QueuePolicy', 'AWS::SQS::Queue'],
  aliases: [
    { id: 'CKV_AWS_72', on: ['aws_sqs_queue_policy', 'aws_sqs_queue', 'AWS::SQS::QueuePolicy'] },
    { id: 'AVD-AWS-0097', on: ['aws_sqs_queue_policy', 'aws_sqs_queue', 'AWS::SQS::QueuePolicy'] },
  ],
  compliance: ['PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const statement of statementsOf(
      at(live, live.type === 'AWS::SQS::Queue' ? 'Policy' : 'PolicyDocument'),
    )) {
      for (const action of actionsOf(statement)) {
        const every = all([allows(statement), isOneOf(action, ['*', 'sqs:*', 'SQS:*'])])
        yield* mustNot(every, 'The policy allows every action.', action)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
          policy    = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "sqs:SendMessage"
              Resource  = "*"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: ["https://sqs.eu-west-1.amazonaws.com/111122223333/q"]
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { AWS: "arn:aws:iam::111122223333:root" }
                    Action: ["sqs:SendMessage"]
                    Resource: "*"
      `,
    ],
    bad: [
      terraform`
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
          policy    = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "*"
              Resource  = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
          policy    = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = ["sqs:*"]
              Resource  = "*"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: ["https://sqs.eu-west-1.amazonaws.com/111122223333/q"]
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { AWS: "arn:aws:iam::111122223333:root" }
                    Action: "sqs:*"
                    Resource: "*"
      `,
      terraform`
        resource "aws_sqs_queue" "main" {
          name   = "q"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "*"
              Resource  = "*"
            }]
          })
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
          policy    = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "sqs:Get*"
              Resource  = "*"
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
          policy    = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = var.given
              Resource  = "*"
            }]
          })
        }
      `,
    ],
  },
}
