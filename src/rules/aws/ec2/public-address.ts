import type { Live } from '../../../model/live.ts'
import { at, is, items, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const publicAddress: Rule = {
  id: 'aws/ec2/public-address',
  title: 'Instances get a public address',
  severity: 'high',
  why: 'A machine with a public address is found by scanners within minutes: one open port is then enough.',
  fix: 'Set associate_public_ip_address (AssociatePublicIpAddress) to false and put a load balancer or a NAT gateway before it.',
  subject: ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  aliases: [
    {
      id: 'CKV_AWS_88',
      on: ['aws_instance', 'aws_launch_template', 'AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate'],
    },
    { id: 'CKV_AWS_389', on: ['aws_launch_configuration', 'AWS::AutoScaling::LaunchConfiguration'] },
    {
      id: 'AVD-AWS-0009',
      on: [
        'aws_launch_configuration',
        'aws_instance',
        'aws_launch_template',
        'AWS::AutoScaling::LaunchConfiguration',
        'AWS::EC2::Instance',
        'AWS::EC2::LaunchTemplate',
      ],
    },
  ],
  compliance: ['NIST 800-53 SC-7', 'PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    const message = 'A public address is given.'
    for (const holder of holders(live)) {
      const address = at(holder, 'AssociatePublicIpAddress')
      yield* mustNot(is(address, true), message, address, false)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = false
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          network_interfaces {
            associate_public_ip_address = false
          }
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = false
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              NetworkInterfaces:
                - DeviceIndex: 0
                  AssociatePublicIpAddress: false
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
              AssociatePublicIpAddress: false
      `,
    ],
    bad: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = true
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          network_interfaces {
            associate_public_ip_address = "true"
          }
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = true
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              NetworkInterfaces:
                - DeviceIndex: 0
                  AssociatePublicIpAddress: 'true'
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
              AssociatePublicIpAddress: true
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                NetworkInterfaces:
                  - AssociatePublicIpAddress: true
      `,
    ],
    near: [
      terraform`
        locals {
          public = 1 > 2
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = local.public
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                NetworkInterfaces:
                  - DeviceIndex: 0
      `,
    ],
    undecided: [
      terraform`
        variable "public" {
          type = bool
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          associate_public_ip_address = var.public
        }
      `,
    ],
  },
}

/** What an address is asked for: the launch configuration itself, or each network interface. */
function holders(live: Live): readonly Fact[] {
  if (live.type === 'AWS::AutoScaling::LaunchConfiguration') return [at(live, '')]
  return items(
    at(
      live,
      live.type === 'AWS::EC2::Instance' ? 'NetworkInterfaces' : 'LaunchTemplateData.NetworkInterfaces',
    ),
  )
}
