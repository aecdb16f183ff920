import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { ingressOf, isAllPorts, mustNotFromAnywhere } from '../ports.ts'

export const openIngress: Rule = {
  id: 'aws/ec2/open-ingress',
  title: 'Every port is open to the internet',
  severity: 'high',
  why: 'Whatever listens on the machine, today or tomorrow, is offered to every address on the internet.',
  fix: 'Name the ports in from_port and to_port (FromPort, ToPort) and narrow cidr_blocks (CidrIp).',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    {
      id: 'CKV_AWS_277',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
    {
      id: 'CKV_AWS_24',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
    {
      id: 'CKV_AWS_25',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
    {
      id: 'AVD-AWS-0107',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
  ],
  compliance: ['CIS AWS 3.0 5.2', 'CIS AWS 3.0 5.3', 'NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  check(group) {
    return mustNotFromAnywhere(ingressOf(group), isAllPorts, 'All ports are open to every address.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = 0
          to_port           = 0
          protocol          = -1
          cidr_blocks = ["10.0.0.0/8"]
          security_group_id = "sg-123456"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 443
                  ToPort: 443
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: -1
                  FromPort: -1
                  ToPort: -1
                  Description: in
                  CidrIp: 10.0.0.0/8
      `,
    ],
    bad: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = -1
            ipv6_cidr_blocks = ["::/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 65535
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = 0
          to_port           = 0
          protocol          = "all"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = -1
          to_port           = -1
          protocol          = "-1"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = null
          to_port           = null
          ip_protocol       = "-1"
          cidr_ipv4 = "0.0.0.0/0"
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type        = "ingress"
          cidr_blocks = ["0.0.0.0/0"]
          from_port = 0
          to_port = 65535
          protocol = "tcp"
          security_group_id = "sg-1"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: -1
                  FromPort: -1
                  ToPort: -1
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 0
                  ToPort: 65535
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-123456
              IpProtocol: '-1'
              FromPort: 0
              ToPort: 0
              CidrIp: 0.0.0.0/0
      `,
    ],
    near: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = -1
            to_port     = -1
            protocol    = "icmp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port = 0
            to_port   = 0
            protocol  = "-1"
            self      = true
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 1024
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "office" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = var.office
          }
        }
      `,
      terraform`
        variable "protocol" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 0
            to_port     = 65535
            protocol    = var.protocol
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
  },
}
