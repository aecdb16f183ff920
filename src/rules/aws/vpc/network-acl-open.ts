import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { isAllPorts, mustNotFromAnywhere } from '../ports.ts'
import { allowingEntries, isRefusedBefore } from '../entries.ts'

export const networkAclOpen: Rule = {
  id: 'aws/vpc/network-acl-open',
  title: 'The network ACL lets the internet reach every port',
  severity: 'medium',
  why: 'The list is the second wall before the machines: when a security group is opened by mistake it should still keep strangers out.',
  fix: 'Name the ports in from_port and to_port (PortRange), or narrow cidr_block (CidrBlock).',
  subject: ['AWS::EC2::NetworkAcl'],
  aliases: [
    { id: 'CKV_AWS_231', on: ['aws_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'] },
    { id: 'CKV_AWS_232', on: ['aws_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'] },
    { id: 'AVD-AWS-0105', on: ['aws_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'] },
  ],
  compliance: ['CIS AWS 3.0 5.1', 'NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  check(acl) {
    const entries = allowingEntries(acl).filter(
      (one) => !administration.every((port) => isRefusedBefore(one, port)),
    )
    return mustNotFromAnywhere(entries, isAllPorts, 'The list lets every address reach every port.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            cidr_block = "10.0.0.0/8"
            from_port  = 0
            to_port    = 0
          }
        }
      `,
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 443
            to_port    = 443
          }
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "-1"
          rule_action    = "allow"
          cidr_block = "10.0.0.0/8"
          from_port      = 0
          to_port        = 0
        }
      `,
      cloudformation`
        Resources:
          In:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: acl-1
              RuleNumber: 100
              Egress: false
              Protocol: 6
              RuleAction: allow
              CidrBlock: 0.0.0.0/0
              PortRange:
                From: 443
                To: 443
      `,
    ],
    bad: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 0
          }
        }
      `,
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "6"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 65535
          }
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "all"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = 0
          to_port        = 0
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "-1"
          rule_action    = "allow"
          ipv6_cidr_block = "::/0"
          from_port      = null
          to_port        = null
        }
      `,
      cloudformation`
        Resources:
          In:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: acl-1
              RuleNumber: 100
              Egress: false
              Protocol: 6
              RuleAction: allow
              CidrBlock: 0.0.0.0/0
              PortRange:
                From: 0
                To: 65535
      `,
      cloudformation`
        Resources:
          In:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: acl-1
              RuleNumber: 100
              Egress: false
              Protocol: -1
              RuleAction: allow
              Ipv6CidrBlock: ::/0
              PortRange:
                From: 0
                To: 0
      `,
    ],
    near: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          egress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 0
          }
        }
      `,
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "-1"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 0
          }
        }
      `,
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 90
            action     = "deny"
            protocol   = "-1"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 0
          }
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 0
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "office" {}
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            cidr_block = var.office
            from_port  = 0
            to_port    = 0
          }
        }
      `,
    ],
  },
}

const administration = [22, 3389]
