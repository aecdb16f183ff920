import { at, isSet, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const defaultSecurityGroup: Rule = {
  id: 'aws/vpc/default-security-group',
  title: 'The default security group lets traffic through',
  severity: 'low',
  why: 'Whatever is started without naming a group lands in the default one: it should then reach nothing.',
  fix: 'Take every ingress and egress block out of aws_default_security_group.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    { id: 'CKV2_AWS_12', on: ['aws_default_security_group'] },
    { id: 'AVD-AWS-0173', on: ['aws_default_security_group'] },
  ],
  compliance: ['CIS AWS 3.0 5.4', 'NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(group) {
    if (group.madeOf[0].resource.type !== 'aws_default_security_group') return
    for (const entries of [at(group, 'SecurityGroupIngress'), at(group, 'SecurityGroupEgress')]) {
      const [first = entries] = items(entries)
      yield* mustNot(isSet(entries), 'The default security group has rules.', first)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = aws_vpc.main.id
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = aws_vpc.main.id
          ingress {
            protocol  = -1
            self      = true
            from_port = 0
            to_port   = 0
          }
        }
      `,
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = aws_vpc.main.id
          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = aws_vpc.main.id
          ingress = []
          egress  = []
        }
      `,
    ],
    undecided: [
      terraform`
        variable "rules" {}
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = aws_vpc.main.id
          dynamic "ingress" {
            for_each = var.rules
            content {
              protocol  = ingress.value
              from_port = 0
              to_port   = 0
            }
          }
        }
      `,
    ],
  },
}
