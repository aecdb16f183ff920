import { all, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { isAllPorts, covers, tcp, mustNotFromAnywhere } from '../ports.ts'
import { allowingEntries, isRefusedBefore } from '../entries.ts'

export const networkAclSsh: Rule = {
  id: 'aws/vpc/network-acl-ssh',
  title: 'The network ACL lets the internet reach SSH',
  severity: 'medium',
  why: 'The list is the second wall before the machines: when a security group is opened by mistake it should still keep strangers out.',
  fix: 'Narrow cidr_block (CidrBlock) or the ports so that port 22 is not open to every address.',
  subject: ['AWS::EC2::NetworkAcl'],
  aliases: [
    { id: 'CKV_AWS_232', on: ['aws_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'] },
    { id: 'AVD-AWS-0105', on: ['aws_network_acl', 'aws_network_acl_rule', 'AWS::EC2::NetworkAclEntry'] },
  ],
  compliance: ['CIS AWS 3.0 5.1', 'NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  check(acl) {
    const entries = allowingEntries(acl).filter((entry) => !isRefusedBefore(entry, 22))
    return mustNotFromAnywhere(entries, opens, 'The list lets every address reach port 22.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            cidr_block = "10.0.0.0/8"
            from_port  = 22
            to_port    = 22
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
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 22
            to_port    = 22
          }
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "10.0.0.0/8"
          from_port      = 22
          to_port        = 22
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = 443
          to_port        = 443
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
              CidrBlock: 10.0.0.0/8
              PortRange:
                From: 22
                To: 22
      `,
    ],
    bad: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 22
            to_port    = 22
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
            to_port    = 30
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
            ipv6_cidr_block = "::/0"
            from_port  = 22
            to_port    = 22
          }
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = 22
          to_port        = 22
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = 22
          to_port        = 22
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "tcp"
          rule_action    = "allow"
          ipv6_cidr_block = "::/0"
          from_port      = 22
          to_port        = 22
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
                From: 22
                To: 22
      `,
      cloudformation`
        Resources:
          In:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: acl-1
              RuleNumber: 100
              Egress: 'false'
              Protocol: 6
              RuleAction: allow
              CidrBlock: 0.0.0.0/0
              PortRange:
                From: 0
                To: 30
      `,
    ],
    near: [
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          egress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 22
            to_port    = 22
          }
        }
      `,
      terraform`
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = true
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = 22
          to_port        = 22
        }
      `,
      terraform`
        resource "aws_network_acl" "main" {
          vpc_id = "vpc-1"
          ingress {
            rule_no    = 90
            action     = "deny"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 22
            to_port    = 22
          }
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "tcp"
            cidr_block = "0.0.0.0/0"
            from_port  = 0
            to_port    = 30
          }
        }
      `,
      cloudformation`
        Resources:
          In:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: acl-1
              RuleNumber: 100
              Egress: true
              Protocol: 6
              RuleAction: allow
              CidrBlock: 0.0.0.0/0
              PortRange:
                From: 22
                To: 22
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
            protocol   = "tcp"
            cidr_block = var.office
            from_port  = 22
            to_port    = 22
          }
        }
      `,
      terraform`
        variable "port" {}
        resource "aws_network_acl_rule" "in" {
          network_acl_id = "acl-1"
          rule_number    = 100
          egress         = false
          protocol       = "tcp"
          rule_action    = "allow"
          cidr_block = "0.0.0.0/0"
          from_port      = var.port
          to_port        = var.port
        }
      `,
    ],
  },
}

/** Every port at once is what `aws/vpc/network-acl-open` speaks of. */
function opens(entry: Fact): Answer {
  return all([covers(entry, 22, tcp), not(isAllPorts(entry))])
}
