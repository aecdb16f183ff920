import type { Live } from '../../../model/live.ts'
import type { Graph } from '../../../model/live-graph.ts'
import { any, at, is, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const imdsv2: Rule = {
  id: 'aws/ec2/imdsv2',
  title: 'The metadata service answers without a session token',
  severity: 'high',
  why: 'A hole in the application that lets an attacker choose an address to fetch is then enough to take the credentials of the instance.',
  fix: 'Set http_tokens in metadata_options (MetadataOptions.HttpTokens) to required.',
  subject: ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  aliases: [
    {
      id: 'CKV_AWS_79',
      on: [
        'aws_instance',
        'aws_launch_template',
        'aws_launch_configuration',
        'AWS::EC2::Instance',
        'AWS::EC2::LaunchTemplate',
        'AWS::AutoScaling::LaunchConfiguration',
      ],
    },
    { id: 'AVD-AWS-0028', on: ['aws_instance', 'AWS::EC2::Instance'] },
    {
      id: 'AVD-AWS-0130',
      on: [
        'aws_launch_template',
        'aws_launch_configuration',
        'AWS::EC2::LaunchTemplate',
        'AWS::AutoScaling::LaunchConfiguration',
      ],
    },
  ],
  compliance: ['CIS AWS 3.0 5.6', 'NIST 800-53 AC-3', 'PCI DSS 4.0 2.2.6'],

  *check(live, graph) {
    const place =
      live.type === 'AWS::EC2::LaunchTemplate' ? 'LaunchTemplateData.MetadataOptions' : 'MetadataOptions'
    const [tokens, endpoint] = [at(live, `${place}.HttpTokens`), at(live, `${place}.HttpEndpoint`)]
    if (tokens.value.kind === 'absent' && isSaidElsewhere(live, graph)) return
    const holds = any([is(tokens, 'required'), is(endpoint, 'disabled')])
    const fact = holds === 'undecided' && tokens.value.kind !== 'unknown' ? endpoint : tokens
    yield* must(holds, 'Session tokens are not required.', fact, holds === 'no' ? 'required' : undefined)
  },

  examples: {
    good: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "required"
          }
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "required"
          }
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "required"
          }
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                MetadataOptions:
                  HttpTokens: required
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              MetadataOptions:
                HttpEndpoint: disabled
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
              MetadataOptions:
                HttpTokens: required
      `,
    ],
    bad: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "optional"
          }
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
          }
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "optional"
          }
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                InstanceType: t3.micro
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                MetadataOptions:
                  HttpTokens: optional
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
      `,
    ],
    near: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "disabled"
          }
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "required"
          }
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          launch_template {
            id = aws_launch_template.web.id
          }
        }
      `,
      terraform`
        resource "aws_ec2_instance_metadata_defaults" "all" {
          http_tokens = "required"
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "tokens" {}
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = var.tokens
          }
        }
      `,
      terraform`
        variable "endpoint" {}
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          metadata_options {
            http_endpoint = var.endpoint
            http_tokens   = "optional"
          }
        }
      `,
    ],
  },
}

/** Whether the template of an instance, or the account, says what the instance doesn't. */
function isSaidElsewhere(live: Live, graph: Graph): boolean {
  const template = at(live, 'LaunchTemplate')
  if (live.type === 'AWS::EC2::Instance' && isSet(template) !== 'no') return true
  return graph
    .all('aws_ec2_instance_metadata_defaults')
    .some((one) => is(at(one, 'http_tokens'), 'required') === 'yes')
}
