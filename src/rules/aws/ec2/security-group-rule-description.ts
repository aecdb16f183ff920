import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { ingressOf, egressOf } from '../ports.ts'

export const securityGroupRuleDescription: Rule = {
  id: 'aws/ec2/security-group-rule-description',
  title: 'A rule of a security group has no description',
  severity: 'low',
  why: 'When the rule is looked at again nobody knows who asked for it and whether it may go.',
  fix: 'Set description (Description) of the rule to why it is there.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    {
      id: 'CKV_AWS_23',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'aws_vpc_security_group_egress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
        'AWS::EC2::SecurityGroupEgress',
      ],
    },
    {
      id: 'AVD-AWS-0124',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'aws_vpc_security_group_egress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
        'AWS::EC2::SecurityGroupEgress',
      ],
    },
  ],
  compliance: [],

  *check(group) {
    if (group.madeOf[0].resource.type === 'aws_default_security_group') return
    for (const entry of [...ingressOf(group), ...egressOf(group)]) {
      yield* mustBeSet(at(entry, 'Description'), 'The rule has no description.')
    }
  },

  examples: {
    good: [
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
          from_port         = 443
          to_port           = 443
          protocol          = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
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
          cidr_ipv4 = "0.0.0.0/0"
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
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          description = "no rules"
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
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
          from_port         = 443
          to_port           = 443
          protocol          = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123456"
          from_port         = 443
          to_port           = 443
          ip_protocol       = "tcp"
          cidr_ipv4 = "0.0.0.0/0"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_egress_rule" "web" {
          security_group_id = "sg-123456"
          from_port         = 443
          to_port           = 443
          ip_protocol       = "tcp"
          cidr_ipv4 = "0.0.0.0/0"
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = ""
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
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
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupEgress
            Properties:
              GroupId: sg-123456
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 0.0.0.0/0
      `,
    ],
    near: [
      terraform`
        locals {
          rules = { 443 = "HTTPS", 80 = "redirect to HTTPS" }
        }
        resource "aws_security_group" "web" {
          description = "web"
          dynamic "ingress" {
            for_each = local.rules
            content {
              description = ingress.value
              from_port   = ingress.key
              to_port     = ingress.key
              protocol    = "tcp"
              cidr_blocks = ["0.0.0.0/0"]
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "text" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = var.text
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
  },
}
