import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const lambdaTracing: Rule = {
  id: 'aws/lambda/tracing',
  title: 'Calls of a function are not traced',
  severity: 'low',
  why: 'When a request is slow or fails, nobody can see where.',
  fix: 'Set tracing_config.mode (TracingConfig.Mode) to Active.',
  subject: ['AWS::Lambda::Function'],
  aliases: [
    { id: 'CKV_AWS_50', on: ['aws_lambda_function', 'AWS::Lambda::Function'] },
    { id: 'AVD-AWS-0066', on: ['aws_lambda_function', 'AWS::Lambda::Function'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBe(at(live, 'TracingConfig.Mode'), 'Active', 'Calls are not traced.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "f"
          role          = "arn:aws:iam::111122223333:role/f"
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "f.zip"
          tracing_config {
            mode = "Active"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: nodejs22.x
              Handler: index.handler
              Role: arn:aws:iam::111122223333:role/f
              Code: { ZipFile: "x" }
              TracingConfig: { Mode: Active }
      `,
    ],
    bad: [
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "f"
          role          = "arn:aws:iam::111122223333:role/f"
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "f.zip"
          tracing_config {
            mode = "PassThrough"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: nodejs22.x
              Handler: index.handler
              Role: arn:aws:iam::111122223333:role/f
              Code: { ZipFile: "x" }
              TracingConfig: { Mode: PassThrough }
      `,
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "f"
          role          = "arn:aws:iam::111122223333:role/f"
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "f.zip"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: nodejs22.x
              Handler: index.handler
              Role: arn:aws:iam::111122223333:role/f
              InlineCode: x
              Tracing: Active
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_lambda_function" "main" {
          function_name = "f"
          role          = "arn:aws:iam::111122223333:role/f"
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "f.zip"
          tracing_config {
            mode = var.given
          }
        }
      `,
    ],
  },
}
