import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { holdsKey } from '../keys.ts'

export const userDataKeys: Rule = {
  id: 'aws/ec2/user-data-keys',
  title: 'User data holds an AWS key',
  severity: 'critical',
  why: 'Whoever may describe the instance, and every process on it, can read the user data; so can everyone who reads the repository.',
  fix: 'Give the instance a role with iam_instance_profile (IamInstanceProfile), take the key out and delete it.',
  subject: ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  aliases: [
    {
      id: 'CKV_AWS_46',
      on: [
        'aws_instance',
        'aws_launch_template',
        'aws_launch_configuration',
        'AWS::EC2::Instance',
        'AWS::EC2::LaunchTemplate',
        'AWS::AutoScaling::LaunchConfiguration',
      ],
    },
    { id: 'AVD-AWS-0029', on: ['aws_instance', 'AWS::EC2::Instance'] },
    {
      id: 'AVD-AWS-0129',
      on: [
        'aws_launch_template',
        'aws_launch_configuration',
        'AWS::EC2::LaunchTemplate',
        'AWS::AutoScaling::LaunchConfiguration',
      ],
    },
  ],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  check(live) {
    const data = at(
      live,
      live.type === 'AWS::EC2::LaunchTemplate' ? 'LaunchTemplateData.UserData' : 'UserData',
    )
    return mustNot(holdsKey(data), 'The user data holds an AWS key in clear text.', data)
  },

  examples: {
    good: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data = <<-EOF
            #!/bin/bash
            aws s3 cp s3://releases/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b/app.tar.gz .
            export AWS_DEFAULT_REGION=us-west-2
          EOF
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          user_data = base64encode("#!/bin/bash\necho hi")
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              UserData:
                Fn::Base64: |
                  #!/bin/bash
                  echo hi
      `,
    ],
    bad: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data = <<-EOF
            #!/bin/bash
            export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
            export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
          EOF
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data_base64 = base64encode("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          user_data = <<-EOF
            #!/bin/bash
            export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
            export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
          EOF
        }
      `,
      terraform`
        resource "aws_launch_template" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          user_data = base64encode("export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        }
      `,
      terraform`
        variable "first" {}
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data = <<-EOF
            \${var.first}
            export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
            export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
          EOF
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              UserData:
                Fn::Base64: |
                  export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                ImageId: ami-1
                UserData:
                  Fn::Base64: !Sub |
                    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
      `,
    ],
    near: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data = "echo AKIA is how keys begin"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "script" {}
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          user_data = var.script
        }
      `,
    ],
  },
}
