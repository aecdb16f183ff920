import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { everyoneIn, statementsOf } from '../policy.ts'

export const queueEveryone: Rule = {
  id: 'aws/sqs/policy-everyone',
  title: 'The policy of a queue lets in everyone',
  severity: 'high',
  why: 'Anyone on the internet can use what the policy allows: fill the queue, or empty it.',
  fix: 'Name the principals, or narrow the statement with a condition such as aws:SourceArn.',
  subject: ['AWS::SQS::QueuePolicy', 'AWS::SQS::Queue'],
  aliases: [{ id: 'CKV_AWS_168', on: ['aws_sqs_queue_policy', 'aws_sqs_queue', 'AWS::SQS::QueuePolicy'] }],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const statement of statementsOf(
      at(live, live.type === 'AWS::SQS::Queue' ? 'Policy' : 'PolicyDocument'),
    )) {
      for (const { fact, answer: open } of everyoneIn(statement)) {
        yield* mustNot(open, 'The policy allows something to every principal.', fact)
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
                    Principal: { Service: sns.amazonaws.com }
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
              Principal = "*"
              Action    = "sqs:SendMessage"
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
              Principal = { AWS = "*" }
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
                    Principal: "*"
                    Action: "sqs:SendMessage"
                    Resource: "*"
      `,
      cloudformation`
        Resources:
          Access:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [jobs]
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    NotPrincipal: {AWS: 'arn:aws:iam::111122223333:user/guest'}
                    Action: sqs:SendMessage
                    Resource: '*'
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
              Principal = "*"
              Action    = "sqs:SendMessage"
              Resource  = "*"
              Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:t" } }
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
              Principal = { AWS = var.given }
              Action    = "sqs:SendMessage"
              Resource  = "*"
            }]
          })
        }
      `,
    ],
  },
}
