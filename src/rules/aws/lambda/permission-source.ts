import { all, any, at, isSet, matches, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const permissionSource: Rule = {
  id: 'aws/lambda/permission-source',
  title: 'Any customer’s resource of a service may call a function',
  severity: 'critical',
  why: 'A service calls it for everyone who names the function: other accounts’ buckets and topics among them.',
  fix: 'Name the source_arn or source_account (SourceArn, SourceAccount).',
  subject: ['AWS::Lambda::Permission'],
  aliases: [
    { id: 'CKV_AWS_364', on: ['aws_lambda_permission', 'AWS::Lambda::Permission'] },
    { id: 'AVD-AWS-0067', on: ['aws_lambda_permission', 'AWS::Lambda::Permission'] },
  ],
  compliance: ['PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(live) {
    const principal = at(live, 'Principal')
    const service = matches(principal, /\.amazonaws\.com(?:\.cn)?$/u)
    const named = any(['SourceArn', 'SourceAccount', 'PrincipalOrgID'].map((name) => isSet(at(live, name))))
    yield* mustNot(
      all([service, not(named)]),
      'The service may call it for anyone.',
      at(live, 'SourceArn').value.kind === 'absent' ? principal : at(live, 'SourceArn'),
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_lambda_permission" "main" {
          function_name = "f"
          action        = "lambda:InvokeFunction"
          principal     = "s3.amazonaws.com"
          source_arn    = "arn:aws:s3:::data"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Lambda::Permission
            Properties:
              FunctionName: f
              Action: lambda:InvokeFunction
              Principal: s3.amazonaws.com
              SourceAccount: "111122223333"
      `,
    ],
    bad: [
      terraform`
        resource "aws_lambda_permission" "main" {
          function_name = "f"
          action        = "lambda:InvokeFunction"
          principal     = "s3.amazonaws.com"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Lambda::Permission
            Properties:
              FunctionName: f
              Action: lambda:InvokeFunction
              Principal: sns.amazonaws.com
      `,
    ],
    near: [
      terraform`
        resource "aws_lambda_permission" "main" {
          function_name = "f"
          action        = "lambda:InvokeFunction"
          principal     = "111122223333"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_lambda_permission" "main" {
          function_name = "f"
          action        = "lambda:InvokeFunction"
          principal     = "s3.amazonaws.com"
          source_arn    = var.given
        }
      `,
    ],
  },
}
