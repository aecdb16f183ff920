import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const apiLogs: Rule = {
  id: 'aws/apigateway/access-logs',
  title: 'A stage of an API keeps no access log',
  severity: 'medium',
  why: 'After an attack nobody can say who asked for what.',
  fix: 'Add access_log_settings (AccessLogSetting, AccessLogSettings) with a group of logs.',
  subject: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
  aliases: [
    { id: 'CKV_AWS_76', on: ['aws_api_gateway_stage', 'aws_apigatewayv2_stage', 'AWS::ApiGateway::Stage'] },
    { id: 'CKV_AWS_95', on: ['aws_apigatewayv2_stage', 'AWS::ApiGatewayV2::Stage'] },
    {
      id: 'AVD-AWS-0001',
      on: [
        'aws_api_gateway_stage',
        'aws_apigatewayv2_stage',
        'AWS::ApiGateway::Stage',
        'AWS::ApiGatewayV2::Stage',
      ],
    },
  ],
  compliance: ['PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    const settings = live.type === 'AWS::ApiGateway::Stage' ? 'AccessLogSetting' : 'AccessLogSettings'
    yield* mustBeSet(at(live, `${settings}.DestinationArn`), 'No access log is written.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_api_gateway_stage" "main" {
          stage_name    = "prod"
          rest_api_id   = "a"
          deployment_id = "d"
          access_log_settings {
            destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:api"
            format          = "json"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ApiGatewayV2::Stage
            Properties:
              ApiId: a
              StageName: prod
              AccessLogSettings: { DestinationArn: "arn:aws:logs:eu-west-1:111122223333:log-group:api", Format: json }
      `,
    ],
    bad: [
      terraform`
        resource "aws_api_gateway_stage" "main" {
          stage_name    = "prod"
          rest_api_id   = "a"
          deployment_id = "d"
        }
      `,
      terraform`
        resource "aws_apigatewayv2_stage" "main" {
          api_id = "a"
          name   = "prod"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ApiGateway::Stage
            Properties:
              RestApiId: a
              StageName: prod
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ApiGatewayV2::Stage
            Properties:
              ApiId: a
              StageName: prod
      `,
    ],
    near: [
      terraform`
        resource "aws_cloudwatch_log_group" "api" {
          name = "api"
        }
        resource "aws_apigatewayv2_stage" "main" {
          api_id = "a"
          name   = "prod"
          access_log_settings {
            destination_arn = aws_cloudwatch_log_group.api.arn
            format          = "json"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_apigatewayv2_stage" "main" {
          api_id = "a"
          name   = "prod"
          access_log_settings {
            destination_arn = var.given
            format          = "json"
          }
        }
      `,
    ],
  },
}
