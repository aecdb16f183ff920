import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { egressOf, isAllPorts, mustNotFromAnywhere } from '../ports.ts'

export const openEgress: Rule = {
  id: 'aws/ec2/open-egress',
  title: 'Everything may go out to everywhere',
  severity: 'critical',
  why: 'Whoever gets into the machine can carry data to anywhere and fetch tools from anywhere.',
  fix: 'Name the ports and ranges in the egress (SecurityGroupEgress) that the machine needs.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    {
      id: 'CKV_AWS_382',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_egress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupEgress',
      ],
    },
    {
      id: 'AVD-AWS-0104',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_egress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupEgress',
      ],
    },
  ],
  compliance: ['NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.2', 'SOC 2 CC6.6'],

  check(group) {
    return mustNotFromAnywhere(egressOf(group), isAllPorts, 'All ports of every address can be reached.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
            description = "in"
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
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
          type              = "egress"
          description       = "in"
          from_port         = 0
          to_port           = 0
          protocol          = "-1"
          cidr_blocks = ["10.0.0.0/8"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_egress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = 443
          to_port           = 443
          ip_protocol       = "tcp"
          cidr_ipv4 = "10.0.0.0/8"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupEgress:
                - IpProtocol: tcp
                  FromPort: 443
                  ToPort: 443
                  Description: in
                  CidrIp: 10.0.0.0/8
      `,
    ],
    bad: [
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
          name        = "web"
          description = "web servers"
          egress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = -1
            ipv6_cidr_blocks = ["::/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "egress"
          description       = "in"
          from_port         = 0
          to_port           = 0
          protocol          = "-1"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "egress"
          description       = "in"
          from_port         = 0
          to_port           = 65535
          protocol          = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_egress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = null
          to_port           = null
          ip_protocol       = "-1"
          cidr_ipv4 = "0.0.0.0/0"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupEgress:
                - IpProtocol: -1
                  FromPort: -1
                  ToPort: -1
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupEgress
            Properties:
              GroupId: sg-123456
              IpProtocol: '-1'
              FromPort: -1
              ToPort: -1
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
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
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
          protocol          = "-1"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "out" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
            description = "in"
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = var.out
          }
        }
      `,
    ],
  },
}
