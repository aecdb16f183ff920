import { all, any, at, isSet, matches, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const permissionSourceArn: Rule = {
  id: 'aws/lambda/permission-source-arn',
  title: 'A service may call a function for anything in an account',
  severity: 'low',
  why: 'Every bucket, topic or rule of the account can then have the service call the function, also those that others make.',
  fix: 'Set source_arn (SourceArn) to the resource that calls.',
  subject: ['AWS::Lambda::Permission'],
  aliases: [{ id: 'AVD-AWS-0067', on: ['aws_lambda_permission', 'AWS::Lambda::Permission'] }],
  compliance: [],

  *check(live) {
    const source = at(live, 'SourceArn')
    const service = matches(at(live, 'Principal'), /\.amazonaws\.com(?:\.cn)?$/u)
    // Without an account either `aws/lambda/permission-source` speaks.
    const wide = any(['SourceAccount', 'PrincipalOrgID'].map((name) => isSet(at(live, name))))
    if (wide !== 'yes') return
    yield* mustNot(
      all([service, not(isSet(source))]),
      'The service may call it for anything in the account.',
      source,
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
          source_account = "111122223333"
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
              SourceArn: arn:aws:s3:::data
      `,
    ],
    bad: [
      terraform`
        resource "aws_lambda_permission" "main" {
          function_name = "f"
          action        = "lambda:InvokeFunction"
          principal      = "s3.amazonaws.com"
          source_account = "111122223333"
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
              SourceAccount: !Ref AWS::AccountId
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
          principal      = "s3.amazonaws.com"
          source_account = "111122223333"
          source_arn     = var.given
        }
      `,
    ],
  },
}
