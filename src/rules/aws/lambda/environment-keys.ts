import { at, entries } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { holdsKey } from '../keys.ts'

export const environmentKeys: Rule = {
  id: 'aws/lambda/environment-keys',
  title: 'A function has AWS keys in its environment',
  severity: 'critical',
  why: 'Everyone who may look at the function reads them, and so does whoever breaks into it.',
  fix: 'Remove the keys: a function has a role of its own.',
  subject: ['AWS::Lambda::Function'],
  aliases: [{ id: 'CKV_AWS_45', on: ['aws_lambda_function', 'AWS::Lambda::Function'] }],
  compliance: ['PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    const variables = at(live, 'Environment.Variables')
    if (variables.value.kind === 'unknown') yield undecided('The environment may hold AWS keys.', variables)
    for (const [name, value] of entries(variables)) {
      const held = holdsKey(value)
      if (held === 'yes') yield violated('The environment holds an AWS key.', value)
      // Of what isn't known only what is named like a key can be one.
      else if (held === 'undecided' && /(?:access|secret).*key/iu.test(name))
        yield undecided('The environment may hold an AWS key.', value)
    }
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
          environment {
            variables = {
              STAGE = "prod"
            }
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
              Environment: { Variables: { STAGE: prod } }
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
          environment {
            variables = {
              AWS_ACCESS_KEY_ID     = "AKIAIOSFODNN7EXAMPLE"
              AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            }
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
              Environment: { Variables: { KEY: AKIAIOSFODNN7EXAMPLE } }
      `,
    ],
    near: [
      terraform`
        resource "aws_lambda_function" "main" {
          function_name = "f"
          role          = "arn:aws:iam::111122223333:role/f"
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "f.zip"
          environment {
            variables = {
              KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
              DIGEST  = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
            }
          }
        }
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
          environment {
            variables = {
              ACCESS_KEY = var.given
            }
          }
        }
      `,
    ],
  },
}
