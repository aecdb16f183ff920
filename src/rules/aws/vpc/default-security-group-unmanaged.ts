import type { Graph } from '../../../model/live-graph.ts'
import type { Live } from '../../../model/live.ts'
import { at, becauseOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { once } from '../../once.ts'

export const defaultSecurityGroupUnmanaged: Rule = {
  id: 'aws/vpc/default-security-group-unmanaged',
  title: 'The default security group of the VPC is as AWS made it',
  severity: 'low',
  why: 'The default group lets its members talk to each other and to everywhere; whatever is started without naming a group lands in it.',
  fix: 'Add an aws_default_security_group for the VPC without ingress and egress.',
  subject: ['AWS::EC2::VPC'],
  aliases: [{ id: 'CKV2_AWS_12', on: ['aws_vpc'] }],
  compliance: ['CIS AWS 3.0 5.4', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(vpc, graph) {
    // CloudFormation has no word for the group that AWS makes.
    if (vpc.madeOf[0].resource.type !== 'aws_vpc') return
    if (graph.usedBy(vpc, 'AWS::EC2::SecurityGroup').some(isDefault)) return
    const asked = strayGroup(graph)
    if (asked === undefined) yield violated('Nothing empties the default security group.', at(vpc, ''))
    else yield undecided('No default security group is seen to belong to the VPC.', asked)
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
      `,
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_security_group" "web" {
          vpc_id = aws_vpc.main.id
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
      `,
    ],
    undecided: [
      terraform`
        variable "vpc" {}
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_default_security_group" "default" {
          vpc_id = var.vpc
        }
      `,
    ],
  },
}

/** A default group that may be of any VPC: which one is asked for. */
const strayGroup = once((graph: Graph) =>
  graph
    .all('AWS::EC2::SecurityGroup')
    .filter(isDefault)
    .map((one) => at(one, 'VpcId'))
    .find((one) => becauseOf(one).some(({ kind }) => kind === 'variable')),
)

function isDefault({ madeOf }: Live): boolean {
  return madeOf[0].resource.type === 'aws_default_security_group'
}
